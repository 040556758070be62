"""Running a workload under strace: recorded, or with a fault put into one of its calls to the system."""

from __future__ import annotations

import itertools
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.crash.trace import CALLS
from tests.crash.workloads import WORKLOADS
from tests.process import ROOT, environment


@dataclass(frozen=True)
class Ready:
    """A workload made ready: the profile as it stood before, and what a run is given to read."""

    name: str
    before: Path
    given: Path


@dataclass
class Run:
    """One run: where it left its files, what it said, how it ended (as waitpid says), what strace wrote."""

    ready: Ready
    profile: Path
    said: list[str]
    status: int
    trace: Path

    @property
    def acked(self) -> set[int]:
        return {int(line.split()[1]) for line in self.said if line.startswith("ACK")}

    @property
    def failed(self) -> list[str]:
        """The code of each failure, in order."""
        return [line.split(" ", 2)[2] for line in self.said if line.startswith("FAIL")]

    @property
    def killed(self) -> bool:
        return os.WIFSIGNALED(self.status) and os.WTERMSIG(self.status) == signal.SIGKILL

    def forget(self) -> None:
        shutil.rmtree(self.profile.parent)


class Ward:
    """Runs workloads in a folder in memory, one after the other; to be closed at the end."""

    def __init__(self, other: Ward | None = None) -> None:
        """With another ward: what that one has made ready."""
        self.folder = Path(tempfile.mkdtemp(prefix="hutong-crash-", dir="/dev/shm"))
        self.made: dict[str, Ready] = other.made if other else {}
        self._numbers = itertools.count(1)
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment(),
            cwd=ROOT,
            text=True,
            bufsize=1,
        )

    def ready(self, name: str) -> Ready:
        if name not in self.made:
            place = self.folder / "ready" / name
            made = Ready(name, place / "profile", place / "given")
            made.given.mkdir(parents=True)
            WORKLOADS[name](made.before, made.given).prepare()
            self.made[name] = made
        return self.made[name]

    def run(
        self,
        name: str,
        weakness: str = "",
        inject: Sequence[str] = (),
        *,
        recorded: bool = True,
        after: Run | None = None,
    ) -> Run:
        """One run from its beginning to its end; with `after` in the folder another run has left."""
        ready = self.ready(name)
        place = after.profile.parent if after else self.folder / f"run-{next(self._numbers)}"
        if after is None:
            shutil.copytree(ready.before, place / "profile")
        number = next(self._numbers)
        said, trace = place / f"said-{number}", place / f"trace-{number}"
        asked = {"workload": name, "profile": str(place / "profile"), "given": str(ready.given)}
        pid = int(self._ask(json.dumps(asked | {"said": str(said), "weakness": weakness})))
        faults = [f"--inject={each}" for each in inject]
        calls = ",".join(CALLS) if recorded else ",".join(each.partition(":")[0] for each in inject)
        words = ["-f", "-xx", "-s", "200000", "-o", str(trace), "-e", f"trace={calls}", "-e", "signal=none"]
        command = ["strace", *words, *faults, "-p", str(pid)]
        tracer = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        assert tracer.stderr is not None
        attached = tracer.stderr.readline()
        assert "attached" in attached, attached
        os.kill(pid, signal.SIGCONT)
        status = int(self._ask(""))
        tracer.stderr.close()
        tracer.wait(30)
        lines = said.read_text().splitlines() if said.exists() else []
        assert os.WIFEXITED(status) is False or os.WEXITSTATUS(status) == 0, lines
        return Run(ready, place / "profile", lines, status, trace)

    def _ask(self, line: str) -> str:
        assert self._child.stdin is not None
        assert self._child.stdout is not None
        self._child.stdin.write(line + "\n")
        return self._child.stdout.readline()

    def close(self) -> None:
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe is not None
            pipe.close()
        self._child.wait(30)
        shutil.rmtree(self.folder, ignore_errors=True)

"""Programs as a person starts them, and the same started quickly: a center, and commands of the desk."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests import nursery
from tests.nursery import ROOT

__all__ = ["ROOT", "CenterProcess", "environment", "run", "run_quickly"]


def environment(**more: str) -> dict[str, str]:
    """English, no keyring, this checkout; nothing of whoever runs the tests."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("HUTONG_", "LC_", "LANG"))}
    fixed = {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    return kept | fixed | {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"} | more


def run(
    module: str, *words: str | Path, stdin: str | bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    """One command to its end, without a terminal."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, words)],
        input=given,
        capture_output=True,
        env=environment(**more),
        start_new_session=True,
        timeout=120,
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def run_quickly(
    module: str, *words: str | Path, stdin: str | bytes = b"", **more: str
) -> subprocess.CompletedProcess[str]:
    """As `run`, in a process whose imports are done: for tests that are not about the start itself."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = nursery.run(module, *words, stdin=given, env=environment(**more))
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


@dataclass
class CenterProcess:
    """`hutong-center serve` on a free port."""

    folder: Path
    words: tuple[str, ...] = ()
    address: str = ""
    process: nursery.Child = field(init=False)

    def __post_init__(self) -> None:
        port = () if "--port" in self.words else ("--port", "0")
        words = ("serve", self.folder, *self.words, *port)
        self.process = nursery.Child("center", *words, env=environment())
        self.address = self.process.stdout.readline().removeprefix("listening on ").strip()

    def kill(self) -> None:
        self.process.kill()
        self.wait()

    def end(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        return self.process.wait(30)

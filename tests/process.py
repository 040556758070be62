"""Programs as a person starts them: a center in a process of its own, and commands of the desk."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]


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


@dataclass
class CenterProcess:
    """`hutong-center serve` on a free port."""

    folder: Path
    words: tuple[str, ...] = ()
    address: str = ""
    process: subprocess.Popen[str] = field(init=False)

    def __post_init__(self) -> None:
        command = [sys.executable, "-m", "center", "serve", str(self.folder), *self.words]
        if "--port" not in self.words:
            command += ["--port", "0"]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=environment(), text=True
        )
        assert self.process.stdout
        self.address = self.process.stdout.readline().removeprefix("listening on ").strip()

    def kill(self) -> None:
        self.process.kill()
        self.wait()

    def end(self) -> int:
        """SIGTERM, and the exit code."""
        self.process.terminate()
        return self.wait()

    def wait(self) -> int:
        status = self.process.wait(30)
        if self.process.stdout:
            self.process.stdout.close()
        return status

"""Nursery: programs in processes of their own whose imports are done, which is most of what a start costs."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import runpy
import subprocess
import sys
import tempfile
from multiprocessing.connection import Connection
from pathlib import Path

ROOT = Path(__file__).parents[1]
_nurse = multiprocessing.get_context("forkserver")
_nurse.set_forkserver_preload(
    [
        *(
            f"center.{name}"
            for name in ("app", "help", "lists", "registry", "seats", "serve", "status", "words")
        ),
        *(f"deskapp.{name}" for name in ("app", "cli.desk", "cli.parser", "store.migrate", "work.listing")),
        *(f"deskapp.{name}" for name in ("sync.courier", "sync.road")),
    ]
)
Streams = tuple[Connection | None, Connection | None, Connection | None]


class Child:
    """`python -m module words`, with what it prints in `stdout`."""

    def __init__(self, module: str, *words: str | Path, env: dict[str, str]) -> None:
        mine, theirs = _nurse.Pipe(duplex=False)
        self.stdout = os.fdopen(os.dup(mine.fileno()), encoding="utf-8")
        self._process = _start(module, words, env, (None, theirs, None))
        mine.close()
        theirs.close()

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()

    def communicate(self) -> str:
        """All it still prints until its end."""
        said = self.stdout.read()
        self.wait()
        return said

    def wait(self, timeout: float = 120) -> int:
        """The exit code, negative for a signal."""
        self._process.join(timeout)
        status = self._process.exitcode
        assert status is not None, "it does not end"
        self.stdout.close()
        return status


def run(
    module: str, *words: str | Path, stdin: bytes, env: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """One command to its end, without a terminal."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        given.write(stdin)
        given.seek(0)
        files = (given, out, err)
        streams = tuple(Connection(os.dup(file.fileno())) for file in files)
        process = _start(module, words, env, streams)
        for stream in streams:
            stream.close()
        process.join(120)
        status = process.exitcode
        assert status is not None, f"{module} {words} does not end"
        out.seek(0)
        err.seek(0)
        return subprocess.CompletedProcess([module, *map(str, words)], status, out.read(), err.read())


def _start(
    module: str, words: tuple[str | Path, ...], env: dict[str, str], streams: Streams
) -> multiprocessing.process.BaseProcess:
    process = _nurse.Process(target=_be, args=(module, list(map(str, words)), env, streams))
    process.start()
    return process


def _be(module: str, words: list[str], env: dict[str, str], streams: Streams) -> None:
    """The child: what a fresh interpreter would have, and then the module as __main__."""
    os.setsid()
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(env)
    for number, stream in enumerate(streams):
        if stream is not None:
            os.dup2(stream.fileno(), number)
            stream.close()
        elif number == 0:
            os.dup2(os.open(os.devnull, os.O_RDONLY), number)
    sys.argv, sys.stdin = [module, *words], os.fdopen(0, closefd=False)
    sys.stdout, sys.stderr = (os.fdopen(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))
    sys.stderr.reconfigure(line_buffering=True)
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        sys.stdout.flush()
        atexit._run_exitfuncs()  # noqa: SLF001 a forked process leaves without it

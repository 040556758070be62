"""The desk that is to fail: forks a process for each run, all modules imported, stopped until it is traced.

python -m tests.crash.child reads lines of JSON {workload, profile, given, said, weakness}; it answers each
with the new process's number and, when an empty line asks for it, with its status as waitpid gives it.
A run writes "ACK n" into `said` when the program would say that step n is saved, else "FAIL n code" with the
code of the sentence it would say.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import alembic.command  # noqa: F401  (a desk that migrates imports it; here once for all runs)

import deskapp.work.entry
import deskapp.work.sheets  # noqa: F401
from deskapp.cli.trouble import trouble_of
from deskapp.cli.words import WORDS
from deskapp.language import Sentences
from deskapp.store import database, lock
from deskapp.store.files import FileTrouble
from tests.crash.workloads import WORKLOADS

PATIENCE = 6
"""How often somebody tries to save again."""
SET_PTRACER, ANYBODY = 0x59616D61, -1


def say(words: str) -> None:
    """Not by write(), which a fault is put into."""
    os.writev(1, [f"{words}\n".encode()])


def weaken(weakness: str) -> None:
    """Takes one precaution away, in this process only; or lets it die in the middle of one."""

    def nothing(*_: object) -> None:
        pass

    def die(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    match weakness:
        case "synchronous=NORMAL":
            database.PRAGMAS = tuple(p.replace("=FULL", "=NORMAL") for p in database.PRAGMAS)
        case "no fsync of files":
            lock.write_whole = lambda path, content: Path(path).write_bytes(content)  # type: ignore[assignment]
        case "no fsync":
            os.fsync = nothing
        case "dies after the rename":
            database.sync_folder = die


def code_of(error: Exception, words: Sentences) -> str:
    """Of what the program has a sentence for; files say theirs by their own code."""
    trouble = trouble_of(error, words)
    if trouble is not None:
        return trouble.code
    return f"file: {error.code}" if isinstance(error, FileTrouble) else f"unforeseen: {error!r}"


def work(workload: str, profile: str, given: str, weakness: str) -> None:
    """A step that fails is tried again; after one that never worked the rest are tried once."""
    weaken(weakness)
    words, tries = Sentences(WORDS, "en"), PATIENCE
    for n, step in enumerate(WORKLOADS[workload](Path(profile), Path(given)).steps()):
        for _ in range(tries):
            if weakness == "says so before":
                say(f"ACK {n}")
            try:
                step()
            except Exception as error:
                say(f"FAIL {n} {code_of(error, words)}")
            else:
                say(f"ACK {n}")
                break
        else:
            tries = 1


def begin(said: str, **asked: str) -> None:
    """What the forked process does: waits for its tracer, then works, and leaves without ceremony."""
    status = 1
    try:
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(descriptor, 1)
        os.close(descriptor)
        ctypes.CDLL(None).prctl(SET_PTRACER, ctypes.c_long(ANYBODY))
        os.kill(os.getpid(), signal.SIGSTOP)
        work(**asked)
        status = 0
    except BaseException as error:
        print(repr(error), file=sys.stderr)  # noqa: T201
    finally:
        os._exit(status)


def main() -> None:
    for line in sys.stdin:
        asked: dict[str, Any] = json.loads(line)
        pid = os.fork()
        if pid == 0:
            begin(**asked)
        os.waitpid(pid, os.WUNTRACED)
        os.writev(1, [f"{pid}\n".encode()])
        sys.stdin.readline()
        os.writev(1, [f"{os.waitpid(pid, 0)[1]}\n".encode()])


if __name__ == "__main__":
    main()

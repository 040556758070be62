"""Alone: a folder that only one may have at a time, until its process ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from center.refusal import Refused

SERVING, BACKING_UP = "serve.lock", ".backup.lock"


@contextmanager
def alone(folder: Path, name: str, code: str) -> Iterator[None]:
    """Holds a lock file of a folder. Raises Refused(code) if somebody else has it."""
    lock = FileLock(folder / name)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise Refused(code, folder=str(folder)) from error
    try:
        yield
    finally:
        lock.release()

"""A file for somebody else: whole or not at all, on a stick or in a folder somebody chose."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from itertools import count
from pathlib import Path


def put_on(folder: Path, name: str, parts: Iterable[bytes]) -> Path:
    """Writes a file whole or not at all; a stick pulled out meanwhile holds no half of one.

    One of the same name is replaced. Raises OSError, and whatever the making of a part raises.
    """
    path, part = folder / name, folder / (name + ".part")
    try:
        with open(part, "wb") as file:
            for each in parts:
                file.write(each)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except BaseException:
        with suppress(OSError):  # the stick may be gone
            part.unlink(missing_ok=True)
        raise
    with suppress(OSError):  # not every stick's file system lets a folder be synced
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    return path


def free_name(folder: Path, name: str) -> str:
    """The name itself, or with a number before its ending where a file of that name stands there already."""
    stem, ending = os.path.splitext(name)
    names = (name if number == 1 else f"{stem} ({number}){ending}" for number in count(1))
    return next(each for each in names if not (folder / each).exists())

"""Attaching: files chosen outside are taken in one by one, with their thumbnails, and put to a record.

work = Attaching(sitting, parent)
work.begin(paths, "household", id)
work.told       Signal(object, object): bytes here, bytes in all
work.ended      Signal(object): an Ended
work.stop()     the copy ends between two parts; what was whole before is put to the record
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from deskapp.store.files import FileTrouble, Taken
from deskapp.sync.files import FileProgress
from deskapp.ui.pictures import thumbnail
from deskapp.ui.porters import TAKE, Hand
from deskapp.ui.screen import Sitting
from deskapp.work.attachments import attach_all

STOPPED = "file-stopped"


@dataclass
class Ended:
    """How many were put to the record, and what could not be: (name, why)."""

    added: int = 0
    there: int = 0
    """Those the record had already."""
    stopped: bool = False
    troubles: list[tuple[str, Exception]] = field(default_factory=list)


@dataclass
class _TakenIn:
    """What is on the disk and has no record yet."""

    found: list[tuple[str, Taken, Taken | None]] = field(default_factory=list)
    ended: Ended = field(default_factory=Ended)


class Attaching(QObject):
    """One choice of files at a time."""

    told = Signal(object, object)
    ended = Signal(object)

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self.busy = False
        if sitting.files is not None:
            sitting.files.progressed.connect(self._progressed)

    def begin(self, paths: list[Path], kind: str, row: str) -> None:
        if self.busy or self._sitting.files is None:
            return
        self.busy = True
        work, then = partial(take_in, paths), partial(self._put, kind, row)
        self._sitting.files.do(self, work, then, self._failed)

    def stop(self) -> None:
        if self.busy and self._sitting.files is not None:
            self._sitting.files.stop_one()

    @Slot(object)
    def _progressed(self, progress: FileProgress) -> None:
        if self.busy and progress.way == TAKE:
            self.told.emit(progress.done, progress.total)

    def _put(self, kind: str, row: str, taken: _TakenIn) -> None:
        if not taken.found:
            self._end(taken.ended)
            return
        job = partial(attach_all, files=self._hand_files(), found=taken.found, kind=kind, row=row)
        self._sitting.desk.do(self, job, partial(self._added, taken), failed=self._failed)

    def _hand_files(self) -> Any:
        assert self._sitting.files is not None
        return self._sitting.files.hand.files

    def _added(self, taken: _TakenIn, count: int) -> None:
        taken.ended.added = count
        taken.ended.there = len(taken.found) - count
        self._end(taken.ended)

    def _failed(self, error: Exception) -> None:
        self._end(Ended(troubles=[("", error)]))

    def _end(self, ended: Ended) -> None:
        self.busy = False
        self.ended.emit(ended)


def take_in(paths: list[Path], hand: Hand) -> _TakenIn:
    """Copies each in; one that cannot be taken keeps nobody from the others."""
    taken = _TakenIn()
    sizes = [_size(path) for path in paths]
    for place, path in enumerate(paths):
        before = sum(sizes[:place])

        def tell(size: int, before: int = before) -> None:
            hand.told(FileProgress("", TAKE, before + size, sum(sizes)))

        try:
            whole = hand.files.take(path, tell)
            small = thumbnail(path, whole.media)
            taken.found.append((path.name, whole, hand.files.take_bytes(small) if small else None))
        except FileTrouble as trouble:
            if trouble.code == STOPPED:
                taken.ended.stopped = True
                break
            taken.ended.troubles.append((path.name, trouble))
    return taken


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

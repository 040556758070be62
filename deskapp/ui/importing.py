"""Importing: a workbook read, compared and taken over in the store's thread, one step after the other.

work = Importing(desk, actor, clock, parent)
work.read(path)       work.told -> Signal(str, object, object): "read" | "apply", done, total
                      work.planned -> Signal(object): a Preview;  work.failed -> Signal(object)
work.take_over()      work.done -> Signal(object): the Preview that was taken over
work.cancel()
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from deskapp.models.actor import Actor
from deskapp.models.clock import Clock
from deskapp.store.capture import EVERYTHING
from deskapp.ui.thread import DeskThread, Progress
from deskapp.work.imports import ImportPlan, apply_import, plan_import
from deskapp.work.roster import Roster
from deskapp.work.workbook import read_roster


@dataclass(frozen=True)
class Preview:
    """What a workbook says and what taking it over would do."""

    path: Path
    roster: Roster
    plan: ImportPlan


class Importing(QObject):
    """One workbook at a time."""

    told = Signal(str, object, object)
    planned = Signal(object)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: DeskThread, actor: Actor, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._actor, self._clock = desk, actor, clock
        self._phase = ""
        self._progress: Progress | None = None
        self.preview: Preview | None = None

    @property
    def busy(self) -> bool:
        return bool(self._phase)

    def read(self, path: Path) -> None:
        if self.busy:
            return
        self.preview = None
        progress = self._begin("read")
        today = self._clock.today()
        self._desk.call(
            self, lambda: read_roster(path, today, progress), partial(self._compare, path), failed=self._fail
        )

    def _compare(self, path: Path, roster: Roster) -> None:
        query = partial(plan_import, roster=roster, community=self._actor.unit)
        self._desk.ask(self, query, partial(self._plan, path, roster), failed=self._fail)

    def _plan(self, path: Path, roster: Roster, plan: ImportPlan) -> None:
        self._end()
        self.preview = Preview(path, roster, plan)
        self.planned.emit(self.preview)

    def take_over(self) -> None:
        """The roster as one unit of work; doubts are findings of the preview and were seen there."""
        if self.busy or self.preview is None:
            return
        progress = self._begin("apply")
        roster, unit = self.preview.roster, self._actor.unit
        job = partial(apply_import, roster=roster, community=unit, total=progress.expect)
        self._desk.do(self, job, self._taken, failed=self._fail, confirmed=EVERYTHING, progress=progress)

    def _taken(self, _count: int) -> None:
        self._end()
        self.done.emit(self.preview)

    def cancel(self) -> None:
        if self._progress is not None:
            self._progress.cancel()

    def _begin(self, phase: str) -> Progress:
        self._phase = phase
        progress = self._progress = Progress(self)
        progress.told.connect(self._tell)
        return progress

    def _end(self) -> None:
        self._phase = ""
        if self._progress is not None:
            self._progress.deleteLater()
            self._progress = None

    @Slot(object, object)
    def _tell(self, done: int, total: int) -> None:
        if self._phase:
            self.told.emit(self._phase, done, total)

    def _fail(self, error: Any) -> None:
        self._end()
        self.failed.emit(error)

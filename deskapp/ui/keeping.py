"""Keeping: the unfinished form of one subject at a time, kept half a second after the last key.

keeping = Keeping(sitting, form, parent, name)      name: which form; a visit's unless told
keeping.start(home)                  the form stands as it begins at this door; nothing is to be kept
keeping.now()                        keeps it, or drops it when the form is as it began
keeping.hold(True)                   while a save is on its way nothing is kept
keeping.give_back(home, state, visit, then)     an undone visit becomes a draft, if nothing newer is one
keeping.written, keeping.began       whether anything was typed since the start; Signal() at the first key
keeping.lost                         the last draft did not reach the disk
keeping.kept                         Signal(str, str): door and time (ISO, UTC); "" when dropped
keeping.failed                       Signal(object)
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from deskapp.models.clock import iso
from deskapp.store import drafts
from deskapp.ui.screen import Sitting
from deskapp.work.visits import FORM

KEEP_AFTER = 500


class Kept(Protocol):
    """A form that says when something in it changed, and all that stands in it."""

    edited: Any

    def state(self) -> dict[str, Any]: ...


class Keeping(QObject):
    """Writes drafts through the desk's thread."""

    began = Signal()
    kept = Signal(str, str)
    failed = Signal(object)

    def __init__(self, sitting: Sitting, form: Kept, parent: QObject, name: str = FORM) -> None:
        super().__init__(parent)
        self._sitting, self._form, self._name = sitting, form, name
        self._home = ""
        self._begun: dict[str, Any] = {}
        self._touched = self._held = False
        self.written = self.lost = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEEP_AFTER)
        self._timer.timeout.connect(self.now)
        form.edited.connect(self._edited)

    def start(self, home: str) -> None:
        self._timer.stop()
        self._home, self._begun = home, self._form.state()
        self._touched = self._held = self.written = False

    def hold(self, held: bool) -> None:
        self._held = held
        self._timer.stop()

    @Slot()
    def _edited(self) -> None:
        self._touched = True
        if not self.written:
            self.written = True
            self.began.emit()
        if self._home and not self._held:
            self._timer.start()

    @Slot()
    def now(self) -> None:
        self._timer.stop()
        if self._touched and self._home and not self._held:
            self._touched = False
            state = self._form.state()
            if state == self._begun:
                self.drop(self._home)
            else:
                self.keep(self._home, state)

    def keep(self, home: str, state: dict[str, Any]) -> None:
        at = iso(self._sitting.clock.corrected())
        draft = drafts.Draft(self._sitting.actor.id, self._name, home, state, at)
        then = partial(self._tell, home, at)
        self._sitting.desk.keep(self, partial(drafts.keep, draft=draft), then, failed=self._not_kept)

    def drop(self, home: str) -> None:
        drop = partial(drafts.drop, owner=self._sitting.actor.id, form=self._name, subject=home)
        self._sitting.desk.keep(self, drop, partial(self._tell, home, ""), failed=self._not_kept)

    def give_back(self, home: str, state: dict[str, Any], undone: str, then: Callable[[bool], None]) -> None:
        """`then` hears whether it was; whatever is a draft of the undone record begins a new one."""
        at, owner = iso(self._sitting.clock.corrected()), self._sitting.actor.id

        def give_back(connection: Any) -> bool:
            newer = drafts.find(connection, owner, self._name, home)
            draft = newer or drafts.Draft(owner, self._name, home, state, at)
            if undone and draft.doc.get("id") == undone:
                draft = replace(draft, doc={**draft.doc, "id": None})
            drafts.keep(connection, draft)
            return newer is None

        self._sitting.desk.keep(self, give_back, then, failed=self._not_kept)

    def _tell(self, home: str, at: str, nothing: None) -> None:
        self.lost = False
        self.kept.emit(home, at)

    def _not_kept(self, error: Exception) -> None:
        self._touched = self.lost = True
        self.failed.emit(error)

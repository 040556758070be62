"""Saving an evening: one entry after the other, each in its own commit with what is left of the text.

saving = EveningSaving(sitting, parent)
saving.save(text, reading, day)         saving.done: Signal(object): Saved
saving.undo()                           saving.undone: Signal(object, int): Saved, how many came back
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from PySide6.QtCore import QObject, Signal, Slot

from deskapp.models.change import ChangeSet
from deskapp.models.clock import iso
from deskapp.store.capture import Refused
from deskapp.store.drafts import Draft
from deskapp.ui.phrases import finding_words
from deskapp.ui.screen import Sitting
from deskapp.ui.words import disk_is_full, problem
from deskapp.work.evening import FORM, SUBJECT, alone, rest, save_entry
from deskapp.work.shorthand import READY, Entry, Reading


@dataclass
class Saved:
    """What was to be saved, and what became of it."""

    text: str
    reading: Reading
    day: date
    waiting: list[Entry]
    visits: dict[str, Entry] = field(default_factory=dict)
    """The entries saved, by the ids of their visits."""
    failed: list[tuple[Entry, Exception]] = field(default_factory=list)
    left: str = ""
    """The text without what was saved."""

    def without(self, *more: Entry) -> str:
        gone = {entry.start for entry in (*self.visits.values(), *more)}
        return rest(self.text, self.reading, gone)

    def given_back(self, text: str, back: list[Entry]) -> str:
        """The text with entries in it again that were taken back; as it was if nothing was typed since."""
        if text == self.left and len(back) == len(self.visits):
            return self.text
        return "\n".join([*(alone(entry) for entry in back), *([text] if text.strip() else [])])


class EveningSaving(QObject):
    """The commits of one evening, in the store's thread."""

    done = Signal(object)
    undone = Signal(object, object)

    def __init__(self, sitting: Sitting, parent: QObject) -> None:
        super().__init__(parent)
        self._sitting = sitting
        self._sets: dict[str, str] = {}
        self.now: Saved | None = None
        """While it is under way."""
        self.last: Saved | None = None
        """What may be taken back."""
        sitting.desk.changed.connect(self._hear)

    def save(self, text: str, reading: Reading, day: date) -> None:
        self.now = Saved(text, reading, day, reading.in_state(READY))
        self._sets.clear()
        self._next()

    def _next(self) -> None:
        saved = self.now
        assert saved is not None
        if not saved.waiting:
            self.now, self.last = None, saved if saved.visits else self.last
            saved.left = saved.without()
            self.done.emit(saved)
            return
        entry, id = saved.waiting.pop(0), str(uuid4())
        actor = self._sitting.actor
        doc = {"text": saved.without(entry), "day": saved.day.isoformat()}
        left = Draft(actor.id, FORM, SUBJECT, doc, iso(self._sitting.clock.corrected()))
        job = partial(save_entry, entry=entry, id=id, day=saved.day, actor=actor, left=left)
        self._sitting.desk.do(self, job, partial(self._one, entry), failed=partial(self._failed, entry))

    def _one(self, entry: Entry, id: str) -> None:
        assert self.now is not None
        self.now.visits[id] = entry
        self._next()

    def _failed(self, entry: Entry, error: Exception) -> None:
        assert self.now is not None
        self.now.failed.append((entry, error))
        self._next()

    @Slot(object)
    def _hear(self, sets: list[ChangeSet]) -> None:
        for each in sets:
            self._sets |= {change.id: each.id for change in each.changes if change.kind == "visit"}

    def undo(self) -> None:
        """Takes back all that was saved together; what was changed since stays."""
        if self.last is not None and self.now is None:
            last, self.last = self.last, None
            sets = [(entry, self._sets.get(id, "")) for id, entry in last.visits.items()]
            self._take_back(last, sets, [])

    def _take_back(self, last: Saved, sets: list[tuple[Entry, str]], back: list[Entry]) -> None:
        if not sets:
            self.undone.emit(last, back)
            return
        (entry, set_id), *others = sets

        def then(_nothing: Any) -> None:
            self._take_back(last, others, [*back, entry])

        def failed(_error: Exception) -> None:
            self._take_back(last, others, back)

        self._sitting.desk.undo(self, set_id, then, failed=failed)


def fault_words(error: Exception) -> str:
    """Why an entry was not saved; "" if nothing can be said of it."""
    if isinstance(error, Refused):
        findings = [finding for found in error.findings.values() for finding in found]
        return "；".join(dict.fromkeys(map(finding_words, findings)))
    return problem(error) if disk_is_full(error) else ""

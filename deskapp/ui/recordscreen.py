"""A screen for a kind of record, declared: a list of any length, beside it the form of the one chosen.

    class Referrals(RecordScreen):
        name, icon, place, roles = "referrals", "up", 60, COMMUNITY
        kind, called = "referral", "转介"
        columns = [("household", "住户"), ("to", "转给")]
        form = [Of("household", "住户(&H)", kind="household"), Choice("to", "转给谁(&T)", codes="helper")]

Ctrl+N begins a new one, Enter leads into the form, Ctrl+S saves, Ctrl+Z takes the last change back, Ctrl+F
filters. `open(id)` shows one; `open({"household": id})` begins a new one with these values.
The words are those of QT_TRANSLATE_NOOP under the class's name.
"""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui.fields import Field, Words
from deskapp.ui.form import translate
from deskapp.ui.phrases import english
from deskapp.ui.recordlist import RecordList
from deskapp.ui.recordpage import RecordPaper
from deskapp.ui.screen import Screen, Sitting
from deskapp.ui.sheet import splitter
from deskapp.work.kinds import may_add, record_ids

_CHILDREN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class RecordScreen(Screen):
    """Records of one kind."""

    kind: ClassVar[str]
    called: ClassVar[Words]
    columns: ClassVar[list[tuple[str, Words]]]
    form: ClassVar[list[Field]]

    def __init_subclass__(cls, **more: Any) -> None:
        super().__init_subclass__(**more)
        cls.watches = cls.watches | {cls.kind, "household", "person"}

    @classmethod
    def word(cls) -> str:
        """What one of these records is called."""
        return cls.told(cls.called)

    @classmethod
    def told(cls, words: Words) -> str:
        return translate(*(cls.__name__, words))

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("↑↓", self.tr("选一条")),
            ("Enter", self.tr("去填")),
            ("Ctrl N", self.tr("新的")),
            ("Ctrl S", self.tr("保存")),
            ("Ctrl F", self.tr("筛选")),
            ("F1", self.tr("帮助")),
        ]
        self._may_add: bool | None = None
        self._pending: dict[str, Any] | None = None
        self.list = RecordList(sitting, self.kind, self.word(), self._heads(), self)
        self.paper = RecordPaper(sitting, self.kind, self.word(), self.form, type(self).__name__, self)
        split = splitter(self.list, self.paper, self)
        split.setSizes([500, 400])  # of nine parts, however wide
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(split)
        self._connect()

    def _heads(self) -> list[tuple[str, str]]:
        return [(name, self.told(words)) for name, words in self.columns]

    def _connect(self) -> None:
        self.list.chosen.connect(self.paper.show_record)
        self.list.opened.connect(self.paper.take_focus)
        self.list.new_asked.connect(self.begin_new)
        self.list.asked.connect(self._ask)
        self.paper.changed.connect(self._changed)
        self.paper.put_by.connect(self.list.take_focus)
        for keys, act in {
            "Ctrl+N": self.begin_new,
            "Ctrl+S": self.paper.save,
            "Ctrl+Z": self.paper.undo,
            "Ctrl+F": self.list.filter.setFocus,
            "Escape": self.paper.put_aside,
        }.items():
            QShortcut(QKeySequence(keys), self, act).setContext(_CHILDREN)

    def title(self) -> str:
        return self.word()

    def arrive(self) -> None:
        self.refresh()
        if not self.paper.begun():
            self.list.take_focus()

    def refresh(self) -> None:
        self._ask()
        self.paper.reload()

    def open(self, subject: Any) -> None:
        if isinstance(subject, dict):
            self.begin_new(subject)
        elif subject:
            self.list.want(str(subject))
            self.paper.show_record(str(subject))

    def leave(self) -> bool:
        self.paper.keep_now()
        return True

    @Slot()
    def begin_new(self, given: dict[str, Any] | None = None) -> None:
        if self._may_add is None:  # it is not known yet; the list's answer says
            self._pending = given or {}
        elif self._may_add:
            self.paper.begin_new(given or {})

    @Slot()
    def _ask(self) -> None:
        kind, actor, columns = self.kind, self.sitting.actor, [name for name, _ in self.columns]
        wish, lang = self.list.wish(), "en" if english() else "zh"

        def listed(session: Any) -> tuple[list[str], bool]:
            return record_ids(session, kind, columns, lang=lang, **wish), may_add(session, kind, actor)

        self.sitting.desk.ask(self, listed, self._show, lane="list")

    def _show(self, found: tuple[list[str], bool]) -> None:
        ids, self._may_add = found
        self.list.show_ids(ids, self._may_add)
        self.paper.set_may_add(self._may_add)
        pending, self._pending = self._pending, None
        if pending is not None:
            self.begin_new(pending)
        elif not self.paper.is_new():
            self.paper.show_record(self.list.chosen_id())

    @Slot(str)
    def _changed(self, id: str) -> None:
        """A record was saved, withdrawn or taken back here."""
        self.list.want(id)
        self._ask()


def called(kind: str) -> str:
    """The word for a kind that has a screen of its own; the kind itself if it has none."""
    return next((screen.word() for screen in RecordScreen.__subclasses__() if screen.kind == kind), kind)

"""Evening: the lines typed after the round, beside what was read of them; what is clear becomes visits."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget
from shiboken6 import isValid

from deskapp.models.codes import table
from deskapp.ui.draftwords import TONES, draft_of
from deskapp.ui.eveningpage import ReadSide, TypingSide
from deskapp.ui.eveningsaving import EveningSaving, Saved, fault_words
from deskapp.ui.keeping import Keeping
from deskapp.ui.phrases import day_long, outcome_word
from deskapp.ui.screen import COMMUNITY, Screen, Sitting
from deskapp.ui.sheet import Fives
from deskapp.ui.strips import Act, Said, Strip
from deskapp.work.evening import FORM, SUBJECT, kept_text
from deskapp.work.shorthand import READY, Entry, Reading, read
from deskapp.work.shorthanddoors import Doors, doors_of

_CHILDREN = Qt.ShortcutContext.WidgetWithChildrenShortcut
STAYS = 10_000


class Evening(Screen):
    """晚间速记."""

    name = "evening"
    icon = "evening"
    roles = COMMUNITY
    place = 75
    watches = frozenset({"household", "person", "visit", "assignment"})

    def __init__(self, sitting: Sitting, parent: QWidget | None = None) -> None:
        super().__init__(sitting, parent)
        self.keys = [
            ("F2", self.tr("换边")),
            ("F6", self.tr("下一条")),
            ("Alt 1–9", self.tr("选")),
            ("Ctrl ↵", self.tr("提交")),
            ("F1", self.tr("帮助")),
        ]
        self.sub = day_long(sitting.clock.today())
        self.doors: Doors | None = None
        self.reading = Reading()
        self._restored = False
        self._strip: Strip | None = None
        fives = Fives(self)
        fives.setRowStretch(0, 1)
        self.typing = TypingSide(sitting.clock.today(), self)
        self.read_side = ReadSide(self)
        fives.add(self.typing, 0, 2)
        fives.add(self.read_side, 2, 3)
        self.text, self.rows = self.typing.text, self.read_side.rows
        self.keeping = Keeping(sitting, self.typing, self, name=FORM)
        self.saving = EveningSaving(sitting, self)
        self._connect()
        self._show()

    def title(self) -> str:
        return self.tr("晚间速记")

    def _connect(self) -> None:
        self.typing.edited.connect(self._show)
        self.typing.day.changed.connect(self._ask)
        self.text.cursorPositionChanged.connect(self._cursor_moved)
        self.text.picked.connect(self._picked)
        self.rows.asked.connect(self._asked)
        self.rows.chosen.connect(self._row_chosen)
        self.rows.opened.connect(self._row_opened)
        side = self.read_side
        side.save.clicked.connect(self.save)
        side.next.clicked.connect(self.go_on)
        self.saving.done.connect(self._saved)
        self.saving.undone.connect(self._undone)
        self.keeping.failed.connect(self._not_kept)
        keys = {
            "F2": self.change_sides,
            "F6": self.go_on,
            "Ctrl+Return": self.save,
            "Ctrl+Enter": self.save,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self, act).setContext(_CHILDREN)
        self.text.installEventFilter(self)

    # --- coming and going

    def arrive(self) -> None:
        self.sub = day_long(self.sitting.clock.today())
        self.typing.day.today = self.sitting.clock.today()
        if not self._restored:
            self._begin()
        self._ask()
        self.text.setFocus()

    def refresh(self) -> None:
        if self.saving.now is None:
            self._ask()

    def leave(self) -> bool:
        self.keeping.now()
        return True

    def _begin(self) -> None:
        """What was typed before the program was closed, or went down."""
        self._restored = True
        actor = self.sitting.actor
        self.keeping.start(SUBJECT)
        self.sitting.desk.ask(self, lambda session: kept_text(session, actor), self._restore)

    def _restore(self, kept: tuple[str, str]) -> None:
        text, day = kept
        if not text:
            return
        if typed := self.text.toPlainText():  # before the store answered: it stands after what was kept
            text = f"{text}\n{typed}"
        if day:
            self.typing.day.set_value(day)
        self.text.setPlainText(text)
        self.text.go_to(len(text))
        self._ask()

    def _ask(self) -> None:
        actor, day = self.sitting.actor, self.day()
        self.sitting.desk.ask(self, lambda session: doors_of(session, actor, day), self._know, lane="doors")

    def _know(self, doors: Doors) -> None:
        self.doors = doors
        self._show()

    def day(self) -> date:
        """Of the round; today while the field says none."""
        said = self.typing.day.value()
        return date.fromisoformat(said) if said else self.sitting.clock.today()

    # --- what is shown

    @Slot()
    def _show(self) -> None:
        """Reads the text anew; a whole evening takes less than a blink."""
        text, today = self.text.toPlainText(), self.sitting.clock.today()
        self.reading = read(text, self.doors, self.day()) if self.doors else Reading()
        entries = self.reading.entries
        at = self.text.textCursor().position()
        self.read_side.show_drafts([draft_of(entry, today) for entry in entries], at)
        marks = {entry.line: TONES[entry.state] for entry in entries if entry.state != READY}
        marks |= {head.line: TONES["unread"] for head in self.reading.headings if not head.known}
        self.text.set_marks(marks, {head.line for head in self.reading.headings})
        self._show_button()

    def _show_button(self) -> None:
        ready = len(self.reading.in_state(READY))
        reason = ""
        if self.day() > self.sitting.clock.today():
            reason = self.tr("这一圈的日期还没到")
        elif self.saving.now is not None:
            reason = self.tr("正在存")
        elif not ready:
            reason = self.tr("还没有可提交的") if self.reading.entries else self.tr("还没打字")
        self.read_side.set_ready(ready, reason)

    @Slot()
    def _cursor_moved(self) -> None:
        self.rows.choose_at(self.text.textCursor().position())

    @Slot(object)
    def _row_chosen(self, entry: Entry) -> None:
        if not self.text.hasFocus():
            self.text.go_to(entry.end)

    @Slot(object)
    def _row_opened(self, entry: Entry) -> None:
        self.text.go_to(entry.end)
        self.text.setFocus()

    @Slot()
    def change_sides(self) -> None:
        (self.rows if not self.rows.hasFocus() and self.reading.entries else self.text).setFocus()

    @Slot()
    def go_on(self) -> None:
        """To the next entry somebody has to look at, round to the beginning."""
        open_ones = [entry for entry in self.reading.entries if entry.state != READY]
        if open_ones:
            draft = self.rows.current()
            here = draft.entry.start if draft else -1
            entry = next((each for each in open_ones if each.start > here), open_ones[0])
            self.text.go_to(entry.end)
            self.rows.choose_at(entry.start)

    # --- changing the text by what was read

    @Slot(int)
    def _picked(self, digit: int) -> None:
        draft = self.rows.current()
        if draft is not None:
            self._asked(draft.entry, "choice", digit - 1)

    @Slot(object, str, int)
    def _asked(self, entry: Entry, kind: str, number: int) -> None:
        """An answer was pressed, or something that was guessed: both are written into the text."""
        text = self.text.toPlainText()
        if self.text.isReadOnly() or entry not in self.reading.entries:
            return
        if kind == "choice":
            choices = entry.problem.choices if entry.problem else ()
            if number < len(choices):
                self.text.replace(choices[number].applied(text))
        elif kind == "outcome":
            self._offer_outcomes(entry)
        elif kind == "request":
            self.text.replace(entry.as_note(entry.said.requests[number].spans, text))
        elif kind == "next":
            self.text.replace(entry.as_note([entry.said.next_span], text))
        elif kind == "guesses":
            spans = [span for asked in entry.said.requests if asked.guess for span in asked.spans]
            if "next_try" in entry.guesses:
                spans.append(entry.said.next_span)
            if spans:
                self.text.replace(entry.as_note(spans, text))
        else:
            self.text.replace(entry.with_outcome(kind, text))

    def _offer_outcomes(self, entry: Entry) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for n, each in enumerate(table("outcome"), 1):
            words = self.tr("&{0}  {1}").format(n, outcome_word(each.code))
            action = QAction(words, menu)
            action.triggered.connect(partial(self._asked, entry, each.code, 0))
            menu.addAction(action)
        below = self.rows.rect_of("outcome").bottomLeft().toPoint()
        menu.popup(self.rows.viewport().mapToGlobal(below))

    # --- saving

    @Slot()
    def save(self) -> None:
        """Saves all that is ready; nothing else ever does."""
        if not self.read_side.save.isEnabled():
            return
        self._put_strip_away()
        self.keeping.now()
        self.keeping.hold(True)
        self.text.setReadOnly(True)
        self.saving.save(self.text.toPlainText(), self.reading, self.day())
        self._show_button()

    @Slot(object)
    def _saved(self, saved: Saved) -> None:
        self.text.setReadOnly(False)
        self.text.setPlainText(saved.left)
        self.keeping.hold(False)
        self.keeping.now()
        self._ask()
        if saved.failed:
            self._say_failed(saved)
        else:
            self._say_saved(saved)
        self.go_on()
        self.text.setFocus()

    def _say_saved(self, saved: Saved) -> None:
        asked = sum(len(entry.said.requests) for entry in saved.visits.values())
        words = self.tr("{0} 条走访，{1} 件诉求").format(len(saved.visits), asked)
        left = len(saved.reading.entries) - len(saved.visits)
        if left:
            words = self.tr("{0} 条走访，{1} 件诉求。还有 {2} 条留在左边").format(
                len(saved.visits), asked, left
            )
        undo = Act("undo", self.tr("撤销"), shown_key="Ctrl Z")
        self._strip = self.sitting.say(Said("done", words, lead=self.tr("已存。"), acts=[undo]))
        self._strip.acted.connect(self.saving.undo)
        stays = QTimer(self._strip)
        stays.setSingleShot(True)
        stays.timeout.connect(self._strip.dismiss)
        stays.start(STAYS)

    def _say_failed(self, saved: Saved) -> None:
        entry, error = saved.failed[0]
        words = self.tr("存了 {0} 条，{1} 条没存下，还在左边").format(len(saved.visits), len(saved.failed))
        reason = fault_words(error)
        door = entry.door.short()
        self.sitting.say(Said("broken", f"{words}。{door} {reason}".rstrip(), closable=True))

    def _put_strip_away(self) -> None:
        strip, self._strip = self._strip, None
        if strip is not None and isValid(strip):
            strip.dismiss()

    @Slot(object, object)
    def _undone(self, last: Saved, back: list[Entry]) -> None:
        self.typing.day.set_value(last.day)
        self.text.replace(last.given_back(self.text.toPlainText(), back))
        self.keeping.now()
        words = self.tr("撤销了 {0} 条走访，原文都放回左边了").format(len(back))
        if len(back) < len(last.visits):
            words = self.tr("撤销了 {0} 条走访，另有 {1} 条后来改过，没有动").format(
                len(back), len(last.visits) - len(back)
            )
        self.sitting.say(Said("done", words))
        self._ask()

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        self.sitting.say(Said("broken", self.tr("草稿没存上，写的都还在这里")))

    def eventFilter(self, watched: Any, event: Any) -> bool:
        """Ctrl+Z takes back the save while nothing was typed since it; after that it is the text's own."""
        if event.type() in (event.Type.KeyPress, event.Type.ShortcutOverride) and isinstance(
            event, QKeyEvent
        ):
            free = self.saving.last is not None and not self.text.document().isUndoAvailable()
            if event.matches(QKeySequence.StandardKey.Undo) and free:
                if event.type() == event.Type.KeyPress:
                    self.saving.undo()
                event.accept()
                return True
        return super().eventFilter(watched, event)

"""One door's page: its head, the form of a visit, and beside it what is known; the same everywhere.

    page = DoorPage(sitting, parent=self, whole=True)
    page.show_door(household_id)         keeps what was begun at the door before
    page.went                            Signal(str): saved here, and went on to this door
    page.put_by                          Signal(): Escape or 先放着
    page.keep_now()                      the draft, before one leaves

Ctrl+Enter saves and goes on to the next door, Ctrl+S saves, Ctrl+Z takes the last one back. What is typed
stays in the form when a save fails.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.models.change import ChangeSet
from deskapp.store import drafts
from deskapp.store.capture import Refused, Unconfirmed
from deskapp.ui.ahead import Ahead
from deskapp.ui.buttons import button
from deskapp.ui.doorhead import DoorHead
from deskapp.ui.doorlines import next_room
from deskapp.ui.doorside import DoorSide, side_width
from deskapp.ui.empty import Empty
from deskapp.ui.inplace import InPlace
from deskapp.ui.keeping import Keeping
from deskapp.ui.phrases import finding_words, moment, outcome_word
from deskapp.ui.screen import Sitting
from deskapp.ui.sheet import Sheet, page, rule, scrolling
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon
from deskapp.ui.theme import current
from deskapp.ui.visitform import VisitForm
from deskapp.work.households import HouseholdPage, household, phone_of
from deskapp.work.today import RoundLine
from deskapp.work.visits import FORM, defaults_for, next_door, save_visit

_CHILDREN = Qt.ShortcutContext.WidgetWithChildrenShortcut
STAYS = 10_000


@dataclass(frozen=True)
class _Shown:
    """What a door's page is made of."""

    page: HouseholdPage | None
    defaults: dict[str, Any]
    draft: drafts.Draft | None
    next: RoundLine | None


class DoorPage(Sheet):
    """The page of one door."""

    went = Signal(str)
    put_by = Signal()
    saved = Signal(str)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent=parent)
        self._sitting = sitting
        self._home = self._wanted = ""
        self._door = self._person = ""
        self._defaults: dict[str, Any] = {}
        self._next: RoundLine | None = None
        self._saving = False
        self._sets: dict[str, str] = {}
        self._undo: tuple[str, str, dict[str, Any]] | None = None
        self._make(whole)
        self._here = InPlace(self._left, self)
        self._ahead = Ahead(self.form)
        self._keeping = Keeping(sitting, self.form, self)
        self._connect()

    def _make(self, whole: bool) -> None:
        self.head = DoorHead(self, whole=whole)
        self.form = VisitForm(self._today(), self)
        self.side = DoorSide(self)
        self.onward = button(self.tr("保存，下一户"), "main", key="Ctrl ↵", parent=self)
        self.save_button = button(self.tr("保存"), parent=self)
        self.later = button(self.tr("先放着"), "quiet", parent=self)
        left = QWidget(self)
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)
        inside, self._inside = page(left, margin=0, spacing=0)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(self.form, 1)
        self._scroll = scrolling(inside, left)
        self._left.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self.onward)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.later)
        self._left.addLayout(foot)
        aside, self._beside = page(self, margin=0, spacing=0)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.side)
        self._aside = scrolling(aside, self)
        below = QWidget(self)
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        self._upright = rule(self, upright=True)
        row.addWidget(self._upright)
        row.addWidget(self._aside)
        below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._parts = (self.head, rule(self), below)
        for part in self._parts:
            self.add(part, int(part is below))
        words = self.tr("选中的一户会开在这里，记走访、看家里人都在一页上")
        self._nothing = Empty(Icon("home"), self.tr("还没选户"), words, parent=self)
        self.add(self._nothing, 1)
        self._show_body(False)

    def _connect(self) -> None:
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self._not_kept)
        self.onward.clicked.connect(partial(self.save, True))
        self.save_button.clicked.connect(partial(self.save, False))
        self.later.clicked.connect(self._put_by)
        self.head.whole_asked.connect(self._lead_to_household)
        self.head.phone_asked.connect(self._ask_phone)
        self._sitting.desk.changed.connect(self._hear)
        escape = QShortcut(QKeySequence("Escape"), self, self._put_by)
        escape.setContext(_CHILDREN)
        cast(QApplication, QApplication.instance()).focusChanged.connect(self._focus_moved)

    def listen(self, screen: QWidget) -> None:
        """Let the keys of the form be pressed from anywhere in `screen`."""
        self.form.outcome.listen(screen)
        for key, onward in {"Ctrl+Return": True, "Ctrl+Enter": True, "Ctrl+S": False}.items():
            QShortcut(QKeySequence(key), screen, partial(self.save, onward)).setContext(_CHILDREN)
        QShortcut(QKeySequence("Ctrl+Z"), screen, self.undo).setContext(_CHILDREN)

    def _today(self) -> Any:
        return self._sitting.clock.today()

    def home(self) -> str:
        """The household shown, "" while none is."""
        return self._home

    def show_door(self, id: str) -> None:
        if id == self._wanted:
            return
        self.keep_now()
        self._wanted = id
        self._ask()

    def reload(self) -> None:
        """Reads the door again; the form stays as it is."""
        if self._wanted:
            self._ask()

    def forget(self) -> None:
        """Shows no door."""
        self.keep_now()
        self._home = self._wanted = ""
        self._show_body(False)

    def _ask(self) -> None:
        id, actor, today = self._wanted, self._sitting.actor, self._today()

        def door(session: Any) -> _Shown:
            draft = drafts.find(session.connection(), actor.id, FORM, id)
            page = household(session, id, today, actor)
            if page is None:
                return _Shown(None, {}, None, None)
            return _Shown(
                page, defaults_for(session, id, actor, today), draft, next_door(session, id, actor, today)
            )

        self._sitting.desk.ask(self, door, partial(self._show, id), lane="door")

    def _show(self, id: str, shown: _Shown) -> None:
        if shown.page is None:
            self._ahead.go_on()
            self.forget()
            return
        today = self._today()
        self.form.set_today(today)
        self.head.show_door(shown.page, today)
        self.side.show_door(shown.page, today)
        self._door = shown.page.door
        self._person = shown.page.head.id if shown.page.head else ""
        self._next = shown.next
        self._name_onward(next_room(shown.next, shown.page))
        self._show_body(True)
        if self._home != id:
            self._begin(id, shown)

    def _begin(self, id: str, shown: _Shown) -> None:
        self._home, self._defaults = id, shown.defaults
        self._here.clear()
        self.form.say_kept("")
        self.form.begin(shown.defaults)
        self._keeping.start(id)
        if shown.draft is not None:
            self.form.restore(shown.draft.doc)
            at = moment(shown.draft.saved_at, self._today())
            words = self.tr("{0} 没写完的走访，接着填上了").format(at)
            drop = Act("drop", self.tr("不要了"), quiet=True)
            strip = self._here.say(Said("question", words, lead=self._door + " ", acts=[drop]), above=True)
            strip.acted.connect(self._drop_draft)
        if self.form.isAncestorOf(QApplication.focusWidget() or self):
            self.form.take_focus()
        self._ahead.go_on()

    def _name_onward(self, room: str) -> None:
        words = self.tr("保存，下一户 {0}").format(room) if room else self.tr("保存，这圈走完了")
        self.onward.setText(words)
        self.onward.updateGeometry()

    def _show_body(self, shown: bool) -> None:
        for part in self._parts:
            part.setVisible(shown)
        self._nothing.setVisible(not shown)

    def take_focus(self) -> None:
        self.form.take_focus()

    @Slot()
    def keep_now(self) -> None:
        self._keeping.now()

    @Slot(str, str)
    def _kept(self, home: str, at: str) -> None:
        if home == self._home:
            words = self.tr("{0} 已自动存草稿").format(moment(at, self._today())) if at else ""
            self.form.say_kept(words)

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        self._here.say(Said("broken", self.tr("草稿没存上，写的都还在这里"), closable=False))

    @Slot(str)
    def _drop_draft(self, act: str) -> None:
        self.form.begin(self._defaults)
        self._keeping.start(self._home)
        self._keeping.drop(self._home)
        self.form.take_focus()

    def save(self, onward: bool = False, confirmed: frozenset[str] = frozenset()) -> None:
        if self._saving or not self._home:
            return
        self._here.clear()
        faults = self.form.faults()
        self.form.show_findings(faults)
        if faults:
            self.form.lead_to(faults[0].field)
            return
        self._saving = True
        self._keeping.hold(True)
        if onward and self._next is not None:
            self._ahead.wait()
        state, visit = self.form.state(), self.form.visit()
        mode = "phone" if visit["outcome"] == "O7" else self._defaults.get("mode")
        draft = {**visit, "mode": mode, "household": self._home}
        job = partial(
            save_visit,
            draft=draft,
            actor=self._sitting.actor,
            today=self._today(),
            requests=self.form.requests(),
        )
        self._sitting.desk.do(
            self,
            job,
            partial(self._saved, self._home, state, onward),
            failed=partial(self._failed, onward),
            confirmed=confirmed,
        )

    def _saved(self, home: str, state: dict[str, Any], onward: bool, visit: str) -> None:
        self._saving = False
        self._undo = (self._sets.pop(visit, ""), home, state)
        words = self.tr("{0} {1}").format(self._door, outcome_word(state["outcome"]))
        undo = Act("undo", self.tr("撤销"), shown_key="Ctrl Z")
        strip = self._sitting.say(Said("done", words, lead=self.tr("已存。"), acts=[undo]))
        strip.acted.connect(self.undo)
        stays = QTimer(strip)
        stays.setSingleShot(True)
        stays.timeout.connect(strip.dismiss)
        stays.start(STAYS)
        self.form.say_kept("")
        self.form.begin(self._defaults)
        self._keeping.start(home)
        self.saved.emit(home)
        if self._wanted != home:  # one has gone to another door meanwhile; it is on its way
            self._ahead.go_on()
            return
        if onward and self._next is not None:
            self._home, self._wanted = "", self._next.household
            self.went.emit(self._wanted)
            self._ask()
        else:
            self.form.take_focus()
            self.reload()

    def _failed(self, onward: bool, error: Exception) -> None:
        self._saving = False
        self._ahead.go_on()
        self._keeping.hold(False)
        self._keeping.keep(self._home, self.form.state())
        if not isinstance(error, Refused):
            self._here.say(Said("broken", self.tr("没存下，写的都还在这里，再保存一次试试"), closable=False))
            return
        findings = [finding for found in error.findings.values() for finding in found]
        lost = self.form.show_findings(findings)
        if isinstance(error, Unconfirmed):
            words = "；".join(dict.fromkeys(map(finding_words, findings)))
            sure = frozenset(map(str, findings))
            mend = partial(self.form.lead_to, findings[0].field)
            QTimer.singleShot(0, self.form, partial(self._bring, findings[0].field))
            self._here.ask(words, partial(self.save, onward, sure), mend)
            return
        self.form.lead_to(findings[0].field if findings else "")
        if lost:
            words = self.tr("没存下：{0}").format("；".join(map(finding_words, lost)))
            self._here.say(Said("broken", words, closable=False))

    def _bring(self, field: str) -> None:
        self._scroll.ensureWidgetVisible(self.form.place_of(field), 0, current().px(28))

    @Slot()
    def undo(self) -> None:
        """Takes back the last visit saved here; its words come back as a draft."""
        if self._undo is None or not self._undo[0]:
            return
        (set_id, home, state), self._undo = self._undo, None
        self._sitting.desk.undo(self, set_id, partial(self._undone, home, state))

    def _undone(self, home: str, state: dict[str, Any], nothing: None) -> None:
        self.keep_now()
        self._keeping.keep(home, state)
        self._sitting.say(Said("done", self.tr("刚才那次走访撤销了，写过的还在草稿里")))
        self._home, self._wanted = "", home
        self.went.emit(home)
        self._ask()

    @Slot(object)
    def _hear(self, sets: list[ChangeSet]) -> None:
        for each in sets:
            for change in each.changes:
                if change.kind == "visit" and change.new:
                    self._sets = {change.id: each.id}

    @Slot()
    def _put_by(self) -> None:
        self.keep_now()
        self.put_by.emit()

    @Slot()
    def _lead_to_household(self) -> None:
        self.keep_now()
        self._sitting.lead("household", self._home)

    @Slot()
    def _ask_phone(self) -> None:
        if self._person:
            person = self._person
            self._sitting.desk.ask(self, lambda session: phone_of(session, person), self.head.show_phone)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and self.form.isAncestorOf(before):
            self.keep_now()
        if now is not None and self.form.isAncestorOf(now):
            self._scroll.ensureWidgetVisible(now, 0, current().px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room beside the form, what is known of the door stands under it."""
        beside = self.width() >= current().px(600)
        if beside == self._aside.isHidden():
            (self._beside if beside else self._inside).addWidget(self.side)
        for part in (self._upright, self._aside):
            part.setVisible(beside)
        self._aside.setFixedWidth(side_width(self.width()))
        self.form.set_tight(self.height() < current().px(500))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_keeping"):
            self._fit()

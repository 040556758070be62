"""One door's page: which door it shows, and the visit written there; the same everywhere.

    page = DoorPage(sitting, parent=self, whole=True)
    page.show_door(household_id)         keeps what was begun at the door before
    page.went                            Signal(str): saved here, and went on to this door
    page.put_by                          Signal(): Escape or 先放着
    page.keep_now()                      the draft, before one leaves

Ctrl+Enter saves and goes on to the next door, Ctrl+S saves, Ctrl+Z takes the last one back. What is typed
stays in the form when a save fails; what is typed while one is on its way goes on as its correction.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any, cast
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.models.change import ChangeSet
from deskapp.store import drafts
from deskapp.store.capture import Refused, Unconfirmed
from deskapp.ui.ahead import Ahead
from deskapp.ui.attachmentlines import FilesOf
from deskapp.ui.doorlines import next_room
from deskapp.ui.doorsheet import DoorSheet
from deskapp.ui.keeping import Keeping
from deskapp.ui.phrases import finding_words, moment, outcome_word
from deskapp.ui.screen import Sitting
from deskapp.ui.strips import Act, Said
from deskapp.ui.words import disk_is_full, problem
from deskapp.work.attachments import DoorFiles, door_files
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
    files: DoorFiles = field(default_factory=DoorFiles)


@dataclass(frozen=True)
class _Saved:
    """The last visit saved here: what takes it back, and what stood in its form."""

    set_id: str
    new: bool
    home: str
    visit: str
    state: dict[str, Any]


class DoorPage(DoorSheet):
    """The page of one door."""

    went = Signal(str)
    put_by = Signal()
    saved = Signal(str)

    def __init__(self, sitting: Sitting, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(sitting.clock.today(), parent, whole=whole)
        self._sitting = sitting
        self._home = self._wanted = ""
        self._door = self._person = ""
        self._defaults: dict[str, Any] = {}
        self._next: RoundLine | None = None
        self._saving = False
        self._sets: dict[str, tuple[str, bool]] = {}
        self._undo: _Saved | None = None
        self._ahead = Ahead(self.form)
        self._keeping = Keeping(sitting, self.form, self)
        self._connect()

    def _connect(self) -> None:
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self._not_kept)
        self._keeping.began.connect(self._begun)
        self.onward.clicked.connect(partial(self.save, True))
        self.save_button.clicked.connect(partial(self.save, False))
        self.later.clicked.connect(self._put_by)
        self.head.whole_asked.connect(self._lead_to_household)
        self.head.phone_asked.connect(self._ask_phone)
        self.head.files.clicked.connect(partial(self._lead_to_files, "", ""))
        self.side.files_asked.connect(self._lead_to_files)
        self.side.request_asked.connect(partial(self._sitting.lead, "requests"))
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
        self.nothing.hide()  # one is chosen; until it is read the page says nothing
        self._ask()

    def reload(self) -> None:
        """Reads the door again; the form stays as it is."""
        if self._wanted:
            self._ask()

    def forget(self) -> None:
        """Shows no door."""
        self.keep_now()
        self._home = self._wanted = ""
        self.show_body(False)

    def _ask(self) -> None:
        id, actor, today = self._wanted, self._sitting.actor, self._today()

        def door(session: Any) -> _Shown:
            draft = drafts.find(session.connection(), actor.id, FORM, id)
            page = household(session, id, today, actor)
            if page is None:
                return _Shown(None, {}, None, None)
            defaults, following = (
                defaults_for(session, id, actor, today),
                next_door(session, id, actor, today),
            )
            files = door_files(session, id, [visit.id for visit in page.history])
            return _Shown(page, defaults, draft, following, files)

        shown, failed = partial(self._show, id), self._not_shown
        self._sitting.desk.ask(self, door, shown, lane="door", failed=failed)

    def _show(self, id: str, shown: _Shown) -> None:
        if shown.page is None:
            self._ahead.go_on()
            self.forget()
            return
        today = self._today()
        self.form.set_today(today)
        self.head.show_door(shown.page, today)
        self.head.show_files(shown.files.household)
        self.side.show_door(shown.page, today, shown.files.visits if not self.whole else None)
        self._door = shown.page.door
        self._person = shown.page.head.id if shown.page.head else ""
        self._next = shown.next
        self.name_onward(next_room(shown.next, shown.page))
        self.show_body(True)
        if self._home != id:
            self._begin(id, shown)
        elif shown.defaults != self._defaults and not (self._keeping.written or self._saving):
            self._defaults = shown.defaults
            self._begin_form(id)

    def _not_shown(self, error: Exception) -> None:
        """The door before stays, or none, and the keyboard comes back."""
        self._sitting.say(Said("broken", self.tr("这一户没读出来，再选一次试试")))
        self._wanted = self._home
        if self._home:
            self.went.emit(self._home)
        else:
            self.forget()
        self._ahead.go_on()

    def _begin(self, id: str, shown: _Shown) -> None:
        self.keep_now()  # typed at the door before, while this one was read
        self._home, self._defaults = id, shown.defaults
        self.here.clear()
        self._begin_form(id)
        if shown.draft is not None:
            self.form.restore(shown.draft.doc)
            self._keeping.written = True
            at = moment(shown.draft.saved_at, self._today())
            words = self.tr("{0} 没写完的走访，接着填上了").format(at)
            drop = Act("drop", self.tr("不要了"), quiet=True)
            strip = self.here.say(Said("question", words, lead=self._door + " ", acts=[drop]), above=True)
            strip.acted.connect(self._drop_draft)
        if self.form.isAncestorOf(QApplication.focusWidget() or self):
            self.form.take_focus()
        self._ahead.go_on()

    def _begin_form(self, home: str) -> None:
        self.form.say_kept("")
        self.form.begin(self._defaults)
        self._keeping.start(home)

    @Slot()
    def _begun(self) -> None:
        """A form that stood empty over midnight, or while the clock was wrong, is of the day it is begun."""
        today = self._today()
        if self.form.day.value() == self._defaults.get("visited_on") != today.isoformat():
            self._defaults = {**self._defaults, "visited_on": today.isoformat()}
            self.form.set_today(today)
            self.form.day.set_value(today.isoformat())

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
        self.here.say(Said("broken", self.tr("草稿没存上，写的都还在这里"), closable=False))

    @Slot(str)
    def _drop_draft(self, act: str) -> None:
        self._begin_form(self._home)
        self._keeping.drop(self._home)
        self.form.take_focus()

    def save(self, onward: bool = False, confirmed: frozenset[str] = frozenset()) -> None:
        if self._saving or not self._home:
            return
        self.here.clear()
        faults = self.form.faults()
        self.form.show_findings(faults)
        if faults:
            self.lead_to(faults[0].field)
            return
        self._saving = True
        self._keeping.now()  # the save's own commit drops it; refused after the window is closed, it is there
        self._keeping.hold(True)
        if onward and self._next is not None:
            self._ahead.wait()
        self.form.id = self.form.id or str(uuid4())  # what is typed from now on corrects this very visit
        state, visit = self.form.state(), self.form.visit()
        mode = "phone" if visit["outcome"] == "O7" else self._defaults.get("mode")
        job = partial(
            save_visit,
            draft={**visit, "id": self.form.id, "mode": mode, "household": self._home},
            actor=self._sitting.actor,
            today=self._today(),
            requests=self.form.requests(),
        )
        self._sitting.desk.do(
            self,
            job,
            partial(self._saved, self._home, state, onward),
            failed=partial(self._failed, self._home, onward),
            confirmed=confirmed,
        )

    def _saved(self, home: str, state: dict[str, Any], onward: bool, visit: str) -> None:
        self._saving = False
        set_id, new = self._sets.pop(visit, ("", False))
        self._undo = _Saved(set_id, new, home, visit, state) if set_id else None
        self._say_saved(state["outcome"])
        more = self.form.state() != state
        if more:
            self.form.forget_requests(state)
            self._keeping.hold(False)
            self._keeping.now()
        else:
            self._begin_form(home)
        self.saved.emit(home)
        if self._wanted != home:  # one has gone to another door meanwhile; it is on its way
            self._ahead.go_on()
        elif onward and self._next is not None:
            self._wanted = self._next.household
            self.went.emit(self._wanted)
            self._ask()
        else:
            if more:
                self.here.say(Said("question", self.tr("接着写的还没存，再保存一次就补进刚才那次")))
            else:
                self.form.take_focus()
            self.reload()

    def _say_saved(self, outcome: str) -> None:
        words = self.tr("{0} {1}").format(self._door, outcome_word(outcome))
        undo = Act("undo", self.tr("撤销"), shown_key="Ctrl Z")
        strip = self._sitting.say(Said("done", words, lead=self.tr("已存。"), acts=[undo]))
        strip.acted.connect(self.undo)
        stays = QTimer(strip)
        stays.setSingleShot(True)
        stays.timeout.connect(strip.dismiss)
        stays.start(STAYS)

    def _failed(self, home: str, onward: bool, error: Exception) -> None:
        self._saving = False
        self._ahead.go_on()
        self._keeping.hold(False)
        self._keeping.keep(home, self.form.state())
        if self._wanted != home:  # one has gone to another door meanwhile; it waits there as a draft
            words = self.tr("没存下，写的都在那一户的草稿里")
            self._sitting.say(Said("broken", words, lead=self._door + " "))
            return
        if not isinstance(error, Refused):
            words = self.tr("没存下，写的都还在这里，再保存一次试试")
            words = problem(error) if disk_is_full(error) else words
            self.here.say(Said("broken", words, closable=False))
            return
        findings = [finding for found in error.findings.values() for finding in found]
        lost = self.form.show_findings(findings)
        if isinstance(error, Unconfirmed):
            words = "；".join(dict.fromkeys(map(finding_words, findings)))
            sure = frozenset(map(str, findings))
            mend = partial(self.lead_to, findings[0].field)
            self.bring_field(findings[0].field)
            self.here.ask(words, partial(self.save, onward, sure), mend)
            return
        self.lead_to(findings[0].field if findings else "")
        if lost:
            words = self.tr("没存下：{0}").format("；".join(map(finding_words, lost)))
            self.here.say(Said("broken", words, closable=False))

    @Slot()
    def undo(self) -> None:
        """Takes back the last visit saved here; its words come back as a draft."""
        if self._undo is not None:
            last, self._undo = self._undo, None
            self._sitting.desk.undo(self, last.set_id, partial(self._undone, last))

    def _undone(self, last: _Saved, nothing: None) -> None:
        gone = last.visit if last.new else ""
        if gone and self.form.id == gone:
            self.form.id = None  # typed on after the save: it is a visit of its own now
        self.keep_now()
        self._keeping.give_back(last.home, last.state, gone, partial(self._gave_back, last.home))

    def _gave_back(self, home: str, given: bool) -> None:
        words = self.tr("刚才那次走访撤销了，写过的还在草稿里")
        if not given:
            words = self.tr("刚才那次走访撤销了。这户后来写的留着，没有换掉")
        self._sitting.say(Said("done", words))
        if not given and self._home == home:
            self.reload()
            return
        self._home, self._wanted = "", home
        self.went.emit(home)
        self._ask()

    @Slot(object)
    def _hear(self, sets: list[ChangeSet]) -> None:
        for each in sets:
            for change in each.changes:
                if change.kind == "visit":
                    self._sets = {change.id: (each.id, change.new)}

    @Slot()
    def _put_by(self) -> None:
        self.keep_now()
        self.put_by.emit()

    @Slot()
    def _lead_to_household(self) -> None:
        self.keep_now()
        self._sitting.lead("household", self._home)

    @Slot(str, str)
    def _lead_to_files(self, visit: str, words: str) -> None:
        """Of the household, or of one of its visits."""
        kind, row = ("visit", visit) if visit else ("household", self._home)
        of = FilesOf(kind, row, " · ".join(part for part in (self._door, words) if part), self._home)
        self._sitting.lead("attachments", of)

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
            self.bring(now)

"""Seat: somebody sits at their desk: its threads, its screens in the frame, what goes to the center.

seat = Seat(house, opened, frame, post)      house: the shell, which keeps wishes and opens doors
seat.keep()                                  whether all that is unfinished is on the disk
seat.post.go_now(); seat.leave()             all threads end
seat.came(report)                            what a round brought, also by stick, is told and shown
seat.changed                                 Signal(): who sits here is another to the center; sit down anew
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from threading import Event
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from deskapp.models.clock import iso
from deskapp.ui.empty import Empty
from deskapp.ui.entrance import Opened
from deskapp.ui.frame import Frame
from deskapp.ui.hits import Hits
from deskapp.ui.keeping import Keeping
from deskapp.ui.keysheet import KeySheet
from deskapp.ui.porters import Porters
from deskapp.ui.rounds import (
    arrived,
    failed,
    held_words,
    is_silent,
    shown_standing,
    underway,
    waits_for_operator,
)
from deskapp.ui.screen import Screen, Sitting, workspace
from deskapp.ui.screens import screens
from deskapp.ui.screens.settings import Settings
from deskapp.ui.screens.stick import Stick
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon
from deskapp.ui.thread import DeskThread, Progress
from deskapp.ui.words import problem
from deskapp.work.handover import day_is_marked, mark_day
from deskapp.work.needs import needs
from deskapp.work.standing import standing
from deskapp.work.units import unit_name

LOOK_EVERY = 60_000
KEEP_WAIT = 1.0
"""Seconds a window that is being closed waits for the disk before it goes all the same."""


class Seat(QObject):
    """Everything between signing in and leaving."""

    changed = Signal()

    def __init__(self, house: Any, opened: Opened, frame: Frame, post: Any) -> None:
        super().__init__(frame)
        self.house, self.opened, self.frame, self.post = house, opened, frame, post
        self.desk = DeskThread(opened.desk, self)
        self.porters = Porters(opened, self)
        self.actor = opened.desk.actor
        self._since = self._held = ""
        self.sitting = Sitting(
            self.desk,
            self.actor,
            opened.desk.clock,
            house.ask,
            frame.say,
            self.lead,
            lambda: self._since,
            self.sync,
            self.porters,
        )
        self.screens: dict[str, Screen] = {}
        self._stale: set[str] = set()
        self._here = ""
        self._asked = False
        self._road: str | None = None
        self._told: set[str] = set()
        self._found: Any = None
        self._furnish()
        self._connect()
        self._look()

    def _furnish(self) -> None:
        for made in workspace(self.actor.role, screens()):
            housed = issubclass(made, (Settings, Stick))
            screen = made(self.sitting, self.house) if housed else made(self.sitting)
            self.screens[made.name] = screen
            self.frame.add_screen(
                made.name, screen.title(), made.icon, screen, at_foot=made.at_foot, rail=made.rail
            )
            screen.stirred.connect(self._look)
        if not self.screens:
            words = self.tr("中心说您现在没有岗位。请找管理员，或先同步一次")
            nobody = Empty(Icon("lock"), self.tr("您现在不能用这张桌子"), words, self.tr("立即同步"))
            nobody.acted.connect(self.sync)
            self.frame.add_screen("nobody", self.tr("没有岗位"), "lock", nobody, rail=False)
        self.hits = Hits(self.frame.search, self.sitting, self.frame)
        self.frame.search.setEnabled("household" in self.screens)
        self.desk.ask(self, lambda session: unit_name(session, self.actor.unit), self._set_worker)

    def _set_worker(self, unit: str) -> None:
        menu = [
            ("sync", self.tr("立即同步")),
            ("stick", self.tr("用 U 盘送收")),
            ("settings", self.tr("设置")),
            ("lock", self.tr("锁上")),
            ("leave", self.tr("换一位")),
        ]
        self.frame.set_worker(self.actor.name, unit or self.tr("街道"), menu)

    def _connect(self) -> None:
        frame, post, queued = self.frame, self.post, Qt.ConnectionType.QueuedConnection
        frame.shown.connect(self._shown)
        frame.standing_asked.connect(self._asked_of_strip)
        frame.worker_chose.connect(self._chose)
        frame.help_asked.connect(self.show_keys)
        self.desk.changed.connect(self._saved)
        self.desk.broke.connect(self._broke)
        self.porters.sent.connect(self._files_went, queued)
        post.started.connect(self._started, queued)
        post.progressed.connect(self._progressed, queued)
        post.finished.connect(self._finished, queued)
        post.failed.connect(self._failed, queued)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    # --- screens

    def home(self) -> str:
        """The first page of this role."""
        return next(iter(self.screens), "nobody")

    def lead(self, name: str, subject: Any) -> None:
        """Shows a screen and opens a subject in it; a screen this role has not stays away."""
        if name in self.screens:
            self.frame.show_screen(name)
            if subject is not None:
                self.screens[name].open(subject)

    @Slot(str)
    def _shown(self, name: str) -> None:
        before, self._here = self._here, name
        if before in self.screens and before != name:
            self.screens[before].leave()
        if name in self.screens and name in self._stale:
            self._stale.discard(name)
            self.screens[name].refresh()

    def refresh(self, kinds: set[str]) -> None:
        """A screen that is seen asks again at once, the others when they are shown."""
        for name, screen in self.screens.items():
            if kinds & screen.watches:
                if name == self.frame.open_screen():
                    screen.refresh()
                else:
                    self._stale.add(name)

    @Slot(object)
    def _saved(self, sets: Any) -> None:
        kinds = {change.kind for each in sets for change in each.changes}
        self.refresh(kinds)
        self.post.wake()
        if "attachment" in kinds:
            self.porters.send()
        self._look()

    @Slot(object)
    def _files_went(self, _report: Any) -> None:
        self.refresh({"attachment"})

    @Slot(object)
    def _broke(self, error: Any) -> None:
        self.frame.say(Said("broken", problem(error)))

    def put_away(self) -> None:
        """Nothing of a resident stays in sight: strips, hits, lists of keys."""
        self.hits.put_away()
        for child in self.frame.findChildren(QWidget):
            if hasattr(child, "dismiss"):
                child.dismiss()

    @Slot()
    def show_keys(self) -> None:
        here = self.screens.get(self.frame.open_screen())
        others = [
            (key, self.tr("{0}（{1}）").format(word, screen.title()))
            for screen in self.screens.values()
            for key, word in screen.keys
            if screen.rail and key.startswith("Ctrl")
        ]
        KeySheet(here.keys if here else [], self.frame, here, others).show_over()

    # --- the strip at the foot and the courier

    @Slot()
    def _look(self) -> None:
        def look(session: Any) -> Any:
            now, mine = standing(session), needs(session, self.actor)
            if "reviews" in self.screens:
                now = replace(now, attention=mine.total)
            marked = day_is_marked(session.connection(), self.sitting.clock.today())
            return now, self.opened.desk.clock.offset, marked

        self.desk.ask(self, look, self._stand, lane="standing")

    def _stand(self, found: Any) -> None:
        self._found, marked = found[:2], found[2]
        if not marked:
            self.desk.keep(self, partial(mark_day, today=self.sitting.clock.today()))
        if "reviews" in self.screens:
            self.frame.set_badge("reviews", found[0].attention)
        self._show_standing()

    def _show_standing(self) -> None:
        if self._found is not None:
            found, offset = self._found
            known = offset if found.last_sync else None
            today = self.sitting.clock.today()
            now = shown_standing(found, self.opened.profile, known, today, self._road, self._held)
            self.frame.set_standing(now)

    @Slot()
    def sync(self) -> None:
        """立即同步: at once, and its end is told."""
        self._asked = True
        self._road = underway()
        self._show_standing()
        self.post.go_now()

    @Slot(str)
    def _asked_of_strip(self, name: str) -> None:
        if name == "sync":
            self.sync()
        else:
            self.lead(*{"waiting": ("today", "waiting"), "attention": ("reviews", None)}[name])

    @Slot(str)
    def _chose(self, key: str) -> None:
        if key == "sync":
            self.sync()
        elif key in ("settings", "stick"):
            self.lead(key, None)
        elif key == "lock":
            self.house.lock()
        elif key == "leave":
            self.house.leave()

    @Slot()
    def _started(self) -> None:
        self._road = underway()
        self._show_standing()
        self._tell_round(iso(self.sitting.clock.now()))

    def _tell_round(self, since: str) -> None:
        self._since = since
        here = self.screens.get(self.frame.open_screen())
        if here is not None:
            here.round_moved()

    @Slot(object)
    def _progressed(self, progress: Any) -> None:
        self._road = underway(progress)
        self._show_standing()
        here = self.screens.get(self.frame.open_screen())
        if here is not None:
            here.round_told(self._road)

    @Slot(object)
    def _finished(self, report: Any) -> None:
        self._road = self._held = ""
        self.came(report)

    def came(self, report: Any) -> None:
        """What a round brought, over the network or on a stick, is told and shown."""
        said = arrived(report, self._asked)
        self._asked = False
        self._told.clear()
        if said is not None and not self.house.locked:
            self.frame.say(said).acted.connect(self._act)
        self.refresh(set(report.kinds))
        self._tell_round("")
        self._show_standing()
        self._look()
        self.porters.send()
        if self.opened.desk.actor != self.actor:
            self.changed.emit()
        elif "community" in report.kinds:
            self.desk.ask(self, lambda session: unit_name(session, self.actor.unit), self._set_worker)

    @Slot(object)
    def _failed(self, error: Any) -> None:
        self._road = None
        self._held = held_words() if waits_for_operator(error) else ""
        code = getattr(error, "code", type(error).__name__)
        if (self._asked or not (is_silent(error) or code in self._told)) and not self.house.locked:
            self.frame.say(failed(error)).acted.connect(self._act)
            self._told.add(code)
        self._asked = False
        self._tell_round("")
        self._show_standing()
        self._look()

    @Slot(str)
    def _act(self, key: str) -> None:
        if key == "again":
            self.sync()
        elif key == "returned":
            self.lead("reviews", None)

    # --- the end

    def keep(self) -> bool:
        """Keeps what is unfinished and waits until it is; false if the disk would not take it.

        Twice, because the answer to a save may be what is to be kept. An import that runs is called off.
        """
        for progress in self.frame.findChildren(Progress):
            progress.cancel()
        for _ in range(2):
            for screen in self.screens.values():
                screen.leave()
            done = Event()
            self.desk.call(self, done.set)
            done.wait(KEEP_WAIT)
            QCoreApplication.sendPostedEvents(self.desk, QEvent.Type.MetaCall.value)
        return not any(each.lost for each in self.frame.findChildren(Keeping))

    def leave(self) -> None:
        """What is unfinished is kept as drafts; the threads end."""
        self._timer.stop()
        for screen in self.screens.values():
            screen.leave()
        self.porters.close()
        self.post.close()
        self.desk.close()

    def tell_way_out(self, words: str) -> None:
        self.frame.say(Said("done", words, acts=[Act("fine", self.tr("知道了"), quiet=True)]))

"""The store's thread: answers come back to the GUI, to those who still want them."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QObject
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.desk import Desk
from deskapp.models.clock import ClockAt
from deskapp.models.household import Household
from deskapp.store import Store
from deskapp.store.capture import Refused
from deskapp.ui.thread import DeskThread, Progress
from tests.people import TODAY, WORKER, adding, household


class Owner(QObject):
    """Somebody who asks and keeps what was answered, and in which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Any] = []
        self.threads: set[int] = set()

    def hear(self, answer: Any) -> None:
        self.heard.append(answer)
        self.threads.add(threading.get_ident())


@pytest.fixture
def desk(tmp_path: Path, qapp: Any) -> Any:
    clock = ClockAt(f"{TODAY}T01:00:00Z")
    store = Store.open(tmp_path, b"k" * 32, clock)
    store.put("epoch", "e")
    thread = DeskThread(Desk(store, WORKER, clock))
    yield thread
    thread.close()
    store.close()


def count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Household)) or 0


def test_an_answer_comes_back_in_the_gui_thread(desk: DeskThread, qtbot: Any) -> None:
    owner = Owner()
    desk.ask(owner, lambda session: (count(session), threading.get_ident()), owner.hear)
    qtbot.waitUntil(lambda: bool(owner.heard))
    households, worked_in = owner.heard[0]
    assert households == 0
    assert owner.threads == {threading.get_ident()}
    assert worked_in != threading.get_ident()


def test_a_job_is_saved_and_everybody_hears_which_kinds_changed(desk: DeskThread, qtbot: Any) -> None:
    owner = Owner()
    with qtbot.waitSignal(desk.changed) as got:
        desk.do(owner, adding(household()), owner.hear)
    qtbot.waitUntil(lambda: bool(owner.heard))
    assert {change.kind for one in got.args[0] for change in one.changes} == {"household"}
    desk.ask(owner, count, owner.hear)
    qtbot.waitUntil(lambda: len(owner.heard) == 2)
    assert owner.heard[1] == 1


def test_an_error_arrives_as_a_value_and_the_next_job_goes_on(desk: DeskThread, qtbot: Any) -> None:
    owner = Owner()
    desk.do(owner, adding(household(unit="donglu")), failed=owner.hear)
    desk.do(owner, adding(household()), owner.hear)
    qtbot.waitUntil(lambda: len(owner.heard) == 2)
    assert isinstance(owner.heard[0], Refused)
    assert isinstance(owner.heard[1], str)


def test_an_error_nobody_waits_for_is_told_to_the_shell(desk: DeskThread, qtbot: Any) -> None:
    with qtbot.waitSignal(desk.broke) as got:
        desk.ask(Owner(), lambda session: 1 / 0)
    assert isinstance(got.args[0], ZeroDivisionError)


@pytest.mark.parametrize("state", ["just started", "idle", "busy"])
def test_closing_loses_no_save_that_was_already_sent(desk: DeskThread, qtbot: Any, state: str) -> None:
    for n in range(1, 21):
        thread, owner, gate = DeskThread(desk.desk), Owner(), threading.Event()
        if state != "just started":
            thread.ask(owner, count, owner.hear)
            qtbot.waitUntil(lambda owner=owner: bool(owner.heard))
        if state == "busy":
            thread.ask(owner, lambda session, gate=gate: gate.wait(10))
        thread.do(owner, adding(household(room=str(n))))
        threading.Timer(0.005, gate.set).start()
        thread.close()
        assert desk.desk.ask(count) == n


def test_in_a_lane_only_the_latest_question_is_answered(desk: DeskThread, qtbot: Any) -> None:
    owner, gate = Owner(), threading.Event()
    desk.ask(owner, lambda session: gate.wait(10), None)
    for n in range(20):
        desk.ask(owner, lambda session, n=n: n, owner.hear, lane="typing")
    gate.set()
    desk.ask(owner, lambda session: "last", owner.hear)
    qtbot.waitUntil(lambda: "last" in owner.heard)
    assert owner.heard == [19, "last"]


def test_an_owner_that_is_gone_hears_nothing(desk: DeskThread, qtbot: Any) -> None:
    gone, here, gate = Owner(), Owner(), threading.Event()
    desk.ask(gone, lambda session: gate.wait(10), gone.hear)
    gone.deleteLater()
    QCoreApplication.sendPostedEvents(gone, 52)
    gate.set()
    desk.ask(here, lambda session: 1, here.hear)
    qtbot.waitUntil(lambda: bool(here.heard))
    assert gone.heard == []


def test_a_long_job_tells_how_far_it_is_and_can_be_cancelled(desk: DeskThread, qtbot: Any) -> None:
    owner, progress, told = Owner(), Progress(), []
    progress.told.connect(lambda done, total: told.append((done, total)))

    def job(session: Any, progress: Progress) -> int:
        progress.expect(1000)
        for n in range(1000):
            if progress.cancelled:
                return n
            progress.step(1)
            if n == 10:
                progress.cancel()
        return 1000

    desk.do(owner, job, owner.hear, progress=progress)
    qtbot.waitUntil(lambda: bool(owner.heard))
    assert owner.heard == [11]
    assert told
    assert told[0][1] == 1000

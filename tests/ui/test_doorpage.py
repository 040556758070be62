"""The page of a door loses nothing: drafts, failed saves, undo, words still being composed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from deskapp.desk import Desk
from deskapp.ui.strips import Strip
from tests.ui.window import (
    Window,
    compose,
    draft_of,
    fill,
    focused,
    open_desk,
    press,
    rows,
    strips,
    tab_to,
    type_words,
    windows,
)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = open_desk(tmp_path / "desk")
    made.homes = fill(made)  # type: ignore[attr-defined]
    return made


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[Any]:
    with windows() as show:
        yield show


@pytest.fixture
def window(desk: Desk, opened: Any) -> Window:
    return opened(desk)


def test_a_draft_is_kept_half_a_second_after_the_last_key_and_outlives_the_window(
    tmp_path: Path, desk: Desk, opened: Any, qtbot: Any
) -> None:
    window = opened(desk)
    home = window.today.page.home()
    press(Qt.Key.Key_2)
    tab_to("情况")
    type_words("楼下 401 来找过")
    qtbot.waitUntil(lambda: (draft_of(desk, home) or {}).get("note") == "楼下 401 来找过", timeout=30_000)
    type_words("，说好周末再看")
    window.close()  # before the half second is over

    again = opened(open_desk(tmp_path / "desk"))
    form = again.today.page.form
    assert form.note.toPlainText() == "楼下 401 来找过，说好周末再看"
    assert form.outcome.outcome() == "O2"
    (said,) = strips(again)
    assert said.startswith("3-2-101")
    assert "10:12" in said


def test_a_draft_is_kept_when_one_goes_to_another_door_and_comes_back_with_it(
    window: Window, desk: Desk
) -> None:
    page = window.today.page
    first = page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("明天再来")
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Down)
    window.settle()
    assert page.home() != first
    assert page.form.note.toPlainText() == ""
    assert (draft_of(desk, first) or {})["note"] == "明天再来"
    press(Qt.Key.Key_Up)
    window.settle()
    assert page.form.note.toPlainText() == "明天再来"


def test_a_draft_nobody_wants_is_dropped(window: Window, desk: Desk) -> None:
    page = window.today.page
    home = page.home()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Down)
    window.settle()
    press(Qt.Key.Key_Up)
    window.settle()
    strip = next(s for s in window.frame.findChildren(Strip) if s.isVisible())
    strip.buttons[0].setFocus()
    press(Qt.Key.Key_Space)
    window.settle()
    assert page.form.outcome.outcome() == ""
    assert draft_of(desk, home) is None


def test_saving_takes_the_draft_with_it(window: Window, desk: Desk) -> None:
    home = window.today.page.home()
    press(Qt.Key.Key_1)
    window.today.page.keep_now()
    window.settle()
    assert draft_of(desk, home)
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert draft_of(desk, home) is None
    assert window.today.page.home() == home
    assert window.today.page.form.outcome.outcome() == ""
    assert window.today.page.form.isAncestorOf(focused())


def test_nothing_typed_is_lost_when_saving_fails(window: Window, desk: Desk) -> None:
    home = window.today.page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("血压药还剩三天的量")
    with desk.store.keeping() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert rows(desk, "visit") == []
    assert any("写的都还在" in said for said in strips(window))
    assert window.today.page.home() == home
    assert window.today.page.form.note.toPlainText() == "血压药还剩三天的量"
    assert (draft_of(desk, home) or {})["note"] == "血压药还剩三天的量"
    with desk.store.keeping() as connection:
        connection.exec_driver_sql("DROP TRIGGER full")
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert [row["note"] for row in rows(desk, "visit")] == ["血压药还剩三天的量"]


def test_undo_takes_the_visit_back_and_gives_the_words_back(window: Window, desk: Desk) -> None:
    home = window.today.page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("记错户了")
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert len(rows(desk, "visit")) == 1
    assert any("已存" in said for said in strips(window))
    press(Qt.Key.Key_Z, CTRL)
    window.settle()
    assert rows(desk, "visit") == []
    assert window.today.page.home() == home
    assert window.today.page.form.note.toPlainText() == "记错户了"


def test_pinyin_on_its_way_is_no_text_and_presses_nothing(window: Window, desk: Desk) -> None:
    press(Qt.Key.Key_1)
    tab_to("情况")
    note, form = focused(), window.today.page.form
    for preedit in ("p", "pi", "pin", "ping'an"):
        QApplication.sendEvent(note, QInputMethodEvent(preedit, []))
    assert form.note.toPlainText() == ""
    compose("平安")
    assert form.note.toPlainText() == "平安"
    assert form.outcome.outcome() == "O1"

"""The page of a door loses nothing: drafts, failed saves, undo, midnight, words still being composed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from deskapp.desk import Desk
from deskapp.models.clock import ClockAt
from deskapp.ui import doorpage
from deskapp.ui.outcomes import OutcomeKey
from deskapp.ui.strips import Strip
from deskapp.ui.theme import Theme
from tests.ui.window import (
    NOW,
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
)

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def clock() -> ClockAt:
    return ClockAt(NOW)


@pytest.fixture
def desk(tmp_path: Path, clock: ClockAt) -> Desk:
    made = open_desk(tmp_path / "desk", clock=clock)
    made.homes = fill(made)  # type: ignore[attr-defined]
    return made


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


def test_what_is_typed_after_ctrl_s_stays_and_corrects_the_visit_just_saved(
    window: Window, desk: Desk
) -> None:
    page = window.today.page
    home = page.home()
    press(Qt.Key.Key_1)
    page.form.lines.field.setText("修灯")
    tab_to("情况")
    type_words("一")
    press(Qt.Key.Key_S, CTRL)
    type_words("，还问了 402")  # while the save is on its way
    window.settle()
    assert [row["note"] for row in rows(desk, "visit")] == ["一"]
    assert page.form.note.toPlainText() == "一，还问了 402"
    assert any("接着写的还没存" in said for said in strips(window))
    assert (draft_of(desk, home) or {})["note"] == "一，还问了 402"
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert [row["note"] for row in rows(desk, "visit")] == ["一，还问了 402"]
    assert [row["text"] for row in rows(desk, "request")] == ["修灯"]
    assert draft_of(desk, home) is None
    assert page.form.note.toPlainText() == ""


def test_what_was_typed_on_outlives_the_undo_of_its_visit_as_a_visit_of_its_own(
    window: Window, desk: Desk
) -> None:
    page = window.today.page
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("一")
    press(Qt.Key.Key_S, CTRL)
    type_words("二")
    window.settle()
    page.undo()
    window.settle()
    assert rows(desk, "visit") == []
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert [row["note"] for row in rows(desk, "visit")] == ["一二"]


def test_what_is_typed_after_ctrl_s_is_kept_when_one_goes_to_another_door_at_once(
    window: Window, desk: Desk
) -> None:
    page = window.today.page
    home = page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    press(Qt.Key.Key_S, CTRL)
    type_words("还有")
    window.today.rows.choose(desk.homes[5])  # type: ignore[attr-defined]
    window.settle()
    assert page.home() == desk.homes[5]  # type: ignore[attr-defined]
    assert page.form.note.toPlainText() == ""
    assert (draft_of(desk, home) or {})["note"] == "还有"


def test_chinese_committed_while_one_door_gives_way_to_the_next_comes_to_the_next(window: Window) -> None:
    page = window.today.page
    first = page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("1")
    press(Qt.Key.Key_Return, CTRL)
    compose("老人咳嗽")
    window.settle()
    assert page.home() != first
    assert page.form.note.toPlainText() == "老人咳嗽"


def test_the_keys_come_back_when_the_next_door_cannot_be_read(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.today.page
    home = page.home()
    press(Qt.Key.Key_1)

    def broken(*_asked: Any) -> None:
        raise OSError("disk")

    monkeypatch.setattr(doorpage, "defaults_for", broken)
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    monkeypatch.undo()
    assert page.home() == home
    assert any("没读出来" in said for said in strips(window))
    page.form.note.setFocus()
    type_words("abc")
    assert page.form.note.toPlainText() == "abc"
    page.show_door(window.today.rows.chosen_id())
    window.settle()


@pytest.mark.parametrize("day", ["2026-11-24", "2027-01-01"], ids=["sure", "doubtful"])
def test_closing_while_a_save_is_on_its_way_keeps_the_visit_or_its_draft(
    tmp_path: Path, window: Window, desk: Desk, day: str
) -> None:
    home = window.today.page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("500")
    window.today.page.form.day.set_value(day)
    press(Qt.Key.Key_S, CTRL)
    window.close()
    again = open_desk(tmp_path / "desk")
    try:
        saved = [row["note"] for row in rows(again, "visit")]
        assert saved or (draft_of(again, home) or {})["note"] == "500"
    finally:
        again.store.close()


def test_undo_leaves_a_newer_draft_alone_and_says_so(window: Window, desk: Desk) -> None:
    page = window.today.page
    home = page.home()
    press(Qt.Key.Key_1)
    tab_to("情况")
    type_words("旧")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    press(Qt.Key.Key_2)
    tab_to("情况")
    type_words("新的一次 777")
    page.undo()
    window.settle()
    assert rows(desk, "visit") == []
    assert page.form.note.toPlainText() == "新的一次 777"
    assert (draft_of(desk, home) or {})["note"] == "新的一次 777"
    assert any("后来写的留着" in said for said in strips(window))


def test_a_visit_begun_after_midnight_is_of_the_new_day(window: Window, desk: Desk, clock: ClockAt) -> None:
    clock.advance(days=1)
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    clock.advance(days=1)
    window.today.refresh()
    window.settle()
    assert window.today.page.form.day.value() == "2026-11-26"
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert sorted(row["visited_on"] for row in rows(desk, "visit")) == ["2026-11-25", "2026-11-26"]


def test_what_was_begun_before_midnight_keeps_its_day(window: Window, desk: Desk, clock: ClockAt) -> None:
    press(Qt.Key.Key_1)
    clock.advance(days=1)
    window.today.refresh()
    window.settle()
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert [row["visited_on"] for row in rows(desk, "visit")] == ["2026-11-24"]


def test_the_ring_goes_to_the_outcome_a_digit_chose(window: Window) -> None:
    window.today.page.take_focus()
    press(Qt.Key.Key_3)
    chosen = focused()
    assert isinstance(chosen, OutcomeKey)
    assert (chosen.code, chosen.isChecked()) == ("O3", True)


def test_a_chosen_door_is_not_said_to_be_none_while_it_is_read(desk: Desk, opened: Any) -> None:
    window = opened(desk)
    page = window.today.page
    page.forget()
    assert page.nothing.isVisible()
    page.show_door(desk.homes[0])  # type: ignore[attr-defined]
    assert not page.nothing.isVisible()
    window.settle()


def test_the_first_fault_and_its_words_are_in_sight_in_a_low_window_with_large_letters(
    window: Window, qapp: QApplication
) -> None:
    Theme.load("light", 1.5).apply(qapp)
    window.frame.resize(1280, 660)
    window.settle()
    form = window.today.page.form
    press(Qt.Key.Key_1)
    form.next_try.setText("明年吧")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    words = form.words_of("next_try")
    assert form.next_try.hasFocus()
    for part in (words, form.next_try):
        assert part.visibleRegion().boundingRect().height() == part.height(), part

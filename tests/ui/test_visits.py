"""Visits by keyboard: one page per door, and no pointer is needed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from deskapp.desk import Desk
from deskapp.models.household import Household
from deskapp.ui.outcomes import OutcomeKey
from tests.people import TODAY
from tests.ui.window import (
    Pointers,
    Window,
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
def desk(tmp_path: Path) -> Desk:
    made = open_desk(tmp_path / "desk")
    made.homes = fill(made)  # type: ignore[attr-defined]
    return made


def test_twenty_visits_are_written_by_keyboard_and_are_all_there_after_the_window_closed(
    tmp_path: Path, opened: Any, qapp: QApplication
) -> None:
    desk = open_desk(tmp_path / "desk")
    fill(desk)
    window = opened(desk)
    pointers = Pointers()
    qapp.installEventFilter(pointers)
    written = []
    for n in range(20):
        code, note = str(n % 8 + 1), f"第 {n} 户，平安 401"
        door = window.today.page.home()
        press(getattr(Qt.Key, f"Key_{code}"))
        tab_to("开始时间")
        type_words(f"10{n:02d}")
        tab_to("情况")
        type_words(note)
        if n % 5 == 0:
            tab_to("诉求")
            type_words("楼道灯不亮")
        tab_to("下次再去")
        type_words("+7")
        press(Qt.Key.Key_Return, CTRL)
        window.settle()
        written.append((door, f"O{code}", f"10:{n:02d}", note, "2026-12-01"))
    qapp.removeEventFilter(pointers)
    assert pointers.seen == 0
    before = sorted(rows(desk, "visit"), key=lambda row: row["id"])
    window.close()

    again = opened(open_desk(tmp_path / "desk"))
    after = sorted(rows(again.desk, "visit"), key=lambda row: row["id"])
    assert after == before
    found = {(r["household"], r["outcome"], r["started"], r["note"], r["next_try"]) for r in after}
    assert found == set(written)
    assert len({row["household"] for row in after}) == 20
    assert {row["visited_on"] for row in after} == {TODAY}
    assert len(rows(again.desk, "request")) == 4
    assert again.today.band.mine.accessibleName().startswith("我的走访")
    assert again.today.marks["met"].accessibleName() == "已见 6"


def test_digits_press_an_outcome_from_the_list_and_type_in_a_note(window: Window) -> None:
    form = window.today.page.form
    assert window.today.rows.hasFocus()
    press(Qt.Key.Key_3)
    assert form.outcome.outcome() == "O3"
    assert form.isAncestorOf(focused())
    tab_to("情况")
    type_words("12345678")
    assert form.note.toPlainText() == "12345678"
    assert form.outcome.outcome() == "O3"


def test_tab_goes_down_the_form_as_the_eye_does(window: Window) -> None:
    press(Qt.Key.Key_1)
    names = []
    for _ in range(14):
        press(Qt.Key.Key_Tab)
        names.append(focused().accessibleName() or getattr(focused(), "text", str)())
    wanted = ["目的", "开始时间", "结束时间", "用电", "燃气", "消防", "过道不堵", "情况", "诉求", "加一件",
              "走访日期", "下次再去"]  # fmt: skip
    assert [name for name in names if name in wanted] == wanted


def test_everything_in_the_form_has_a_name_for_the_screen_reader(window: Window) -> None:
    window.settle()
    parts = [w for w in window.today.findChildren(QWidget) if w.focusPolicy() != Qt.FocusPolicy.NoFocus]
    nameless = []
    for part in parts:
        face = QAccessible.queryAccessibleInterface(part)
        if part.isVisible() and not (face and face.text(QAccessible.Text.Name)):
            nameless.append(part)
    assert nameless == []


def test_a_visit_without_an_outcome_is_not_saved_and_the_form_says_why(window: Window, desk: Desk) -> None:
    window.today.page.take_focus()
    tab_to("情况")
    type_words("没说结果")
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert rows(desk, "visit") == []
    assert window.today.page.form.said_of("outcome") == "先按 1–8 说说结果"
    assert isinstance(focused(), OutcomeKey)
    assert window.today.page.form.note.toPlainText() == "没说结果"


def test_a_time_that_cannot_be_read_stops_at_its_field(window: Window, desk: Desk) -> None:
    press(Qt.Key.Key_1)
    started = tab_to("开始时间")
    type_words("99")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    assert rows(desk, "visit") == []
    assert focused() is started
    assert started.property("state") == "error"
    assert "10:05" in window.today.page.form.said_of("started")


def test_a_day_to_come_is_asked_about_and_can_be_saved_all_the_same(window: Window, desk: Desk) -> None:
    press(Qt.Key.Key_1)
    day = tab_to("走访日期")
    day.selectAll()
    type_words("12-24")
    press(Qt.Key.Key_Return, CTRL)
    window.settle()
    assert rows(desk, "visit") == []
    assert window.today.page.form.said_of("visited_on") == "这一天还没到"
    assert any("这一天还没到" in said for said in strips(window))
    press(Qt.Key.Key_Return)  # the focus stands on 还是这样存
    window.settle()
    (row,) = rows(desk, "visit")
    assert row["visited_on"] == "2026-12-24"


def test_going_back_to_mend_leads_to_the_field(window: Window, desk: Desk) -> None:
    press(Qt.Key.Key_1)
    day = tab_to("走访日期")
    day.selectAll()
    type_words("12-24")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    window.settle()
    assert focused() is day
    assert rows(desk, "visit") == []


def test_the_page_goes_on_up_the_stairs(window: Window, desk: Desk) -> None:
    assert window.today.page.home() == desk.homes[0]  # type: ignore[attr-defined]
    for n in range(3):
        press(Qt.Key.Key_1)
        press(Qt.Key.Key_Return, CTRL)
        window.settle()
        assert window.today.page.home() == desk.homes[n + 1]  # type: ignore[attr-defined]
        assert window.today.rows.chosen_id() == desk.homes[n + 1]  # type: ignore[attr-defined]


def test_keys_pressed_while_one_door_gives_way_to_the_next_come_to_the_next(
    window: Window, desk: Desk
) -> None:
    first, second = desk.homes[:2]  # type: ignore[attr-defined]
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Return, CTRL)
    press(Qt.Key.Key_3)
    window.settle()
    assert window.today.page.home() == second
    assert window.today.page.form.outcome.outcome() == "O3"
    assert [(row["household"], row["outcome"]) for row in rows(desk, "visit")] == [(first, "O1")]


def test_after_a_closed_door_the_note_left_is_asked_and_the_checks_are_not(
    window: Window, desk: Desk
) -> None:
    press(Qt.Key.Key_3)
    tab_to("留了联系条")
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    (row,) = rows(desk, "visit")
    assert row["notice_left"] is True
    assert row["safety"] is None


def test_requests_are_added_one_a_line(window: Window, desk: Desk) -> None:
    press(Qt.Key.Key_1)
    tab_to("诉求")
    for words in ("厨房水管滴水", "单元门灯不亮"):
        type_words(words)
        press(Qt.Key.Key_Return)
    type_words("还有一件没按回车")
    press(Qt.Key.Key_S, CTRL)
    window.settle()
    asked = rows(desk, "request")
    assert {row["text"] for row in asked} == {"厨房水管滴水", "单元门灯不亮", "还有一件没按回车"}
    assert {row["visit"] for row in asked} == {rows(desk, "visit")[0]["id"]}
    words = [w.accessibleName() for w in window.today.page.side.findChildren(QWidget) if w.accessibleName()]
    assert "待发" in words


def test_a_wheel_or_a_digit_over_the_list_leaves_a_typed_note_alone(window: Window) -> None:
    page = window.today.page
    page.take_focus()
    tab_to("情况")
    type_words("401")
    press(Qt.Key.Key_Escape)
    assert window.today.rows.hasFocus()
    QTest.keyClick(focused(), Qt.Key.Key_7)
    assert page.form.note.toPlainText() == "401"
    assert page.form.outcome.outcome() == "O7"


def test_without_a_roster_the_home_leads_to_the_import(tmp_path: Path, opened: Any) -> None:
    window = opened(open_desk(tmp_path / "empty"))
    assert window.today.empty.title.text() == "还没有花名册"
    tab_to_button = window.today.empty.button
    tab_to_button.setFocus()
    press(Qt.Key.Key_Space)
    assert ("imports", None) in window.led


def test_without_a_share_the_home_says_whom_to_ask(tmp_path: Path, opened: Any) -> None:
    desk = open_desk(tmp_path / "desk")

    def add(session: Any) -> None:
        session.add(Household(community="houbao", building="3", unit="2", room="501", vacant=False))

    desk.do(add)
    window = opened(desk)
    assert window.today.empty.title.text() == "还没有分给您的户"
    window.today.empty.button.setFocus()
    press(Qt.Key.Key_Space)
    window.settle()
    assert window.frame.open_screen() == "households"


def test_each_counter_opens_as_many_lines_as_it_counts(window: Window, desk: Desk) -> None:
    for key in (Qt.Key.Key_1, Qt.Key.Key_3):
        press(key)
        press(Qt.Key.Key_Return, CTRL)
        window.settle()
    for name, card in zip(window.today.band.lists, window.today.band.cards, strict=False):
        if name == "needs":  # it leads to a page of its own
            continue
        window.today.show_list(name)
        window.settle()
        assert len(window.today.rows.model().doors()) == card.count(), name
    window.today.show_list("round")

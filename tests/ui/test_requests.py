"""诉求 by the keyboard: the lists, sorting with a digit, every step to the resident's yes, and back again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from deskapp.models.request import Request
from deskapp.store import drafts
from deskapp.ui.buttons import PressButton
from deskapp.ui.chips import ChipButton
from deskapp.ui.keeping import KEEP_AFTER
from deskapp.ui.text import Line, Link
from tests.people import adding, household, person
from tests.town import Seat
from tests.ui.house import House, focused, press, tab_to, type_words
from tests.ui.test_reviews import at_desk

CTRL = Qt.KeyboardModifier.ControlModifier
PROMISED = "2026-11-24"


@pytest.fixture
def house(qapp: Any, qtbot: Any, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


def asked(house: House, *requests: dict[str, Any], room: str = "501") -> list[str]:
    """Requests of one door, written before somebody signs in."""

    def write(seat: Seat) -> list[str]:
        home = str(seat.do(adding(household(room))))
        seat.do(adding(person(home, "王桂芳", relation="02")))
        usual = {"household": home, "state": "open"}
        return [str(seat.do(adding(Request(**(usual | each))))) for each in requests]

    return list(at_desk(house, write))


@pytest.fixture
def shown(house: House) -> Callable[..., Any]:
    """The screen with these requests."""

    def show(*requests: dict[str, Any]) -> Any:
        asked(house, *requests)
        return house.sign_in().go_to("requests")

    return show


def words_in(widget: QWidget) -> str:
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton), *widget.findChildren(Line)]
    return "\n".join(each.text() for each in parts if each.isVisible())


def chips(screen: Any) -> dict[str, int]:
    """How many each chip says it opens."""
    found = screen.chips.findChildren(ChipButton)
    return {each.key: int(re.findall(r"\d+", each.text())[-1]) for each in found}


def enter(house: House) -> None:
    press(Qt.Key.Key_Return, CTRL)
    house.settle()


def test_each_chip_opens_as_many_rows_as_it_counts(house: House, shown: Callable[..., Any]) -> None:
    screen = shown(
        {"text": "灯不亮"},
        {"text": "水管", "triage": "small", "state": "doing", "promised_on": PROMISED},
        {"text": "吵", "triage": "private", "state": "replied"},
        {"text": "好了", "triage": "small", "state": "solved"},
        {"text": "没人", "triage": "small", "state": "closed"},
        {"text": "赔钱", "category": "mediation"},
    )
    counts = chips(screen)
    assert counts["open"] == 4
    for key, count in counts.items():
        screen.open(key)
        house.settle()
        assert screen.rows.count() == count, key


def test_a_digit_sorts_and_enter_keeps_it(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "楼道灯不亮"})
    assert focused() is screen.rows
    press(Qt.Key.Key_2)
    type_words("物业换得了")
    enter(house)
    assert screen.paper.page.row.triage == "small"
    step = screen.paper.page.history[-1]
    assert (step.step, step.became, step.words) == ("sort", "small", "物业换得了")
    assert focused() is screen.rows


def test_what_was_done_last_is_taken_back(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "楼道灯不亮"})
    press(Qt.Key.Key_1)
    enter(house)
    assert screen.paper.page.row.triage == "big"
    press(Qt.Key.Key_Z, CTRL)
    house.settle()
    assert screen.paper.page.row.triage is None
    assert len(screen.paper.page.history) == 1


def test_nothing_can_be_finished_unsorted_and_the_page_says_why(
    house: House, shown: Callable[..., Any]
) -> None:
    screen = shown({"text": "楼道灯不亮"})
    finish = next(each for each in screen.paper.buttons() if each.text() == "办结")
    assert not finish.isEnabled()
    assert "还没分流，不能办结" in screen.paper.lacks.text()
    assert finish.accessibleDescription() == "还没分流，不能办结"


def test_from_taking_over_to_the_residents_yes(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "楼道灯不亮", "triage": "small", "state": "doing"})
    enter(house)
    assert screen.paper.page.owner_id == house.seat.desk.actor.id
    enter(house)
    type_words("+5")
    enter(house)
    assert screen.paper.page.row.promised_on == "2026-11-29"
    enter(house)
    type_words("换好了")
    enter(house)
    assert screen.paper.page.row.stage == "replied"
    press(Qt.Key.Key_1)
    enter(house)
    screen.open("solved")
    house.settle()
    assert screen.paper.page.row.stage == "solved"
    assert "已解决" in screen.paper.tag.accessibleName()


def test_not_solved_opens_it_again_with_another_day(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "楼道灯不亮", "triage": "small", "state": "replied"})
    press(Qt.Key.Key_2)
    assert "还没定日子" in screen.paper.lacks.text()
    type_words("+7")
    enter(house)
    assert (screen.paper.page.row.stage, screen.paper.page.row.promised_on) == ("doing", "2026-12-01")


def test_sorting_anew_asks_for_the_reason(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "路面塌了", "triage": "small", "state": "doing"})
    press(Qt.Key.Key_1)
    assert "还没写原因" in screen.paper.lacks.text()
    assert not screen.paper.main.isEnabled()
    type_words("归市政")
    enter(house)
    assert screen.paper.page.row.triage == "big"
    assert "从小事改成大事" in words_in(screen.paper)


def test_there_is_at_most_one_filled_button(house: House, shown: Callable[..., Any]) -> None:
    screen = shown(
        {"text": "一"},
        {"text": "二", "triage": "small", "state": "doing"},
        {"text": "三", "triage": "small", "state": "replied"},
    )
    for _ in range(3):
        filled = [each for each in screen.findChildren(PressButton) if each.property("role") == "main"]
        assert len([each for each in filled if each.isVisible()]) == 1
        press(Qt.Key.Key_Down)
        house.settle()


def test_earlier_ones_like_it_are_shown_while_sorting(house: House, shown: Callable[..., Any]) -> None:
    screen = shown(
        {"text": "三楼楼道灯不亮", "category": "repair", "triage": "small", "state": "solved"},
        {"text": "楼道灯不亮了", "category": "repair"},
    )
    assert "以前像这样的" in words_in(screen.paper)
    assert "三楼楼道灯不亮" in words_in(screen.paper)
    assert screen.paper.form.kinds.chosen() == ""


def test_n_writes_one_down_and_it_waits_to_be_sorted(house: House) -> None:
    asked(house)
    screen = house.sign_in().go_to("requests")
    press(Qt.Key.Key_N)
    house.settle()
    type_words("501")
    house.settle()
    press(Qt.Key.Key_Return)
    house.settle()
    press(Qt.Key.Key_Tab)
    type_words("门禁坏了 3 天 N")
    enter(house)
    assert screen.rows.count() == 1
    assert (screen.paper.page.row.text, screen.paper.page.next) == ("门禁坏了 3 天 N", "sort")


def test_a_request_half_written_is_there_again(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "一"})
    press(Qt.Key.Key_N)
    press(Qt.Key.Key_Tab)
    type_words("门禁坏了")
    press(Qt.Key.Key_Escape)
    house.settle()
    assert focused() is screen.rows
    press(Qt.Key.Key_N)
    assert screen.paper.form.text.toPlainText() == "门禁坏了"


def kept_forms(house: House) -> list[dict[str, Any]]:
    kept = at_desk(
        house, lambda seat: seat.desk.ask(lambda s: drafts.of_owner(s.connection(), seat.desk.actor.id))
    )
    return [each.doc for each in kept]


def test_a_step_half_written_is_there_again_after_the_program_went_down(
    house: House, shown: Callable[..., Any], tmp_path: Path
) -> None:
    screen = shown({"text": "一"})
    screen.paper.digit(2)
    type_words("楼道归社区")
    QTest.qWait(KEEP_AFTER + 100)
    house.settle()
    screen.paper.keeping.hold(True)  # nothing more reaches the disk: the power is gone
    house.shell.leave()
    house.until(QApplication.focusWidget)
    screen = house.sign_in().go_to("requests")
    house.settle()
    assert screen.paper.form.reason.text() == "楼道归社区"
    assert screen.paper.form.kinds.chosen() == "small"
    enter(house)
    assert screen.paper.page.row.triage == "small"
    house.shell.leave()
    assert kept_forms(house) == [], "it went in the commit that saved it"


def test_what_was_typed_is_in_its_form_again_when_its_step_is_taken_back(
    house: House, shown: Callable[..., Any]
) -> None:
    screen = shown({"text": "一"})
    screen.paper.digit(2)
    type_words("楼道归社区")
    enter(house)
    press(Qt.Key.Key_Z, CTRL)
    house.settle()
    assert screen.paper.page.row.triage is None
    assert screen.paper.form.reason.text() == "楼道归社区"


def test_escape_goes_from_the_form_to_the_list_and_from_the_list_home(
    house: House, shown: Callable[..., Any]
) -> None:
    screen = shown({"text": "一", "triage": "small", "state": "doing"})
    screen.paper.begin("progress")
    type_words("问过了")
    press(Qt.Key.Key_Escape)
    house.settle()
    assert focused() is screen.rows
    assert screen.paper.form is None
    screen.paper.begin("progress")
    assert screen.paper.form.words.toPlainText() == "问过了"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    house.settle()
    assert house.shell.frame.open_screen() == "today"


def test_what_is_being_written_stays_while_others_change_the_request(
    house: House, shown: Callable[..., Any]
) -> None:
    screen = shown({"text": "一", "triage": "small", "state": "doing"})
    screen.paper.begin("progress")
    type_words("问过了")
    screen.refresh()
    house.settle()
    assert screen.paper.form.words.toPlainText() == "问过了"


def test_the_door_leads_here_and_the_page_leads_to_the_door(house: House) -> None:
    (id,) = asked(house, {"text": "楼道灯不亮"})
    house.sign_in()
    house.go_to("requests")
    tab_to("看这一户").click()
    house.settle()
    assert house.shell.frame.open_screen() == "household"
    (link,) = [each for each in house.screen.findChildren(Link) if each.isVisible()]
    link.click()
    house.settle()
    assert house.shell.frame.open_screen() == "requests"
    assert house.screen.paper.page.row.id == id


def test_an_empty_list_says_what_helps(house: House) -> None:
    screen = house.sign_in().go_to("requests")
    assert "还没有诉求" in words_in(screen)
    screen.filter.setFocus()
    type_words("没有的")
    house.until(lambda: "没找到「没有的」" in words_in(screen))


def test_everything_that_takes_the_focus_has_a_name(house: House, shown: Callable[..., Any]) -> None:
    screen = shown({"text": "一", "category": "mediation", "triage": "small", "state": "doing"})
    opened: list[Callable[[], None]] = [
        partial(screen.paper.begin, act)
        for act in ("sort", "owner", "promise", "progress", "finish", "withdraw")
    ]
    for open_form in [*opened, screen.write_new]:
        open_form()
        house.settle()
        for widget in screen.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus:
                named = widget.accessibleName() or getattr(widget, "text", str)()
                assert named or (widget.parent() is not None and widget.focusProxy()), widget
    assert QApplication.focusWidget() is not None

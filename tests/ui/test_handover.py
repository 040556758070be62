"""交班: the day's table, the sentence that lets one go home, and the half page on paper."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from deskapp.store.capture import EVERYTHING
from deskapp.ui.ask import Answered
from deskapp.ui.chips import Tag
from deskapp.ui.handoverlines import RECEIPT, STATE, WHAT
from deskapp.ui.printing import PrintedSheet
from deskapp.ui.tables import TagRole
from deskapp.ui.theme import Theme
from deskapp.work.visits import save_visit
from tests.people import adding, household, person
from tests.town import Seat
from tests.ui.house import House, press
from tests.ui.test_reviews import at_desk, one_refused
from tests.work.desks import DAY

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def house(qapp: Any, qtbot: Any, tmp_path: Path) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


def two_visits(house: House) -> str:
    def write(seat: Seat) -> str:
        home = str(seat.do(adding(household("501"))))
        seat.do(adding(person(home, "冉小禾", relation="02")))
        seat.sync()
        house.town.clock.advance(60)
        for outcome in ("O3", "O1"):
            draft = {"household": home, "outcome": outcome}
            job = partial(save_visit, draft=draft, actor=seat.desk.actor, today=DAY)
            seat.do(job, confirmed=EVERYTHING)
            house.town.clock.advance(60)
        return home

    return str(at_desk(house, write))


def cell(screen: Any, row: int, column: int) -> str:
    return str(screen.model.index(row, column).data())


def column(screen: Any, which: int) -> list[str]:
    return [cell(screen, row, which) for row in range(screen.model.rowCount())]


def test_what_waits_holds_one_until_it_is_sent(house: House) -> None:
    two_visits(house)
    house.sign_in()
    screen = house.go_to("handover")
    assert column(screen, STATE)[:2] == ["待发", "待发"]
    assert "还有 2 项没送到" in screen.verdict.accessibleName()
    press(Qt.Key.Key_F5)
    house.until(lambda: "可以下班" in screen.verdict.accessibleName())
    house.settle()
    assert set(column(screen, STATE)) == {"已收到"}
    assert "01-0002" in column(screen, RECEIPT)
    assert "该送的都送到了，可以下班" in screen.verdict.accessibleName()


def test_while_a_round_is_under_way_what_it_took_along_is_being_sent(house: House) -> None:
    two_visits(house)
    house.sign_in()
    screen = house.go_to("handover")
    house.shell.seat.post.started.emit()
    house.settle()
    assert column(screen, STATE)[:2] == ["正在送", "正在送"]
    assert "正在送" in screen.verdict.accessibleName()
    house.shell.seat.post.failed.emit(OSError(5, "no road"))
    house.settle()
    assert column(screen, STATE)[:2] == ["待发", "待发"]


def test_enter_leads_to_the_door_and_from_a_refused_one_to_what_needs_you(house: House) -> None:
    home = one_refused(house)
    house.sign_in()
    screen = house.go_to("handover")
    assert (cell(screen, 0, STATE), cell(screen, 0, RECEIPT)) == ("没收下", "去补正")
    assert isinstance(screen.model.index(0, STATE).data(TagRole), Tag)
    press(Qt.Key.Key_Return)
    house.settle()
    assert house.shell.frame.open_screen() == "reviews"
    screen = house.go_to("handover")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    house.settle()
    assert house.shell.frame.open_screen() == "household"
    assert house.screen.page.home() == home


def test_the_lists_are_as_long_as_their_counts(house: House) -> None:
    two_visits(house)
    house.sign_in()
    screen = house.go_to("handover")
    for name, count in (("written", 4), ("came", 0), ("left", 2)):
        screen.show_list(name)
        assert screen.model.rowCount() == screen.count(name) == count
    assert screen.cards["left"].count() == 2
    assert cell(screen, 0, WHAT).startswith("3-2-501 冉小禾")


def test_an_empty_day_says_what_to_do(house: House) -> None:
    house.sign_in()
    screen = house.go_to("handover")
    assert "今天还没记过什么" in screen.empty.accessibleName()
    screen.empty.button.click()
    house.settle()
    assert house.shell.frame.open_screen() == "today"


def test_the_half_page_goes_into_a_file_where_there_is_no_printer(house: House, tmp_path: Path) -> None:
    two_visits(house)
    house.shell.ask = Answered([None, tmp_path / "交班"])
    house.sign_in()
    house.go_to("handover")
    press(Qt.Key.Key_P, CTRL)
    house.settle()
    made = tmp_path / "交班.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    assert b"595.2" in made.read_bytes() or b"/MediaBox" in made.read_bytes()
    assert "交班.pdf" in house.strip()


def test_a_file_that_cannot_be_written_is_said(house: House, tmp_path: Path) -> None:
    house.shell.ask = Answered([tmp_path / "nowhere" / "交班.pdf"])
    house.sign_in()
    house.go_to("handover").save_page()
    house.settle()
    assert "交班单存在" not in house.strip()
    assert house.strip()


def test_paper_is_white_with_dark_ink_in_the_dark(qapp: Any) -> None:
    Theme.load("dark").apply(qapp)
    image = PrintedSheet("<h1>交班单</h1>", "t").image(400)
    assert image.pixelColor(1, 1).name() == "#ffffff"
    assert darkest(image) < 90
    assert (image.width(), image.height()) == (400, 282)


def test_the_half_page_is_one_page(house: House) -> None:
    one_refused(house)
    house.sign_in()
    screen = house.go_to("handover")
    assert screen.paper.pages() == 1
    for words in ("交班单", "走访 1 次", "留给明天", "没收下", "组长签字"):
        assert words in screen.paper.html


def darkest(image: QImage) -> int:
    return min(image.pixelColor(x, y).lightness() for x in range(image.width()) for y in range(80))

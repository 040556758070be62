"""While the roster is on its way here for the first time nobody is told to import one. A renewed desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import insert, update

from deskapp.store import tables
from deskapp.sync import courier
from deskapp.ui.strips import Strip
from tests.people import adding, household
from tests.sync.test_renewal import confirm_all
from tests.ui.house import House, press


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path)
    house.sign_in()
    yield house
    house.close()


def filling(house: House) -> None:
    """A first slice is here, the rest is not."""
    with house.opened[-1].desk.store.keeping() as connection:
        connection.execute(
            insert(tables.cursor).values(
                scope="houbao/roster", epoch="e", seq=1, since=0, loading=True, digest=0, verified=False
            )
        )


def why_empty(page: Any) -> str:
    return str(page.places.currentWidget().accessibleName())


def test_the_list_says_that_the_roster_is_coming_and_how_far_it_is(house: House) -> None:
    filling(house)
    page = house.go_to("households")
    assert "正在收名册" in why_empty(page)
    assert not page.coming.button.isVisible()
    house.shell.seat.post.progressed.emit(courier.Progress("pull", 8000, 21000))
    house.settle()
    assert "正在收 8000 / 21000" in why_empty(page)


def test_before_the_first_slice_a_round_under_way_says_so_too(house: House) -> None:
    page = house.go_to("households")
    assert "还没有花名册" in why_empty(page)
    house.shell.seat.post.started.emit()
    house.settle()
    assert "正在收名册" in why_empty(page)
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    house.settle()
    assert "还没有花名册" in why_empty(page), "the center has none either: now it may be imported"


def test_what_was_loaded_is_there_when_it_is_whole(house: House) -> None:
    other = house.town.join("houbao")
    other.do(adding(household("702")))
    other.sync()
    page = house.go_to("households")
    house.shell.seat.sync()
    house.until(lambda: page.model.rowCount() == 1)


def renewed(house: House) -> list[Strip]:
    """This desk met its own copy: its next round ends in waiting. Returns the strips told since."""
    house.shell.seat.sync()
    house.until(lambda: "同步好了" in house.strip())
    with house.town.center.writing() as connection:
        from center import tables as center

        connection.execute(update(center.device).values(nonce=center.device.c.nonce + 5000))
    told: list[Strip] = []
    say = house.shell.frame.say

    def heard(said: Any) -> Strip:
        strip = say(said)
        told.append(strip.said)
        return strip

    house.shell.frame.say = heard
    return told


def go(house: House) -> None:
    """A round nobody asked for."""
    ended: list[Any] = []
    house.shell.seat.post.failed.connect(ended.append)
    house.shell.seat.post.finished.connect(ended.append)
    house.shell.seat.post.go_now()
    house.until(lambda: ended)
    house.settle()


def test_a_renewed_desk_says_once_that_it_waits_and_the_foot_says_it_all_the_time(house: House) -> None:
    told = renewed(house)
    go(house)
    (said,) = told
    assert said.kind == "question"
    assert "这台电脑换了新身份，写的都已送到中心，等管理员确认后再收" in said.words
    assert "等管理员确认" in house.fact("road")
    go(house)
    assert len(told) == 1, "no second alarm"
    assert "等管理员确认" in house.fact("road")
    confirm_all(house.town)
    go(house)
    assert house.fact("road") == "连着中心"


def test_the_strip_of_a_renewed_desk_is_put_away_by_its_button(house: House) -> None:
    renewed(house)
    go(house)
    (strip,) = house.shell.frame.findChildren(Strip)
    strip.buttons[0].setFocus()
    press(Qt.Key.Key_Space)
    house.settle()
    assert house.strip() == ""

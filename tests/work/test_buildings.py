"""The building picture: every household stands in it once, and what is bright is what is counted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deskapp.models.door import read_door
from deskapp.models.household import Household
from deskapp.store.capture import EVERYTHING
from deskapp.work.buildings import (
    SHOWS,
    Estate,
    Picture,
    bright_counts,
    chosen_door,
    estates,
    is_bright,
    picture,
)
from deskapp.work.households import household_counts
from deskapp.work.today import todays_round
from tests.people import adding
from tests.work.desks import DAY, WORKER, Beat, new_beat, person, plans


def shown(beat: Beat, estate: Estate | None = None) -> Picture:
    return beat.ask(picture, WORKER, DAY, estate)


def all_cells(beat: Beat) -> list[str]:
    """The households of all estates' pictures."""
    there = beat.ask(estates, WORKER.unit)
    return [cell.household for each in there for cell in shown(beat, each).cells()]


def rooms(beat: Beat) -> dict[tuple[str, str, int], list[str]]:
    """What stands on each floor of each stair; "" where no door is."""
    return {
        (building.name, stair.name, floor.level): [cell.room if cell else "" for cell in floor.cells]
        for building in shown(beat).buildings
        for stair in building.stairs
        for floor in stair.floors
    }


def test_a_desk_without_a_roster_has_an_empty_picture(beat: Beat) -> None:
    assert shown(beat) == Picture()


def test_doors_of_one_number_stand_above_each_other(beat: Beat) -> None:
    for room in ("101", "102", "201", "202", "301"):
        beat.door(room)
    assert rooms(beat) == {
        ("3", "2", 1): ["101", "102"],
        ("3", "2", 2): ["201", "202"],
        ("3", "2", 3): ["301", ""],
    }


def test_what_lies_below_the_street_is_a_floor_of_its_own(beat: Beat) -> None:
    beat.door("101")
    beat.door("负1-1")
    assert rooms(beat) == {("3", "2", -1): ["负1-1"], ("3", "2", 1): ["101"]}


def test_a_room_without_a_storey_stands_on_the_floor_that_is_written_beside_it(beat: Beat) -> None:
    beat.door("A", floor="4")
    beat.door("2", floor="4")
    assert rooms(beat) == {("3", "2", 4): ["2", "A"]}


def test_two_households_at_one_door_stand_side_by_side(beat: Beat) -> None:
    beat.door("501")
    beat.door("501")
    beat.door("502")
    assert rooms(beat) == {("3", "2", 5): ["501", "501", "502"]}


def test_buildings_and_stairs_stand_in_the_order_of_their_numbers(beat: Beat) -> None:
    for building, unit in (("10", "1"), ("2", "2"), ("2", "1")):
        beat.door("101", building=building, unit=unit)
    stairs = [(each.name, stair.name) for each in shown(beat).buildings for stair in each.stairs]
    assert stairs == [("2", "1"), ("2", "2"), ("10", "1")]


@pytest.mark.parametrize(
    "odd",
    [
        {"building": "", "unit": "", "room": "附12"},
        {"building": "", "unit": "", "room": "501"},
        {"building": "3", "room": "门卫室"},
        {"building": "3", "room": ""},
        {"room": "0-1"},
        {"room": "901", "floor": "9999", "building": ""},
    ],
)
def test_a_door_without_a_place_stands_among_the_others(beat: Beat, odd: dict[str, Any]) -> None:
    odd_one = beat.door(**odd)
    beat.door("101")
    assert [cell.household for cell in shown(beat).others] == [odd_one]


def test_the_chips_count_what_they_leave_bright(beat: Beat) -> None:
    beat.campaign()
    beat.visit(beat.door("101", "王一"), "O1")
    beat.visit(beat.door("102", "王二"), "O3")
    beat.door("201", "老人", born="1940-01-01")
    alone = beat.door("202", worker="another")
    beat.tag(beat.add(person(alone, "孤老")), "EL03")
    beat.door("301", "租户", tenure="T2", worker=None)
    cells = list(shown(beat).cells())
    for worker in (None, WORKER.id, "another", ""):
        counts = bright_counts(cells, worker)
        assert set(counts) == set(SHOWS)
        for show, count in counts.items():
            assert count == sum(is_bright(cell, show, worker) for cell in cells)
    assert bright_counts(cells) == {"all": 5, "never": 3, "tried": 1, "aged": 2, "tenants": 1, "round": 3}
    assert bright_counts(cells, "")["all"] == bright_counts(cells, "another")["all"] == 1


def test_the_states_are_those_of_the_list_of_households(beat: Beat) -> None:
    beat.campaign()
    for room, outcome in (("101", "O1"), ("102", "O3"), ("103", "O4"), ("104", "O5"), ("105", "O7")):
        beat.visit(beat.door(room), outcome)
    beat.door("106", vacant=True)
    beat.door("107")
    states = [cell.state for cell in shown(beat).cells()]
    counted = beat.ask(household_counts, WORKER, DAY)
    for state in ("never", "tried", "met", "refused", "vacant"):
        assert states.count(state) == counted[state]


def test_todays_round_is_the_round_of_today(beat: Beat) -> None:
    beat.campaign()
    for room in ("101", "102", "103"):
        beat.door(room)
    beat.door("104", worker="another")
    marked = {cell.household for cell in shown(beat).cells() if cell.in_round}
    assert marked == {line.household for line in beat.ask(todays_round, WORKER, DAY)} != set()


def test_the_picture_begins_where_the_round_is(beat: Beat) -> None:
    beat.campaign()
    beat.door("101", estate="一村", worker="another")
    beat.door("101", estate="二村")
    assert [each.name for each in shown(beat).estates] == ["一村", "二村"]
    assert shown(beat).estate == Estate(WORKER.unit, "二村", 1)


def test_an_estate_that_is_gone_gives_way_to_one_that_is_there(beat: Beat) -> None:
    beat.door("101", estate="一村")
    assert shown(beat, Estate(WORKER.unit, "没有的村")).estate == Estate(WORKER.unit, "一村", 1)


def test_who_has_doors_here_is_named_and_nobody_comes_last(beat: Beat) -> None:
    beat.door("101")
    assert [id for id, _ in shown(beat).workers] == [WORKER.id]
    beat.door("102", worker=None)
    assert [id for id, _ in shown(beat).workers] == [WORKER.id, ""]


def test_beside_the_picture_stand_the_attempts_of_the_campaign_and_the_last_one_before(beat: Beat) -> None:
    home = beat.door("101", "王一")
    beat.visit(home, "O1", "2025-09-07")
    beat.campaign()
    beat.visit(home, "O3", "2026-03-14")
    beat.visit(home, "O3", "2026-04-22", note="留了条")
    door = beat.ask(chosen_door, home, DAY, WORKER)
    assert door is not None
    assert [(visit.visited_on, visit.note) for visit in door.attempts] == [
        ("2026-04-22", "留了条"),
        ("2026-03-14", ""),
    ]
    assert door.earlier is not None
    assert door.earlier.visited_on == "2025-09-07"
    assert (door.tries, door.page.state) == (2, "tried")
    assert beat.ask(chosen_door, "nowhere", DAY, WORKER) is None


def test_the_questions_are_as_many_for_one_door_as_for_forty(beat: Beat) -> None:
    beat.campaign()
    beat.door("101")
    few, _ = plans(beat, lambda session: picture(session, WORKER, DAY))
    for n in range(40):
        beat.door(f"{n // 4 + 1}0{n % 4 + 1}", building="7")
    many, _ = plans(beat, lambda session: picture(session, WORKER, DAY))
    assert few == many


WRITTEN = st.sampled_from(
    [
        "",
        "3",
        "三",
        "附12",
        "501",
        "5-1",
        "负1-2",
        "吊2-1",
        "B1-3",
        "门卫室",
        "0-1",
        "99-1",
        "100-1",
        "9901",
        "A",
        "甲",
    ]
) | st.text("0123456789-负附楼号A 一二", max_size=8)
DOORS = st.lists(st.tuples(WRITTEN, WRITTEN, WRITTEN, WRITTEN, WRITTEN), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Any:
    beat = new_beat(Path(tmp_path_factory.mktemp("doors")))
    yield beat, []
    beat.desk.store.close()


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(DOORS)
def test_every_household_is_exactly_one_cell_whatever_its_door(many: Any, doors: list[Any]) -> None:
    beat, made = many
    for estate, building, unit, floor, room in doors:
        door = read_door(estate=estate, building=building, unit=unit, floor=floor, room=room)
        parts = {
            "estate": door.estate,
            "building": door.building,
            "unit": door.unit,
            "floor": door.floor,
            "room": door.room,
        }
        record = Household(community=WORKER.unit, vacant=False, **parts)
        made.append(beat.desk.do(adding(record), EVERYTHING))
    assert sorted(all_cells(beat)) == sorted(made)

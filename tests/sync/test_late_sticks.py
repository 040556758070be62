"""Sticks that come late: what left since stays away, a hole is not left, two answers are not taken as one."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

from center import devices, pull, seats
from deskapp.models.household import Household
from deskapp.sync import stick
from deskapp.sync.courier import Round, Stopped
from deskapp.sync.road import RoadError
from tests.people import adding, household, person, setting, visit
from tests.sync.test_epochs import backup, restore
from tests.sync.test_moves import move
from tests.sync.test_stick import answered, by_stick, out
from tests.town import Seat, Town


def begin_anew(town: Town, one: Seat, two: Seat) -> None:
    """The center was restored: one desk brought back what it lacks, the other heard of it by stick."""
    restore(town, backup(town))
    two.sync()
    with pytest.raises(RoadError, match="stick-again"):
        stick.take_back(one.desk.store, answered(town, out(one)))


def cut_off(monkeypatch: pytest.MonkeyPatch, seat: Seat, back: bytes, pages: int) -> None:
    """Takes so many pages of an answer, and the program ends."""
    take, taken = Round.take, itertools.count()

    def cut(round_: Round, answer: bytes, *more: Any, **words: Any) -> None:
        if next(taken) == pages:
            raise Stopped
        take(round_, answer, *more, **words)

    with monkeypatch.context() as cutting:
        cutting.setattr(Round, "take", cut)
        with pytest.raises(Stopped):
            stick.take_back(seat.desk.store, back)


def test_a_stick_brings_no_hole_into_a_scope_that_went_and_came_back_since(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = two.do(adding(household()))
    town.sync()
    file, worker = out(one), one.desk.actor.id
    seats.set_user(town.center, worker, None, {"active": False}, town.clock)
    one.sync()
    assert one.row("household", home) is None
    seats.set_user(town.center, worker, None, {"active": True}, town.clock)
    two.do(setting(Household, home, note="一"))
    two.sync()
    back = answered(town, file)
    assert stick.look(one.desk.store, back).stale
    stick.take_back(one.desk.store, back)
    assert one.row("household", home) is None
    one.sync()
    found = one.row("household", home)
    assert found is not None
    assert found["note"] == "一"
    assert town.agrees()


def test_an_old_stick_brings_nothing_back_that_left_since(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = two.do(adding(household()))
    town.sync()
    file = out(one)
    resident = two.do(adding(person(home)))
    two.sync()
    back = answered(town, file)
    move(town, home)
    one.sync()
    assert stick.take_back(one.desk.store, back).received == 0
    assert [one.row("household", home), one.row("person", resident)] == [None, None]
    town.sync()
    assert town.agrees()


def test_a_first_load_that_was_done_already_does_not_hide_what_left(town: Town) -> None:
    """The same file reaches the center twice; its second answer does not tell of what moved in between."""
    two = town.join("houbao")
    home = two.do(adding(household()))
    two.sync()
    one = town.join("houbao")
    file = out(one)
    first = answered(town, file)
    move(town, home)
    stick.take_back(one.desk.store, first)
    assert one.row("household", home) is not None
    second = answered(town, file)
    assert stick.look(one.desk.store, second).stale
    stick.take_back(one.desk.store, second)
    one.sync()
    assert one.row("household", home) is None
    assert one.desk.store.text("verified") == "yes"
    town.sync()
    assert town.agrees()


@pytest.mark.parametrize("taken", [0, 1, 2])
def test_a_first_load_by_stick_that_was_cut_goes_on_with_the_same_stick(
    town: Town, monkeypatch: pytest.MonkeyPatch, taken: int
) -> None:
    two = town.join("houbao")
    for n in range(12):
        two.do(adding(household(f"{n}")))
    two.sync()
    one = town.join("houbao")
    monkeypatch.setattr(pull, "SLICE_LIMIT", 4)
    back = answered(town, out(one))
    cut_off(monkeypatch, one, back, taken)
    stick.take_back(one.desk.store, back)
    assert one.desk.store.text("verified") == "yes"
    town.sync()
    assert town.agrees()


@pytest.mark.parametrize("at", range(2, 8))
def test_filling_a_new_epoch_by_stick_ends_although_the_center_is_busy(
    town: Town, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    """Another desk pushes between two pages of the answer, in a scope that was whole already."""
    one, two = town.join("houbao"), town.join("houbao")
    for n in range(16):
        two.do(adding(visit(two.do(adding(household(f"{n}"))))))
    town.sync()
    begin_anew(town, one, two)
    monkeypatch.setattr(pull, "SLICE_LIMIT", 6)
    answer, pages = pull.pull, itertools.count(1)

    def busy(*asked: Any, **more: Any) -> bytes:
        if next(pages) == at:
            with monkeypatch.context() as meanwhile:
                meanwhile.setattr(pull, "pull", answer)
                two.do(adding(household("late")))
                two.sync()
        return answer(*asked, **more)

    with monkeypatch.context() as answering:
        answering.setattr(pull, "pull", busy)
        back = answered(town, out(one))
    stick.take_back(one.desk.store, back)
    assert one.desk.store.text("epoch") == "second"
    town.sync()
    assert town.agrees()


def _three(name: str) -> Callable[[Any], list[str]]:
    """Households of one save: they share a number."""

    def add(session: Any) -> list[str]:
        homes = [household(f"{name}{n}") for n in range(3)]
        session.add_all(homes)
        session.flush()
        return [home.id for home in homes]

    return add


@pytest.mark.parametrize("anew", [False, True])
def test_two_answers_to_one_stick_are_not_taken_as_one(
    town: Town, monkeypatch: pytest.MonkeyPatch, anew: bool
) -> None:
    """The first was cut; what left between the two is told in neither's later pages."""
    one, two = town.join("houbao"), town.join("houbao")
    homes = [two.do(_three(f"{n}")) for n in range(5)]
    two.sync()
    if anew:
        one.sync()
        begin_anew(town, one, two)
    monkeypatch.setattr(pull, "SLICE_LIMIT", 4)
    file = out(one)
    first = answered(town, file)
    cut_off(monkeypatch, one, first, 3)
    move(town, homes[0][0])
    second = answered(town, file)
    with suppress(RoadError):
        stick.take_back(one.desk.store, second)
    for _ in range(2):
        by_stick(town, one)
    assert one.row("household", homes[0][0]) is None
    assert one.desk.store.text("verified") == "yes"
    town.sync()
    assert town.agrees()


def test_a_stick_that_was_three_days_on_its_way_does_not_set_the_clock_back(town: Town) -> None:
    one = town.join("houbao")
    one.sync()
    back, offset = answered(town, out(one)), one.desk.store.text("clock_offset")
    town.clock.advance(days=3)
    stick.take_back(one.desk.store, back)
    late = out(one)
    town.clock.advance(days=3)
    answered(town, late)
    with town.center.reading() as connection:
        told = devices.of(connection, one.desk.store.device.id)["clock_offset"]
    assert (one.desk.store.text("clock_offset"), told) == (offset, 0)
    assert one.desk.store.clock.now() == town.clock.now()

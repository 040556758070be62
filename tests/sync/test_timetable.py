"""When the courier goes next."""

from __future__ import annotations

import random

import pytest

from deskapp.sync.timetable import (
    AFTER_SAVE,
    BETWEEN,
    FIRST_FAILURE,
    JITTER,
    LONGEST,
    Timetable,
    retry_after_of,
)
from deskapp.sync.trouble import RoadError


@pytest.fixture
def timetable() -> Timetable:
    return Timetable(random.Random(7))


def near(seconds: float) -> object:
    return pytest.approx(seconds, rel=JITTER + 0.001)


def test_the_first_round_is_due_at_once(timetable: Timetable) -> None:
    assert timetable.due(0.0)


def test_after_a_good_round_the_next_one_waits_a_quarter_of_an_hour(timetable: Timetable) -> None:
    timetable.arrived(100.0, waiting=0)
    assert timetable.next_at - 100 == near(BETWEEN)


def test_a_save_brings_the_next_round_nearer_and_never_puts_it_off(timetable: Timetable) -> None:
    timetable.arrived(0.0, waiting=0)
    timetable.saved(10.0)
    soon = timetable.next_at
    assert soon - 10 == near(AFTER_SAVE)
    timetable.saved(60.0)
    assert timetable.next_at == soon


def test_failures_wait_twice_as_long_each_time_up_to_an_hour(timetable: Timetable) -> None:
    waits = []
    for _ in range(9):
        timetable.failed(0.0)
        waits.append(timetable.next_at)
    assert waits[0] == near(FIRST_FAILURE)
    assert waits[1] == near(2 * FIRST_FAILURE)
    assert waits[-1] == near(LONGEST)


def test_a_save_while_the_center_is_away_does_not_hammer_it(timetable: Timetable) -> None:
    for _ in range(6):
        timetable.failed(0.0)
    later = timetable.next_at
    timetable.saved(1.0)
    assert timetable.next_at == later


def test_somebody_who_asks_is_served_even_after_failures(timetable: Timetable) -> None:
    timetable.failed(0.0)
    timetable.asked(1.0)
    assert timetable.due(1.0)


def test_the_center_may_ask_for_patience(timetable: Timetable) -> None:
    timetable.failed(0.0, retry_after=9000)
    assert timetable.next_at == 9000


def test_a_busy_center_is_no_failure_and_its_word_holds_against_saves_and_news(timetable: Timetable) -> None:
    timetable.failed(0.0, retry_after=300)
    assert timetable.failures == 0
    timetable.saved(1.0)
    timetable.told(2.0)
    assert timetable.next_at == 300
    timetable.told(400.0)
    assert timetable.due(400.0)


def test_the_word_of_a_center_that_served_holds_too(timetable: Timetable) -> None:
    timetable.arrived(0.0, waiting=0, retry_after=5_000)
    timetable.told(1.0)
    assert timetable.next_at == 5_000
    timetable.asked(2.0)
    assert timetable.due(2.0)


def test_news_are_fetched_at_once_and_after_a_failure_soon(timetable: Timetable) -> None:
    timetable.arrived(0.0, waiting=0)
    timetable.told(10.0)
    assert timetable.due(10.0)
    for _ in range(6):
        timetable.failed(20.0)
    timetable.told(30.0)
    assert timetable.next_at - 30 == near(AFTER_SAVE)


@pytest.mark.parametrize(
    ("params", "expected"),
    [({"retry_after": 7}, 7.0), ({"retry_after": "7"}, 0.0), ({"retry_after": -7}, 0.0), ({}, 0.0)],
)
def test_what_an_error_says_of_patience(params: dict[str, object], expected: float) -> None:
    assert retry_after_of(RoadError("busy", **params)) == expected
    assert retry_after_of(ValueError()) == 0.0


def test_a_hundred_desks_do_not_go_at_the_same_second() -> None:
    moments = set()
    for seed in range(100):
        timetable = Timetable(random.Random(seed))
        timetable.arrived(0.0, waiting=0)
        moments.add(round(timetable.next_at))
    assert len(moments) > 60

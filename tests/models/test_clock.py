"""The clock: what it says, and that a test owns it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.models.clock import Clock, ClockAt, day_of, iso, parse_iso


def test_now_knows_its_zone_and_is_the_pcs_time():
    before = datetime.now(UTC)
    now = Clock(offset=3600).now()
    assert now.utcoffset() == timedelta(0)
    assert before <= now <= datetime.now(UTC)


@pytest.mark.parametrize(
    ("at", "offset", "today"),
    [
        ("2026-11-24T09:12:33Z", 0, date(2026, 11, 24)),
        ("2026-11-24T15:59:59Z", 0, date(2026, 11, 24)),
        ("2026-11-24T16:00:00Z", 0, date(2026, 11, 25)),
        ("2026-11-24T15:59:30Z", 41, date(2026, 11, 25)),
        ("2026-11-24T16:00:10Z", -41, date(2026, 11, 24)),
        ("2000-01-01T00:00:00Z", 848_000_000, date(2026, 11, 15)),
    ],
)
def test_today_is_the_day_in_china_by_the_centers_time(at, offset, today):
    assert ClockAt(at, offset).today() == today


def test_an_impossible_offset_is_not_believed():
    assert ClockAt("2026-11-24T00:00:00Z", offset=10**12).today() == date(2026, 11, 24)


def test_a_learnt_offset_moves_today_but_not_now():
    clock = ClockAt("2026-11-24T15:59:30Z")
    clock.offset = 60
    assert clock.today() == date(2026, 11, 25)
    assert iso(clock.now()) == "2026-11-24T15:59:30Z"
    assert iso(clock.corrected()) == "2026-11-24T16:00:30Z"


def test_time_stands_until_it_is_moved():
    clock = ClockAt("2026-11-24T09:00:00Z")
    start = clock.monotonic()
    assert clock.now() == clock.now()
    clock.advance(90, days=1)
    assert iso(clock.now()) == "2026-11-25T09:01:30Z"
    assert clock.monotonic() - start == 86_490


def test_a_person_setting_the_clock_back_does_not_shorten_a_duration():
    clock = ClockAt(datetime(2026, 11, 24, 9, tzinfo=UTC))
    start = clock.monotonic()
    clock.advance(10)
    clock.jump("2020-01-01T00:00:00Z")
    assert clock.monotonic() - start == 10
    assert clock.today() == date(2020, 1, 1)


def test_the_real_durations_never_run_backwards():
    clock = Clock()
    assert clock.monotonic() <= clock.monotonic()


@pytest.mark.parametrize(
    "text", ["2026-11-24T17:12:33+08:00", "2026-11-24T09:12:33Z", "2026-11-24T09:12:33.9Z"]
)
def test_any_zone_is_written_in_whole_seconds_of_utc(text):
    assert iso(parse_iso(text)) == "2026-11-24T09:12:33Z"


def test_a_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="without a zone"):
        parse_iso("2026-11-24T09:12:33")
    with pytest.raises(ValueError, match="without a zone"):
        iso(datetime(2026, 11, 24))
    with pytest.raises(ValueError, match="Invalid isoformat"):
        parse_iso("gestern")


@given(
    st.datetimes(min_value=datetime(2, 1, 1), timezones=st.sampled_from([UTC, timezone(timedelta(hours=8))]))
)
def test_what_is_written_is_read_again(moment):
    whole = moment.replace(microsecond=0)
    assert parse_iso(iso(moment)) == whole
    assert len(iso(moment)) == 20


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-24T15:59:59Z", "2026-11-24"),
        ("2026-11-24T16:00:00Z", "2026-11-25"),
        ("2026-11-24T00:00:00+08:00", "2026-11-24"),
    ],
)
def test_the_day_of_a_moment_is_the_one_in_china(moment, day):
    assert day_of(moment).isoformat() == day

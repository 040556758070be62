"""Working days: the State Council's days, counted as the Civil Code counts."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.models.workdays import Calendar, shipped


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        ("2026-01-30", 20, "2026-03-05"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-13", 5, "2026-02-27"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-01-19", 20, "2026-02-14"),
        ("2026-04-30", 1, "2026-05-06"),
        ("2026-05-08", 1, "2026-05-09"),
        ("2026-09-07", 10, "2026-09-20"),
        ("2026-09-18", 10, "2026-10-09"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2025-01-24", 7, "2025-02-10"),
        ("2025-09-26", 5, "2025-10-10"),
        ("2026-10-26", 30, "2026-12-07"),
        ("2026-11-19", 30, "2026-12-31"),
    ],
)
def test_the_nth_working_day_after_a_day(start, n, due):
    found = shipped().add_working_days(day(start), n)
    assert (found.day, found.provisional) == (day(due), False)
    assert shipped().working_days_between(day(start), day(due)) == n
    assert shipped().working_days_between(day(due), day(start)) == -n


def test_a_count_into_a_year_without_a_notice_is_provisional():
    assert shipped().add_working_days(day("2026-11-24"), 30).provisional
    assert not shipped().knows(2027)


def test_a_year_without_a_notice_has_its_weekends_and_fixed_holidays():
    bare = Calendar()
    assert not bare.is_working_day(day("2029-01-01"))
    assert bare.is_working_day(day("2029-01-02"))
    assert not bare.is_working_day(day("2029-01-06"))
    assert not bare.is_working_day(day("2029-10-03"))
    assert bare.name_of(day("2029-01-01")) is None


@pytest.mark.parametrize(
    ("posted", "end"),
    [
        ("2026-02-09", "2026-02-24"),
        ("2026-04-28", "2026-05-06"),
        ("2026-09-24", "2026-10-08"),
        ("2026-11-24", "2026-12-01"),
    ],
)
def test_seven_days_of_posting_end_on_a_working_day(posted, end):
    found = shipped().add_calendar_days(day(posted), 7)
    assert (found.day, found.provisional) == (day(end), False)


def test_a_posting_that_ends_in_the_next_year_is_provisional():
    assert shipped().add_calendar_days(day("2026-12-28"), 7).provisional


@pytest.mark.parametrize(("year", "off", "makeup"), [(2025, 28, 5), (2026, 33, 6)])
def test_a_year_has_as_many_days_as_its_notice(year, off, makeup):
    notice = shipped().years[year]
    assert (len(notice.off), len(notice.work)) == (off, makeup)
    assert shipped().working_days_between(date(year - 1, 12, 31), date(year, 12, 31)) == 248
    assert all(day.weekday() > 4 for day in notice.work), "a make-up day is a weekend's"
    assert {day.year for day in (*notice.off, *notice.work)} == {year}
    assert not set(notice.off) & set(notice.work)


def test_the_months_of_2026_have_their_working_days():
    firsts = [date(2026, month, 1) - timedelta(1) for month in range(1, 13)] + [date(2026, 12, 31)]
    counts = [shipped().working_days_between(a, b) for a, b in pairwise(firsts)]
    assert counts == [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23]


def test_a_day_tells_which_holiday_it_belongs_to():
    assert shipped().name_of(day("2026-02-17")) == "春节"
    assert shipped().name_of(day("2026-02-14")) == "春节"
    assert shipped().name_of(day("2026-03-03")) is None


def test_nothing_is_counted_backward():
    assert shipped().add_working_days(day("2026-02-15"), 0).day == day("2026-02-15")
    with pytest.raises(ValueError, match="forward"):
        shipped().add_working_days(day("2026-02-15"), -1)


@given(st.dates(day("2025-01-01"), day("2026-08-31")), st.integers(1, 60))
def test_a_due_day_is_a_working_day_and_counts_back(start, n):
    due = shipped().add_working_days(start, n).day
    assert shipped().is_working_day(due)
    assert shipped().working_days_between(start, due) == n

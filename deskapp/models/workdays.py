"""Working days: China's holidays and make-up days by year, from resources/calendar."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from deskapp.models.codes import resources

_DAY = timedelta(days=1)
# What the law fixes on the solar calendar: all that a year without a notice has beside its weekends.
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})


@dataclass(frozen=True, slots=True)
class Due:
    """A day counted out; provisional when a year without a confirmed table was touched on the way."""

    day: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Year:
    """One year's notice: days off and make-up days, by name."""

    year: int
    edition: int
    off: dict[date, str]
    work: dict[date, str]


class Calendar:
    """The known years."""

    def __init__(self, years: Iterable[Year] = ()) -> None:
        self.years = {year.year: year for year in years}

    def knows(self, year: int) -> bool:
        """Whether the notice of that year is in; without it every count is provisional."""
        return year in self.years

    def is_working_day(self, day: date) -> bool:
        year = self.years.get(day.year)
        if year is None:
            return day.weekday() < 5 and (day.month, day.day) not in _FIXED
        return day in year.work or (day.weekday() < 5 and day not in year.off)

    def name_of(self, day: date) -> str | None:
        """The holiday a day off, or a make-up day, belongs to."""
        year = self.years.get(day.year)
        return None if year is None else year.off.get(day) or year.work.get(day)

    def add_working_days(self, day: date, n: int) -> Due:
        """The n-th working day after a day, which is not counted itself (Civil Code art. 201)."""
        if n < 0:
            raise ValueError("working days are counted forward")
        provisional = False
        while n > 0:
            day += _DAY
            provisional = provisional or not self.knows(day.year)
            n -= self.is_working_day(day)
        return Due(day, provisional)

    def add_calendar_days(self, day: date, n: int) -> Due:
        """n full days after a day; an end on a day off rolls to the next working day (art. 203)."""
        last = day + n * _DAY
        end = last
        while not self.is_working_day(end):
            end += _DAY
        return Due(end, not (self.knows(last.year) and self.knows(end.year)))

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after start, up to and with end; negative when end lies before start."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working_day(start + n * _DAY) for n in range(1, (end - start).days + 1))


def read_year(path: Path) -> Year:
    """A year's file: `year`, `edition`, and `[[holiday]]` tables of zh, en, off and work."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    off = {day: holiday["zh"] for holiday in raw["holiday"] for day in holiday["off"]}
    work = {day: holiday["zh"] for holiday in raw["holiday"] for day in holiday.get("work", ())}
    return Year(raw["year"], raw["edition"], off, work)


@cache
def shipped() -> Calendar:
    """The calendar that comes with the program."""
    return Calendar(read_year(path) for path in sorted((resources() / "calendar").glob("*.toml")))

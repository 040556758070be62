"""A roster as it was read from a workbook: households, their people, and what the reader noticed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Protocol

FIXED, WARN, QUARANTINE = "fixed", "warn", "quarantine"
"""Put right without asking; put right or left open, and listed; held back for a human to decide."""


class Progress(Protocol):
    """Told of every stretch of rows; whoever waits may cancel."""

    @property
    def cancelled(self) -> bool: ...

    def step(self, rows: int) -> None:
        """`rows` more have been read."""


class ReadingCancelled(Exception):
    """Whoever waited did not want to any more."""


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What was noticed in a row, as a code.

    A habit is told only once: `params["rows"]` counts its rows, `params["which"]` are the first hundreds.
    """

    sheet: str
    row: int
    column: str
    code: str
    params: dict[str, Any]
    grade: str


@dataclass(slots=True)
class RosterPerson:
    """One person of the workbook; codes are those of the tables, `held` waits for a human."""

    row: int
    name: str = ""
    id_number: str = ""
    birth_date: str = ""
    sex: str = ""
    relation: str = ""
    phone: str = ""
    education: str = ""
    political: str = ""
    marital: str = ""
    ethnic: str = ""
    hukou_kind: str = ""
    hukou_address: str = ""
    residence: str = ""
    workplace: str = ""
    note: str = ""
    held: bool = False


@dataclass(slots=True)
class RosterHousehold:
    """One door of the workbook in its plainest writing; vacant when nobody is listed behind it."""

    sheet: str
    row: int
    estate: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    vacant: bool = False
    tenure: str = ""
    note: str = ""
    persons: list[RosterPerson] = field(default_factory=list)
    held: bool = False


@dataclass(slots=True)
class Counts:
    """What was counted: held ones are among households and persons; `skipped` by kind of line."""

    rows: int = 0
    households: int = 0
    vacant: int = 0
    persons: int = 0
    held_households: int = 0
    held_persons: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(slots=True)
class Roster:
    """All that a workbook says."""

    households: list[RosterHousehold] = field(default_factory=list)
    findings: list[RowFinding] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

"""Buildings: every door of an estate where it stands, by building, stair and floor, and how it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.record import table_of
from deskapp.work.doors import (
    AGED,
    CENTENARIAN,
    TENANTS,
    Place,
    here,
    in_unit,
    places,
    residents,
    tags,
    workers_of,
)
from deskapp.work.page import HouseholdPage, VisitLine, household
from deskapp.work.progress import CLOSED, NOTHING, progress_at, running_campaign
from deskapp.work.share import my_share
from deskapp.work.today import in_round

ALONE = "EL03"
HIGHEST, DEEPEST = 99, -9
"""Storeys beyond these are slips of the pen; such a door stands among the others."""

Show = Literal["all", "never", "tried", "aged", "tenants", "round"]
SHOWS: tuple[Show, ...] = ("all", "never", "tried", "aged", "tenants", "round")


@dataclass(frozen=True, slots=True)
class Estate:
    """An estate of the unit; a street has estates of one name in several communities."""

    community: str
    name: str
    households: int = 0

    def is_same(self, other: Estate | None) -> bool:
        return other is not None and (self.community, self.name) == (other.community, other.name)


@dataclass(frozen=True, slots=True)
class Cell:
    """One household in the picture."""

    household: str
    door: str
    """3-2-501."""
    room: str
    head: str
    vacant: bool
    state: str
    """In the campaign: "never", "tried", "met", "refused", "vacant"."""
    outcome: str | None
    """Of the last visit in the campaign."""
    in_round: bool
    worker: str
    """Id of who has the door; "" for nobody."""
    tags: tuple[str, ...]
    """Codes, the weightiest first."""


@dataclass(frozen=True, slots=True)
class Floor:
    """One storey of a stair; a place without a door is None."""

    level: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Stair:
    """A stair, the lowest floor first; every floor has one place for each column."""

    name: str
    columns: tuple[str, ...]
    floors: tuple[Floor, ...]

    def cells(self) -> Iterator[Cell]:
        return (cell for floor in self.floors for cell in floor.cells if cell is not None)


@dataclass(frozen=True, slots=True)
class Building:
    name: str
    stairs: tuple[Stair, ...]

    def cells(self) -> Iterator[Cell]:
        return (cell for stair in self.stairs for cell in stair.cells())


@dataclass(frozen=True, slots=True)
class Picture:
    """One estate: its buildings, and the doors that have no place in one."""

    estates: tuple[Estate, ...] = ()
    estate: Estate | None = None
    buildings: tuple[Building, ...] = ()
    others: tuple[Cell, ...] = ()
    workers: tuple[tuple[str, str], ...] = ()
    """(id, name) of those who have doors here, by name; ("", "") last if some door is nobody's."""

    def cells(self) -> Iterator[Cell]:
        """All, as one walks; those without a place last."""
        for building in self.buildings:
            yield from building.cells()
        yield from self.others


@dataclass(frozen=True, slots=True)
class ChosenDoor:
    """What stands beside the picture."""

    page: HouseholdPage
    attempts: tuple[VisitLine, ...]
    """In the campaign, newest first."""
    earlier: VisitLine | None
    """The last one before it."""

    @property
    def tries(self) -> int:
        """Closed doors in the campaign."""
        return sum(visit.outcome == CLOSED for visit in self.attempts)


_SHOWN: dict[str, Callable[[Cell], bool]] = {
    "all": lambda cell: True,
    "never": lambda cell: cell.state == "never",
    "tried": lambda cell: cell.state == "tried",
    "aged": lambda cell: not {ALONE, AGED, CENTENARIAN}.isdisjoint(cell.tags),
    "tenants": lambda cell: TENANTS in cell.tags,
    "round": lambda cell: cell.in_round,
}


def is_bright(cell: Cell, show: str, worker: str | None = None) -> bool:
    """Whether a cell stays bright; the one definition, by which the chips count too."""
    return (worker is None or cell.worker == worker) and _SHOWN[show](cell)


def bright_counts(cells: Iterable[Cell], worker: str | None = None) -> dict[str, int]:
    """For every `show` how many cells it leaves bright."""
    theirs = [cell for cell in cells if worker is None or cell.worker == worker]
    return {show: sum(map(_SHOWN[show], theirs)) for show in SHOWS}


def estates(session: Session, unit: str) -> tuple[Estate, ...]:
    home = table_of("household")
    name = func.coalesce(home.c.estate, "")
    statement = select(home.c.community, name, func.count()).where(here(home), in_unit(unit))
    found = session.execute(statement.group_by(home.c.community, name).order_by(name, home.c.community))
    return tuple(Estate(*each) for each in found)


def picture(session: Session, actor: Actor, today: date, estate: Estate | None = None) -> Picture:
    """One estate of the actor's unit; without a wish, or for one that is gone, where the round begins."""
    there = estates(session, actor.unit)
    if not there:
        return Picture()
    mine = my_share(session, actor, today)
    todays = in_round(mine, today)
    wanted = next((each for each in there if each.is_same(estate)), None)
    if wanted is None:
        first = min(todays or mine.places, key=mine.stairs, default=None)
        wanted = _estate_of(there, mine.places[first]) if first else there[0]
    at = places(session, _homes(session, wanted))
    cells, workers = _cells(session, at, todays, today)
    buildings, others = _stand(at, cells)
    having = dict(workers.values())
    order = sorted(having, key=lambda worker: (having[worker], worker))
    nobody = [("", "")] if len(workers) < len(at) else []
    return Picture(there, wanted, buildings, others, (*((id, having[id]) for id in order), *nobody))


def chosen_door(session: Session, id: str, today: date, actor: Actor) -> ChosenDoor | None:
    """None if the door is not at this desk."""
    page = household(session, id, today, actor)
    if page is None:
        return None
    visit = table_of("visit")
    community = places(session, [id])[id].community
    campaign = running_campaign(session, community, today).id
    inside = visit.c.campaign == campaign if campaign else visit.c.campaign.is_(None)
    known = set(session.scalars(select(visit.c.id).where(visit.c.household == id, here(visit), inside)))
    attempts = tuple(line for line in page.history if line.id in known)
    earlier = next((line for line in page.history if line.id not in known), None)
    return ChosenDoor(page, attempts, earlier)


def _estate_of(there: tuple[Estate, ...], place: Place) -> Estate:
    named = Estate(place.community, place.door.estate)
    return next((each for each in there if each.is_same(named)), there[0])


def _homes(session: Session, estate: Estate) -> list[str]:
    c = table_of("household").c
    named = func.coalesce(c.estate, "") == estate.name
    statement = select(c.id).where(c.community == estate.community, named, here(table_of("household")))
    return list(session.scalars(statement))


def _cells(
    session: Session, at: dict[str, Place], todays: set[str], today: date
) -> tuple[dict[str, Cell], dict[str, tuple[str, str]]]:
    members = residents(session, at)
    codes = tags(session, members, at, today)
    seen = progress_at(session, at, today)
    workers = workers_of(session, at, today)
    made: dict[str, Cell] = {}
    for id, place in at.items():
        progress = seen.get(id, NOTHING)
        last = progress.last_in
        made[id] = Cell(
            household=id,
            door=place.door.short(),
            room=place.door.room,
            head=members[id][0].name if id in members else "",
            vacant=place.vacant,
            state=progress.state(place.vacant),
            outcome=last.outcome if last else None,
            in_round=id in todays,
            worker=workers.get(id, ("", ""))[0],
            tags=codes[id],
        )
    return made, workers


def _stand(at: dict[str, Place], cells: dict[str, Cell]) -> tuple[tuple[Building, ...], tuple[Cell, ...]]:
    """Everybody to their place; a door is never left out, it stands among the others at the worst."""
    walked = sorted(at.values(), key=lambda place: place.stairs)
    housed: list[Place] = []
    others: list[Cell] = []
    for place in walked:
        if _has_place(place):
            housed.append(place)
        else:
            others.append(cells[place.id])
    found = []
    for name, in_building in groupby(housed, key=lambda place: place.door.building):
        by_stair = groupby(in_building, key=lambda place: place.door.unit)
        stairs = tuple(_stair(unit, list(doors), cells) for unit, doors in by_stair)
        found.append(Building(name, stairs))
    return tuple(found), tuple(others)


def _has_place(place: Place) -> bool:
    storey = place.door.storey
    known = bool(place.door.building and place.door.number)
    return known and storey is not None and storey != 0 and DEEPEST <= storey <= HIGHEST


def _stair(name: str, doors: list[Place], cells: dict[str, Cell]) -> Stair:
    """Doors of one number stand above each other; two of one number on a floor get a column each."""
    at: dict[int, dict[tuple[str, int], Cell]] = {}
    for place in doors:
        floor = at.setdefault(place.door.storey or 0, {})
        number, twice = place.door.number, 0
        while (number, twice) in floor:
            twice += 1
        floor[number, twice] = cells[place.id]
    columns = sorted({column for floor in at.values() for column in floor}, key=_along)
    floors = (Floor(level, tuple(map(at[level].get, columns))) for level in sorted(at))
    return Stair(name, tuple(number for number, _ in columns), tuple(floors))


def _along(column: tuple[str, int]) -> tuple[int, str, int]:
    """Numbers by size, what begins with none after them."""
    number, twice = column
    digits = number[: len(number) - len(number.lstrip("0123456789"))]
    return int(digits or 10**9), number, twice

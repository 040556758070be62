"""The doors shorthand is read against: who lives behind each, what was recorded there on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.door import Door
from deskapp.models.record import table_of
from deskapp.work.doors import HEAD, SELF, all_of, here, places, residents, share_of

MOST = 3
"""So many doors are suggested in place of one that is not there."""


@dataclass(frozen=True, slots=True)
class Someone:
    """A person behind a door."""

    id: str
    name: str
    relation: str | None = None
    age: int | None = None

    @property
    def is_head(self) -> bool:
        return self.relation in (HEAD, SELF)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A visit that is there already."""

    outcome: str
    started: str = ""


@dataclass(frozen=True, slots=True)
class Home:
    """One household with its door."""

    id: str
    door: Door
    people: tuple[Someone, ...] = ()
    mine: bool = True
    recorded: Recorded | None = None
    """The last visit of the day of the round."""

    @property
    def head(self) -> str:
        return self.people[0].name if self.people else ""

    def called(self, name: str) -> tuple[Someone, ...]:
        """Those with this name, or, for one or two characters, this surname."""
        whole = tuple(each for each in self.people if each.name == name)
        return whole or tuple(each for each in self.people if len(name) < 3 and each.name.startswith(name))


class Doors:
    """The doors of a unit by how they are written."""

    def __init__(self, homes: Iterable[Home]) -> None:
        self.homes = list(homes)
        self._by_place: dict[str, list[Home]] = {}
        self._stairs: dict[tuple[str, str], list[Home]] = {}
        self._buildings: set[str] = set()
        self.estates: set[str] = set()
        self.names: set[str] = set()
        self.surnames: set[str] = set()
        for home in self.homes:
            door = home.door
            self._by_place.setdefault(_place(door), []).append(home)
            self._stairs.setdefault((door.building, door.unit), []).append(home)
            self._buildings.add(door.building)
            self.estates.add(door.estate)
            self.names.update(each.name for each in home.people)
            self.surnames.update(each.name[:1] for each in home.people)
        self.estates.discard("")

    def is_stair(self, door: Door) -> bool:
        """Whether a heading names a building or a stair that is here."""
        if door.unit:
            return (door.building, door.unit) in self._stairs
        return door.building in self._buildings

    def at(self, door: Door) -> list[Home]:
        """Those behind one door; several where two estates, or two households, have it."""
        found = [home for home in self._by_place.get(_place(door), ()) if _same_stair(home.door, door)]
        return _of_estate(found, door.estate)

    def in_building(self, door: Door) -> list[Home]:
        """The same room on any stair of the building."""
        found = [h for h in self._by_place.get(_place(door), ()) if h.door.building == door.building]
        return _of_estate(found, door.estate)

    def rooms(self, door: Door) -> list[Home]:
        """The same room anywhere; the worker's own alone if there are any."""
        found = self._by_place.get(_place(door), [])
        return [home for home in found if home.mine] or found

    def like(self, door: Door) -> list[Home]:
        """Doors that one key pressed wrongly makes of this one: the same stair first, own doors first."""
        ranked: list[tuple[int, bool, str, Home]] = []
        for home in self._stairs.get((door.building, door.unit), ()):
            if _near(home.door.room, door.room):
                ranked.append((0, not home.mine, home.door.sort_key, home))
        for home in self._by_place.get(_place(door), ()):
            near = _near(home.door.building, door.building) or home.door.building == door.building
            if near and (home.door.unit == door.unit or home.door.building == door.building):
                ranked.append((1, not home.mine, home.door.sort_key, home))
        ranked.sort(key=lambda each: each[:3])
        return [each[3] for each in ranked]


def doors_of(session: Session, actor: Actor, day: date) -> Doors:
    """All doors of the unit, for a round on this day."""
    ids = all_of(session, actor.unit)
    at, members = places(session, ids), residents(session, ids)
    mine = set(share_of(session, actor.id, day))
    recorded = dict(_recorded(session, day))
    return Doors(
        Home(
            id,
            place.door,
            tuple(Someone(m.id, m.name, m.relation, m.age(day)) for m in members.get(id, ())),
            id in mine,
            recorded.get(id),
        )
        for id, place in sorted(at.items(), key=lambda each: each[1].stairs)
    )


def _recorded(session: Session, day: date) -> Iterator[tuple[str, Recorded]]:
    visit = table_of("visit")
    c = visit.c
    statement = select(c.household, c.outcome, c.started).where(c.visited_on == day.isoformat(), here(visit))
    for home, outcome, started in session.execute(statement.order_by(c.started, c.made_at)):
        yield home, Recorded(outcome, started or "")


def _place(door: Door) -> str:
    return door.key.rsplit("/", 1)[-1]


def _same_stair(one: Door, other: Door) -> bool:
    return (one.building, one.unit) == (other.building, other.unit)


def _of_estate(found: list[Home], estate: str) -> list[Home]:
    """Those of the estate that was named; all if none is called so."""
    return [home for home in found if estate and home.door.estate == estate] or found


def _near(one: str, other: str) -> bool:
    """Whether one key too many, too few, wrong or in the wrong order makes one of the other."""
    if one == other or abs(len(one) - len(other)) > 1 or not one or not other:
        return False
    if len(one) == len(other):
        wrong = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1
        return len(wrong) == 1 or (
            swapped and one[wrong[0]] == other[wrong[1]] and one[wrong[1]] == other[wrong[0]]
        )
    long, short = (one, other) if len(one) > len(other) else (other, one)
    return any(long[:n] + long[n + 1 :] == short for n in range(len(long)))

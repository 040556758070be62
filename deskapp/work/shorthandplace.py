"""Where a piece of shorthand says it was: a heading over a stair, or the door at its beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from deskapp.models.door import Door, read_door
from deskapp.work.shorthanddoors import Doors, Home

_N = r"(?:[OoIl]{0,3}[0-9][0-9OoIl]{0,3})"
_COUNT = rf"(?:{_N}[A-Z]?|[零〇一二三四五六七八九十百]{{1,4}}|[A-Z])"
_ROOM = rf"(?:负|附|吊)?{_N}[A-Z]?(?:-{_N})?"
_DONE = r"(?![0-9A-Za-z-])"
_UNLIKE = r"(?![月日年点块元分斤岁个度天])"
_IN_BUILDING = re.compile(
    rf"(?P<estate>[一-鿿]{{2,12}}?)?第?(?P<b>{_COUNT})\s*(?:号楼|栋|幢|座|\#楼?)\s*-?\s*"
    rf"(?:第?(?P<u>{_COUNT})\s*(?:单元|门|-)\s*-?\s*)?(?:(?P<r>{_ROOM}){_DONE}(?:室|号|房|户)?)?"
)
_IN_UNIT = re.compile(rf"第?(?P<u>{_COUNT})\s*(?:单元|门)\s*-?\s*(?:(?P<r>{_ROOM}){_DONE}(?:室|号|房|户)?)?")
_NUMBERS = re.compile(
    rf"(?P<n>{_N}[A-Z]?(?:\s?-\s?(?:{_N}[A-Z]?|[A-Z])){{1,3}}){_DONE}{_UNLIKE}(?:室|号|房|户)?"
)
_APART = re.compile(rf"(?P<n>[0-9]{{1,3}}\s+[0-9]{{1,2}}\s+[0-9]{{3,4}}){_DONE}{_UNLIKE}(?:室|号|房|户)?")
_ALONE = re.compile(rf"(?P<r>(?:负|附|吊)?(?=[0-9OoIl]{{3,4}}){_N}[A-Z]?){_DONE}{_UNLIKE}(?:室|号|房|户)?")
_SMALL = re.compile(r"附[0-9]{1,3}(?:号)?")
_LIKE_ZERO, _LIKE_ONE = re.compile("[Oo]"), re.compile("[Il]")
_TAIL = re.compile(r"[\s:,、。]*")


@dataclass(frozen=True, slots=True)
class Where:
    """A door as it is written, the stair above it filled in."""

    end: int
    door: Door
    homes: tuple[Home, ...] = ()
    """Those that it may be."""
    guess: bool = False
    """Not all of it was written, or a letter stands for a digit."""
    whole: bool = False
    """Written with its building: the lines below may leave that out."""
    own: Door = field(default_factory=Door)
    """As it is written, without what stands above."""


def heading(words: str, above: Door, doors: Doors) -> Door | None:
    """The stair or building a piece is a heading of, with nothing else in it."""
    for pattern in (_IN_BUILDING, _IN_UNIT):
        match = pattern.match(words)
        if match and not match["r"] and _TAIL.fullmatch(words, match.end()):
            if pattern is _IN_UNIT:
                return replace(above, unit=_unit(match["u"]), floor="", room="")
            estate = _estate(match["estate"], doors)
            if estate is not None:
                return Door(estate, _building(match["b"]), _unit(match["u"]))
    match = _NUMBERS.match(words)
    if match and _TAIL.fullmatch(words, match.end()):
        parts = [part.strip() for part in _digits(match["n"]).split("-")]
        stair = Door(above.estate, _building(parts[0]), _unit(parts[1]))
        if len(parts) == 2 and all(len(part) < 3 for part in parts) and doors.is_stair(stair):
            return stair
    return None


def door_at(words: str, above: Door, doors: Doors) -> Where | None:
    """The door a piece begins with; None if it begins with none."""
    for pattern in (_IN_BUILDING, _IN_UNIT):
        match = pattern.match(words)
        if match and match["r"]:
            estate = _estate(match["estate"], doors) if pattern is _IN_BUILDING else above.estate
            if estate is None:
                continue
            building = _building(match["b"]) if pattern is _IN_BUILDING else above.building
            own = _read(match["r"], building=building, unit=_unit(match["u"]), estate=estate)
            return _found(match, own, [own], doors)
    for pattern in (_APART, _NUMBERS):
        if match := pattern.match(words):
            own = _read(re.sub(r"\s+", "-" if pattern is _APART else "", match["n"]))
            return _found(match, own, list(_readings(own, above)), doors)
    match = _ALONE.match(words) or _SMALL.match(words)
    if match is None:
        return None
    own = _read(match[0])
    return _found(match, own, [_under(own, above)], doors)


def _found(match: re.Match[str], own: Door, readings: list[Door], doors: Doors) -> Where:
    lettered = match[0] != _digits(match[0])
    for door in readings:
        if homes := doors.at(door):
            guess = lettered or (homes[0].door.estate != door.estate and bool(door.estate))
            return Where(match.end(), door, tuple(homes), guess, bool(own.building), own)
    first = readings[0]
    homes = []
    if first.building and not first.unit:
        homes = doors.in_building(first)
    elif not first.building:
        homes = doors.rooms(first)
    if homes:
        first = homes[0].door if len(homes) == 1 else first
    return Where(match.end(), first, tuple(homes), True, bool(own.building), own)


def _readings(own: Door, above: Door) -> Iterator[Door]:
    """2-501 under 3 号楼 may be building 2 or stair 2; 5-1 is a room on a floor."""
    if own.building and own.unit:
        yield replace(own, estate=own.estate or above.estate)
        return
    if own.building:
        yield replace(own, estate=above.estate)
        if above.building:
            yield replace(own, estate=above.estate, building=above.building, unit=own.building)
        return
    yield _under(own, above)


def _under(own: Door, above: Door) -> Door:
    return replace(own, estate=above.estate, building=above.building, unit=above.unit)


def _estate(words: str | None, doors: Doors) -> str | None:
    """The estate some words before a building name; None if they are no name of one."""
    if not words:
        return ""
    return next(
        (estate for estate in sorted(doors.estates) if words in (estate, estate[-len(words) :])), None
    )


def _read(words: str, building: str = "", unit: str = "", estate: str = "") -> Door:
    plain = _digits(words)
    if building or unit:
        return read_door(room=plain, building=building, unit=unit or None, estate=estate)
    return read_door(plain, estate=estate)


def _digits(words: str) -> str:
    """Letters that look like digits as these."""
    return _LIKE_ONE.sub("1", _LIKE_ZERO.sub("0", words))


def _building(words: str | None) -> str:
    return read_door(building=_digits(words or "")).building


def _unit(words: str | None) -> str:
    return read_door(unit=_digits(words or "")).unit

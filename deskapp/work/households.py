"""Households: the lists of doors, and how long each list is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from sqlalchemy.orm import Session

from deskapp.models import pinyin
from deskapp.models.actor import Actor
from deskapp.work.doors import all_of, places, residents, share_of, tags, workers_of
from deskapp.work.find import Hit, find, homes_found
from deskapp.work.page import HouseholdPage, Member, RequestLine, VisitLine, household, phone_of
from deskapp.work.progress import NOTHING, progress_at
from deskapp.work.share import my_share
from deskapp.work.states import sync_states
from deskapp.work.today import newly_assigned

__all__ = [
    "SHOWS",
    "Hit",
    "HouseholdLine",
    "HouseholdPage",
    "Member",
    "RequestLine",
    "Show",
    "Sort",
    "VisitLine",
    "find",
    "household",
    "household_counts",
    "household_ids",
    "household_lines",
    "phone_of",
]

Show = Literal["all", "mine", "never", "tried", "met", "refused", "vacant", "due", "new"]
Sort = Literal["door", "name", "last"]
SHOWS: tuple[Show, ...] = ("all", "mine", "never", "tried", "met", "refused", "vacant", "due", "new")


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """One line of the list of doors."""

    id: str
    estate: str
    building: str
    unit: str
    floor: str
    room: str
    door: str
    vacant: bool
    head: str
    persons: int
    tags: tuple[str, ...]
    """Codes, the weightiest first."""
    last_visit: str | None
    last_outcome: str | None
    visits: int
    """Attempts in the campaign."""
    state: str
    """In the campaign: "never", "tried", "met", "refused", "vacant"."""
    worker: str
    """Name of who has the door; "" for nobody."""
    sync: str | None
    """Of the last visit; of the door itself if there was none."""


def household_ids(
    session: Session,
    actor: Actor,
    today: date,
    *,
    show: Show = "all",
    sort: Sort = "door",
    descending: bool = False,
    text: str = "",
) -> list[str]:
    """The ids of the list, in order. Sorted by last visit, the never visited come first."""
    wanted = _shown(session, actor, today, show)
    if text.strip():
        found = homes_found(session, text)
        wanted = [id for id in wanted if id in found]
    return _sorted(session, wanted, today, sort, descending)


def household_lines(session: Session, ids: list[str], today: date) -> list[HouseholdLine]:
    """The lines of one page, in the order of the ids; ids that are not here are left out."""
    at = places(session, ids)
    members = residents(session, at)
    words = tags(session, members, at, today)
    seen = progress_at(session, at, today)
    workers = workers_of(session, at, today)
    last = {id: door.last for id, door in seen.items() if door.last}
    said = sync_states(session, "visit", [visit.id for visit in last.values()])
    said |= sync_states(session, "household", at.keys() - last.keys())
    return [
        HouseholdLine(
            id=id,
            estate=(door := at[id].door).estate,
            building=door.building,
            unit=door.unit,
            floor=door.floor,
            room=door.room,
            door=door.short(),
            vacant=at[id].vacant,
            head=members[id][0].name if id in members else "",
            persons=len(members.get(id, ())),
            tags=words[id],
            last_visit=last[id].visited_on if id in last else None,
            last_outcome=last[id].outcome if id in last else None,
            visits=seen.get(id, NOTHING).visits,
            state=seen.get(id, NOTHING).state(at[id].vacant),
            worker=workers.get(id, ("", ""))[1],
            sync=said.get(last[id].id if id in last else id),
        )
        for id in ids
        if id in at
    ]


def household_counts(session: Session, actor: Actor, today: date) -> dict[str, int]:
    """For every `show` the length of its list."""
    counts: dict[str, int] = {show: 0 for show in SHOWS}
    everyone = all_of(session, actor.unit)
    for state in _states(session, everyone, today).values():
        counts[state] += 1
    mine = my_share(session, actor, today)
    own = {"all": everyone, "mine": mine.places, "due": mine.pressing(today)}
    counts |= {show: len(listed) for show, listed in own.items()}
    return counts | {"new": len(newly_assigned(session, actor, today, mine))}


def _shown(session: Session, actor: Actor, today: date, show: Show) -> list[str]:
    if show == "mine":
        return share_of(session, actor.id, today)
    if show == "due":
        return list(my_share(session, actor, today).pressing(today))
    if show == "new":
        return newly_assigned(session, actor, today, my_share(session, actor, today))
    everyone = all_of(session, actor.unit)
    if show == "all":
        return everyone
    states = _states(session, everyone, today)
    return [id for id in everyone if states[id] == show]


def _states(session: Session, homes: Collection[str], today: date) -> dict[str, str]:
    at = places(session, homes)
    seen = progress_at(session, at, today)
    return {id: seen.get(id, NOTHING).state(place.vacant) for id, place in at.items()}


def _sorted(session: Session, ids: list[str], today: date, sort: Sort, descending: bool) -> list[str]:
    """By the key and, where that is equal, always up the stairs."""
    at = places(session, ids)
    ordered = sorted(at, key=lambda id: at[id].stairs)
    if sort == "door":
        return ordered[::-1] if descending else ordered
    if sort == "name":
        members = residents(session, ids)
        keys = {id: _sound(members[id][0].name if id in members else "") for id in ids}
    else:
        seen = progress_at(session, at, today)
        keys = {id: seen.get(id, NOTHING).last_day for id in ids}
    return sorted(ordered, key=lambda id: keys[id], reverse=descending)


@lru_cache(maxsize=1 << 14)
def _sound(name: str) -> str:
    return pinyin.sort_key(name)

"""Coverage: how far a campaign has come; every number of it is counted here and nowhere else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.record import table_of
from deskapp.models.workdays import shipped
from deskapp.work.doors import Place, all_of, names_of, places, running, share_of
from deskapp.work.progress import NOTHING, Campaign, Progress, progress, running_campaign

_DAY = timedelta(days=1)
_LONGEST = 2500


@dataclass(frozen=True, slots=True)
class Coverage:
    """Doors of a campaign: done + vacant + refused + tried + never = total; `waiting` are among done."""

    done: int = 0
    waiting: int = 0
    """Of the done, those for which no covering visit has a receipt yet."""
    total: int = 0
    vacant: int = 0
    refused: int = 0
    tried: int = 0
    never: int = 0
    pace: float = 0.0
    """Doors done for each working day so far."""
    needed_per_day: float = 0.0
    """Doors for each working day that is left, to be through in time; the vacant ones are not counted."""
    expected: float = 0.0
    """The part of the working days that is over, 0 to 1."""
    since: str | None = None
    until: str | None = None
    ends_on: str | None = None
    """When the last door is done if the pace stays; None if it cannot be said."""
    campaign: str | None = None
    name: str = ""
    workers: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """One worker's part of a campaign; worker None: the doors nobody has."""

    worker: str | None
    name: str
    coverage: Coverage


def coverage(session: Session, unit: str, today: date, worker: str | None = None) -> Coverage:
    """Of a unit, or of one worker's share in it."""
    campaign = running_campaign(session, unit, today)
    homes = share_of(session, worker, today) if worker is not None else all_of(session, unit)
    seen = progress(session, campaign, today, homes)
    workers = 1 if worker is not None else len(_workers(session, today))
    return counted(campaign, places(session, homes), seen, today, workers)


def by_worker(session: Session, unit: str, today: date) -> list[Share]:
    """Every worker's share, by name; doors nobody has come last. A door two have is in both shares."""
    campaign = running_campaign(session, unit, today)
    at = places(session, all_of(session, unit))
    seen = progress(session, campaign, today, at)
    having: dict[str | None, dict[str, Place]] = {}
    free = dict(at)
    for worker, home in _workers_with_homes(session, today):
        if home in at:
            having.setdefault(worker, {})[home] = at[home]
            free.pop(home, None)
    names = names_of(session, [worker for worker in having if worker])
    ordered = sorted(having, key=lambda worker: (names.get(worker or "", ""), worker or ""))
    if free:
        having[None] = free
        ordered.append(None)
    return [
        Share(w, names.get(w or "", ""), counted(campaign, having[w], seen, today, int(w is not None)))
        for w in ordered
    ]


def counted(
    campaign: Campaign,
    homes: Mapping[str, Place],
    seen: Mapping[str, Progress],
    today: date,
    workers: int = 1,
) -> Coverage:
    """The one place where a campaign's doors are counted."""
    states: Counter[str] = Counter()
    waiting = 0
    for id, place in homes.items():
        door = seen.get(id, NOTHING)
        states[door.state(place.vacant)] += 1
        waiting += door.done and not door.received
    done, total, vacant = states["met"], len(homes), states["vacant"]
    days = _days(campaign, today)
    left = total - done - vacant
    pace = done / days.over if days.over else 0.0
    return Coverage(
        done=done,
        waiting=waiting,
        total=total,
        vacant=vacant,
        refused=states["refused"],
        tried=states["tried"],
        never=states["never"],
        pace=pace,
        needed_per_day=left / days.left if days.left else float(left if campaign.id else 0),
        expected=days.over / days.all if days.all else 0.0,
        since=campaign.since,
        until=campaign.until,
        ends_on=_ends_on(left, pace, today) if campaign.id else None,
        campaign=campaign.id,
        name=campaign.name,
        workers=workers,
    )


@dataclass(frozen=True, slots=True)
class _Days:
    """Working days of a campaign: today counts as over and, for what is still to do, as left."""

    over: int = 0
    left: int = 0
    all: int = 0


def _days(campaign: Campaign, today: date) -> _Days:
    try:
        since, until = date.fromisoformat(campaign.since or ""), date.fromisoformat(campaign.until or "")
    except ValueError:
        return _Days()
    between = shipped().working_days_between
    return _Days(between(since - _DAY, today), between(today - _DAY, until), between(since - _DAY, until))


def _ends_on(left: int, pace: float, today: date) -> str | None:
    """None without a pace, and for what would take more than ten years."""
    days = ceil(left / pace) if pace else 0
    if not pace or days > _LONGEST:
        return None
    return shipped().add_working_days(today, days).day.isoformat()


def _workers_with_homes(session: Session, today: date) -> list[tuple[str, str]]:
    share = table_of("assignment")
    found = session.execute(select(share.c.worker, share.c.household).where(running(today)).distinct())
    return [(worker, home) for worker, home in found]


def _workers(session: Session, today: date) -> set[str]:
    return {worker for worker, _ in _workers_with_homes(session, today)}

"""Today: what a worker's day is made of: the counters, and the round of doors."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.record import table_of
from deskapp.work.coverage import Coverage, counted
from deskapp.work.doors import Resident, residents, running, tags
from deskapp.work.due import Open, dues
from deskapp.work.needs import Needs, needs
from deskapp.work.progress import Attempt, shape_of
from deskapp.work.share import Share, my_share, stair
from deskapp.work.standing import waiting_by_kind
from deskapp.work.states import sync_states

ROUND = 20
NEWS = timedelta(days=7)
REST = timedelta(days=7)
"""How long a door that was tried is left alone, unless something is due there."""
_TODAY = {"met": "met", "tried": "tried", "refused": "refused", "vacant": "not-counted"}


@dataclass(frozen=True, slots=True)
class Counters:
    """The five cards of the home; each opens a list of exactly as many lines."""

    needs: Needs = field(default_factory=Needs)
    """Opens the screen of what needs somebody."""
    due: int = 0
    """Doors of the share with something due today or late; opens household_ids(show="due")."""
    due_kinds: dict[str, int] = field(default_factory=dict)
    """Doors by what is due: "visit", "request", "callback"."""
    assigned_new: int = 0
    """Doors handed over in the last days and not visited since; opens household_ids(show="new")."""
    waiting: int = 0
    waiting_by_kind: dict[str, int] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One door of today's round."""

    household: str
    estate: str
    building: str
    unit: str
    room: str
    door: str
    """3-2-501."""
    head: str
    """The head's name; "" for nobody."""
    age: int | None
    vacant: bool
    tags: tuple[str, ...]
    """Codes, the weightiest first."""
    state: str
    """Today: "not-yet", "tried", "met", "refused", "not-counted"."""
    visited_at: str | None
    """HH:MM of today's last visit."""
    last_visit: str | None
    """ISO day of the last visit, today's included."""
    last_outcome: str | None
    tries: int
    """Closed doors in the campaign."""
    due: str | None
    """"late", "today", "week" or None."""
    due_days: int | None
    """Days until it is due, negative when late."""
    due_kind: str | None
    """"visit", "request" or "callback"."""
    requests: int
    """Open requests."""
    sync: str | None
    """State of today's last visit: "waiting", "received", "refused", "conflict", None."""


def counters(session: Session, actor: Actor, today: date) -> Counters:
    mine = my_share(session, actor, today)
    pressing = mine.pressing(today)
    by_kind = waiting_by_kind(session)
    return Counters(
        needs=needs(session, actor),
        due=len(pressing),
        due_kinds=dict(Counter(due.kind for due in pressing.values())),
        assigned_new=len(newly_assigned(session, actor, today, mine)),
        waiting=sum(by_kind.values()),
        waiting_by_kind=by_kind,
        coverage=counted(mine.campaign, mine.places, mine.seen, today),
    )


def newly_assigned(session: Session, actor: Actor, today: date, mine: Share) -> list[str]:
    """Doors handed over within the last week and not visited since; the first sharing out is no news."""
    share = table_of("assignment")
    earliest = max((today - NEWS).isoformat(), mine.campaign.since or "")
    statement = select(share.c.household, func.max(share.c.since)).where(
        share.c.worker == actor.id, running(today), share.c.since > earliest
    )
    found = session.execute(statement.group_by(share.c.household))
    return [home for home, since in found if home in mine.places and mine.last_day(home) < since]


def todays_round(session: Session, actor: Actor, today: date, limit: int = ROUND) -> list[RoundLine]:
    """Today's doors in stair order: those visited today, then what is pressing and what is near it.

    The same for a day whatever is visited meanwhile: a door visited today stays, and no other moves up.
    """
    mine = my_share(session, actor, today)
    return lines(session, mine, sorted(in_round(mine, today, limit), key=mine.stairs), today)


def in_round(mine: Share, today: date, limit: int = ROUND) -> set[str]:
    """The doors of today's round, in no order."""
    return set(_pick(mine, today, limit)) | mine.visited_on(today)


def lines(session: Session, mine: Share, homes: list[str], today: date) -> list[RoundLine]:
    members = residents(session, homes)
    words = tags(session, members, {id: mine.places[id] for id in homes}, today)
    day = today.isoformat()
    last_today = {id: at for id in homes if (at := mine.of(id).last) and at.visited_on == day}
    said = sync_states(session, "visit", [at.id for at in last_today.values()])
    heads = {id: next(iter(members.get(id, ())), None) for id in homes}
    return [_line(mine, id, heads[id], words[id], said, today) for id in homes]


def _line(
    mine: Share,
    id: str,
    head: Resident | None,
    codes: tuple[str, ...],
    said: dict[str, str | None],
    today: date,
) -> RoundLine:
    door, seen, due = mine.places[id].door, mine.of(id), mine.dues.get(id)
    last = seen.last
    now = last if last and last.visited_on == today.isoformat() else None
    vacant = mine.places[id].vacant
    return RoundLine(
        household=id,
        estate=door.estate,
        building=door.building,
        unit=door.unit,
        room=door.room,
        door=door.short(),
        head=head.name if head else "",
        age=head.age(today) if head else None,
        vacant=vacant,
        tags=codes,
        state=_state(mine, now) if now else "not-counted" if vacant else "not-yet",
        visited_at=now.started or None if now else None,
        last_visit=last.visited_on if last else None,
        last_outcome=last.outcome if last else None,
        tries=seen.tries,
        due=due.word(today) if due else None,
        due_days=due.days(today) if due else None,
        due_kind=due.kind if due else None,
        requests=mine.requests.get(id, Open()).count,
        sync=said.get(now.id) if now else None,
    )


def _state(mine: Share, now: Attempt) -> str:
    return "met" if now.outcome in mine.campaign.counted else _TODAY[shape_of(now.outcome)]


def _pick(mine: Share, today: date, limit: int) -> list[str]:
    """The doors of the day as they stood this morning: first what is due, then open doors near those."""
    morning = dues({id: mine.of(id).before for id in mine.places}, mine.requests)
    pressing = [id for id, due in morning.items() if due.word(today) in ("late", "today")]
    pressing.sort(key=lambda id: (morning[id].day, mine.stairs(id)))
    chosen = pressing[:limit]
    rested = (today - REST).isoformat()

    def tired(id: str) -> bool:
        before = mine.of(id).before
        return before is not None and before.visited_on > rested

    waiting = [id for id in mine.places if id not in set(chosen) and mine.open_in_the_morning(id)]
    waiting.sort(key=lambda id: (tired(id), mine.stairs(id)))
    near = [mine.places[id].door for id in chosen or waiting[:1]]
    known = {stair(door, depth) for door in near for depth in (3, 2, 1)}

    def far(id: str) -> int:
        door = mine.places[id].door
        return sum(stair(door, depth) not in known for depth in (3, 2, 1))

    waiting.sort(key=lambda id: (tired(id), far(id), mine.stairs(id)))
    return chosen + waiting[: limit - len(chosen)]

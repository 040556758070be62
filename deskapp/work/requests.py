"""Requests: the community's lists of what residents ask for, and the page of one with its history."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.clock import day_of
from deskapp.models.codes import table
from deskapp.models.record import table_of
from deskapp.models.request import MEDIATION
from deskapp.models.workdays import shipped
from deskapp.work.alike import Known, most_alike
from deskapp.work.doors import among, here, in_unit, names_of, places, residents
from deskapp.work.find import homes_found
from deskapp.work.lawful import CLOSED, REPLIED, SOLVED, UNSORTED, WITHDRAWN, is_over, next_act, stage_of
from deskapp.work.states import sync_states

FINISH = "finish"
_FAR = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Asked:
    """As much of a request as the lists ask about."""

    id: str
    household: str
    text: str
    category: str | None
    urgency: str | None
    triage: str | None
    stage: str
    owner: str | None
    promised_on: str | None
    raised_on: str


@dataclass(frozen=True, slots=True)
class RequestRow:
    """One request as a list shows it."""

    id: str
    household: str
    building: str
    unit: str
    room: str
    name: str
    """The head of the household; "" for nobody."""
    text: str
    category: str | None
    urgency: str | None
    triage: str | None
    stage: str
    owner: str
    """The name of who has it."""
    promised_on: str | None
    raised_on: str
    sync: str | None


@dataclass(frozen=True, slots=True)
class Listed:
    """A list, and how long each of the lists is."""

    rows: tuple[RequestRow, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    every: int = 0
    """All there are, whatever the filter."""


@dataclass(frozen=True, slots=True)
class StepLine:
    """One line of the history; `step` is a code, or "raise" for its beginning."""

    step: str
    said_on: str
    who: str
    was: str
    became: str
    words: str


@dataclass(frozen=True, slots=True)
class Alike:
    """An earlier request like this one: how it was sorted, and how long it took."""

    id: str
    text: str
    triage: str
    stage: str
    took: int | None
    """Working days until it was handled; None while it is not."""


@dataclass(frozen=True, slots=True)
class RequestFull:
    """All that is known of one request."""

    row: RequestRow
    owner_id: str
    visit: str | None
    visited_on: str | None
    reply: str
    parties: str
    result: str | None
    next: str
    history: tuple[StepLine, ...]
    """Oldest first."""
    alike: tuple[Alike, ...]

    @property
    def mediation(self) -> bool:
        return self.row.category == MEDIATION


Show = Callable[[Asked, str, str], bool]
SHOWS: dict[str, Show] = {
    "open": lambda asked, me, day: not is_over(asked.stage),
    "unsorted": lambda asked, me, day: asked.stage == UNSORTED,
    "mine": lambda asked, me, day: asked.owner == me and not is_over(asked.stage),
    "due": lambda asked, me, day: not is_over(asked.stage) and (asked.promised_on or _FAR) <= day,
    "follow-up": lambda asked, me, day: asked.stage == REPLIED,
    "mediation": lambda asked, me, day: asked.category == MEDIATION and not is_over(asked.stage),
    "solved": lambda asked, me, day: asked.stage == SOLVED,
    "closed": lambda asked, me, day: asked.stage in (CLOSED, WITHDRAWN),
}
"""The lists: (request, whose desk it is, today) → whether it is in it."""


def listed(session: Session, actor: Actor, today: date, show: str = "open", text: str = "") -> Listed:
    """One list with what the filter leaves of it, and of every list how long it is with that filter."""
    every = _asked(session, actor.unit)
    found = _holding(session, every, text)
    day = today.isoformat()
    counts = {key: sum(shown(each, actor.id, day) for each in found) for key, shown in SHOWS.items()}
    chosen = sorted((each for each in found if SHOWS[show](each, actor.id, day)), key=_rank)
    return Listed(tuple(_rows(session, chosen)), counts, len(every))


def list_with(session: Session, actor: Actor, id: str) -> str:
    """The list that has a request; "" if it is not here."""
    found = next((each for each in _asked(session, actor.unit) if each.id == id), None)
    if found is None:
        return ""
    return next(key for key in ("open", "solved", "closed") if SHOWS[key](found, actor.id, ""))


def request_page(session: Session, id: str, actor: Actor) -> RequestFull | None:
    """A request with its history and the earlier ones like it; None if it is not at this desk."""
    every = _asked(session, actor.unit)
    asked = next((each for each in every if each.id == id), None)
    if asked is None:
        return None
    c = table_of("request").c
    statement = select(c.visit, c.reply, c.parties, c.result, c.author).where(c.id == id)
    visit, reply, parties, result, author = session.execute(statement).one()
    (row,) = _rows(session, [asked])
    return RequestFull(
        row=row,
        owner_id=asked.owner or "",
        visit=visit,
        visited_on=_visit_days(session, [visit]).get(visit) if visit else None,
        reply=reply or "",
        parties=parties or "",
        result=result,
        next=next_act(asked.stage, asked.owner, asked.promised_on),
        history=_history(session, asked, author),
        alike=_alike(session, asked, every),
    )


def people(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """(id, name) of those a request may be given to, oneself first."""
    c = table_of("user").c
    mine = (c.community == actor.unit, c.active.is_(True), here(table_of("user")))
    found = [
        (r.id, r.name) for r in session.execute(select(c.id, c.name).where(*mine).order_by(c.name, c.id))
    ]
    return [(actor.id, actor.name), *(each for each in found if each[0] != actor.id)]


def working_days_on(today: date, days: int) -> date:
    """The day so many working days from today."""
    return shipped().add_working_days(today, days).day


def _asked(session: Session, unit: str) -> list[Asked]:
    request, home = table_of("request"), table_of("household")
    c = request.c
    columns = (c.id, c.household, c.text, c.category, c.urgency, c.triage, c.state, c.owner, c.promised_on)
    statement = (
        select(*columns, c.visit, c.made_at)
        .join(home, home.c.id == c.household)
        .where(here(request), here(home), in_unit(unit))
    )
    found = session.execute(statement).all()
    days = _visit_days(session, [r.visit for r in found if r.visit])
    return [_one(r, days) for r in found]


def _one(r: Any, days: Mapping[str, str]) -> Asked:
    raised = days.get(r.visit) or day_of(r.made_at).isoformat()
    stage = stage_of(r.state, r.triage)
    return Asked(
        id=r.id,
        household=r.household,
        text=r.text,
        category=r.category,
        urgency=r.urgency,
        triage=r.triage,
        stage=stage,
        owner=r.owner or None,
        promised_on=r.promised_on or None,
        raised_on=raised,
    )


def _visit_days(session: Session, visits: list[str]) -> dict[str, str]:
    c = table_of("visit").c
    found = session.execute(
        select(c.id, c.visited_on).where(c.id.in_(among(visits)), here(table_of("visit")))
    )
    return {id: day for id, day in found}


def _holding(session: Session, every: list[Asked], text: str) -> list[Asked]:
    """Those with the text in their words, or whose door or resident it finds."""
    typed = text.strip().lower()
    if not typed:
        return every
    homes = homes_found(session, typed)
    return [each for each in every if typed in each.text.lower() or each.household in homes]


def _rank(asked: Asked) -> tuple[Any, ...]:
    """Late ones first, then urgent ones, then those of longest ago; what is over, newest first."""
    if is_over(asked.stage):
        return (-date.fromisoformat(asked.raised_on).toordinal(), asked.id)
    urgency = {each.code: -n for n, each in enumerate(table("urgency"))}
    return (asked.promised_on or _FAR, urgency.get(asked.urgency or "", 0), asked.raised_on, asked.id)


def _rows(session: Session, chosen: list[Asked]) -> list[RequestRow]:
    homes = {each.household for each in chosen}
    at, living = places(session, homes), residents(session, homes)
    owners = names_of(session, {each.owner for each in chosen if each.owner})
    said = sync_states(session, "request", [each.id for each in chosen])
    made = []
    for each in chosen:
        door, members = at[each.household].door, living.get(each.household)
        made.append(
            RequestRow(
                id=each.id,
                household=each.household,
                building=door.building,
                unit=door.unit,
                room=door.room,
                name=members[0].name if members else "",
                text=each.text,
                category=each.category,
                urgency=each.urgency,
                triage=each.triage,
                stage=each.stage,
                owner=owners.get(each.owner or "", each.owner or ""),
                promised_on=each.promised_on,
                raised_on=each.raised_on,
                sync=said[each.id],
            )
        )
    return made


def _history(session: Session, asked: Asked, author: str) -> tuple[StepLine, ...]:
    step = table_of("request_step")
    c = step.c
    statement = select(step).where(c.request == asked.id, here(step))
    order = {each.code: n for n, each in enumerate(table("request_step"))}
    found = session.execute(statement).all()
    found = sorted(found, key=lambda r: (r.said_on, r.made_at, order.get(r.step, len(order)), r.id))
    ids = {author} | {id for r in found for id in (r.who, r.was, r.became, r.author) if id}
    names = names_of(session, ids)
    begun = StepLine("raise", asked.raised_on, names.get(author, author), "", "", asked.text)
    steps = (
        StepLine(
            step=r.step,
            said_on=r.said_on,
            who=names.get(r.who or r.author, r.who or r.author),
            was=names.get(r.was, r.was or ""),
            became=names.get(r.became, r.became or ""),
            words=r.words or "",
        )
        for r in found
    )
    return (begun, *steps)


def _alike(session: Session, asked: Asked, every: list[Asked]) -> tuple[Alike, ...]:
    """The most similar of those that are sorted already."""
    sorted_ones = {
        each.id: each for each in every if each.id != asked.id and table("triage").has(each.triage)
    }
    known = [Known(each.id, each.text, each.category) for each in sorted_ones.values()]
    near = [sorted_ones[id] for id in most_alike(asked.text, asked.category, known)]
    ends = _finished(session, [each.id for each in near])
    return tuple(
        Alike(each.id, each.text, each.triage or "", each.stage, _took(each, ends.get(each.id)))
        for each in near
    )


def _finished(session: Session, ids: list[str]) -> dict[str, str]:
    """The day each request was last reported as handled."""
    step = table_of("request_step")
    c = step.c
    statement = select(c.request, c.said_on).where(c.request.in_(ids), c.step == FINISH, here(step))
    return {id: day for id, day in session.execute(statement.order_by(c.said_on))}


def _took(asked: Asked, end: str | None) -> int | None:
    if end is None or asked.stage not in (REPLIED, SOLVED, CLOSED) or end < asked.raised_on:
        return None
    return shipped().working_days_between(date.fromisoformat(asked.raised_on), date.fromisoformat(end))

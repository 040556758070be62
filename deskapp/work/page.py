"""Page: all that is known of one door: who lives there, what was seen, what is still asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.clock import day_of
from deskapp.models.codes import table
from deskapp.models.identity import mask_phone, read_phones
from deskapp.models.record import table_of
from deskapp.work.doors import (
    HEAD,
    SELF,
    Resident,
    here,
    in_order,
    names_of,
    places,
    residents,
    tags,
    workers_of,
)
from deskapp.work.progress import NOTHING, progress_at, running_campaign
from deskapp.work.states import sync_states


@dataclass(frozen=True, slots=True)
class Member:
    """One resident; relation, sex and tags are codes, ID digits not here at all."""

    id: str
    name: str
    relation: str
    is_head: bool
    sex: str
    age: int | None
    birth_date: str | None
    phone: str
    """Masked: 138****6027; the open one only by `phone_of`."""
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit in a household's history."""

    id: str
    visited_on: str
    started: str | None
    ended: str | None
    outcome: str
    purpose: str | None
    mode: str | None
    visitors: tuple[str, ...]
    """Names."""
    met: tuple[str, ...]
    """Names."""
    notice_left: bool
    next_try: str | None
    safety: tuple[str, ...]
    note: str
    mine: bool
    """Whether the actor wrote it, and so may correct it."""
    sync: str | None


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One request not yet closed."""

    id: str
    text: str
    category: str | None
    urgency: str | None
    triage: str | None
    state: str
    owner: str
    raised_on: str
    promised_on: str | None
    sync: str | None


@dataclass(frozen=True, slots=True)
class HouseholdPage:
    """All that is known of a door."""

    id: str
    estate: str
    building: str
    unit: str
    floor: str
    room: str
    door: str
    full: str
    community: str
    """The community's name."""
    vacant: bool
    tenure: str | None
    note: str
    worker: str
    head: Member | None
    members: tuple[Member, ...]
    tags: tuple[str, ...]
    state: str
    counted: tuple[str, ...]
    """Outcomes the running campaign counts as met."""
    history: tuple[VisitLine, ...]
    """Newest first."""
    requests: tuple[RequestLine, ...]
    sync: str | None


def household(session: Session, id: str, today: date, actor: Actor | None = None) -> HouseholdPage | None:
    """A door's page; None if it is not at this desk."""
    at = places(session, [id])
    if id not in at:
        return None
    place, home, community = at[id], table_of("household").c, table_of("community").c
    note, unit = session.execute(select(home.note, home.community).where(home.id == id)).one()
    living = residents(session, [id])
    seen = progress_at(session, at, today).get(id, NOTHING)
    members = _members(session, id, living.get(id, []), today)
    door = place.door
    return HouseholdPage(
        id=id,
        estate=door.estate,
        building=door.building,
        unit=door.unit,
        floor=door.floor,
        room=door.room,
        door=door.short(),
        full=door.full(),
        community=session.scalar(select(community.name).where(community.code == unit)) or unit,
        vacant=place.vacant,
        tenure=place.tenure,
        note=note or "",
        worker=workers_of(session, [id], today).get(id, ("", ""))[1],
        head=members[0] if members else None,
        members=members,
        tags=tags(session, living, at, today)[id],
        state=seen.state(place.vacant),
        counted=running_campaign(session, place.community, today).counted,
        history=_history(session, id, actor, {each.id: each.name for each in members}),
        requests=_requests(session, id),
        sync=sync_states(session, "household", [id])[id],
    )


def phone_of(session: Session, person: str) -> str:
    """The whole number of one resident, for who asks to see it."""
    c = table_of("person").c
    return session.scalar(select(c.phone).where(c.id == person, here(table_of("person")))) or ""


def _members(session: Session, home: str, living: list[Resident], today: date) -> tuple[Member, ...]:
    c, tag = table_of("person").c, table_of("tag")
    rest = session.execute(
        select(c.id, c.relation, c.sex, c.birth_date, c.phone).where(
            c.household == home, here(table_of("person"))
        )
    )
    known = {r.id: r for r in rest}
    valid = or_(tag.c.until.is_(None), tag.c.until > today.isoformat())
    groups: dict[str, list[str]] = {}
    theirs = select(tag.c.person, tag.c.code).where(tag.c.person.in_(known), here(tag), valid)
    for person, code in session.execute(theirs):
        groups.setdefault(person, []).append(code)
    return tuple(
        Member(
            id=each.id,
            name=each.name,
            relation=each.relation or "",
            is_head=each.relation in (HEAD, SELF),
            sex=known[each.id].sex or "",
            age=each.age(today),
            birth_date=each.born.isoformat() if each.born else None,
            phone=masked(known[each.id].phone or ""),
            tags=in_order(set(groups.get(each.id, ())) | each.of_age(today)),
        )
        for each in living
    )


def masked(phones: str) -> str:
    """The first number of what may be several, its middle hidden."""
    return next((mask_phone(phone.number) for phone in read_phones(phones) if phone.number), "")


def _history(
    session: Session, home: str, actor: Actor | None, known: dict[str, str]
) -> tuple[VisitLine, ...]:
    visit = table_of("visit")
    statement = select(visit).where(visit.c.household == home, here(visit))
    newest = (visit.c.visited_on.desc(), visit.c.started.desc(), visit.c.made_at.desc(), visit.c.id)
    found = session.execute(statement.order_by(*newest)).all()
    said = sync_states(session, "visit", [r.id for r in found])
    visitors = names_of(session, {who for r in found for who in r.visitors})
    return tuple(
        VisitLine(
            id=r.id,
            visited_on=r.visited_on,
            started=r.started,
            ended=r.ended,
            outcome=r.outcome,
            purpose=r.purpose,
            mode=r.mode,
            visitors=_named(r.visitors, visitors),
            met=_named(r.met or (), known),
            notice_left=bool(r.notice_left),
            next_try=r.next_try,
            safety=tuple(r.safety or ()),
            note=r.note or "",
            mine=actor is not None and r.author == actor.id,
            sync=said[r.id],
        )
        for r in found
    )


def _named(ids: Iterable[str], names: dict[str, str]) -> tuple[str, ...]:
    """Names; who is not known here stands by the id."""
    return tuple(names.get(id) or id for id in ids)


def _requests(session: Session, home: str) -> tuple[RequestLine, ...]:
    request, visit = table_of("request"), table_of("visit")
    c = request.c
    done = [each.code for each in table("request_state") if each.extra.get("done")]
    statement = (
        select(request, visit.c.visited_on)
        .outerjoin(visit, and_(visit.c.id == c.visit, here(visit)))
        .where(c.household == home, here(request), or_(c.state.is_(None), c.state.not_in(done)))
        .order_by(c.made_at, c.id)
    )
    found = session.execute(statement).all()
    said = sync_states(session, "request", [r.id for r in found])
    owners = names_of(session, {r.owner for r in found if r.owner})
    return tuple(
        RequestLine(
            id=r.id,
            text=r.text,
            category=r.category,
            urgency=r.urgency,
            triage=r.triage,
            state=r.state or "open",
            owner=owners.get(r.owner, r.owner or ""),
            raised_on=r.visited_on or day_of(r.made_at).isoformat(),
            promised_on=r.promised_on,
            sync=said[r.id],
        )
        for r in found
    )

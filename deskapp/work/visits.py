"""Visits: one attempt written down, what its form begins with, and the door after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.record import fields, table_of
from deskapp.models.visit import Visit
from deskapp.store import attention
from deskapp.store.capture import CapturingSession
from deskapp.store.drafts import VISIT
from deskapp.work.doors import here, places, residents, tags
from deskapp.work.due import CALLBACK, Due, Open, open_requests
from deskapp.work.entry import NotThere, correct, enter
from deskapp.work.progress import EFFECTIVE, running_campaign
from deskapp.work.today import RoundLine, todays_round

OPEN = "open"
AT_HOME = "home"
CAMPAIGN, FOLLOW_UP = "P01", "P10"
CARE = (("EL", "P03"), ("DS", "P04"))
"""Tags that begin so → the purpose a visit to such a door has."""

FORM = VISIT
"""The drafts of visits: owner the actor, form this, subject the household."""


def save_visit(
    session: CapturingSession,
    draft: dict[str, Any],
    actor: Actor,
    today: date,
    requests: Sequence[dict[str, Any]] = (),
) -> str:
    """A job: desk.do(partial(save_visit, draft=…, actor=…, today=…)); returns the visit's id.

    With an "id" of a visit that is here, that one is corrected. What the draft leaves out is filled in:
    the running campaign, the author as visitor, today. The household's draft goes in the same commit.
    """
    id = write_visit(session, draft, actor, today, requests)
    home = session.get_one(Visit, id).household
    attention.settle_form(session.connection(), actor.id, FORM, home, session.capture.made_at)
    return id


def write_visit(
    session: CapturingSession,
    draft: dict[str, Any],
    actor: Actor,
    today: date,
    requests: Sequence[dict[str, Any]] = (),
) -> str:
    """The visit and its requests alone; a draft at the door stays."""
    values = {name: value for name, value in draft.items() if name in fields(Visit)}
    id, day = draft.get("id"), today.isoformat()
    if id and session.get(Visit, id) is not None:
        correct(session, kind="visit", id=id, values=values, actor=actor, today=day)
    else:
        given = {name: value for name, value in values.items() if value is not None} | (
            {"id": id} if id else {}
        )
        id = enter(session, kind="visit", given=given, actor=actor, today=day)
    home = session.get_one(Visit, id).household
    for request in requests:
        raised = {"state": OPEN, **request, "household": home, "visit": id}
        enter(session, kind="request", given=raised, actor=actor, today=day)
    return str(id)


def defaults_for(session: Session, household_id: str, actor: Actor, today: date) -> dict[str, Any]:
    """What a new visit's form begins with: who, when, how, why, and the safety points of the last visit."""
    at = places(session, [household_id])
    if household_id not in at:
        raise NotThere("no-such-record", kind="household", id=household_id)
    codes = tags(session, residents(session, at), at, today)[household_id]
    asked = open_requests(session, at).get(household_id, Open()).first
    visit = table_of("visit")
    newest = (visit.c.visited_on.desc(), visit.c.started.desc(), visit.c.made_at.desc(), visit.c.id)
    met = visit.c.outcome.in_(EFFECTIVE)
    safety = session.scalar(
        select(visit.c.safety)
        .where(visit.c.household == household_id, here(visit), met)
        .order_by(*newest)
        .limit(1)
    )
    return {
        "household": household_id,
        "campaign": running_campaign(session, at[household_id].community, today).id,
        "visitors": [actor.id],
        "visited_on": today.isoformat(),
        "mode": AT_HOME,
        "purpose": _purpose(codes, asked),
        "safety": list(safety or []),
    }


def next_door(session: Session, household_id: str, actor: Actor, today: date) -> RoundLine | None:
    """The next door of today's round not yet tried, up the stairs and round to the beginning."""
    here_now = places(session, [household_id]).get(household_id)
    ahead = [line for line in todays_round(session, actor, today) if line.state == "not-yet"]
    ahead = [line for line in ahead if line.household != household_id]
    if here_now is None:
        return ahead[0] if ahead else None
    at = places(session, [line.household for line in ahead])
    later = [line for line in ahead if at[line.household].stairs > here_now.stairs]
    return next(iter(later or ahead), None)


def _purpose(codes: Sequence[str], asked: Due | None) -> str:
    """A call-back goes first, then care for the old and the disabled; all others are of the campaign."""
    if asked and asked.kind == CALLBACK:
        return FOLLOW_UP
    return next((purpose for group, purpose in CARE for code in codes if code.startswith(group)), CAMPAIGN)

"""Triage: the jobs on a request, each one unit of work that keeps a line of the request's history."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.codes import table
from deskapp.models.request import MEDIATION, Request
from deskapp.models.request_step import RequestStep
from deskapp.store import drafts
from deskapp.store.capture import EVERYTHING, CapturingSession
from deskapp.work import lawful
from deskapp.work.entry import NotThere, enter
from deskapp.work.lawful import NotNow, stage_of, why_not
from deskapp.work.requests import working_days_on

AS_ANSWERED = EVERYTHING
"""The forms ask for all that a job needs; nobody is asked again about doubts."""
NEW = "new"
"""The act of raising a request."""
ASK_WITHIN = 3
"""Working days within which the resident is asked whether it is solved."""


FORM = "request step"
"""The drafts of these forms: owner the actor, form this, subject as `draft_of` says."""


def draft_of(id: str, act: str) -> str:
    """One half-written form: of an act on a request, or of a request that is new ("")."""
    return f"{id or drafts.NEW} {act}"


def kept_forms(session: Session, *, actor: Actor) -> dict[str, dict[str, Any]]:
    """What was typed and is not done yet, by subject."""
    return {d.subject: d.doc for d in drafts.of_owner(session.connection(), actor.id) if d.form == FORM}


def raise_request(session: CapturingSession, *, given: dict[str, Any], actor: Actor, today: date) -> str:
    """A request that came without a visit; returns its id. Its form's draft goes in the same commit."""
    drafts.drop(session.connection(), actor.id, FORM, draft_of("", NEW))
    values = {name: value for name, value in given.items() if value is not None} | {"state": "open"}
    return enter(session, kind="request", given=values, actor=actor, today=today.isoformat())


def sort_request(
    session: CapturingSession,
    *,
    id: str,
    triage: str,
    reason: str,
    actor: Actor,
    today: date,
    who: str | None = None,
) -> None:
    """Big, small or private; the decision before stays in the history, and a new one says why."""
    request = _lawful(session, id, lawful.SORT, actor)
    if not table("triage").has(triage):
        raise NotNow("no-such-triage")
    if request.triage == triage:
        raise NotNow("same-triage")
    if request.triage and not reason.strip():
        raise NotNow("no-reason")
    was, request.triage = request.triage, triage
    if request.state in (None, "open"):
        request.state = lawful.DOING
    _step(session, request, "sort", today, who or actor.id, was=was, became=triage, words=reason)


def give_owner(
    session: CapturingSession, *, id: str, owner: str, actor: Actor, today: date, words: str = ""
) -> None:
    """Somebody has it now: oneself, or a colleague."""
    request = _lawful(session, id, lawful.OWNER, actor)
    if not owner or request.owner == owner:
        raise NotNow("same-owner" if owner else "no-owner")
    was, request.owner = request.owner, owner
    _step(session, request, "owner", today, actor.id, was=was, became=owner, words=words)


def promise(
    session: CapturingSession, *, id: str, day: str | None, actor: Actor, today: date, words: str = ""
) -> None:
    """The day an answer is promised for."""
    request = _lawful(session, id, lawful.PROMISE, actor)
    was = request.promised_on
    request.promised_on = _ahead(day, today)
    _step(session, request, "promise", today, actor.id, was=was, became=day, words=words)


def note_progress(session: CapturingSession, *, id: str, words: str, actor: Actor, today: date) -> None:
    """What happened meanwhile; of a mediation, what was said."""
    request = _lawful(session, id, lawful.PROGRESS, actor)
    if not words.strip():
        raise NotNow("no-words")
    talk = request.category == MEDIATION
    _step(session, request, "talk" if talk else "progress", today, actor.id, words=words)


def finish(
    session: CapturingSession, *, id: str, words: str, actor: Actor, today: date, result: str | None = None
) -> None:
    """It is handled and the resident answered; now they are to be asked within some days."""
    request = _lawful(session, id, lawful.FINISH, actor)
    if not words.strip():
        raise NotNow("no-words")
    if request.category == MEDIATION:
        if not table("mediation_result").has(result):
            raise NotNow("no-result")
        request.result = result
    request.reply = words.strip()
    request.state = lawful.REPLIED
    request.promised_on = working_days_on(today, ASK_WITHIN).isoformat()
    _step(session, request, "finish", today, actor.id, became=result, words=words)


def follow_up(
    session: CapturingSession,
    *,
    id: str,
    solved: bool,
    actor: Actor,
    today: date,
    words: str = "",
    day: str | None = None,
) -> None:
    """What the resident says: solved, or not; then it is open again, with another day promised."""
    request = _lawful(session, id, lawful.FOLLOW_UP, actor)
    was = request.promised_on
    if solved:
        request.state = lawful.SOLVED
        _step(session, request, "solved", today, actor.id, words=words)
        return
    request.promised_on = _ahead(day, today)
    request.state = lawful.DOING
    _step(session, request, "unsolved", today, actor.id, was=was, became=day, words=words)


def close_unconfirmed(session: CapturingSession, *, id: str, words: str, actor: Actor, today: date) -> None:
    """Closed though the resident did not say yes; says why."""
    request = _lawful(session, id, lawful.CLOSE, actor)
    if not words.strip():
        raise NotNow("no-reason")
    request.state = lawful.CLOSED
    _step(session, request, "close", today, actor.id, words=words)


def withdraw_request(session: CapturingSession, *, id: str, words: str, actor: Actor, today: date) -> None:
    """The resident takes it back."""
    request = _lawful(session, id, lawful.WITHDRAW, actor)
    if not words.strip():
        raise NotNow("no-reason")
    request.state = lawful.WITHDRAWN
    _step(session, request, "withdraw", today, actor.id, words=words)


def _lawful(session: CapturingSession, id: str, act: str, actor: Actor) -> Request:
    """The request, if that may be done with it now; the draft of the act's form goes in the same commit."""
    request = session.get(Request, id)
    if request is None or request.gone:
        raise NotThere("no-such-record", kind="request", id=id)
    code = why_not(act, stage_of(request.state, request.triage))
    if code:
        raise NotNow(code)
    drafts.drop(session.connection(), actor.id, FORM, draft_of(id, act))
    return request


def _ahead(day: str | None, today: date) -> str:
    """A promised day, which has not gone by."""
    try:
        promised = date.fromisoformat(day or "")
    except ValueError:
        raise NotNow("no-day") from None
    if promised < today:
        raise NotNow("day-over")
    return promised.isoformat()


def _step(
    session: CapturingSession,
    request: Request,
    step: str,
    today: date,
    who: str,
    *,
    was: str | None = None,
    became: str | None = None,
    words: str = "",
) -> None:
    session.add(
        RequestStep(
            request=request.id,
            step=step,
            said_on=today.isoformat(),
            who=who,
            was=was,
            became=became,
            words=words.strip() or None,
        )
    )

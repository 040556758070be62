"""Entry: one record of any kind made or corrected from plain values, the obvious ones filled in."""

from datetime import date
from typing import Any

from sqlalchemy import Boolean, inspect, or_, select
from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.campaign import Assignment
from deskapp.models.community import User
from deskapp.models.household import Household
from deskapp.models.record import Record, kinds
from deskapp.models.scope import STREET
from deskapp.models.visit import Visit
from deskapp.store import attention
from deskapp.store.capture import CapturingSession
from deskapp.store.drafts import NEW, form_of, is_new, new_subject
from deskapp.work.progress import running_campaign

__all__ = [
    "NEW",
    "NotThere",
    "correct",
    "enter",
    "form_of",
    "is_new",
    "new_subject",
    "save_record",
    "user_named",
    "withdraw",
]


class NotThere(Exception):
    """A record or user that was named is not at this desk; `code` says which."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def enter(session: CapturingSession, *, kind: str, given: dict[str, Any], actor: Actor, today: str) -> str:
    """Adds one record; returns its id. Raises NotThere; the rules judge at the end of the unit of work."""
    cls = kinds()[kind]
    values = dict(given)
    worker = values.pop("worker", None) if cls is Household else None
    id = values.setdefault("id", session.capture.new_id())
    if session.get(cls, id) is not None:
        raise NotThere("id-taken", id=id)
    _fill_in(session, cls, values, actor, today)
    session.add(cls(**values))
    session.flush()
    if worker:
        _assign(session, id, worker, actor, today)
    return str(id)


def correct(
    session: CapturingSession, *, kind: str, id: str, values: dict[str, Any], actor: Actor, today: str
) -> None:
    """Changes fields of one record, and settles what was open about it. Raises NotThere."""
    record = session.get(kinds()[kind], id)
    if record is None:
        raise NotThere("no-such-record", kind=kind, id=id)
    for name, value in values.items():
        if name == "worker" and isinstance(record, Household):
            _assign(session, id, value, actor, today)
        elif getattr(record, name) != value:
            setattr(record, name, value)
    attention.settle_record(session.connection(), kind, id, session.capture.made_at)


def save_record(
    session: CapturingSession, *, kind: str, subject: str, values: dict[str, Any], actor: Actor, today: str
) -> str:
    """A form's job: corrects the subject, or adds a record if it is a new one; returns the record's id.

    The subject's draft goes in the same commit.
    """
    id = subject
    if is_new(subject):
        given = {name: value for name, value in values.items() if value is not None}
        id = enter(session, kind=kind, given=given, actor=actor, today=today)
    else:
        correct(session, kind=kind, id=subject, values=values, actor=actor, today=today)
    attention.settle_form(session.connection(), actor.id, form_of(kind), subject, session.capture.made_at)
    return id


def withdraw(session: CapturingSession, *, kind: str, id: str) -> None:
    """Marks a record gone. Raises NotThere."""
    record = session.get(kinds()[kind], id)
    if record is None:
        raise NotThere("no-such-record", kind=kind, id=id)
    record.gone = True


def user_named(session: Session, name: str, unit: str) -> str:
    """The id of a unit's user by id or name. Raises NotThere."""
    statement = select(User.id).where(
        or_(User.id == name, User.name == name), User.community == unit, User.gone.is_(False)
    )
    found = session.scalars(statement).all()
    if len(found) != 1:
        raise NotThere("worker-unknown", name=name, unit=unit)
    return found[0]


def _fill_in(session: Session, cls: type[Record], values: dict[str, Any], actor: Actor, today: str) -> None:
    """What goes without saying: our community, not vacant, today, the running campaign, ourselves."""
    for column in inspect(cls).columns:
        if column.info.get("scope") == "unit" and actor.unit != STREET:
            values.setdefault(column.key, actor.unit)
        elif isinstance(column.type, Boolean) and not column.nullable and column.default is None:
            values.setdefault(column.key, False)
    if cls is Visit:
        values.setdefault("visited_on", today)
        values.setdefault("visitors", [actor.id])
        if "campaign" not in values:
            unit = _unit_of(session, values, actor.unit)
            values["campaign"] = running_campaign(session, unit, date.fromisoformat(today)).id
    elif cls is Assignment:
        values.setdefault("since", today)


def _unit_of(session: Session, values: dict[str, Any], otherwise: str) -> str:
    home = values.get("household")
    found = session.get(Household, home) if isinstance(home, str) else None
    return found.community if found else otherwise


def _assign(session: CapturingSession, household: str, worker: str | None, actor: Actor, today: str) -> None:
    """Ends the household's assignment and begins another one; None only ends it."""
    wanted = user_named(session, worker, actor.unit) if worker else None
    statement = select(Assignment).where(
        Assignment.household == household,
        Assignment.gone.is_(False),
        or_(Assignment.until.is_(None), Assignment.until > today),
    )
    running = session.scalars(statement).all()
    for assignment in running:
        if assignment.worker != wanted:
            assignment.until = today
    if wanted and all(assignment.worker != wanted for assignment in running):
        session.add(Assignment(household=household, worker=wanted, since=today, until=None))

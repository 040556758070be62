"""Amends: what somebody does about a save the center did not take."""

from __future__ import annotations

from sqlalchemy import select

from deskapp.models.change import Change, from_body
from deskapp.models.record import fields, kinds
from deskapp.store import attention, outbox, tables
from deskapp.store.capture import CapturingSession
from deskapp.work.entry import NotThere


def settle_attention(session: CapturingSession, id: str) -> None:
    """A job: it was looked at, and nothing more is to be done."""
    attention.settle(session.connection(), id, session.capture.made_at)


def resubmit(session: CapturingSession, id: str) -> None:
    """A job: makes the same changes again as who sits here, under the same ids, and settles the attention.

    For what was refused because of its author (`author_inactive`), and for what was blocked by that. Raises
    NotThere if the save is no longer kept, or a record it changed is no longer here.
    """
    table = tables.attention
    found = session.connection().execute(select(table).where(table.c.id == id)).mappings().first()
    body = outbox.body_of(session.connection(), found["change_set"]) if found else None
    if found is None or body is None:
        raise NotThere("no-such-record", kind="attention", id=id)
    for change in from_body(body).changes:
        _make_again(session, change)
    settle_attention(session, id)
    details = found["details"]
    if "form" in details:
        filled = (details["owner"], details["form"], details["subject"])
        attention.settle_form(session.connection(), *filled, session.capture.made_at)


def _make_again(session: CapturingSession, change: Change) -> None:
    cls = kinds()[change.kind]
    values = {name: v for name, v in change.values.items() if name in (*fields(cls), "gone")}
    record = session.get(cls, change.id)
    if record is not None:
        for name, value in values.items():
            setattr(record, name, value)
    elif change.new:
        session.add(cls(id=change.id, **values))
    else:
        raise NotThere("no-such-record", kind=change.kind, id=change.id)

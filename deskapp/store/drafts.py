"""Drafts: unfinished forms, kept on this PC only, gone in the commit that saves them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from deskapp.store import tables

_draft = tables.draft


@dataclass(frozen=True)
class Draft:
    """One unfinished form: whose, which form, about which record."""

    owner: str
    form: str
    subject: str
    doc: dict[str, Any]
    saved_at: str


def keep(connection: Connection, draft: Draft) -> None:
    values = {"owner": draft.owner, "form": draft.form, "subject": draft.subject}
    content = {"doc": draft.doc, "saved_at": draft.saved_at}
    connection.execute(insert(_draft).values(**values, **content).on_conflict_do_update(set_=content))


def of_owner(connection: Connection, owner: str) -> list[Draft]:
    """A user's drafts, the latest first."""
    found = connection.execute(
        select(_draft).where(_draft.c.owner == owner).order_by(_draft.c.saved_at.desc())
    )
    return [Draft(r.owner, r.form, r.subject, r.doc, r.saved_at) for r in found]


def find(connection: Connection, owner: str, form: str, subject: str) -> Draft | None:
    r = connection.execute(
        select(_draft).where(_draft.c.owner == owner, _draft.c.form == form, _draft.c.subject == subject)
    ).first()
    return Draft(r.owner, r.form, r.subject, r.doc, r.saved_at) if r else None


def drop(connection: Connection, owner: str, form: str, subject: str) -> None:
    connection.execute(
        delete(_draft).where(_draft.c.owner == owner, _draft.c.form == form, _draft.c.subject == subject)
    )

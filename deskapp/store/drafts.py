"""Drafts: unfinished forms, kept on this PC only, gone in the commit that saves them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from deskapp.models.change import Change, ChangeSet
from deskapp.models.record import kinds, parent_field
from deskapp.store import tables

_draft = tables.draft

VISIT, REQUEST = "visit", "request"
"""The form of a visit has its requests in it and is kept by its door; all others as `form_of` says."""
NEW = "new"


@dataclass(frozen=True)
class Draft:
    """One unfinished form: whose, which form, about which record."""

    owner: str
    form: str
    subject: str
    doc: dict[str, Any]
    saved_at: str


def form_of(kind: str) -> str:
    """The drafts of a kind's form: owner the actor, form this, subject an id or `new_subject`."""
    return f"record {kind}"


def new_subject(given: Mapping[str, Any]) -> str:
    """A record not yet made, by what it begins with: two about two households are two drafts."""
    return " ".join([NEW, *(str(given[name]) for name in sorted(given))])


def is_new(subject: str) -> bool:
    return subject.split(" ")[0] == NEW


def keep(connection: Connection, draft: Draft) -> None:
    values = {"owner": draft.owner, "form": draft.form, "subject": draft.subject}
    content = {"doc": draft.doc, "saved_at": draft.saved_at}
    connection.execute(insert(_draft).values(**values, **content).on_conflict_do_update(set_=content))


def put_back(connection: Connection, draft: Draft) -> bool:
    """Keeps a draft unless there is one: saving had taken it away, so that one is newer."""
    statement = insert(_draft).values(**vars(draft)).on_conflict_do_nothing()
    return connection.execute(statement).rowcount > 0


def of_set(change_set: ChangeSet) -> tuple[Change, Draft] | None:
    """The one new record a set is about and its form as it was filled in; None for edits and imports."""
    made = {change.id: change for change in change_set.changes if change.new}
    whole = [c for c in made.values() if not any(v in made for v in c.values.values() if isinstance(v, str))]
    if len(whole) != 1:
        return None
    (change,) = whole
    cls = kinds().get(change.kind)
    parent = parent_field(cls) if cls else None
    if change.kind == VISIT and parent:
        texts = [c.values.get("text") for c in made.values() if c.kind == REQUEST]
        form, subject = VISIT, str(change.values.get(parent[0]))
        doc = change.values | {"requests": texts}
    else:
        given = {parent[0]: change.values.get(parent[0])} if parent and parent[1] in kinds() else {}
        form, subject = form_of(change.kind), new_subject(given)
        doc = {"values": change.values, "words": {}}
    return change, Draft(change_set.author, form, subject, doc, change_set.made_at)


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

"""Attention: what the center refused or doubted and somebody here has yet to deal with."""

import uuid

from sqlalchemy import Connection, func, insert, select, update

from deskapp.models.change import Change, ChangeSet
from deskapp.models.wire import Outcome
from deskapp.store import drafts, tables

_attention = tables.attention
_OPEN = _attention.c.done_at.is_(None)


def open_for(connection: Connection, change_set: ChangeSet, outcome: Outcome, now: str) -> None:
    """Notes an outcome somebody has to look at; what a refused form had made goes back into its draft."""
    about: Change | None = next(iter(change_set.changes), None)
    details = {"status": outcome.status, "params": outcome.params, "action": change_set.action}
    found = drafts.of_set(change_set) if outcome.refused else None
    if found is not None:
        about, draft = found
        if drafts.put_back(connection, draft):
            details |= {"owner": draft.owner, "form": draft.form, "subject": draft.subject}
    connection.execute(
        insert(_attention).values(
            id=str(uuid.uuid5(uuid.NAMESPACE_OID, change_set.id)),
            code=outcome.code or outcome.status,
            kind=about.kind if about else "",
            row=about.id if about else "",
            change_set=change_set.id,
            details=details,
            made_at=now,
        )
    )


def count(connection: Connection) -> int:
    """How many things need somebody here."""
    return int(connection.scalar(select(func.count()).select_from(_attention).where(_OPEN)) or 0)


def settle_record(connection: Connection, kind: str, row: str, now: str) -> None:
    """A record was corrected, and with it what was open about it."""
    about = (_attention.c.kind == kind, _attention.c.row == row)
    connection.execute(update(_attention).where(*about, _OPEN).values(done_at=now))


def settle_form(connection: Connection, owner: str, form: str, subject: str, now: str) -> None:
    """A form was saved that had been filled in again with what was refused; its draft goes."""
    drafts.drop(connection, owner, form, subject)
    filled = {"owner": owner, "form": form, "subject": subject}
    about = [_attention.c.details[name].as_string() == value for name, value in filled.items()]
    connection.execute(update(_attention).where(*about, _OPEN).values(done_at=now))

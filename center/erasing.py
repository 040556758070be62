"""Erasing: the values of erased rows are taken out of what the ledger remembers of them."""

from collections.abc import Collection
from typing import Any

import msgspec
from sqlalchemy import Connection, select, update

from center import tables
from deskapp.models.change import ChangeSet, from_body, to_body

Key = tuple[str, str]


def scrub(connection: Connection, keys: Collection[Key]) -> None:
    """Empties every trace of rows: what was written to them, and the bodies of all sets that speak of them.

    The chain of a device stands in its envelopes, so that it holds without the bodies it was made of; a set
    that is sent again is known by its id.
    """
    change, table = tables.change, tables.change_set
    for kind, id in keys:
        written = (change.c.row == id) & (change.c.kind == kind)
        connection.execute(update(change).where(written).values(values={}, was={}))
    for set_id in _sets_naming(connection, {id for _, id in keys}):
        body = bytes(connection.scalars(select(table.c.body).where(table.c.id == set_id)).one())
        connection.execute(update(table).where(table.c.id == set_id).values(body=cleaned(body, keys)))


def cleaned(body: bytes, keys: Collection[Key]) -> bytes:
    """A set's body without the values of these rows; one that cannot be read is replaced by a mark."""
    try:
        change_set = from_body(body)
    except msgspec.DecodeError:
        return b'{"erased":true}'
    if not any((c.kind, c.id) in keys for c in change_set.changes):
        return body
    changes = [
        msgspec.structs.replace(c, values={}, was={}) if (c.kind, c.id) in keys else c
        for c in change_set.changes
    ]
    return to_body(msgspec.structs.replace(change_set, changes=changes))


def cleaned_of_all(body: bytes, change_set: ChangeSet) -> bytes:
    """The body of a set that came after its rows were erased, without any values."""
    return cleaned(body, {(c.kind, c.id) for c in change_set.changes})


def _sets_naming(connection: Connection, ids: set[str]) -> list[str]:
    """Sets whose bodies hold one of these ids. All are read: what a refused set says stands nowhere else."""
    table, sought = tables.change_set, [id.encode() for id in ids]
    found: list[str] = []
    statement: Any = select(table.c.id, table.c.body).execution_options(yield_per=1000)
    for set_id, body in connection.execute(statement):
        if any(id in bytes(body) for id in sought):
            found.append(set_id)
    return found

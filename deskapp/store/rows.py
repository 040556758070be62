"""Rows of any kind as plain values, written and read past the ORM; what a pull and a rebuild are made of."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Connection

from deskapp.models.record import COMMON, fields, kinds, table_of
from deskapp.models.wire import Row
from deskapp.store.database import to_json

Doc = dict[str, Any]
"""A row as a document: the common columns and the kind's own, JSON columns as objects."""


@cache
def _shape(kind: str) -> tuple[tuple[str, ...], frozenset[str], frozenset[str]]:
    columns = table_of(kind).columns
    names = tuple(c.key for c in columns)
    return (
        names,
        frozenset(c.key for c in columns if isinstance(c.type, JSON)),
        frozenset(c.key for c in columns if isinstance(c.type, Boolean)),
    )


def quoted(kind: str) -> str:
    return f'"{table_of(kind).name}"'


@cache
def _put_statement(kind: str) -> str:
    names = _shape(kind)[0]
    listed = ", ".join(f'"{n}"' for n in names)
    updates = ", ".join(f'"{n}"=excluded."{n}"' for n in names if n != "id")
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {quoted(kind)} ({listed}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {updates}"


def put_rows(connection: Connection, kind: str, docs: Iterable[Doc]) -> None:
    """Inserts or replaces rows of one kind, exactly as given."""
    names, json_names, _ = _shape(kind)
    listed = [n in json_names for n in names]
    parameters = [
        tuple(
            to_json(doc[n]) if is_json and doc.get(n) is not None else doc.get(n)
            for n, is_json in zip(names, listed, strict=True)
        )
        for doc in docs
    ]
    if parameters:
        raw: Any = connection.connection.dbapi_connection
        raw.executemany(_put_statement(kind), parameters)


def get_row(connection: Connection, kind: str, id: str) -> Doc | None:
    names, json_names, bools = _shape(kind)
    listed = ", ".join(f'"{n}"' for n in names)
    raw: Any = connection.connection.dbapi_connection
    found = raw.execute(f"SELECT {listed} FROM {quoted(kind)} WHERE id=?", (id,)).fetchone()
    if found is None:
        return None
    doc = dict(zip(names, found, strict=True))
    for name in json_names:
        if doc[name] is not None:
            doc[name] = msgspec.json.decode(doc[name])
    for name in bools:
        if doc[name] is not None:
            doc[name] = bool(doc[name])
    return doc


def drop_row(connection: Connection, kind: str, id: str) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"DELETE FROM {quoted(kind)} WHERE id=?", (id,))


def forget_rev(connection: Connection, kind: str, id: str) -> None:
    """The center no longer has this row here: it counts as one the center never had."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"UPDATE {quoted(kind)} SET rev=0, seq=0 WHERE id=?", (id,))


def revs_of(connection: Connection, kind: str, ids: list[str]) -> dict[str, tuple[int, str]]:
    """(rev, scope) of the rows that are here, by id."""
    raw: Any = connection.connection.dbapi_connection
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        marks = ",".join("?" * len(some))
        for id, rev, scope in raw.execute(
            f"SELECT id, rev, scope FROM {quoted(kind)} WHERE id IN ({marks})", some
        ):
            found[id] = (rev, scope)
    return found


def doc_of(row: Row) -> Doc:
    """A pulled row as a document; fields this edition does not know are kept in `extra`."""
    known: Collection[str] = fields(kinds()[row.kind]) if row.kind in kinds() else row.values
    values = row.values
    extra = dict(row.extra)
    if len(values) > len(known) or any(name not in known for name in values):
        extra |= {name: value for name, value in values.items() if name not in known}
        values = {name: value for name, value in values.items() if name in known}
    return {
        **values,
        "id": row.id,
        "scope": row.scope,
        "rev": row.rev,
        "seq": row.seq,
        "gone": row.gone,
        "author": row.author,
        "made_at": row.made_at,
        "extra": extra,
    }


def own_part(doc: Mapping[str, Any]) -> Doc:
    """A document without the columns all records share."""
    return {name: value for name, value in doc.items() if name not in COMMON}

"""Rows of any kind as plain values, written and read past the ORM; what a pull and a rebuild are made of."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import JSON, Boolean, Connection

from deskapp.models.change import canonical
from deskapp.models.record import COMMON, fields, kinds, table_of
from deskapp.models.rules import fits
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
def _put_statement(kind: str, names: tuple[str, ...], kept: frozenset[str] = frozenset()) -> str:
    """`kept` are columns in which a row that is here has the same already: their indexes stay as they are."""
    listed = ", ".join(f'"{n}"' for n in names)
    updates = ", ".join(f'"{n}"=excluded."{n}"' for n in names if n != "id" and n not in kept)
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {quoted(kind)} ({listed}) VALUES ({marks}) ON CONFLICT(id) DO UPDATE SET {updates}"


def prepared(kind: str, docs: Iterable[Doc]) -> tuple[str, list[tuple[Any, ...]]]:
    """The statement that puts rows of a kind, and its parameters."""
    names, json_names, _ = _shape(kind)
    packed = [name in json_names for name in names]
    parameters = [
        tuple(
            to_json(value) if is_json and value is not None else value
            for value, is_json in zip(map(doc.get, names), packed, strict=True)
        )
        for doc in docs
    ]
    return _put_statement(kind, names), parameters


@cache
def indexed(kind: str) -> tuple[str, ...]:
    """The kind's own fields that an index holds."""
    own = frozenset(fields(kinds()[kind]))
    held = dict.fromkeys(c.key for index in table_of(kind).indexes for c in index.columns)
    return tuple(name for name in held if name in own)


def put_pulled(connection: Connection, kind: str, pulled: Sequence[Row], *, alike: bool = False) -> None:
    """The same for rows as they came from the center, without making documents of them.

    `alike`: those that are here have the same in all fields `indexed`. An index entry that is written anew
    costs a page of the file, even if it says the same.
    """
    statement, own, packed = _pulled_shape(kind, alike)
    known = frozenset(own)
    parameters = []
    for row in pulled:
        values = row.values
        if row.extra or not known.issuperset(values):
            parameters.append(_spread(doc_of(row), own, packed))
            continue
        common = (row.id, row.scope, row.rev, row.seq, row.gone, row.author, row.made_at, "{}")
        if packed and not packed.isdisjoint(values):
            values = {n: to_json(v) if n in packed and v is not None else v for n, v in values.items()}
        parameters.append((*common, *map(values.get, own)))
    if parameters:
        raw: Any = connection.connection.dbapi_connection
        raw.executemany(statement, parameters)


def _spread(doc: Doc, own: Sequence[str], packed: frozenset[str]) -> tuple[Any, ...]:
    packed = packed | {"extra"}
    names = (*COMMON, *own)
    values = ((name, doc.get(name)) for name in names)
    return tuple(to_json(v) if name in packed and v is not None else v for name, v in values)


@cache
def _pulled_shape(kind: str, alike: bool) -> tuple[str, tuple[str, ...], frozenset[str]]:
    """(statement, the kind's own fields, those of them that are JSON): the common columns come first."""
    _, json_names, _ = _shape(kind)
    own = fields(kinds()[kind])
    kept = frozenset(indexed(kind) if alike else ())
    return _put_statement(kind, (*COMMON, *own), kept), own, json_names - {"extra"}


def put_rows(connection: Connection, kind: str, docs: Iterable[Doc]) -> None:
    """Inserts or replaces rows of one kind, exactly as given."""
    statement, parameters = prepared(kind, docs)
    if parameters:
        raw: Any = connection.connection.dbapi_connection
        raw.executemany(statement, parameters)


def get_row(connection: Connection, kind: str, id: str) -> Doc | None:
    return get_rows(connection, kind, [id]).get(id)


def get_rows(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, Doc]:
    """Documents by id of the rows that are here."""
    names, json_names, bools = _shape(kind)
    listed = ", ".join(f'"{n}"' for n in names)
    found: dict[str, Doc] = {}
    for values in _by_ids(connection, f"SELECT {listed} FROM {quoted(kind)} WHERE id IN", ids):
        doc = dict(zip(names, values, strict=True))
        for name in json_names:
            if doc[name] is not None:
                doc[name] = msgspec.json.decode(doc[name])
        for name in bools:
            if doc[name] is not None:
                doc[name] = bool(doc[name])
        found[doc["id"]] = doc
    return found


def drop_row(connection: Connection, kind: str, id: str) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"DELETE FROM {quoted(kind)} WHERE id=?", (id,))


def forget_rev(connection: Connection, kind: str, id: str) -> None:
    """The center no longer has this row here: it counts as one the center never had."""
    raw: Any = connection.connection.dbapi_connection
    raw.execute(f"UPDATE {quoted(kind)} SET rev=0, seq=0 WHERE id=?", (id,))


def revs_of(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, tuple[int, str]]:
    """(rev, scope) of the rows that are here, by id."""
    statement = f"SELECT id, rev, scope FROM {quoted(kind)} WHERE id IN"
    return {id: (rev, scope) for id, rev, scope in _by_ids(connection, statement, ids)}


def fields_of(
    connection: Connection, kind: str, ids: Sequence[str], names: Sequence[str]
) -> dict[str, tuple[Any, ...]]:
    """Some columns of the rows that are here, by id."""
    listed = ", ".join(f'"{name}"' for name in names)
    statement = f"SELECT id, {listed} FROM {quoted(kind)} WHERE id IN"
    return {id: tuple(values) for id, *values in _by_ids(connection, statement, ids)}


def _by_ids(connection: Connection, statement: str, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """What a statement that ends in IN finds, a few hundred ids at a time."""
    raw: Any = connection.connection.dbapi_connection
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        yield from raw.execute(f"{statement} ({','.join('?' * len(some))})", some)


def doc_of(row: Row) -> Doc:
    """A pulled row as a document; fields this edition does not know are kept in `extra`."""
    common = {
        "id": row.id,
        "scope": row.scope,
        "rev": row.rev,
        "seq": row.seq,
        "gone": row.gone,
        "author": row.author,
        "made_at": row.made_at,
        "extra": row.extra,
    }
    return placed(row.kind, {**row.values, **common})


def placed(kind: str, doc: Mapping[str, Any]) -> Doc:
    """A document as this edition keeps it: what it has a column for in its place, all else in `extra`.

    A value an older end kept for us, and that does not fit, stays in `extra`, at both ends alike.
    """
    cls = kinds().get(kind)
    if cls is None:
        return dict(doc)
    own = frozenset(fields(cls))
    there = {name: value for name, value in doc.items() if name in own or name in COMMON}
    extra = {name: value for name, value in doc.items() if name not in there}
    for name, value in doc["extra"].items():
        if name in own and there.get(name) is None and fits(cls, name, value):
            there[name] = canonical(value)
        else:
            extra[name] = value
    return {**there, "extra": extra}

"""Rows of any kind at the center, as documents; on SQLite and on PostgreSQL alike."""

from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, Update, and_, bindparam, insert, select, update

from deskapp.models.record import child_fields, kinds, table_of

Doc = dict[str, Any]


def get_rows(connection: Connection, kind: str, ids: Iterable[str], by: str = "id") -> dict[str, Doc]:
    """Documents by id of the rows that are here; `by` is the field that is one of `ids`."""
    wanted, names = list(ids), [c.key for c in table_of(kind).columns]
    found: dict[str, Doc] = {}
    for start in range(0, len(wanted), 500):
        rows = connection.execute(_by(kind, by), {"wanted": wanted[start : start + 500]})
        found |= {doc["id"]: doc for doc in (dict(zip(names, row, strict=True)) for row in rows)}
    return found


@cache
def _by(kind: str, field: str) -> Select[Any]:
    table = table_of(kind)
    return select(table).where(table.c[field].in_(bindparam("wanted", expanding=True)))


def rows_below(connection: Connection, kind: str, id: str) -> list[tuple[str, Doc]]:
    """A row and all that is under it, gone ones and reviews included, each after what it is under."""
    level = {kind: get_rows(connection, kind, [id])}
    found: dict[tuple[str, str], Doc] = {}
    while level:
        found |= {(name, id): doc for name, docs in level.items() for id, doc in docs.items()}
        next_level: dict[str, dict[str, Doc]] = {}
        for parent, docs in level.items():
            for name, field in child_fields(parent):
                under = get_rows(connection, name, docs, by=field)
                if kinds()[name].part == "*":
                    under = {id: doc for id, doc in under.items() if doc["row_kind"] == parent}
                fresh = {id: doc for id, doc in under.items() if (name, id) not in found}
                if fresh:
                    next_level.setdefault(name, {}).update(fresh)
        level = next_level
    return [(name, doc) for (name, _), doc in found.items()]


def rows_alike(connection: Connection, kind: str, wanted: Mapping[str, set[Any]]) -> list[Doc]:
    """(id, scope, those fields) of rows that are not gone and of whose fields each is one of those wanted.

    A field of which "nothing" is wanted too is not looked at: the others find few enough.
    """
    filled = {name: list(values) for name, values in wanted.items() if None not in values}
    found = connection.execute(_alike_statement(kind, (*wanted,), (*filled,)), filled)
    names = ("id", "scope", *wanted)
    return [dict(zip(names, r, strict=True)) for r in found]


@cache
def _alike_statement(kind: str, names: tuple[str, ...], filled: tuple[str, ...]) -> Select[Any]:
    """Made once: an import asks it for every set."""
    table = table_of(kind)
    tests = [table.c[name].in_(bindparam(name, expanding=True)) for name in filled]
    columns = (table.c.id, table.c.scope, *(table.c[name] for name in names))
    return select(*columns).where(and_(*tests), table.c.gone.is_(False))


def add_rows(connection: Connection, kind: str, docs: list[Doc]) -> None:
    table = table_of(kind)
    names = [c.key for c in table.columns]
    connection.execute(insert(table), [{n: doc.get(n) for n in names} for doc in docs])


def edit_rows(connection: Connection, kind: str, docs: list[Doc], names: Collection[str]) -> None:
    """Writes these columns of rows that are here."""
    values = [{f"new_{name}": doc[name] for name in names} | {"of": doc["id"]} for doc in docs]
    connection.execute(_edit_statement(kind, tuple(sorted(names))), values)


@cache
def _edit_statement(kind: str, names: tuple[str, ...]) -> Update:
    table = table_of(kind)
    new = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in names}
    return update(table).where(table.c.id == bindparam("of")).values(**new)

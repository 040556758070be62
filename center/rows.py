"""Rows of any kind at the center, as documents; on SQLite and on PostgreSQL alike."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from deskapp.models.record import table_of

Doc = dict[str, Any]


def get_rows(connection: Connection, kind: str, ids: Iterable[str]) -> dict[str, Doc]:
    """Documents by id of the rows that are here."""
    table = table_of(kind)
    wanted = list(ids)
    found: dict[str, Doc] = {}
    for start in range(0, len(wanted), 500):
        statement = select(table).where(table.c.id.in_(wanted[start : start + 500]))
        found |= {r["id"]: dict(r) for r in connection.execute(statement).mappings()}
    return found


def add_rows(connection: Connection, kind: str, docs: list[Doc]) -> None:
    table = table_of(kind)
    names = [c.key for c in table.columns]
    connection.execute(insert(table), [{n: doc.get(n) for n in names} for doc in docs])


def edit_row(connection: Connection, kind: str, id: str, values: Doc) -> None:
    table: Table = table_of(kind)
    connection.execute(update(table).where(table.c.id == id).values(**values))

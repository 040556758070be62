"""Rows of any kind at the center, as documents; on SQLite and on PostgreSQL alike."""

import hashlib
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, insert, select, update

from deskapp.models.record import COMMON, table_of

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


def own_values(doc: Doc) -> Doc:
    """The kind's own fields of a document."""
    return {name: value for name, value in doc.items() if name not in COMMON}


def digest_of(kind: str, id: str, rev: int) -> int:
    """A row's share in its scope's digest: the first 8 bytes, signed, of SHA-256 of kind|id|rev."""
    return int.from_bytes(hashlib.sha256(f"{kind}|{id}|{rev}".encode()).digest()[:8], "big", signed=True)

"""One index for what people type: names and their tails, pinyin, initials, last four digits, doors."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from deskapp.models import pinyin
from deskapp.models.record import Record, kinds


def terms_for(cls: type[Record], values: Mapping[str, Any]) -> set[str]:
    """The terms a record is found by; none if it is gone."""
    if values.get("gone"):
        return set()
    terms: set[str] = set()
    for name in cls.search:
        value = values.get(name)
        if not value:
            continue
        if name == "name":
            terms |= pinyin.terms(value)
        elif name in ("id_number", "phone"):
            terms |= {value[-4:].lower(), value.lower()} if name == "phone" else {value[-4:].lower()}
        elif name == "room":
            door = [str(values[part]) for part in ("building", "unit", "room") if values.get(part)]
            terms |= {"-".join(door[i:]) for i in range(len(door))}
    return terms


def index_rows(
    connection: Connection, kind: str, rows: Iterable[tuple[str, Mapping[str, Any]]], *, fresh: bool
) -> None:
    """Writes the terms of rows given as (id, values); `fresh` if none of them has terms yet.

    Only what changes is written: terms lie all over the file, and each costs a page of it.
    """
    cls = kinds()[kind]
    if not cls.search:
        return
    raw: Any = connection.connection.dbapi_connection
    listed = list(rows)
    wanted = {(term, kind, id) for id, values in listed for term in terms_for(cls, values)}
    there = set() if fresh else _terms_of(raw, kind, [id for id, _ in listed])
    raw.executemany("DELETE FROM search_term WHERE term=? AND kind=? AND id=?", sorted(there - wanted))
    insert = "INSERT OR IGNORE INTO search_term (term, kind, id) VALUES (?, ?, ?)"
    raw.executemany(insert, sorted(wanted - there))


def _terms_of(raw: Any, kind: str, ids: list[str]) -> set[tuple[str, str, str]]:
    """The terms rows have now."""
    found: set[tuple[str, str, str]] = set()
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        marks = ",".join("?" * len(some))
        statement = f"SELECT term, kind, id FROM search_term WHERE kind=? AND id IN ({marks})"
        found |= set(raw.execute(statement, (kind, *some)))
    return found


def drop_rows(connection: Connection, kind: str, ids: Iterable[str]) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.executemany("DELETE FROM search_term WHERE kind=? AND id=?", [(kind, id) for id in ids])


def find(connection: Connection, typed: str, limit: int = 50) -> list[tuple[str, str]]:
    """(kind, id) of records with a term that begins with what was typed, shortest term first."""
    begin = typed.strip().lower()
    if not begin:
        return []
    raw: Any = connection.connection.dbapi_connection
    found = raw.execute(
        "SELECT kind, id, min(length(term)) AS shortest FROM search_term WHERE term >= ? AND term < ?"
        " GROUP BY kind, id ORDER BY shortest LIMIT ?",
        (begin, begin + "\U0010ffff", limit),
    ).fetchall()
    return [(r[0], r[1]) for r in found]

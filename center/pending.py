"""Pending: what a push writes, held back and told to the database at once, before anybody asks it again."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, insert

from center.rows import Doc, add_rows, edit_rows

Key = tuple[str, str]


class Pending:
    """Rows, log entries, sets, envelopes and markers of one transaction that the database has not heard of.

    A row that is written twice is told once, as it is then. Nothing here is lost or reordered in the log: its
    entries keep the order in which they were made.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._new: dict[Key, Doc] = {}
        self._edited: dict[Key, tuple[Doc, set[str]]] = {}
        self._listed: dict[Table, list[dict[str, Any]]] = {}

    def add(self, kind: str, doc: Doc) -> None:
        """A new row. One that is new a second time is for the database to refuse."""
        if (kind, doc["id"]) in self._new:
            self.flush()
        self._new[(kind, doc["id"])] = doc

    def edit(self, kind: str, doc: Doc, names: Iterable[str]) -> None:
        """Some of a row's columns; `doc` is the row as it is afterwards."""
        key = (kind, doc["id"])
        if key in self._new:
            self._new[key] = doc
            return
        before = self._edited[key][1] if key in self._edited else set()
        self._edited[key] = (doc, before.union(names))

    def note(self, table: Table, *entries: dict[str, Any]) -> None:
        """Entries of one of the center's own tables."""
        self._listed.setdefault(table, []).extend(entries)

    def flush(self) -> None:
        """Tells the database all of it. Raises DBAPIError for what it does not take."""
        by_kind: dict[str, list[Doc]] = {}
        for (kind, _), doc in self._new.items():
            by_kind.setdefault(kind, []).append(doc)
        for kind, docs in by_kind.items():
            add_rows(self._connection, kind, docs)
        alike: dict[tuple[str, frozenset[str]], list[Doc]] = {}
        for (kind, _), (doc, names) in self._edited.items():
            alike.setdefault((kind, frozenset(names)), []).append(doc)
        for (kind, columns), docs in alike.items():
            edit_rows(self._connection, kind, docs, columns)
        for table, entries in self._listed.items():
            self._connection.execute(insert(table), entries)
        self.forget()

    def forget(self) -> None:
        self._new.clear()
        self._edited.clear()
        self._listed.clear()

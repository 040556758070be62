"""The shadow: the last pulled state under a record with unsettled work, and how the record is rebuilt.

Rows of kinds this edition does not know wait here too, until an edition that does comes and rebuilds them.
"""

from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from deskapp.models.record import fields, kinds
from deskapp.store import outbox, rows, search, tables

_shadow = tables.shadow


def keep(connection: Connection, kind: str, doc: rows.Doc) -> None:
    """Keeps a pulled row's state before its first unsettled change; does nothing if it is kept already."""
    statement = (
        insert(_shadow).values(kind=kind, id=doc["id"], rev=doc["rev"], doc=doc).on_conflict_do_nothing()
    )
    connection.execute(statement)


def replace(connection: Connection, kind: str, docs: list[rows.Doc]) -> None:
    """Puts newly pulled states under records whose own work still waits."""
    if docs:
        statement = insert(_shadow)
        connection.execute(
            statement.on_conflict_do_update(
                set_={"rev": statement.excluded.rev, "doc": statement.excluded.doc}
            ),
            [{"kind": kind, "id": d["id"], "rev": d["rev"], "doc": d} for d in docs],
        )


def places(connection: Connection) -> dict[tuple[str, str], tuple[int, str, int]]:
    """(rev, scope, seq) as last pulled of every record that has a shadow."""
    raw: Any = connection.connection.dbapi_connection
    found = raw.execute(
        "SELECT kind, id, rev, json_extract(doc, '$.scope'), json_extract(doc, '$.seq') FROM shadow"
    )
    return {(kind, id): (rev, scope, seq) for kind, id, rev, scope, seq in found}


def drop(connection: Connection, keys: list[tuple[str, str]]) -> None:
    raw: Any = connection.connection.dbapi_connection
    raw.executemany("DELETE FROM shadow WHERE kind=? AND id=?", keys)


def rebuild(connection: Connection, kind: str, id: str) -> None:
    """A record = its shadow, overlaid by the sets still waiting: for overlay, refusal and undo alike."""
    doc: dict[str, Any] | None = connection.scalar(
        select(_shadow.c.doc).where(_shadow.c.kind == kind, _shadow.c.id == id)
    )
    waiting = outbox.pending(connection, kind, id)
    if doc is None:
        here = rows.get_row(connection, kind, id)
        if here is None or not waiting:
            if here is not None and here["rev"] == 0:
                rows.drop_row(connection, kind, id)
                search.drop_rows(connection, kind, [id])
            return
        doc = {name: here[name] for name in (*fields(kinds()[kind]), "scope", "author", "made_at")}
        doc |= {"id": id, "rev": 0, "seq": 0, "gone": False, "extra": {}}
    for change_set in waiting:
        for change in change_set.changes:
            if (change.kind, change.id) == (kind, id):
                doc.update(change.values)
    rows.put_rows(connection, kind, [doc])
    search.index_rows(connection, kind, [(id, doc)], fresh=False)
    if not waiting:
        drop(connection, [(kind, id)])

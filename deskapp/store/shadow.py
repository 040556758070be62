"""The shadow: the last pulled state under a record with unsettled work, and how the record is rebuilt.

Rows of kinds this edition does not know wait here too, until an edition that does comes and rebuilds them.
"""

from collections.abc import Collection
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


def rebuild(connection: Connection, keys: Collection[tuple[str, str]]) -> None:
    """A record = its shadow, overlaid by the sets still waiting: for overlay, refusal and undo alike."""
    waiting = outbox.pending_changes(connection, keys)
    for kind in sorted({kind for kind, _ in keys}):
        ids = sorted(id for each, id in keys if each == kind)
        docs = _docs(connection, kind, ids)
        bare = [id for id in ids if id not in docs]
        here = rows.get_rows(connection, kind, [id for id in bare if (kind, id) in waiting])
        docs |= {id: _before_any_pull(kind, doc) for id, doc in here.items()}
        for id, doc in docs.items():
            for change in waiting.get((kind, id), ()):
                doc.update(change.values)
        docs = {id: rows.placed(kind, doc) for id, doc in docs.items()}
        rows.put_rows(connection, kind, docs.values())
        search.index_rows(connection, kind, docs.items(), fresh=False)
        drop(connection, [(kind, id) for id in docs if (kind, id) not in waiting])
        _drop_refused(connection, kind, [id for id in bare if (kind, id) not in waiting])


def _docs(connection: Connection, kind: str, ids: list[str]) -> dict[str, rows.Doc]:
    """The shadows of records, by id."""
    found: dict[str, rows.Doc] = {}
    for start in range(0, len(ids), 500):
        some = _shadow.c.id.in_(ids[start : start + 500])
        statement = select(_shadow.c.id, _shadow.c.doc).where(_shadow.c.kind == kind, some)
        found |= {r.id: r.doc for r in connection.execute(statement)}
    return found


def _before_any_pull(kind: str, here: rows.Doc) -> rows.Doc:
    doc = {name: here[name] for name in (*fields(kinds()[kind]), "id", "scope", "author", "made_at")}
    return doc | {"rev": 0, "seq": 0, "gone": False, "extra": {}}


def _drop_refused(connection: Connection, kind: str, ids: list[str]) -> None:
    """Records the center never had and no set tells of any more."""
    gone = [id for id, (rev, _) in rows.revs_of(connection, kind, ids).items() if rev == 0]
    for id in gone:
        rows.drop_row(connection, kind, id)
    search.drop_rows(connection, kind, gone)

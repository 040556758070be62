"""Backfill: what waited in `extra` under a name this edition has a column for moves into it.

Runs after a migration, at a desk and at the center. Both have the same values there and move them alike; no
revision is raised, so nothing travels for it.
"""

from sqlalchemy import Connection, String, cast, select, update

from deskapp.models.record import fields, kinds, table_of
from deskapp.store import rows, search, tables


def backfill(connection: Connection) -> list[tuple[str, str]]:
    """Moves them in the rows of all kinds; returns (kind, id) of the rows that changed."""
    moved: list[tuple[str, str]] = []
    for kind in kinds():
        table = table_of(kind)
        filled = select(table).where(cast(table.c.extra, String) != "{}")
        for found in connection.execute(filled).mappings().fetchall():
            doc = rows.placed(kind, dict(found))
            if doc["extra"] != found["extra"]:
                values = {name: doc[name] for name in (*fields(kinds()[kind]), "extra")}
                connection.execute(update(table).where(table.c.id == found["id"]).values(**values))
                moved.append((kind, found["id"]))
    return moved


def backfill_desk(connection: Connection) -> None:
    """The same at a desk: also in what was pulled under waiting work, and the search terms follow."""
    for kind, id in backfill(connection):
        doc = rows.get_row(connection, kind, id)
        if doc is not None:
            search.index_rows(connection, kind, [(id, doc)], fresh=False)
    shadow = tables.shadow
    for found in connection.execute(select(shadow)).fetchall():
        if found.kind not in kinds():
            continue
        doc = rows.placed(found.kind, found.doc)
        if doc != found.doc:
            here = (shadow.c.kind == found.kind) & (shadow.c.id == found.id)
            connection.execute(update(shadow).where(here).values(doc=doc))

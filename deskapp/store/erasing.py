"""Erasing at the desk: what the center erased for good leaves no values here either.

The row itself comes emptied with the same pull. Sets on it that are settled keep their number and chain and
lose its values; those that wait are answered first.
"""

from typing import Any

from sqlalchemy import Connection, delete, select, update

from deskapp.models.change import without_values
from deskapp.store import get_meta, outbox, put_meta, search, tables

CLEANED = "cleaned_seq"
_box, _row, _draft, _attention = tables.outbox, tables.outbox_row, tables.draft, tables.attention


def scrub(connection: Connection, kind: str, id: str) -> None:
    """Empties drafts, notes, search terms and settled sets of a row that was erased."""
    search.drop_rows(connection, kind, [id])
    connection.execute(delete(_draft).where(_draft.c.subject.contains(id, autoescape=True)))
    about = (_attention.c.kind == kind) & (_attention.c.row == id)
    connection.execute(update(_attention).where(about).values(details={"status": "erased"}))
    settled = (
        select(_box.c.seq, _box.c.body)
        .join(_row, _row.c.seq == _box.c.seq)
        .where(_row.c.kind == kind, _row.c.id == id, _box.c.state == outbox.SETTLED)
    )
    last = int((get_meta(connection, CLEANED) or b"0").decode())
    for seq, body in connection.execute(settled).fetchall():
        values: dict[str, Any] = {"body": without_values(body, {(kind, id)})}
        connection.execute(update(_box).where(_box.c.seq == seq).values(**values))
        last = max(last, seq)
    put_meta(connection, CLEANED, str(last))

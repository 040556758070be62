"""Years of visits put straight into a center's tables: what a community of long standing has behind it."""

from __future__ import annotations

import uuid

from sqlalchemy import select, update

from center import tables
from center.database import Database
from center.rows import add_rows
from deskapp.models.digest import share
from deskapp.models.record import fields
from deskapp.models.visit import Visit

SCOPE = "houbao/field"
ROWS_A_SEQ, SEQS_AT_ONCE = 200, 20


def grow(database: Database, homes: list[str], author: str, n: int) -> None:
    """`n` visits as if desks had sent them, 200 a set, with their counter and digest; without the sets."""
    counter = tables.scope.c
    with database.writing() as connection:
        row = connection.execute(select(counter.seq, counter.digest).where(counter.id == SCOPE)).first()
        seq, digest = (row.seq, row.digest) if row else (0, 0)
        if row is None:
            connection.execute(tables.scope.insert().values(id=SCOPE, seq=0, min_seq=0, digest=0))
        ids = [str(uuid.UUID(int=number, version=4)) for number in range(1, n + 1)]
        for start in range(0, n, ROWS_A_SEQ * SEQS_AT_ONCE):
            some = ids[start : start + ROWS_A_SEQ * SEQS_AT_ONCE]
            docs = [_visit(id, homes, author, seq + 1 + k // ROWS_A_SEQ) for k, id in enumerate(some)]
            add_rows(connection, "visit", docs)
            seq = docs[-1]["seq"]
            for id in some:
                digest ^= share("visit", id, 1)
        connection.execute(update(tables.scope).where(counter.id == SCOPE).values(seq=seq, digest=digest))


def _visit(id: str, homes: list[str], author: str, seq: int) -> dict[str, object]:
    number = int(id[-8:], 16)
    day = f"20{10 + number % 16}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    common = {"id": id, "scope": SCOPE, "rev": 1, "seq": seq, "gone": False, "author": author, "extra": {}}
    said = {"household": homes[number % len(homes)], "visitors": [author], "visited_on": day, "outcome": "O1"}
    return {
        **dict.fromkeys(fields(Visit)),
        **said,
        "note": "一切平安。",
        "made_at": f"{day}T09:00:00Z",
        **common,
    }

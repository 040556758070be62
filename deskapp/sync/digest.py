"""Digests of scopes: whether what was pulled is what the center has, by one number a scope."""

import hashlib
from collections import defaultdict
from typing import Any

from sqlalchemy import Connection

from deskapp.models.record import kinds
from deskapp.store import rows, shadow


def share(kind: str, id: str, rev: int) -> int:
    """A row's share: the first 8 bytes, signed, of SHA-256 of kind|id|rev."""
    return int.from_bytes(hashlib.sha256(f"{kind}|{id}|{rev}".encode()).digest()[:8], "big", signed=True)


def recount(connection: Connection) -> dict[str, int]:
    """Every scope's digest from the rows; those with unsettled work count as they were last pulled."""
    found: dict[str, int] = defaultdict(int)
    under = shadow.places(connection)
    raw: Any = connection.connection.dbapi_connection
    for kind in kinds():
        for id, scope, rev in raw.execute(f"SELECT id, scope, rev FROM {rows.quoted(kind)}"):
            rev, scope = under.get((kind, id), (rev, scope))
            if rev > 0:
                found[scope] ^= share(kind, id, rev)
    return dict(found)

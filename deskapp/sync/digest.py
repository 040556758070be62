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


def pulled(connection: Connection) -> dict[tuple[str, str], tuple[int, str]]:
    """(rev, scope) of every row as it was last pulled, those with unsettled work and unknown kinds too."""
    raw: Any = connection.connection.dbapi_connection
    found = {
        (kind, id): (rev, scope)
        for kind in kinds()
        for id, rev, scope in raw.execute(f"SELECT id, rev, scope FROM {rows.quoted(kind)} WHERE rev > 0")
    }
    return found | shadow.places(connection)


def recount(connection: Connection) -> dict[str, int]:
    """Every scope's digest, from the rows."""
    found: dict[str, int] = defaultdict(int)
    for (kind, id), (rev, scope) in pulled(connection).items():
        found[scope] ^= share(kind, id, rev)
    return dict(found)

"""Digests of scopes: whether what was pulled is what the center has, by one number a scope."""

from collections import defaultdict
from typing import Any

from sqlalchemy import Connection

from deskapp.models.digest import share
from deskapp.models.record import kinds
from deskapp.store import rows, shadow


def pulled(connection: Connection) -> dict[tuple[str, str], tuple[int, str, int]]:
    """(rev, scope, seq) of every row as last pulled, those with unsettled work and of unknown kinds too."""
    raw: Any = connection.connection.dbapi_connection
    found = {
        (kind, id): (rev, scope, seq)
        for kind in kinds()
        for id, rev, scope, seq in raw.execute(
            f"SELECT id, rev, scope, seq FROM {rows.quoted(kind)} WHERE rev > 0"
        )
    }
    return found | shadow.places(connection)


def recount(connection: Connection) -> dict[str, int]:
    """Every scope's digest, from the rows."""
    found: dict[str, int] = defaultdict(int)
    for (kind, id), (rev, scope, _seq) in pulled(connection).items():
        found[scope] ^= share(kind, id, rev)
    return dict(found)

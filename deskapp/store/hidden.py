"""What is not shown yet: a scope that is loaded for the first time, until all of it is here and agrees.

What refers to the roster is shown only with its roster. Readers see views in the tables' places that leave
the hidden scopes out; what was made on this PC and the center does not have yet stays in sight.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection

from deskapp.models.record import kinds
from deskapp.models.scope import ROSTER, SHOWN_WITH_ROSTER, part_of, unit_of
from deskapp.store import rows


@contextmanager
def hiding(connection: Connection) -> Iterator[None]:
    """Until its end, questions on this connection do not see the hidden scopes. Not inside a transaction."""
    raw: Any = connection.connection.dbapi_connection
    scopes = hidden_scopes(raw)
    if not scopes:
        yield
        return
    listed = ", ".join("'" + scope.replace("'", "''") + "'" for scope in scopes)
    _let_write(connection, raw)
    for kind in kinds():
        table = rows.quoted(kind)
        raw.execute(
            f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE rev = 0 OR scope NOT IN ({listed})"
        )
    try:
        yield
    finally:
        if not connection.invalidated:  # an interrupted connection is closed, and its views with it
            _show_again(connection, raw)


def _show_again(connection: Connection, raw: Any) -> None:
    if connection.in_transaction():
        connection.rollback()
    _let_write(connection, raw)
    for kind in kinds():
        raw.execute(f"DROP VIEW temp.{rows.quoted(kind)}")


def _let_write(connection: Connection, raw: Any) -> None:
    """Until the next transaction, which says for itself whether it writes."""
    raw.execute("PRAGMA query_only=OFF")
    connection.info.pop("writing", None)


def hidden_scopes(raw: Any) -> list[str]:
    """The scopes that are not shown yet, by what the cursors say."""
    loading = dict(raw.execute("SELECT scope, loading FROM cursor").fetchall())
    if not any(loading.values()):
        return []
    without = {unit_of(s) for s in loading if loading.get(f"{unit_of(s)}/{ROSTER}", True)}
    return sorted(
        s
        for s, filling in loading.items()
        if filling or (part_of(s) in SHOWN_WITH_ROSTER and unit_of(s) in without)
    )

"""The center's database: SQLite by default, PostgreSQL by URL; snapshots to read, locks to write."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event

from deskapp.store import migrate
from deskapp.store.backfill import backfill

CENTER = (Path(__file__).parent / "migrations", "center_version")

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=30000",
    "cache_size=-32000",
    "wal_autocheckpoint=4000",  # pages: a push waits for the disk twice only now and then
)


class Database:
    """An engine with its two kinds of transaction."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.sqlite = url.startswith("sqlite")
        self.engine = _engine(url)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot: all that is read in it is of one moment."""
        level = {} if self.sqlite else {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect() as connection:
            connection = connection.execution_options(writing=False, **level)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction; on SQLite it has the write lock from its beginning."""
        with self.engine.connect() as connection:
            connection = connection.execution_options(writing=True)
            with connection.begin():
                yield connection

    def migrate(self) -> None:
        """Brings both lines of tables up to date, or raises NewerStore."""
        with self.writing() as connection:
            lacking = [n for n in (migrate.RECORDS, CENTER) if migrate.needs_migration(connection, n)]
            for line in lacking:
                migrate.migrate(connection, line)
            if lacking:
                backfill(connection)

    def close(self) -> None:
        self.engine.dispose()


def _engine(url: str) -> Engine:
    options: dict[str, Any] = {
        "hide_parameters": True,
        "json_serializer": lambda value: msgspec.json.encode(value).decode(),
        "json_deserializer": msgspec.json.decode,
    }
    if not url.startswith("sqlite"):
        return create_engine(
            url.replace("postgresql://", "postgresql+psycopg://", 1), pool_size=10, **options
        )
    if url != "sqlite://":  # one connection in memory; of several on a file the last one knows its pages
        options["pool_use_lifo"] = True
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect", insert=True)
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine

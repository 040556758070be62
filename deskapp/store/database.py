"""The encrypted file: how it is opened, what every connection is told, and how it is brought up to date."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import sqlcipher3.dbapi2
from filelock import FileLock
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import DatabaseError, OperationalError

from deskapp.store import migrate
from deskapp.store.lock import sync_folder

FILE = "store.db"
KEPT_COPIES = 3

PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "busy_timeout=10000",
    "cache_size=-32000",
    "wal_autocheckpoint=8000",  # pages: `Store.fold` comes long before, when nobody waits for it
)


class WrongKey(Exception):
    """The file is there but this key does not open it."""


class DamagedStore(Exception):
    """The file is there and opens, but its content does not hold together."""


def to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


@contextmanager
def one_sort_of_error() -> Iterator[None]:
    """What the driver itself raises of a full or failing disk, as SQLAlchemy would: told in words."""
    try:
        yield
    except sqlcipher3.dbapi2.OperationalError as error:
        raise OperationalError("", {}, error, hide_parameters=True) from error


def open_engine(path: Path, key: bytes, functions: dict[str, Callable[[Any], Any]] | None = None) -> Engine:
    """An engine on one SQLCipher file; the key is given raw to every connection and stands in no URL."""
    engine = create_engine(
        f"sqlite:///{path.as_posix()}",
        module=sqlcipher3.dbapi2,
        pool_use_lifo=True,
        hide_parameters=True,
        json_serializer=to_json,
        json_deserializer=msgspec.json.decode,
    )

    @event.listens_for(engine, "connect", insert=True)
    @one_sort_of_error()
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        cursor.execute("PRAGMA cipher_log_level=NONE")
        for pragma in PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        for name, function in (functions or {}).items():
            connection.create_function(name, 1, function, deterministic=True)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing", False)
        if connection.info.get("writing") is not writing:
            connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writing else 'ON'}")
            connection.info["writing"] = writing
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def writing(engine: Engine) -> Connection:
    """A connection whose transactions take the write lock at their beginning."""
    return engine.connect().execution_options(writing=True)


def check_opens(engine: Engine) -> None:
    """Raises WrongKey or DamagedStore."""
    try:
        with engine.connect() as connection:
            connection.scalar(text("SELECT count(*) FROM sqlite_schema"))
    except OperationalError:
        raise  # locked, a full disk, no permission: nothing is wrong with the file or the key
    except (sqlcipher3.dbapi2.DatabaseError, DatabaseError) as error:
        if "not a database" in str(error):
            raise WrongKey from error
        raise DamagedStore(str(error)) from error


def bring_up_to_date(folder: Path, key: bytes) -> None:
    """Migrates a copy, checks it, puts it in the file's place; a power cut leaves the old or the new one."""
    path = folder / FILE
    with FileLock(folder / "store.lock", timeout=60), one_sort_of_error():
        if path.exists() and not _is_old(path, key):
            return
        copy = folder / (FILE + ".new")
        _remove(copy)
        if path.exists():
            _copy(path, copy, key)
        _migrate(copy, key)
        if path.exists():
            keep_copy(path)
        os.replace(copy, path)
        sync_folder(folder)


def _is_old(path: Path, key: bytes) -> bool:
    engine = open_engine(path, key)
    try:
        check_opens(engine)
        with engine.connect() as connection:
            return any(migrate.needs_migration(connection, line) for line in (migrate.RECORDS, migrate.DESK))
    finally:
        engine.dispose()


def _copy(path: Path, copy: Path, key: bytes) -> None:
    engine = open_engine(path, key)
    try:
        with engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            raw.execute("PRAGMA journal_mode=DELETE")  # fails while somebody else has the file open
            target = sqlcipher3.dbapi2.connect(str(copy))
            target.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
            raw.backup(target)
            target.close()
    finally:
        engine.dispose()


def _migrate(copy: Path, key: bytes) -> None:
    from deskapp.store.backfill import backfill_desk  # which reads rows, and rows are read through here

    engine = open_engine(copy, key)
    try:
        with writing(engine) as connection, connection.begin():
            for line in (migrate.RECORDS, migrate.DESK):
                migrate.migrate(connection, line)
            backfill_desk(connection)
        with engine.connect() as connection:
            raw: Any = connection.connection.dbapi_connection
            if raw.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise DamagedStore("integrity_check")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.execute("PRAGMA journal_mode=DELETE")
    finally:
        engine.dispose()
    descriptor = os.open(copy, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)


def keep_copy(path: Path) -> None:
    """Keeps the file as it was before, and the last few before that."""
    copies = sorted(path.parent.glob(FILE + ".before-*"), key=lambda p: int(p.name.rpartition("-")[2]))
    number = int(copies[-1].name.rpartition("-")[2]) + 1 if copies else 1
    os.link(path, path.with_name(f"{FILE}.before-{number}"))
    for old in copies[: max(0, len(copies) + 1 - KEPT_COPIES)]:
        old.unlink()


def _remove(path: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)

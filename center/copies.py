"""Copies of a center's database: written to one file, and made a database of its own again.

SQLite is copied by its own backup, PostgreSQL by pg_dump and pg_restore. Neither stops a center that serves.
"""

import errno
import os
import shutil
import sqlite3
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL, make_url

from center.database import Database
from center.refusal import Refused
from deskapp.store.lock import sync_folder

PROGRAMS = Path("/usr/lib/postgresql")
_HEADS = {b"SQLite format 3\0": ".db", b"PGDMP": ".dump"}


def ending(database: Database) -> str:
    """What the names of a database's copies end with."""
    return ".db" if database.sqlite else ".dump"


def is_dump(path: Path) -> bool:
    """Whether a file is a copy of a PostgreSQL database, not of an SQLite one. Raises Refused if neither."""
    try:
        with open(path, "rb") as file:
            begin = file.read(16)
    except OSError as error:
        raise Refused("no-such-backup", path=str(path), reason=error.strerror or "") from error
    for head, name in _HEADS.items():
        if begin.startswith(head):
            return name == ".dump"
    raise Refused("not-a-backup", path=str(path))


def write(database: Database, path: Path) -> None:
    """Writes a copy of one moment to a new file and makes it durable. Raises Refused, or OSError by the disk.

    Nothing is left of one that could not be written.
    """
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        if database.sqlite:
            _copy_sqlite(sqlite_path(database.url), path)
        else:
            _run("pg_dump", database.url, "--format=custom", "--no-owner", f"--file={path}")
        sync(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _copy_sqlite(there: Path, path: Path) -> None:
    try:
        with closing(sqlite3.connect(path)) as target, closing(sqlite3.connect(there)) as source:
            source.backup(target)  # in one step, so of one moment
            target.execute("PRAGMA journal_mode=DELETE").close()
    except sqlite3.OperationalError as error:
        raise (disk_error(error, path) or error) from error


def disk_error(error: sqlite3.OperationalError, path: Path) -> OSError | None:
    """What the disk said while SQLite wrote a file; None if it was something else."""
    found = {
        sqlite3.SQLITE_FULL: errno.ENOSPC,
        sqlite3.SQLITE_IOERR: errno.EIO,
        sqlite3.SQLITE_READONLY: errno.EROFS,
    }
    code = found.get(error.sqlite_errorcode & 0xFF)
    return OSError(code, os.strerror(code), str(path)) if code else None


def unpack(path: Path, url: str) -> None:
    """Makes a copy a database at a URL where there is none yet; "backup-damaged" if it cannot be."""
    if not is_dump(path):
        target = sqlite_path(url)
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        shutil.copyfile(path, target)
        sync(target)
        return
    try:
        _run("pg_restore", url, "--no-owner", "--exit-on-error", "--single-transaction", str(path))
    except Refused as refused:
        if refused.refusal.code == "program-failed":
            raise Refused("backup-damaged", path=str(path), **refused.refusal.params) from refused
        raise


@contextmanager
def opened(database: Database, path: Path) -> Iterator[Database]:
    """A copy as a database of its own, while it is looked at; `database` says where."""
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".check-") as folder:
        if not is_dump(path):
            url = f"sqlite:///{(Path(folder) / 'copy.db').as_posix()}"
        else:
            url = _named(database.url, f"hutong_check_{uuid.uuid4().hex[:8]}")
            create(url, database.url)
        try:
            unpack(path, url)
            copy = Database(url)
            try:
                yield copy
            finally:
                copy.close()
        finally:
            if is_dump(path):
                drop(url, database.url)


def sqlite_path(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(make_url(url).database or "")


def fold(path: Path) -> None:
    """Makes a closed SQLite database one file, and durable."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
        connection.execute("PRAGMA journal_mode=DELETE").close()
    sync(path)


def sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDWR)
    os.fsync(descriptor)
    os.close(descriptor)


# ---- databases of PostgreSQL


def free_name(url: str) -> str:
    """The URL of a database beside this one that is not there yet: hutong_restored_1, _2 and so on."""
    begin = (make_url(url).database or "hutong").partition("_restored_")[0]
    with _connected(url) as connection:
        rows = connection.execute("SELECT datname FROM pg_database").fetchall()
    taken = {row[0] for row in rows}
    number = next(n for n in range(1, len(taken) + 2) if f"{begin}_restored_{n}" not in taken)
    return _named(url, f"{begin}_restored_{number}")


def create(url: str, beside: str) -> None:
    """Makes an empty database by way of one that is there. Raises Refused if the account may not."""
    try:
        with _connected(beside) as connection:
            connection.execute(_sql("CREATE DATABASE {}", url))
    except psycopg.errors.InsufficientPrivilege as error:
        raise Refused("may-not-create", user=make_url(beside).username or "") from error


def drop(url: str, beside: str) -> None:
    with _connected(beside) as connection:
        connection.execute(_sql("DROP DATABASE IF EXISTS {}", url))


def is_empty(url: str) -> bool:
    """Whether a database has no table yet."""
    with _connected(url) as connection:
        found = connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchone()
    return found is not None and found[0] == 0


def _sql(words: str, url: str) -> psycopg.sql.Composed:
    return psycopg.sql.SQL(words).format(psycopg.sql.Identifier(make_url(url).database or ""))


def _connected(url: str) -> psycopg.Connection[Any]:
    try:
        return psycopg.connect(_plain(make_url(url)), autocommit=True)
    except psycopg.Error as error:
        raise Refused("database-unreachable", reason=type(error).__name__) from error


def _named(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _run(program: str, url: str, *words: str) -> None:
    """Runs a program of PostgreSQL on a database; the password is not among its words, which all can see."""
    parsed = make_url(url)
    secret = {"PGPASSWORD": parsed.password} if isinstance(parsed.password, str) else {}
    database = _plain(parsed.set(password=None))
    done = subprocess.run(
        [_find(program), f"--dbname={database}", *words],
        env=os.environ | {"LC_ALL": "C"} | secret,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
    )
    if done.returncode:
        said = done.stderr.strip().splitlines() or [str(done.returncode)]
        raise Refused("program-failed", program=program, reason=said[0])


def _find(program: str) -> str:
    """Where a program of PostgreSQL is; Debian keeps them out of PATH. The newest reads all older servers."""
    found = shutil.which(program)
    if found is None:
        folders = sorted(PROGRAMS.glob(f"*/bin/{program}"), key=lambda p: float(p.parents[1].name))
        if not folders:
            raise Refused("no-such-program", program=program, package="postgresql-client")
        found = str(folders[-1])
    return found

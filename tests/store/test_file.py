"""The encrypted file: its key, its pragmas, what damage does, and how it is brought to a new edition."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, MetaData, text
from sqlalchemy.exc import DatabaseError, OperationalError

import deskapp.models  # noqa: F401
from deskapp.desk import Desk
from deskapp.models.clock import ClockAt
from deskapp.models.record import Base
from deskapp.store import Store, database, migrate, tables
from deskapp.store.database import FILE, DamagedStore, WrongKey, bring_up_to_date, check_opens, open_engine
from tests.people import adding, household
from tests.store.conftest import KEY, rows_of

EXPECTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "secure_delete": 1,
    "temp_store": 2,
}


@pytest.fixture
def folder(store: Store) -> Path:
    return Path(store.engine.url.database or "").parent


@pytest.fixture
def closed(desk: Desk, store: Store, folder: Path) -> Path:
    """A profile with one household in it, closed."""
    desk.do(adding(household()))
    store.close()
    return folder


def raw(path: Path, key: bytes = KEY) -> Any:
    connection = sqlcipher3.dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
    return connection


def count(folder: Path) -> int:
    connection = raw(folder / FILE)
    try:
        return int(connection.execute("SELECT count(*) FROM household").fetchone()[0])
    finally:
        connection.close()


@pytest.mark.parametrize("pragma", EXPECTED)
def test_every_connection_is_told_how_to_keep_things(store: Store, pragma: str) -> None:
    with store.engine.connect() as first, store.engine.connect() as second, store.reading() as session:
        for connection in (first, second, session.connection()):
            assert connection.scalar(text(f"PRAGMA {pragma}")) == EXPECTED[pragma]


@pytest.mark.parametrize("door", ["writing", "absorbing", "keeping"])
def test_every_commit_reaches_the_disk(desk: Desk, store: Store, door: str) -> None:
    with store.writing(desk.actor, "x") if door == "writing" else getattr(store, door)() as found:
        connection = found.connection() if door == "writing" else found
        assert connection.scalar(text("PRAGMA synchronous")) == 2


def test_the_wrong_key_is_told_from_damage(closed: Path, clock: ClockAt) -> None:
    with pytest.raises(WrongKey):
        Store.open(closed, bytes(32), clock)
    assert count(closed) == 1


def test_a_locked_file_is_neither(closed: Path) -> None:
    engine = open_engine(closed / FILE, KEY)
    holder = raw(closed / FILE)
    holder.execute("PRAGMA locking_mode=EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(OperationalError):
        _hasty(engine)
    holder.close()
    engine.dispose()


def _hasty(engine: Engine) -> None:
    engine.dispose()
    database_pragmas = database.PRAGMAS
    try:
        database.PRAGMAS = ("busy_timeout=10", *(p for p in database_pragmas if "busy" not in p))
        check_opens(engine)
    finally:
        database.PRAGMAS = database_pragmas


def test_a_file_that_is_none_of_ours_does_not_open(tmp_path: Path, clock: ClockAt) -> None:
    (tmp_path / FILE).write_bytes(os.urandom(8192))
    with pytest.raises(WrongKey):
        Store.open(tmp_path, KEY, clock)
    assert (tmp_path / FILE).stat().st_size == 8192


@pytest.mark.parametrize("at", range(1, 8))
def test_a_turned_bit_is_noticed_and_never_read_as_something_else(
    closed: Path, tmp_path: Path, at: int
) -> None:
    whole = _read_all(closed)
    content = bytearray((closed / FILE).read_bytes())
    content[at * len(content) // 8] ^= 1
    (tmp_path / FILE).write_bytes(content)
    connection = raw(tmp_path / FILE)
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() != []
    connection.close()
    try:
        found = _read_all(tmp_path)
    except (DatabaseError, WrongKey, DamagedStore, sqlcipher3.dbapi2.DatabaseError):
        return
    assert found == whole, "the bit was in a page in use"


def _read_all(folder: Path) -> dict[str, Any]:
    engine = open_engine(folder / FILE, KEY)
    try:
        check_opens(engine)
        with engine.connect() as c:
            names = c.scalars(text("SELECT name FROM sqlite_schema WHERE type='table'")).all()
            return {name: c.execute(text(f'SELECT * FROM "{name}"')).fetchall() for name in names}
    finally:
        engine.dispose()


def test_a_closed_store_is_one_file(closed: Path) -> None:
    assert [p.name for p in closed.iterdir() if p.name.startswith(FILE)] == [FILE]


def test_a_fresh_store_has_exactly_the_tables_of_the_models(store: Store) -> None:
    whole = MetaData()
    for metadata in (Base.metadata, tables.desk):
        for table in metadata.sorted_tables:
            table.to_metadata(whole)
    with store.engine.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, kind, _: not _of_alembic(name, kind)}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), whole) == []


def _of_alembic(name: str, kind: str) -> bool:
    return kind == "table" and name.endswith("_version")


def test_a_store_of_a_later_edition_is_left_alone(closed: Path, clock: ClockAt) -> None:
    connection = raw(closed / FILE)
    connection.execute("UPDATE record_version SET version_num='9999'")
    connection.commit()
    connection.close()
    before = (closed / FILE).read_bytes()
    with pytest.raises(migrate.NewerStore):
        Store.open(closed, KEY, clock)
    assert (closed / FILE).read_bytes() == before


@pytest.fixture
def next_edition(closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is one step of migration ahead."""
    folder = tmp_path / "migrations"
    shutil.copytree(migrate.RECORDS[0], folder)
    last = max(path.stem.partition("_")[0] for path in (folder / "versions").glob("[0-9]*.py"))
    (folder / "versions" / "9999_lifts.py").write_text(
        "from alembic import op\nfrom sqlalchemy import Column, String\n"
        f"revision = '9999'\ndown_revision = '{last}'\n"
        "def upgrade():\n    op.add_column('household', Column('lift', String))\n"
    )
    monkeypatch.setattr(migrate, "RECORDS", (folder, "record_version"))


@pytest.mark.usefixtures("next_edition")
def test_a_migration_keeps_the_rows_and_the_file_before_it(closed: Path, tmp_path: Path) -> None:
    bring_up_to_date(closed, KEY)
    assert count(closed) == 1
    assert "lift" in _columns(closed)
    (closed / f"{FILE}.before-1").rename(tmp_path / FILE)
    assert count(tmp_path) == 1
    assert "lift" not in _columns(tmp_path)
    bring_up_to_date(closed, KEY)
    assert not (closed / f"{FILE}.before-2").exists()


def _columns(folder: Path) -> list[str]:
    connection = raw(folder / FILE)
    found = [r[1] for r in connection.execute("PRAGMA table_info(household)")]
    connection.close()
    return found


class Cut(Exception):
    """The power, between two steps."""


STEPS = ("backup", "commit", "fsync", "link", "replace")


@pytest.mark.usefixtures("next_edition")
@pytest.mark.parametrize("step", STEPS)
def test_a_cut_in_a_migration_leaves_the_old_file_or_the_new(
    closed: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut(*_: Any, **__: Any) -> None:
        raise Cut

    with monkeypatch.context() as patch:
        if step == "backup":
            patch.setattr(database, "_copy", lambda _path, copy, _key: (copy.write_bytes(b"half"), cut()))
        elif step == "commit":
            patch.setattr(database.migrate, "migrate", cut)
        else:
            patch.setattr(database.os, step, cut)
        with pytest.raises(Cut):
            bring_up_to_date(closed, KEY)
    assert count(closed) == 1
    bring_up_to_date(closed, KEY)
    assert count(closed) == 1
    assert "lift" in _columns(closed)
    assert not (closed / f"{FILE}.new").exists()


@pytest.mark.usefixtures("next_edition")
def test_nothing_is_migrated_under_somebody_who_has_the_file_open(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "PRAGMAS", tuple(p.replace("=10000", "=50") for p in database.PRAGMAS))
    other = raw(closed / FILE)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("SELECT count(*) FROM household").fetchall()
    with pytest.raises(OperationalError):
        bring_up_to_date(closed, KEY)
    other.close()
    assert count(closed) == 1
    assert "lift" not in _columns(closed)
    bring_up_to_date(closed, KEY)
    assert "lift" in _columns(closed)


def test_three_copies_are_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"x")
    for _ in range(12):
        database.keep_copy(tmp_path / FILE)
    assert sorted(p.name for p in tmp_path.glob("*.before-*")) == [
        f"{FILE}.before-10",
        f"{FILE}.before-11",
        f"{FILE}.before-12",
    ]


def test_what_was_saved_is_there_after_opening_again(closed: Path, clock: ClockAt) -> None:
    again = Store.open(closed, KEY, clock)
    assert len(rows_of(again, "household")) == 1
    assert len(rows_of(again, "outbox")) == 1
    again.close()

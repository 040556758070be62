"""No way round the capture: bulk statements, raw SQL in any disguise, savepoints, other doors to the file."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.dialects.sqlite import insert as upsert
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from deskapp.desk import Desk
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import kinds
from deskapp.store import Store
from deskapp.store.capture import Bypassed
from tests.people import adding, household, person
from tests.store.conftest import rows_of

ROOT = Path(__file__).parents[2]
HOME = Household.__table__

RAW = {
    "plain": "UPDATE household SET note='x'",
    "small letters": "update household set note='x'",
    "quoted": "UPDATE \"household\" SET note='x'",
    "brackets": "UPDATE [household] SET note='x'",
    "backticks": "UPDATE `household` SET note='x'",
    "as a text": "UPDATE 'household' SET note='x'",
    "with its schema": "UPDATE main.household SET note='x'",
    "with its schema, quoted and spaced": "UPDATE \"main\" . 'household' SET note='x'",
    "comment between": "UPDATE/**/household SET note='x'",
    "comment over lines": "UPDATE -- no harm\n household SET note='x'",
    "comment that begins in a text": "WITH a AS (SELECT '/*') UPDATE household SET note='*/'",
    "line comment in a text": "WITH a AS (SELECT '--') UPDATE household SET note='x'",
    "comment in a name": 'WITH "/*" AS (SELECT 1) UPDATE household SET note="*/"',
    "quote in a comment": "WITH a AS (SELECT 1 /* ' */) UPDATE household SET note='x' /* ' */",
    "common table": "WITH a AS (SELECT 1) UPDATE household SET note=(SELECT * FROM a)",
    "or": "UPDATE OR REPLACE household SET note='x'",
    "delete": "DELETE FROM household",
    "delete, tabs": "DELETE\tFROM\n\n household WHERE 1",
    "insert": "INSERT INTO household (id) VALUES ('x')",
    "insert or": "INSERT OR IGNORE INTO household (id) VALUES ('x')",
    "replace": "REPLACE INTO household (id) VALUES ('x')",
    "upsert": "INSERT INTO household (id) VALUES ('x') ON CONFLICT (id) DO UPDATE SET note='x'",
    "from a select": "INSERT INTO household SELECT * FROM household",
    "in a trigger": "CREATE TEMP TRIGGER t AFTER INSERT ON draft BEGIN DELETE FROM household; END",
    "drop": "DROP TABLE household",
    "drop if": "DROP TABLE IF EXISTS main.household",
    "alter": "ALTER TABLE household RENAME TO house",
}

DOORS: dict[str, Callable[[Session, Any], Any]] = {
    "session": lambda session, sql: session.execute(text(sql)),
    "connection": lambda session, sql: session.connection().execute(text(sql)),
    "driver": lambda session, sql: session.connection().exec_driver_sql(sql),
}

BULK: dict[str, Callable[[Session], Any]] = {
    "update": lambda s: s.execute(update(Household).values(note="x")),
    "delete": lambda s: s.execute(delete(Household)),
    "insert": lambda s: s.execute(insert(Household), [{"id": "x"}]),
    "update of the table": lambda s: s.execute(update(HOME).values(note="x")),
    "delete of the table": lambda s: s.execute(delete(HOME)),
    "upsert of the table": lambda s: s.execute(
        upsert(HOME).values(id="x").on_conflict_do_update(set_={"note": "x"})
    ),
    "query": lambda s: s.query(Household).update({"note": "x"}),
    "query deletes": lambda s: s.query(Household).delete(),
    "mappings": lambda s: s.bulk_insert_mappings(Household.__mapper__, [{"id": "x", "community": "houbao"}]),
    "update mappings": lambda s: s.bulk_update_mappings(
        Household.__mapper__, [{"id": s.query(Household.id).scalar(), "note": "x"}]
    ),
    "objects": lambda s: s.bulk_save_objects([household("9", id="x")]),
    "connection": lambda s: s.connection().execute(update(HOME).values(note="x")),
    "a savepoint": lambda s: s.begin_nested(),
}


@pytest.fixture
def home(desk: Desk) -> str:
    return str(desk.do(adding(household("501"))))


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("disguise", RAW)
def test_raw_sql_on_a_record_is_refused(
    desk: Desk, store: Store, home: str, disguise: str, door: str
) -> None:
    before = rows_of(store, "household")
    with pytest.raises(Bypassed):
        desk.do(lambda session: DOORS[door](session, RAW[disguise]))
    assert rows_of(store, "household") == before


@pytest.mark.parametrize("disguise", RAW)
def test_every_disguise_would_have_worked(store: Store, home: str, disguise: str) -> None:
    with store.absorbing() as connection:
        connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
        with contextlib.suppress(IntegrityError):
            connection.exec_driver_sql(RAW[disguise])
        connection.rollback()


@pytest.mark.parametrize("way", BULK)
def test_bulk_changes_of_records_are_refused(desk: Desk, store: Store, home: str, way: str) -> None:
    before = rows_of(store, "household")
    with pytest.raises(Bypassed):
        desk.do(BULK[way])
    assert rows_of(store, "household") == before
    assert len(rows_of(store, "outbox")) == 1


@pytest.mark.parametrize("way", ["driver", "session"])
def test_it_is_refused_after_a_flush_as_well(desk: Desk, home: str, way: str) -> None:
    def sly(session: Session) -> None:
        found = session.get_one(Household, home)
        found.note = found.note
        session.flush()
        session.add(person(home))
        session.flush()
        DOORS[way](session, RAW["plain"])

    with pytest.raises(Bypassed):
        desk.do(sly)


def test_it_is_refused_after_a_flush_that_failed(desk: Desk, home: str) -> None:
    def sly(session: Session) -> None:
        session.add(household("9", id=home))
        with pytest.raises(Exception, match="UNIQUE"):
            session.flush()
        session.rollback()
        session.connection().exec_driver_sql(RAW["plain"])

    with pytest.raises(Exception, match=r"refused|closed|raw SQL|Can't operate"):
        desk.do(sly)


def test_it_is_refused_where_only_this_pcs_own_is_kept(store: Store, home: str) -> None:
    with pytest.raises(Bypassed), store.keeping() as connection:
        connection.exec_driver_sql(RAW["plain"])


def test_it_is_refused_on_a_connection_of_the_engine(store: Store, home: str) -> None:
    with pytest.raises(Bypassed), store.engine.connect() as connection:
        connection.exec_driver_sql(RAW["plain"])


def test_who_only_reads_can_write_nothing_at_all(desk: Desk, store: Store, home: str) -> None:
    with pytest.raises(OperationalError, match="readonly"), store.reading() as session:
        session.execute(text("DELETE FROM meta"))
    common = {"scope": "s", "rev": 0, "seq": 0, "gone": False, "author": "", "made_at": "", "extra": {}}
    with store.reading() as session:
        session.add(household("9", id="x", **common))
        with pytest.raises((OperationalError, Bypassed)):
            session.flush()


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT replace(name, 'a', 'b') FROM person JOIN household ON household.id = person.household",
        "SELECT 'update household'",
        "DELETE FROM draft WHERE subject IN (SELECT id FROM household)",
        "INSERT INTO draft SELECT 'o', 'f', id, '{}', '' FROM household",
        "UPDATE meta SET value = 'household'",
    ],
)
def test_what_leaves_records_alone_is_let_through(desk: Desk, home: str, sql: str) -> None:
    desk.do(lambda session: session.execute(text(sql)))


@pytest.mark.parametrize("kind", kinds())
def test_every_kind_is_guarded(desk: Desk, kind: str) -> None:
    with pytest.raises(Bypassed):
        desk.do(lambda session: session.execute(text(f'DELETE FROM "{kind}"')))


def test_records_of_another_session_are_not_smuggled_in(desk: Desk, store: Store, home: str) -> None:
    who = desk.do(adding(person(home)))
    with store.reading() as session:
        found = session.get_one(Person, who)
        session.expunge(found)
    found.name = "蒲晓舟"
    desk.do(lambda session: session.add(found))
    assert len(rows_of(store, "outbox")) == 3


def test_the_driver_itself_is_touched_by_the_store_and_sync_only() -> None:
    files = [f for folder in ("deskapp", "center") for f in sorted((ROOT / folder).rglob("*.py"))]
    touching = {
        file.relative_to(ROOT).parts[1]
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr in ("dbapi_connection", "driver_connection", "raw_connection")
    }
    assert touching == {"store", "sync"}

"""The center's tables: a fresh database has exactly what models and center say, on both databases."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, text

import deskapp.models  # noqa: F401
from center import tables
from center.database import CENTER, Database
from deskapp.models.record import Base
from deskapp.store import migrate
from tests.town import Town


def test_a_fresh_center_has_exactly_the_tables_of_the_models(town: Town) -> None:
    whole = MetaData()
    for metadata in (Base.metadata, tables.center):
        for table in metadata.sorted_tables:
            table.to_metadata(whole)
    with town.center.reading() as connection:
        options = {
            "compare_type": True,
            "include_name": lambda name, kind, _: not (kind == "table" and name.endswith("_version")),
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=options), whole) == []


def test_bringing_up_to_date_twice_changes_nothing(town: Town) -> None:
    before = town.center_rows("community")
    town.center.migrate()
    assert town.center_rows("community") == before


@pytest.mark.parametrize("line", [migrate.RECORDS, CENTER], ids=["records", "center"])
def test_a_center_of_a_later_edition_is_left_alone(town: Town, line: tuple[object, str]) -> None:
    with town.center.writing() as connection:
        connection.execute(text(f"UPDATE {line[1]} SET version_num='9999'"))
    again = Database(town.center.url)
    with pytest.raises(migrate.NewerStore):
        again.migrate()
    again.close()


def test_a_migration_that_fails_leaves_nothing_behind(town: Town, url: str | None) -> None:
    def half_way() -> None:
        with town.center.writing() as connection:
            connection.execute(text("CREATE TABLE half (id VARCHAR)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()
    with town.center.reading() as connection:
        catalogue = "information_schema.tables" if url else "sqlite_schema"
        column = "table_name" if url else "name"
        assert connection.scalar(text(f"SELECT count(*) FROM {catalogue} WHERE {column}='half'")) == 0

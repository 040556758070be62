"""What the center erased for good leaves nothing at the desks either, and does not come back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from center import ledger, registry
from center import tables as center_tables
from deskapp.models.person import Person
from deskapp.store import search, tables
from tests.people import adding, household, person, setting
from tests.sync.test_epochs import backup, restore
from tests.sync.test_renewal import confirm_all, settle
from tests.sync.test_round import table_at
from tests.town import Seat, Town

SECRET = "金丝雀七七"


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path / "town")
    town.community("houbao", "后堡")
    yield town
    town.close()


def erase(town: Town, id: str) -> None:
    outcome = ledger.edit(town.center, "erase", [], town.clock, args={"kind": "person", "id": id})
    assert not outcome.refused


def traces(seat: Seat) -> list[str]:
    """Where a desk's tables still have it."""
    found = []
    with seat.desk.store.engine.connect() as connection:
        for table in connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type='table' AND name NOT LIKE '%_version'"
        ).scalars():
            for row in connection.exec_driver_sql(f'SELECT * FROM "{table}"'):
                if any(SECRET in str(v) or (isinstance(v, bytes) and SECRET.encode() in v) for v in row):
                    found.append(table)
    return found


def test_every_desk_forgets_the_values(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    who = one.do(adding(person(home, SECRET)))
    one.do(setting(Person, who, note=SECRET + "的事"))
    town.sync()
    assert traces(two) != []
    erase(town, who)
    town.sync()
    assert [traces(one), traces(two)] == [[], []]
    with one.desk.store.engine.connect() as connection:
        assert search.find(connection, SECRET) == []
    assert town.agrees()
    assert one.sync().verified


def test_work_on_it_that_waited_is_refused_and_everything_else_goes_on(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    who = one.do(adding(person(home, SECRET)))
    town.sync()
    erase(town, who)
    two.do(setting(Person, who, phone="13800138000"))
    two.do(adding(person(home, "另一位")))
    report = two.sync()
    assert (report.settled, report.refused, report.waiting) == (2, 1, 0)
    town.sync()
    assert town.agrees()


def test_a_center_put_back_to_before_it_does_not_bring_it_back_to_the_outbox(town: Town) -> None:
    one = town.join("houbao")
    home = one.do(adding(household("1")))
    town.sync()
    kept = backup(town)
    who = one.do(adding(person(home, SECRET)))
    one.do(adding(household("2")))
    one.sync()
    erase(town, who)
    one.sync()
    restore(town, kept)
    settle(town, one)
    confirm_all(town)
    one.sync()
    assert {r["room"] for r in registry.listed(town.center, "household")} == {"1", "2"}
    with town.center.reading() as connection:
        bodies = connection.scalars(select(center_tables.change_set.c.body)).all()
    assert not any(SECRET.encode() in body for body in bodies)
    assert [r.state for r in table_at(one, tables.outbox)].count("waiting") == 0

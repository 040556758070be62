"""A center put back from a backup: what was acknowledged comes back, the old rows stay in sight till then."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select, update

from center import settings
from center import tables as center_tables
from center.database import Database
from center.registry import listed
from center.seats import set_user
from deskapp.models.household import Household
from deskapp.models.record import table_of
from deskapp.store import tables
from tests.people import adding, household, person, setting, visit
from tests.sync.test_hidden import cut_at_page
from tests.sync.test_round import table_at
from tests.town import Seat, Town


def backup(town: Town, name: str = "backup.db") -> Path:
    with town.center.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    place = town.folder / name
    shutil.copy(town.folder / "center" / "center.db", place)
    return place


def restore(town: Town, place: Path, epoch: str = "second") -> None:
    town.center.close()
    for suffix in ("", "-wal", "-shm"):
        (town.folder / "center" / f"center.db{suffix}").unlink(missing_ok=True)
    shutil.copy(place, town.folder / "center" / "center.db")
    town.center = Database(f"sqlite:///{town.folder / 'center' / 'center.db'}")
    with town.center.writing() as connection:
        settings.begin_epoch(connection, epoch)
    for seat in town.seats:
        seat.road.database = town.center


@pytest.fixture
def town(tmp_path: Path) -> Town:
    town = Town(tmp_path / "town")
    town.community("houbao", "后堡")
    town.community("donglu", "东路")
    return town


def test_all_that_was_acknowledged_comes_back_from_the_desks(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    town.sync()
    kept = backup(town)
    made = one.do(adding(household("2")))
    one.do(adding(person(made, "冉小禾")))
    two.do(setting(Household, home, note="后来"))
    two.do(adding(visit(home, two.desk.actor.id)))
    town.sync()
    before = {k: listed(town.center, k) for k in ("household", "person", "visit")}
    restore(town, kept)
    town.sync()
    assert town.agrees()
    after = {k: listed(town.center, k) for k in ("household", "person", "visit")}
    assert {k: {r["id"] for r in v} for k, v in after.items()} == {
        k: {r["id"] for r in v} for k, v in before.items()
    }
    assert {r["note"] for r in after["household"]} == {"后来", None}
    assert listed(town.center, "review") == []
    assert one.desk.store.text("epoch") == "second"


def test_a_round_finds_the_new_epoch_even_with_nothing_to_send(town: Town) -> None:
    one = town.join("houbao")
    one.do(adding(household("1")))
    town.sync()
    kept = backup(town)
    restore(town, kept)
    report = one.sync()
    assert (report.verified, one.desk.store.text("epoch")) == (True, "second")
    assert town.agrees()


def test_until_all_of_the_new_epoch_is_here_the_old_rows_are_shown(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    homes = [one.do(adding(household(str(n)))) for n in range(30)]
    town.sync()
    kept = backup(town)
    late = one.do(adding(household("late")))
    town.sync()
    restore(town, kept)
    two.road.limit = 5
    cut_at_page(two, 4)
    assert [two.row("household", id) is not None for id in (*homes, late)] == [True] * 31
    assert len(table_at(two, tables.stage)) > 0
    two.do(setting(Household, homes[3], note="其间"))
    two.sync()
    assert two.row("household", late) is None, "its maker has not been here yet"
    assert table_at(two, tables.stage) == []
    town.sync()
    assert two.row("household", late) is not None
    assert two.row("household", homes[3])["note"] == "其间"  # type: ignore[index]
    assert town.agrees()


def test_work_that_waited_and_work_that_was_settled_are_both_kept_through_it(town: Town) -> None:
    one = town.join("houbao")
    home = one.do(adding(household("1")))
    town.sync()
    kept = backup(town)
    one.do(setting(Household, home, note="已收到"))
    one.sync()
    restore(town, kept)
    one.do(setting(Household, home, tenure="own"))
    one.sync()
    assert one.row("household", home)["note"] == "已收到"  # type: ignore[index]
    row = listed(town.center, "household")[0]
    assert (row["note"], row["tenure"]) == ("已收到", "own")
    assert town.agrees()


def test_a_settled_set_stays_settled_and_is_kept_until_it_is_durable_again(town: Town) -> None:
    one = town.join("houbao")
    one.do(adding(household("1")))
    one.sync()
    kept = backup(town)
    restore(town, kept)
    states = [r.state for r in table_at(one, tables.outbox)]
    one.sync()
    assert states == [r.state for r in table_at(one, tables.outbox)] == ["settled"]
    assert [r.settled_epoch for r in table_at(one, tables.outbox)] == ["second"]


def test_two_restores_one_after_the_other_lose_nothing(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    one.do(adding(household("1")))
    town.sync()
    first = backup(town)
    one.do(adding(household("2")))
    town.sync()
    second = backup(town, "later.db")
    two.do(adding(household("3")))
    town.sync()
    restore(town, second, "second")
    one.sync()
    restore(town, first, "third")
    town.sync(3)
    assert sorted(r["room"] for r in listed(town.center, "household")) == ["1", "2", "3"]
    assert town.agrees()


def test_a_center_put_back_further_than_it_promised_still_loses_nothing_that_is_kept(town: Town) -> None:
    one = town.join("houbao")
    one.do(adding(household("1")))
    one.sync()
    kept = backup(town)
    for n in range(3):
        one.do(adding(household(f"later{n}")))
    one.sync()
    with town.center.writing() as connection:
        connection.execute(update(center_tables.device).values(durable_seq=4))
    town.clock.advance(days=31)
    one.do(adding(household("new")))
    one.sync()
    restore(town, kept)
    from tests.sync.test_renewal import settle

    settle(town, one)
    rooms = {r["room"] for r in listed(town.center, "household")}
    assert {"1", "later2", "new"} <= rooms
    with town.center.reading() as connection:
        statuses = list(connection.scalars(select(center_tables.device.c.status)))
    assert "retired" in statuses


def test_a_renewal_the_restored_center_lost_is_said_again(town: Town) -> None:
    from tests.sync.test_renewal import copy_of, settle

    one = town.join("houbao")
    one.do(adding(household("1")))
    one.sync()
    kept = backup(town)
    twin: Seat = copy_of(town, one, "twin")
    one.do(adding(household("2")))
    one.sync()
    twin.do(adding(household("3")))
    town.seats.append(twin)
    settle(town, twin, one)
    restore(town, kept)
    settle(town, twin, one)
    assert sorted(r["room"] for r in listed(town.center, "household")) == ["1", "2", "3"]
    assert town.agrees()


def test_rows_of_a_scope_that_was_lost_while_a_new_epoch_is_filled_are_not_shown_with_it(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    for n in range(30):
        one.do(adding(household(str(n))))
    one.sync()
    restore(town, backup(town))
    two.road.limit = 5
    cut_at_page(two, 4)
    set_user(town.center, two.desk.actor.name, "houbao", {"role": "inspector"}, town.clock)
    two.sync()
    assert table_at(two, table_of("household")) == []
    assert [r.scope for r in table_at(two, tables.cursor) if r.scope.startswith("houbao")] == []

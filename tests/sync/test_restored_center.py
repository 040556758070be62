"""A backup of yesterday is put back with the commands' own functions: all acknowledged work comes back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from center import backups, registry, seats, tables
from center.restoring import Restored, restore
from center.verify import verify
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.record import kinds, table_of
from deskapp.store import tables as desk_tables
from deskapp.sync import renewal
from deskapp.sync.road import RoadError
from tests.people import adding, household, person, setting, visit
from tests.sync.test_moves import move
from tests.sync.test_round import table_at
from tests.town import Seat, Town

NUMBERS = ("rev", "seq", "made_at", "details", "change_set")


@pytest.fixture
def town(tmp_path: Path, url: str | None) -> Iterator[Town]:
    town = Town(tmp_path / "town", url)
    town.community("houbao", "后堡")
    town.community("donglu", "东路")
    yield town
    town.close()


def back_up(town: Town) -> Path:
    to = town.folder / "backups"
    return Path(backups.back_up(town.center, to, 7, town.clock, town.folder / "center" / "blobs").path)


def put_back(town: Town, file: Path) -> Restored:
    folder = town.folder / "center"
    town.center.close()
    made = restore(folder, file, town.clock, None, folder / "blobs")
    town.center = registry.open_center(folder)
    for seat in town.seats:
        seat.road.database = town.center
    return made


def contents(town: Town) -> dict[tuple[str, str], dict[str, Any]]:
    """Every record the center has, by what people wrote in it; numbers and times of an epoch left out."""
    found = {}
    with town.center.reading() as connection:
        for kind in kinds():
            for row in connection.execute(select(table_of(kind))).mappings():
                found[(kind, row["id"])] = {n: v for n, v in row.items() if n not in NUMBERS}
    return found


def acknowledged(seats: list[Seat]) -> set[str]:
    """The sets desks were told the center has."""
    return {r.id for seat in seats for r in table_at(seat, desk_tables.outbox) if r.state == "settled"}


def sets_at_center(town: Town) -> set[str]:
    with town.center.reading() as connection:
        return set(connection.scalars(select(tables.change_set.c.id)))


def a_days_work(seats: list[Seat], day: int) -> None:
    """Each desk makes households, people and visits, and corrects what others made; all sync."""
    for n, seat in enumerate(seats):
        unit = seat.desk.actor.unit
        for door in range(3):
            home = seat.do(adding(household(f"{day}-{n}-{door}", unit)))
            who = seat.do(adding(person(home, "鲁阿婆")))
            seat.do(adding(visit(home, seat.desk.actor.id)))
            seat.do(setting(Person, who, phone=f"1380013{day}{n:02}{door}"))
        seat.sync()


def correct_others(seats: list[Seat], day: int) -> None:
    for n, seat in enumerate(seats):
        rows = [r for r in table_at(seat, table_of("household")) if r.author != seat.desk.actor.id]
        for row in rows[n : n + 2]:
            seat.do(setting(Household, row.id, note=f"第 {day} 天 {n}"))
        seat.sync()


def test_every_acknowledged_set_of_a_day_comes_back_from_the_desks(town: Town) -> None:
    seats = [town.join("houbao"), town.join("houbao"), town.join("donglu"), town.join("street")]
    workers = seats[:3]
    a_days_work(workers, 1)
    town.sync()
    file = back_up(town)
    town.clock.advance(days=1)
    a_days_work(workers, 2)
    town.sync()
    correct_others(workers, 2)
    newcomer = town.join("donglu")
    newcomer.sync()
    a_days_work([newcomer], 3)
    town.sync()
    known, before = acknowledged(town.seats), contents(town)
    assert town.agrees()
    made = put_back(town, file)
    assert (made.behind, made.own_lost) == (4, 0)
    lost = known - sets_at_center(town)
    assert len(lost) > 40
    town.sync(3)
    assert known - sets_at_center(town) == set()
    assert contents(town) == before
    assert {seat.desk.store.text("epoch") for seat in town.seats} == {made.epoch}
    assert town.agrees()
    assert [seat.desk.store.text("verified") for seat in town.seats] == ["yes"] * 5
    with town.center.reading() as connection:
        assert verify(connection).places == []


def test_a_set_that_was_noted_and_is_refused_after_the_restore_stops_no_round(town: Town) -> None:
    """It was forwarded, and somebody told; judged again, its author is no longer active."""
    worker = town.join("houbao")
    home = worker.do(adding(household()))
    worker.sync()
    move(town, home)
    file = back_up(town)
    worker.do(setting(Household, home, note="late"))
    worker.sync()
    assert [row.code for row in table_at(worker, desk_tables.attention)] == ["forwarded"]
    put_back(town, file)
    seats.set_user(town.center, worker.desk.actor.id, None, {"active": False}, town.clock)
    town.sync()
    [noted] = table_at(worker, desk_tables.attention)
    assert (noted.code, noted.done_at) == ("author_inactive", None)


def test_a_device_nobody_confirmed_yet_sends_again_what_a_restored_center_lacks(town: Town) -> None:
    desk = town.join("houbao")
    desk.do(adding(household("1")))
    desk.sync()
    renewal.take_number(desk.desk.store)
    renewal.tell(desk.desk.store, desk.road, "")
    file = back_up(town)
    desk.do(adding(household("2")))
    with pytest.raises(RoadError, match="not-confirmed"):
        desk.sync()
    assert len(town.center_rows("household")) == 2
    put_back(town, file)
    with pytest.raises(RoadError, match="not-confirmed"):
        desk.sync()
    assert len(town.center_rows("household")) == 2


def test_what_a_desk_did_meanwhile_without_a_connection_comes_too(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    town.sync()
    file = back_up(town)
    one.do(setting(Household, home, note="昨天"))
    town.sync()
    two.do(setting(Household, home, tenure="own"))
    made = two.do(adding(household("2")))
    put_back(town, file)
    two.do(adding(visit(made, two.desk.actor.id)))
    town.sync(3)
    assert town.agrees()
    (row,) = [r for r in town.center_rows("household") if r["id"] == home]
    assert (row["note"], row["tenure"]) == ("昨天", "own")
    assert len(town.center_rows("visit")) == 1


def test_desks_forget_only_what_the_oldest_backup_that_is_kept_holds(town: Town) -> None:
    """After eight weeks of work and weekly backups the oldest there is is put back: nothing is missing."""
    one, to = town.join("houbao"), town.folder / "backups"
    for week in range(8):
        for n in range(3):
            one.do(adding(household(f"{week}-{n}")))
        one.sync()
        town.clock.advance(days=7)
        backups.back_up(town.center, to, 3, town.clock, town.folder / "center" / "blobs")
    one.sync()
    assert len(table_at(one, desk_tables.outbox)) < 24, "nothing was forgotten"
    put_back(town, sorted(to.glob("center-*"))[0])
    town.sync(2)
    assert len(town.center_rows("household")) == 24
    assert town.agrees()

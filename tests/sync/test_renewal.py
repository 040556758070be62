"""Copies of a profile and profiles put back to an older state: noticed, and nothing of either is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import select

from center import renewals, tables
from center.registry import listed
from deskapp.desk import Desk
from deskapp.models.household import Household
from deskapp.store import Store
from deskapp.store.database import FILE
from deskapp.sync.road import RoadError
from tests.people import KEY, adding, household, setting
from tests.town import LocalRoad, Seat, Town


def copy_of(town: Town, seat: Seat, name: str) -> Seat:
    """The same profile once more, as a disk image or a copied folder would be."""
    place = town.folder / name
    place.mkdir()
    with seat.desk.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(town.folder / seat.name / FILE, place / FILE)
    return open_again(town, seat, name)


def open_again(town: Town, seat: Seat, name: str) -> Seat:
    store = Store.open(town.folder / name, KEY, town.clock)
    road = LocalRoad(town.center, store.device.id, town.clock, store)
    return Seat(name, Desk(store, seat.desk.actor, town.clock), road)


def confirm_all(town: Town) -> None:
    with town.center.reading() as connection:
        device = tables.device.c
        waiting = list(connection.scalars(select(device.id).where(device.status == "renewed")))
    for id in waiting:
        renewals.confirm(town.center, id)


def settle(town: Town, *seats: Seat) -> None:
    """Rounds until every seat was confirmed and pulled."""
    for _ in range(3):
        for seat in seats:
            try:
                seat.sync()
            except RoadError as error:
                assert error.code == "not-confirmed"  # noqa: PT017
        confirm_all(town)
    for seat in seats:
        seat.sync()


def rooms(town: Town) -> list[str]:
    return sorted(r["room"] for r in listed(town.center, "household"))


def test_a_copy_and_its_original_both_renew_and_nothing_of_either_is_lost(town: Town) -> None:
    seat = town.join("houbao")
    seat.do(adding(household("1")))
    seat.sync()
    twin = copy_of(town, seat, "twin")
    before = seat.desk.store.device.id
    seat.do(adding(household("2")))
    twin.do(adding(household("3")))
    seat.sync()
    with pytest.raises(RoadError, match="not-confirmed"):
        twin.sync()
    assert twin.desk.store.device.id != before
    with pytest.raises(RoadError, match="not-confirmed"):
        seat.sync()
    assert len({before, twin.desk.store.device.id, seat.desk.store.device.id}) == 3
    assert rooms(town) == ["1", "2", "3"], "what a renewed desk has made is pushed at once"
    settle(town, seat, twin)
    town.seats.append(twin)
    assert town.agrees()


def test_a_desk_put_back_to_an_older_state_notices_at_its_first_contact(town: Town) -> None:
    seat = town.join("houbao")
    seat.do(adding(household("1")))
    seat.sync()
    old = copy_of(town, seat, "old")
    seat.do(adding(household("2")))
    seat.sync()
    seat.desk.store.close()
    town.seats.remove(seat)
    old.do(adding(household("3")))
    with pytest.raises(RoadError, match="not-confirmed"):
        old.sync()
    settle(town, old)
    town.seats.append(old)
    assert rooms(town) == ["1", "2", "3"]
    assert town.agrees()


def test_a_lost_answer_makes_no_desk_a_copy(town: Town) -> None:
    seat = town.join("houbao")
    device = seat.desk.store.device.id
    for n in range(6):
        seat.do(adding(household(str(n))))
        seat.cut_off(["before", "after"][n % 2])
    seat.sync()
    assert seat.desk.store.device.id == device
    assert town.agrees()


def test_a_renewal_whose_answer_is_lost_is_said_again(town: Town) -> None:
    seat = town.join("houbao")
    seat.do(adding(household("1")))
    seat.sync()
    twin = copy_of(town, seat, "twin")
    seat.do(adding(household("2")))
    seat.sync()
    renew = twin.road.renew

    def lost(request: object, key: object) -> object:
        twin.road.cut = "before"
        return renew(request, key)

    twin.road.renew = lost
    with pytest.raises(RoadError, match="unreachable"):
        twin.sync()
    renewed = twin.desk.store.device.id
    twin.road = LocalRoad(town.center, renewed, town.clock, twin.desk.store)
    settle(town, twin)
    assert twin.desk.store.device.id == renewed
    settle(town, seat, twin)
    assert rooms(town) == ["1", "2"]


def test_own_edits_before_and_after_a_renewal_are_no_conflict_with_each_other(town: Town) -> None:
    seat = town.join("houbao")
    home = seat.do(adding(household("1")))
    seat.sync()
    twin = copy_of(town, seat, "twin")
    seat.sync()
    twin.do(setting(Household, home, note="一"))
    twin.do(setting(Household, home, note="二"))
    settle(town, twin)
    twin.do(setting(Household, home, note="三"))
    twin.sync()
    assert listed(town.center, "review") == []
    assert listed(town.center, "household")[0]["note"] == "三"


def test_a_value_the_other_copy_wrote_unseen_goes_to_a_review(town: Town) -> None:
    seat = town.join("houbao")
    home = seat.do(adding(household("1")))
    seat.sync()
    twin = copy_of(town, seat, "twin")
    seat.do(setting(Household, home, note="甲"))
    seat.sync()
    twin.do(setting(Household, home, note="乙"))
    settle(town, twin)
    (review,) = listed(town.center, "review")
    assert review["details"]["losers"]["note"]["lost"] == "甲"


def test_a_revoked_device_cannot_renew_itself(town: Town) -> None:
    from center import seats

    seat = town.join("houbao")
    seat.do(adding(household("1")))
    seat.sync()
    twin = copy_of(town, seat, "twin")
    seat.sync()
    seats.revoke(town.center, seat.desk.store.device.id)
    with pytest.raises(RoadError, match="revoked"):
        twin.sync()


def test_a_renewal_is_believed_only_with_the_old_keys_signature(town: Town, tmp_path: Path) -> None:
    from deskapp.models.wire import Renew, Renewal
    from deskapp.store.lock import DeviceKey

    seat = town.join("houbao")
    stranger = DeviceKey.new()
    forged = Renewal(seat.desk.store.device.id, stranger.public.hex(), 0, stranger.sign(b"x").hex())
    with pytest.raises(RoadError, match="bad-signature"):
        seat.road.renew(Renew([forged]), stranger)

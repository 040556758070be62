"""A round by stick: any order, any number of times, beside the network, and nothing forged is ever used."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from center import seats, sticks
from center import tables as center_tables
from deskapp.models import bundle
from deskapp.models.bundle import BadBundle
from deskapp.models.household import Household
from deskapp.sync import stick
from deskapp.sync.road import RoadError
from tests.people import adding, household, setting, visit
from tests.sync.test_epochs import backup, restore
from tests.sync.test_renewal import confirm_all, copy_of
from tests.town import Seat, Town

MUTATIONS = 1_000_000 if os.environ.get("HUTONG_SOAK") else 2_000


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Town]:
    town = Town(tmp_path / "town")
    town.community("houbao", "后堡")
    town.community("donglu", "东路")
    yield town
    town.close()


def out(seat: Seat) -> bytes:
    return stick.write_out(seat.desk.store).content


def answered(town: Town, file: bytes) -> bytes:
    return sticks.answer(town.center, file, town.clock)[1]


def by_stick(town: Town, seat: Seat) -> Any:
    """The whole way there and back; once more if the answer asks for it."""
    for _ in range(4):
        try:
            return stick.take_back(seat.desk.store, answered(town, out(seat)))
        except RoadError as error:
            if error.code == "not-confirmed":
                confirm_all(town)
            elif error.code != "stick-again":
                raise
    raise AssertionError("the stick never got through")


def test_a_round_by_stick_is_a_round(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    by_stick(town, one)
    by_stick(town, two)
    two.do(adding(visit(home, two.desk.actor.id)))
    report = by_stick(town, two)
    assert (report.settled, report.waiting) == (1, 0)
    by_stick(town, one)
    assert town.agrees()
    with town.center.reading() as connection:
        ways = set(connection.scalars(select(center_tables.change_set.c.via)).all())
    assert ways == {"center", "stick"}


def test_before_it_is_taken_one_can_see_what_it_brings(town: Town) -> None:
    one = town.join("houbao")
    home = one.do(adding(household("1")))
    town.sync()
    one.do(setting(Household, home, note="x"))
    back = answered(town, out(one))
    seen = stick.look(one.desk.store, back)
    assert (seen.taken, seen.refused, seen.rows, seen.refusal) == (1, 0, {"household": 1}, None)
    assert one.waiting == 1, "looking settles nothing"
    stick.take_back(one.desk.store, back)
    assert one.waiting == 0


def test_the_same_stick_a_hundred_times_and_in_any_order_ends_the_same(town: Town) -> None:
    one = town.join("houbao")
    one.sync()
    outs = []
    for n in range(5):
        one.do(adding(household(str(n))))
        outs.append(out(one))
    dice = random.Random(1)
    backs = [answered(town, dice.choice(outs)) for _ in range(100)]
    with town.center.reading() as connection:
        count = len(connection.execute(select(center_tables.change_set.c.id)).all())
    for file in outs:
        answered(town, file)
    dice.shuffle(backs)
    for back in [*backs, *backs[:20]]:
        stick.take_back(one.desk.store, back)
    by_stick(town, one)
    assert len(town.center_rows("household")) == 5
    with town.center.reading() as connection:
        assert len(connection.execute(select(center_tables.change_set.c.id)).all()) in (count, count + 5)
    assert town.agrees()


def test_the_network_overtakes_the_stick_and_nothing_goes_back(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    home = one.do(adding(household("1")))
    town.sync()
    one.do(setting(Household, home, note="一"))
    late = answered(town, out(one))
    town.clock.advance(minutes=5)
    one.sync()
    two.sync()
    two.do(setting(Household, home, note="二"))
    two.sync()
    one.sync()
    stick.take_back(one.desk.store, late)
    assert one.row("household", home)["note"] == "二"  # type: ignore[index]
    assert town.agrees()
    one.sync()
    assert town.agrees()


def test_a_stick_between_two_rounds_moves_the_cursor_on(town: Town) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    town.sync()
    file = out(one)
    home = two.do(adding(household("1")))
    two.sync()
    one.sync()
    two.do(setting(Household, home, note="later"))
    two.sync()
    stick.take_back(one.desk.store, answered(town, file))
    assert town.agrees()


def test_a_first_load_by_stick_comes_whole(town: Town) -> None:
    one = town.join("houbao")
    for n in range(30):
        one.do(adding(household(str(n))))
    one.sync()
    two = town.join("houbao")
    by_stick(town, two)
    town.sync()
    assert town.agrees()


def test_a_center_that_began_anew_is_met_by_stick_too(town: Town) -> None:
    one = town.join("houbao")
    one.do(adding(household("1")))
    by_stick(town, one)
    kept = backup(town)
    one.do(adding(household("2")))
    by_stick(town, one)
    restore(town, kept)
    by_stick(town, one)
    assert one.desk.store.text("epoch") == "second"
    assert sorted(r["room"] for r in town.center_rows("household")) == ["1", "2"]
    assert town.agrees()


def test_a_copy_is_found_by_its_stick(town: Town) -> None:
    one = town.join("houbao")
    one.do(adding(household("1")))
    by_stick(town, one)
    twin = copy_of(town, one, "twin")
    one.do(adding(household("2")))
    twin.do(adding(household("3")))
    by_stick(town, one)
    before = twin.desk.store.device.id
    by_stick(town, twin)
    assert twin.desk.store.device.id != before
    by_stick(town, one)
    by_stick(town, twin)
    town.seats.append(twin)
    assert sorted(r["room"] for r in town.center_rows("household")) == ["1", "2", "3"]
    assert town.agrees()


@pytest.mark.parametrize("code", ["retired", "revoked"])
def test_a_stick_of_a_locked_out_device_brings_nothing(town: Town, code: str) -> None:

    one = town.join("houbao")
    one.sync()
    one.do(adding(household("1")))
    seats.revoke(town.center, one.desk.store.device.id)
    back = answered(town, out(one))
    with pytest.raises(RoadError, match="revoked"):
        stick.take_back(one.desk.store, back)
    assert town.center_rows("household") == []
    assert one.waiting == 1, "and nothing is thrown away here"


def test_an_answer_is_for_one_desk_and_one_center_only(town: Town, tmp_path: Path) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    town.sync()
    back = answered(town, out(one))
    with pytest.raises(BadBundle, match="bundle-not-for-us"):
        stick.take_back(two.desk.store, back)
    with pytest.raises(BadBundle, match="bundle-not-for-us"):
        sticks.answer(town.center, back, town.clock)
    elsewhere = Town(tmp_path / "elsewhere")
    with pytest.raises(BadBundle, match="bundle-not-for-us"):
        sticks.answer(elsewhere.center, out(one), town.clock)
    elsewhere.close()


def test_nothing_of_a_resident_can_be_read_on_the_stick(town: Town) -> None:
    one = town.join("houbao")
    one.do(adding(household("1", note="金丝雀七七")))
    file = out(one)
    back = answered(town, file)
    for secret in ("金丝雀七七", "houbao", "household", one.desk.actor.name):
        assert secret.encode() not in file
        assert secret.encode() not in back


def _mutated(file: bytes, dice: random.Random, others: list[bytes]) -> bytes:
    way = dice.randrange(7)
    place = dice.randrange(len(file))
    if way == 0:
        return file[:place] + bytes([file[place] ^ (1 << dice.randrange(8))]) + file[place + 1 :]
    if way == 1:
        return file[:place]
    if way == 2:
        return file + bytes([dice.randrange(256)])
    if way == 3:
        return file[:place] + dice.randbytes(dice.randrange(1, 9)) + file[place:]
    other = dice.choice(others)
    if way == 4:
        return file[:place] + other[place:]
    if way == 5:
        head, foot = file.split(b"\n", 3)[:3], other.split(b"\n", 3)[3]
        return b"\n".join([*head, foot])
    end = min(len(file), place + dice.randrange(2, 40))
    return file[:place] + bytes(reversed(file[place:end])) + file[end:]


@pytest.mark.parametrize("way", ["out", "back"])
def test_no_changed_file_is_ever_used(town: Town, way: str) -> None:
    one, two = town.join("houbao"), town.join("houbao")
    one.do(adding(household("1")))
    two.do(adding(household("2")))
    outs = [out(one), out(two), out(one)]
    files = outs if way == "out" else [answered(town, file) for file in outs]
    dice, refused = random.Random(7), 0
    for _ in range(MUTATIONS // 2):
        file = dice.choice(files)
        changed = _mutated(file, dice, files)
        if changed in files:
            continue
        try:
            if way == "out":
                sticks.answer(town.center, changed, town.clock)
            else:
                stick.take_back(one.desk.store, changed)
        except BadBundle:
            refused += 1
        else:
            raise AssertionError(changed)
    assert refused > MUTATIONS // 3
    assert len(town.center_rows("household")) == (0 if way == "out" else 2)


def test_a_file_that_is_no_bundle_says_so() -> None:
    for file in (b"", b"<html>", b"PK\x03\x04", bundle.MAGIC, bundle.MAGIC + b"{}\n\n", bytes(5000)):
        with pytest.raises(BadBundle):
            bundle.read_header(file)

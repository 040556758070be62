"""Files at the center: who may offer and fetch them; only what is whole and right becomes visible."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from center import devices, seats, tables
from center.database import Database
from center.files import UNFINISHED_FOR, Blobs, beside
from center.refusal import Refused
from deskapp.models.attachment import Attachment
from deskapp.models.blob import LIMIT, PART, Fetch, Offer, Part, parts_of
from deskapp.models.change import Change, ChangeSet
from deskapp.models.edition import EDITION
from deskapp.models.wire import PROTOCOL
from tests.center.conftest import client
from tests.center.wire import Wire
from tests.people import adding, household
from tests.store.test_files import content
from tests.sync.test_files import put_to
from tests.town import Seat, Town

RAW = content(2 * PART + 9)
NAME = hashlib.sha256(RAW).hexdigest()


@pytest.fixture
def home(seat: Seat) -> str:
    """A household of houbao with a file of three parts, whose record is at the center."""
    home = str(seat.do(adding(household())))
    put_to(seat, home, RAW)
    seat.sync()
    return home


@pytest.fixture
def other(town: Town, home: str) -> Seat:
    """A second desk of houbao that has the record."""
    other = town.join("houbao")
    other.sync()
    return other


@pytest.fixture
def stranger(town: Town, home: str) -> Seat:
    stranger = town.join("donglu")
    stranger.sync()
    return stranger


def id_of(seat: Seat) -> str:
    return seat.desk.store.device.id


def part(n: int, raw: bytes = RAW, name: str = NAME) -> Part:
    data = raw[n * PART : n * PART + PART]
    return Part(name, n, hashlib.sha256(data).digest(), data)


def put_all(town: Town, seat: Seat, raw: bytes = RAW, name: str = NAME) -> None:
    town.blobs.offer(id_of(seat), Offer(name, len(raw)))
    for n in range(parts_of(len(raw))):
        town.blobs.put(id_of(seat), part(n, raw, name))


def refused(call: Callable[[], Any], code: str, status: int) -> None:
    with pytest.raises(Refused) as error:
        call()
    assert (error.value.refusal.code, error.value.status) == (code, status)


def test_a_file_becomes_visible_when_it_is_whole_and_not_before(
    town: Town, seat: Seat, other: Seat, home: str
) -> None:
    blobs, device = town.blobs, id_of(seat)
    assert blobs.offer(device, Offer(NAME, len(RAW))).have == []
    for n in (2, 0):
        blobs.put(device, part(n))
    have = blobs.offer(device, Offer(NAME, len(RAW))).have
    assert have == [(n, part(n).digest) for n in (0, 2)]
    refused(lambda: blobs.complete(device, NAME), "parts-missing", 409)
    refused(lambda: blobs.fetch(id_of(other), Fetch(NAME, 0)), "file-not-there-yet", 404)
    blobs.put(device, part(1))
    refused(lambda: blobs.fetch(id_of(other), Fetch(NAME, 0)), "file-not-there-yet", 404)
    assert not blobs.place(NAME).exists()
    assert blobs.complete(device, NAME).state == "here"
    assert blobs.place(NAME).read_bytes() == RAW
    assert [path.name for path in blobs.place(NAME).parent.iterdir()] == [NAME]
    answer = blobs.fetch(id_of(other), Fetch(NAME, 1, 8))
    assert (answer.size, answer.parts) == (len(RAW), [RAW[PART : 2 * PART], RAW[2 * PART :]])
    refused(lambda: blobs.fetch(id_of(other), Fetch(NAME, 3)), "wrong-part", 400)


def test_everything_may_be_said_again(town: Town, seat: Seat, home: str) -> None:
    for _ in range(2):
        put_all(town, seat)
        assert town.blobs.complete(id_of(seat), NAME).state == "here"
    assert town.blobs.offer(id_of(seat), Offer(NAME, len(RAW))).state == "here"


@pytest.mark.parametrize(
    "wrong",
    [
        Part(NAME, 0, bytes(32), RAW[:PART]),
        Part(NAME, 0, hashlib.sha256(RAW[: PART - 1]).digest(), RAW[: PART - 1]),
        Part(NAME, 2, hashlib.sha256(RAW[:PART]).digest(), RAW[:PART]),
        Part(NAME, 3, hashlib.sha256(b"x").digest(), b"x"),
        Part(NAME, 799, hashlib.sha256(b"x").digest(), b"x"),
    ],
    ids=["hash", "too short", "too long", "behind the end", "far behind"],
)
def test_a_wrong_part_is_refused_and_leaves_nothing(town: Town, seat: Seat, home: str, wrong: Part) -> None:
    town.blobs.offer(id_of(seat), Offer(NAME, len(RAW)))
    refused(lambda: town.blobs.put(id_of(seat), wrong), "wrong-part", 400)
    assert town.blobs.offer(id_of(seat), Offer(NAME, len(RAW))).have == []
    assert not town.blobs.place(NAME, ".part").exists()


def test_another_size_than_first_said_is_refused(town: Town, seat: Seat, home: str) -> None:
    town.blobs.offer(id_of(seat), Offer(NAME, len(RAW)))
    refused(lambda: town.blobs.offer(id_of(seat), Offer(NAME, len(RAW) + 1)), "wrong-file", 409)


def test_parts_that_do_not_make_the_file_are_dropped_and_it_begins_anew(
    town: Town, seat: Seat, home: str
) -> None:
    put_all(town, seat, content(len(RAW), seed=2))
    refused(lambda: town.blobs.complete(id_of(seat), NAME), "wrong-file", 409)
    assert list(town.blobs.place(NAME).parent.iterdir()) == []
    put_all(town, seat)
    assert town.blobs.complete(id_of(seat), NAME).state == "here"


def test_a_file_of_a_sort_nobody_keeps_does_not_become_visible(town: Town, seat: Seat, home: str) -> None:
    """The desk refuses it first; a desk that does not is not believed."""
    raw = content(99, b"MZ")
    name = hashlib.sha256(raw).hexdigest()
    name_it(seat, home, name)
    put_all(town, seat, raw, name)
    refused(lambda: town.blobs.complete(id_of(seat), name), "wrong-file", 409)


def name_it(seat: Seat, home: str, name: str) -> None:
    """A record that names a blob, without a file."""
    values = {"row_kind": "household", "row": home, "size": 99, "name": "x", "media": "image/png"}
    seat.do(adding(Attachment(sha256=name, **values)))
    seat.sync()


def test_parts_lost_between_two_requests_are_asked_for_again(town: Town, seat: Seat, home: str) -> None:
    put_all(town, seat)
    town.blobs.place(NAME, ".part").unlink()
    refused(lambda: town.blobs.complete(id_of(seat), NAME), "wrong-file", 409)
    assert town.blobs.offer(id_of(seat), Offer(NAME, len(RAW))).have == []


def test_a_sudden_end_between_name_and_row_is_made_good_by_saying_it_again(
    town: Town, seat: Seat, home: str
) -> None:
    put_all(town, seat)
    kept = town.blobs.place(NAME, ".part").read_bytes()
    town.blobs.complete(id_of(seat), NAME)
    town.blobs.place(NAME, ".part").write_bytes(kept)
    with town.center.writing() as connection:
        connection.execute(update(tables.blob).values(state="coming"))
    assert town.blobs.complete(id_of(seat), NAME).state == "here"
    assert [path.name for path in town.blobs.place(NAME).parent.iterdir()] == [NAME]


def test_who_pushed_no_record_of_it_may_not_offer_it(
    town: Town, seat: Seat, other: Seat, stranger: Seat, home: str
) -> None:
    for one in (other, stranger):
        refused(lambda one=one: town.blobs.offer(id_of(one), Offer(NAME, len(RAW))), "unknown-file", 404)
    town.blobs.offer(id_of(seat), Offer(NAME, len(RAW)))
    for one in (other, stranger):
        refused(lambda one=one: town.blobs.put(id_of(one), part(0)), "unknown-file", 404)
        refused(lambda one=one: town.blobs.complete(id_of(one), NAME), "unknown-file", 404)
    refused(lambda: town.blobs.offer(id_of(seat), Offer("0" * 64, 9)), "unknown-file", 404)


def test_a_record_that_was_refused_lets_its_device_offer_the_file_too(
    town: Town, seat: Seat, stranger: Seat, home: str
) -> None:
    raw = content(9, seed=5)
    name = hashlib.sha256(raw).hexdigest()
    values = {"row_kind": "household", "row": home, "sha256": name, "size": 9, "name": "x"}
    change = Change(
        "attachment", "a1", (stranger.desk.store.text("epoch"), 0), values | {"media": "image/jpeg"}, new=True
    )
    push_by_hand(town, stranger, change)
    with town.center.reading() as connection:
        outcomes = connection.scalars(select(tables.change_set.c.outcome)).all()
    assert outcomes[-1]["code"] == "not-yours"
    put_all(town, stranger, raw, name)
    assert town.blobs.complete(id_of(stranger), name).state == "here"
    refused(lambda: town.blobs.fetch(id_of(stranger), Fetch(name, 0)), "unknown-file", 404)
    refused(lambda: town.blobs.fetch(id_of(seat), Fetch(name, 0)), "unknown-file", 404)


def push_by_hand(town: Town, seat: Seat, change: Change) -> None:
    made = ChangeSet(
        *("s1", seat.desk.actor.id, "save", EDITION, "2026-11-24T01:00:00Z", None, None, [change])
    )
    with client(town) as found:
        status, answer = Wire(found, seat.desk.store.device).push(seat.desk.store.text("epoch"), made)
    assert status == 200, answer


def test_who_may_read_no_record_of_it_may_not_fetch_it(
    town: Town, seat: Seat, other: Seat, stranger: Seat, home: str
) -> None:
    put_all(town, seat)
    town.blobs.complete(id_of(seat), NAME)
    leader, clerk = town.join("street", "subdistrict_leader"), town.join("street", "window_clerk")
    for may in (seat, other, clerk):
        assert town.blobs.fetch(id_of(may), Fetch(NAME, 0)).parts == [RAW[:PART]]
        assert town.blobs.status(id_of(may), NAME).size == len(RAW)
    for may_not in (stranger, leader):
        here, there = id_of(may_not), "f" * 64
        for call in (
            lambda name, here=here: town.blobs.fetch(here, Fetch(name, 0)),
            lambda name, here=here: town.blobs.status(here, name),
            lambda name, here=here: town.blobs.complete(here, name),
        ):
            refused(lambda call=call: call(NAME), "unknown-file", 404)
            refused(lambda call=call, there=there: call(there), "unknown-file", 404)


@pytest.mark.parametrize("how", ["withdrawn", "user off", "unconfirmed"])
def test_who_may_no_longer_read_it_gets_it_no_more(
    town: Town, seat: Seat, other: Seat, home: str, how: str
) -> None:
    put_all(town, seat)
    town.blobs.complete(id_of(seat), NAME)
    if how == "user off":
        seats.set_user(town.center, other.desk.actor.id, None, {"active": False}, town.clock)
    with town.center.writing() as connection:
        if how == "unconfirmed":
            connection.execute(update(tables.device).values(status=devices.RENEWED))
        if how == "withdrawn":
            connection.exec_driver_sql("UPDATE attachment SET gone=true")
    refused(lambda: town.blobs.fetch(id_of(other), Fetch(NAME, 0)), "unknown-file", 404)


def test_a_renewed_device_goes_on_with_what_it_pushed_under_its_old_number(
    town: Town, seat: Seat, stranger: Seat, home: str
) -> None:
    with town.center.writing() as connection:
        new = update(tables.device).where(tables.device.c.id == id_of(stranger))
        connection.execute(new.values(lineage=id_of(seat)))
    assert town.blobs.offer(id_of(stranger), Offer(NAME, len(RAW))).state == "coming"


def test_what_nobody_goes_on_with_for_two_weeks_is_dropped(town: Town, seat: Seat, home: str) -> None:
    blobs, device = town.blobs, id_of(seat)
    blobs.offer(device, Offer(NAME, len(RAW)))
    blobs.put(device, part(0))
    town.clock.advance(UNFINISHED_FOR.total_seconds())
    assert len(blobs.offer(device, Offer(NAME, len(RAW))).have) == 1
    blobs.put(device, part(1))
    town.clock.advance(UNFINISHED_FOR.total_seconds() + 1)
    assert blobs.offer(device, Offer(NAME, len(RAW))).have == []
    assert not blobs.place(NAME, ".part").exists()


def test_a_full_center_says_so_before_it_begins(
    town: Town, seat: Seat, home: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = shutil.disk_usage(town.folder)._replace(free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: free)
    refused(lambda: town.blobs.offer(id_of(seat), Offer(NAME, len(RAW))), "center-full", 507)


def test_each_device_has_its_own_bandwidth(town: Town, seat: Seat, other: Seat, home: str) -> None:
    blobs = Blobs(town.center, town.blobs.folder, town.clock, 2 * PART)
    blobs.offer(id_of(seat), Offer(NAME, len(RAW)))
    for n in (0, 1):
        blobs.put(id_of(seat), part(n))
    with pytest.raises(Refused) as error:
        blobs.put(id_of(seat), part(2))
    assert error.value.refusal.params == {"retry_after": 61}
    town.blobs.put(id_of(seat), part(2))
    town.blobs.complete(id_of(seat), NAME)
    assert blobs.fetch(id_of(other), Fetch(NAME, 0)).parts
    town.clock.advance(minutes=1)
    assert blobs.fetch(id_of(seat), Fetch(NAME, 0)).parts


def test_other_users_of_the_centers_machine_cannot_look_in(town: Town, seat: Seat, home: str) -> None:
    put_all(town, seat)
    town.blobs.complete(id_of(seat), NAME)
    place = town.blobs.place(NAME)
    folders = [path for path in place.parents if path.is_relative_to(town.blobs.folder)]
    assert len(folders) == 3
    assert [path.stat().st_mode & 0o077 for path in (place, *folders)] == [0, 0, 0, 0]


def over_http(wire: Wire, route: str, asked: Any) -> tuple[int, Any]:
    """Under a nonce lower than those the device has used: file routes do not count them."""
    pack = msgspec.msgpack.encode if route == "put" else msgspec.json.encode
    path, body = f"{PROTOCOL}files/{route}", pack(asked)
    return wire.raw("POST", path, body, wire.headers("POST", path, body, "1-" + "0" * 16))


def test_files_go_over_http_beside_rounds_of_rows(town: Town, seat: Seat, home: str, wire: Wire) -> None:
    assert wire.send("status", method="GET")[0] == 200
    assert over_http(wire, "offer", Offer(NAME, len(RAW)))[1]["state"] == "coming"
    for n in range(3):
        assert over_http(wire, "put", part(n)) == (200, {})
        assert wire.send("status", method="GET")[0] == 200
    assert over_http(wire, "complete", {"sha256": NAME})[1]["state"] == "here"
    assert over_http(wire, "status", {"sha256": NAME}) == (
        200,
        {"state": "here", "size": len(RAW), "have": []},
    )
    status, answer = over_http(wire, "fetch", Fetch(NAME, 0, 3))
    assert status == 200
    assert b"".join(msgspec.msgpack.decode(answer)["parts"]) == RAW


BAD: list[tuple[str, Any]] = [
    ("offer", {"sha256": "../../etc/passwd", "size": 9}),
    ("offer", {"sha256": NAME.upper(), "size": 9}),
    ("offer", {"sha256": NAME + "\n", "size": 9}),
    ("offer", {"sha256": NAME, "size": 0}),
    ("offer", {"sha256": NAME, "size": LIMIT + 1}),
    ("offer", {"sha256": NAME}),
    ("put", {"sha256": NAME, "n": 0, "digest": bytes(32), "data": bytes(PART + 1)}),
    ("put", {"sha256": NAME, "n": -1, "digest": bytes(32), "data": b"x"}),
    ("put", {"sha256": NAME, "n": 10**6, "digest": bytes(32), "data": b"x"}),
    ("put", {"sha256": NAME, "n": 0, "digest": b"", "data": b"x"}),
    ("put", []),
    ("complete", {"sha256": "x"}),
    ("status", {"sha256": 1}),
    ("fetch", {"sha256": NAME, "first": -1}),
    ("fetch", {"sha256": NAME, "first": 0, "count": 9}),
]


@pytest.mark.parametrize(("route", "asked"), BAD)
def test_what_has_no_sense_is_malformed(
    town: Town, seat: Seat, home: str, wire: Wire, route: str, asked: Any
) -> None:
    assert over_http(wire, route, asked) == (400, {"code": "malformed"})


def test_blobs_lie_beside_the_database_unless_told_otherwise(tmp_path: Path) -> None:
    assert beside(Database(f"sqlite:///{tmp_path}/center.db")) == tmp_path / "blobs"

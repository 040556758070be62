"""Bad input: a clear code, never a failure of the center, and what was good before and after is kept."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, select

from center import tables
from deskapp.models.change import Change, ChangeSet, to_body
from deskapp.models.edition import EDITION
from deskapp.models.signature import fingerprint
from tests.center.wire import Wire, zstd
from tests.town import Seat, Town

MALFORMED: dict[str, bytes] = {
    "nothing": b"",
    "no json": b"\x00\xff\xfe",
    "random": random.Random(3).randbytes(4096),
    "null": b"null",
    "a list": b"[]",
    "a number": b"7",
    "NaN": b"NaN",
    "half": b'{"epoch":"',
    "deep": b"[" * 200_000,
    "deep and closed": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "a byte order mark": b"\xef\xbb\xbf{}",
    "utf-16": "{}".encode("utf-16"),
    "a huge number": b'{"epoch":' + b"9" * 5_000 + b"}",
    "not utf-8": b'{"epoch":"\xff"}',
    "a surrogate": b'{"epoch":"\\ud800"}',
    "a surrogate in bytes": b'{"epoch":"\xed\xa0\x80"}',
}


@pytest.fixture
def epoch(seat: Seat) -> str:
    return seat.desk.store.text("epoch")


@pytest.fixture
def good(seat: Seat, epoch: str) -> Callable[[str], ChangeSet]:
    """A set that is taken, with the id given."""

    def make(id: str, **more: Any) -> ChangeSet:
        values = {"community": "houbao", "building": "3", "room": id[:64], "vacant": False}
        change = Change("household", f"h-{id}"[:64], (epoch, 0), values, new=True)
        whole = {
            "id": id,
            "author": seat.desk.actor.id,
            "action": "add",
            "edition": 1,
            "made_at": "2026-11-24T01:00:00Z",
            "offset": None,
            "batch": None,
            "changes": [change],
        }
        return ChangeSet(**(whole | more))

    return make


def count(town: Town) -> int:
    with town.center.reading() as connection:
        return int(connection.scalar(select(func.count()).select_from(tables.change_set)) or 0)


def test_a_malformed_body_is_refused_at_every_route(town: Town, wire: Wire) -> None:
    before = count(town)
    for name, body in MALFORMED.items():
        for route in ("push", "pull", "enrol"):
            status, answer = wire.send(route, body)
            assert (status, answer["code"]) == (400, "malformed"), (name, route)
    assert count(town) == before


def test_a_packed_body_that_is_torn_too_large_or_none_is_refused(town: Town, wire: Wire) -> None:
    bomb = zstd.compress(b"[" + b" " * 200_000_000, level=3)
    assert len(bomb) < 100_000
    half = zstd.compress(json.dumps({"a": "x" * 9000}).encode())[:-9]
    for body, expected in [
        (b"no zstd", (400, "malformed")),
        (b"", (400, "malformed")),
        (half, (400, "malformed")),
        (zstd.compress(b""), (400, "malformed")),
        (bomb, (413, "too-large")),
    ]:
        for route in ("push", "pull", "enrol"):
            status, answer = wire.send(route, body, **{"content-encoding": "zstd"})
            assert (status, answer["code"]) == expected


def test_a_body_above_the_limit_is_refused(town: Town, wire: Wire) -> None:
    status, answer = wire.send("push", b" " * (8 * 1024 * 1024 + 1))
    assert (status, answer["code"]) == (413, "http-413")


ODD: list[Any] = [
    None,
    True,
    -1,
    2**31,
    2**63,
    10**30,
    1.5,
    "",
    "x" * 100,
    "a\0b",
    "\U0010ffff",
    [],
    {},
    [[]],
]


def test_every_field_of_a_pull_with_every_odd_value_is_refused_or_answered(
    town: Town, wire: Wire, epoch: str
) -> None:
    for name in wire.question(epoch):
        for value in ODD:
            status, answer = wire.send("pull", json.dumps(wire.question(epoch, **{name: value})).encode())
            assert status in (200, 400, 401, 409), (name, value, answer)
    for cursor in ({"seq": 10**30}, {"seq": -1}, {"since": 2**40}, {"loading": 1}, 7, None):
        asked = wire.question(epoch, cursors={"houbao/roster": cursor})
        assert wire.send("pull", json.dumps(asked).encode())[0] == 400
    odd_scopes = {"": {}, "a\0": {}, "x" * 9000: {}, "houbao/roster": {"seq": 2**31 - 1}}
    assert wire.send("pull", json.dumps(wire.question(epoch, cursors=odd_scopes)).encode())[0] == 200


@pytest.mark.parametrize("route", ["push", "enrol"])
def test_every_field_of_a_push_and_an_enrolment_with_every_odd_value_is_refused(
    town: Town, wire: Wire, epoch: str, route: str
) -> None:
    push = {"epoch": epoch, "device": wire.key.id, "from_seq": 1, "prev_chain": "0" * 64, "sets": []}
    enrol = {"code": "BCDFGHJKLM", "key": wire.key.public.hex(), "user": None, "app": "", "edition": 1}
    asked: dict[str, Any] = push if route == "push" else enrol
    for name in asked:
        for value in ODD:
            town.clock.advance(seconds=1)
            status, answer = wire.send(route, json.dumps(asked | {name: value}).encode())
            assert status in (200, 400, 401, 403, 409), (name, value, answer)
    for envelope in (
        {},
        {"seq": 1},
        {"seq": "1", "sig": "", "body": {}},
        {"seq": 10**30, "sig": "", "body": {}},
    ):
        status, _ = wire.send("push", json.dumps(push | {"sets": [envelope]}).encode())
        assert status in (400, 409)


def test_a_key_of_the_wrong_length_is_refused_though_its_fingerprint_fits(wire: Wire) -> None:
    for raw in (b"", b"x", b"x" * 31):
        body = json.dumps({"code": "BCDFGHJKLM", "key": raw.hex()}).encode()
        headers = wire.headers("POST", "/sync/v1/enrol", body)
        theirs = headers["signature-input"].replace(wire.key.id, fingerprint(raw))
        status, answer = wire.raw("POST", "/sync/v1/enrol", body, headers | {"signature-input": theirs})
        assert (status, answer["code"]) == (401, "unsigned")


def change_with(good: ChangeSet, **more: Any) -> bytes:
    """The body of a set whose one change has other parts."""
    body = msgspec.to_builtins(good)
    body["changes"][0] |= more
    return json.dumps(body).encode()


def values_with(good: ChangeSet, **more: Any) -> bytes:
    body = msgspec.to_builtins(good)
    body["changes"][0]["values"] |= more
    return json.dumps(body).encode()


def the_same_twice(good: ChangeSet) -> ChangeSet:
    return msgspec.structs.replace(good, changes=good.changes * 2)


def too_many(good: ChangeSet) -> ChangeSet:
    (one,) = good.changes
    many = [msgspec.structs.replace(one, id=f"{one.id}-{n}") for n in range(201)]
    return msgspec.structs.replace(good, changes=many)


def about_itself(good: ChangeSet) -> ChangeSet:
    """Reviews that are in the scope of each other, in a ring."""
    ring = [("a", "b"), ("b", "a"), ("c", "c")]
    values = {"row_kind": "review", "change_set": "x", "reason": "x", "details": {}, "state": "open"}
    changes = [Change("review", a, ("e", 0), values | {"row": b}, new=True) for a, b in ring]
    return msgspec.structs.replace(good, changes=changes)


def in_two_places(good: ChangeSet) -> ChangeSet:
    (one,) = good.changes
    return msgspec.structs.replace(
        good, changes=[one, Change("person", "p", ("e", 0), {"household": "p"}, new=True)]
    )


BAD_SETS: dict[str, Callable[[ChangeSet], bytes | ChangeSet]] = {
    "no changes": lambda g: msgspec.structs.replace(g, changes=[]),
    "the same record twice": the_same_twice,
    "too many changes": too_many,
    "reviews of themselves": about_itself,
    "its own parent": in_two_places,
    "a command nobody knows": lambda g: msgspec.structs.replace(g, changes=[], args={"a": 1}),
    "another edition": lambda g: change_with(g).replace(b'"edition": 1', b'"edition": 0'),
    "a base beyond all numbers": lambda g: change_with(g, base=["e", 10**30]),
    "a kind nobody knows": lambda g: change_with(g, kind="nothing"),
    "a kind with NUL": lambda g: change_with(g, kind="a\0"),
    "an id with NUL": lambda g: change_with(g, id="a\0"),
    "an id too long": lambda g: change_with(g, id="x" * 9000),
    "an author with NUL": lambda g: change_with(g).replace(b'"author": "', b'"author": "\\u0000'),
    "an author nobody knows": lambda g: msgspec.structs.replace(g, author="nobody"),
    "an action with NUL": lambda g: change_with(g).replace(b'"add"', b'"a\\u0000"'),
    "a day with NUL": lambda g: change_with(g).replace(b"2026-11", b"\\u0000"),
    "deep values": lambda g: values_with(g, room=json.loads("[" * 90 + "]" * 90)),
    "an unknown field with NUL": lambda g: values_with(g, strange="a\0"),
    "an unknown field too deep": lambda g: values_with(g, strange=json.loads("[" * 400 + "]" * 400)),
    "a field with NUL": lambda g: values_with(g, room="a\0"),
    "a field of the wrong type": lambda g: values_with(g, room=7),
    "a number for a yes": lambda g: values_with(g, vacant=1),
    "a number beyond all": lambda g: values_with(g, room=10**400),
    "a text beyond all": lambda g: values_with(g, note="x" * 30_000),
    "a community with NUL": lambda g: values_with(g, community="a\0"),
    "a community nobody knows": lambda g: values_with(g, community="nowhere"),
    "a community that is a path": lambda g: values_with(g, community="houbao/field"),
    "another community": lambda g: values_with(g, community="donglu"),
    "a community that is a list": lambda g: values_with(g, community=["houbao"]),
    "its own revision": lambda g: values_with(g, rev=7),
    "its own scope": lambda g: values_with(g, scope="donglu/roster"),
    "gone that is no yes": lambda g: values_with(g, gone="x"),
    "an edit of nothing": lambda g: change_with(g, new=False),
}


def test_a_bad_set_gets_an_outcome_of_its_own_and_the_others_are_taken(
    town: Town, wire: Wire, epoch: str, good: Callable[..., ChangeSet]
) -> None:
    for n, (bad, spoil) in enumerate(BAD_SETS.items()):
        before, after = good(f"before{n}"), good(f"after{n}")
        status, answer = wire.push(epoch, before, spoil(good(f"bad{n}")), after)
        assert status == 200, (bad, answer)
        found = {id: outcome["status"] for id, outcome in answer["outcomes"].items()}
        assert found == {before.id: "applied", f"bad{n}": "rejected", after.id: "applied"}, bad
        assert answer["outcomes"][f"bad{n}"]["code"]
    kept = {r["id"] for r in town.center_rows("household")}
    assert kept == {f"h-{when}{n}" for when in ("before", "after") for n in range(len(BAD_SETS))}
    assert town.center_rows("person") == town.center_rows("review") == []


def test_an_id_number_too_long_for_an_index_is_refused_alone(
    town: Town, wire: Wire, epoch: str, good: Callable[..., ChangeSet]
) -> None:
    noise = "".join(chr(0x4E00 + n) for n in random.Random(5).choices(range(20_000), k=9_000))
    person = Change(
        "person", "p", (epoch, 0), {"household": "h-a", "name": "冉小禾", "id_number": noise}, new=True
    )
    status, answer = wire.push(epoch, good("a"), good("b", changes=[person]))
    assert status == 200
    assert answer["outcomes"]["b"]["code"] == "too-long"


def test_a_body_without_even_an_id_stops_the_push_with_its_number(
    town: Town, wire: Wire, epoch: str, good: Callable[..., ChangeSet]
) -> None:
    before = count(town)
    for body in (
        b"{}",
        b"7",
        b'{"id":""}',
        b'{"id":"a\\u0000"}',
        b'{"id":7}',
        b'{"id":"' + b"x" * 65 + b'"}',
    ):
        status, answer = wire.push(epoch, good("a"), body)
        assert (status, answer["code"], answer["params"]) == (400, "malformed", {"seq": 2})
    deep = values_with(good("b")).replace(b'"3"', b"[" * 5000 + b"]" * 5000)
    assert wire.push(epoch, good("a"), deep) == (400, {"code": "malformed"})
    assert count(town) == before


def test_sets_of_a_later_edition_that_are_not_understood_wait_at_the_desk(
    town: Town, wire: Wire, epoch: str, good: Callable[..., ChangeSet]
) -> None:
    before = count(town)
    later = f'{{"id":"a","edition":{EDITION + 1},"changes":"said otherwise"}}'.encode()
    status, answer = wire.push(epoch, later)
    assert (status, answer["code"], answer["params"]) == (409, "newer-edition", {"edition": EDITION})
    assert count(town) == before


def test_too_many_sets_at_once_are_refused_whole(
    town: Town, wire: Wire, epoch: str, good: Callable[..., ChangeSet]
) -> None:
    before = count(town)
    status, answer = wire.push(epoch, *[good(f"s{n}") for n in range(201)])
    assert (status, answer["code"], answer["params"]) == (413, "too-many-sets", {"limit": 200})
    assert count(town) == before


def test_the_same_row_made_twice_in_two_communities_is_refused_the_second_time(
    town: Town, wire: Wire, epoch: str, good: Callable[..., ChangeSet]
) -> None:
    (one,) = good("a").changes
    elsewhere = msgspec.structs.replace(one, values=one.values | {"community": "donglu"})
    status, answer = wire.push(epoch, good("a"), good("b", changes=[elsewhere]))
    assert status == 200
    assert [o["status"] for o in answer["outcomes"].values()] == ["applied", "rejected"]


def test_what_arrives_is_kept_as_it_was_written(town: Town, wire: Wire, epoch: str, good: Any) -> None:
    body = to_body(good("a"))
    loose = json.dumps(json.loads(body), indent=3).encode()
    assert wire.push(epoch, loose)[0] == 200
    with town.center.reading() as connection:
        kept = connection.scalar(select(tables.change_set.c.body).where(tables.change_set.c.id == "a"))
    assert bytes(kept) == loose

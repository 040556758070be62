"""The ledger: whose sets it takes, once each, and that one which the database refuses harms no other."""

from __future__ import annotations

import uuid
from typing import Any

import msgspec
import pytest
from sqlalchemy import delete, insert, select

from center import tables
from center.writing import REVIEWS
from deskapp.models.actor import Actor
from deskapp.models.change import NO_CHAIN, Change, ChangeSet, next_chain, signed_text, to_body
from deskapp.models.wire import Envelope, Push
from tests.people import adding, household
from tests.town import RoadError, Seat, Town


def a_set(seat: Seat, id: str, *changes: Change) -> ChangeSet:
    return ChangeSet(id, seat.desk.actor.id, "add", 1, "2026-11-24T01:00:00Z", None, None, list(changes))


def a_home(id: str, **more: Any) -> Change:
    values = {"community": "houbao", "building": "3", "room": id, "vacant": False}
    return Change("household", id, ("e", 0), values | more, new=True)


def push(seat: Seat, first: int, prev: bytes, *sets: ChangeSet) -> tuple[dict[str, str], bytes]:
    """{set: status} and the chain after them."""
    key, chain, envelopes = seat.desk.store.device, prev, []
    for n, change_set in enumerate(sets, first):
        body = to_body(change_set)
        chain = next_chain(chain, body)
        sig = key.sign(signed_text(key.id, n, chain)).hex()
        envelopes.append(Envelope(n, sig, msgspec.Raw(body)))
    request = Push(seat.desk.store.text("epoch"), key.id, first, prev.hex(), envelopes)
    return {id: o.status for id, o in seat.road.push(request).outcomes.items()}, chain


def test_a_number_that_was_used_is_not_used_for_another_set(town: Town, seat: Seat) -> None:
    push(seat, 1, NO_CHAIN, a_set(seat, "a", a_home("1")), a_set(seat, "b", a_home("2")))
    for sets in (["c"], ["a", "c"], ["a", "b", "c"]):
        listed = [a_set(seat, id, a_home({"a": "1", "b": "2"}.get(id, "3"))) for id in sets]
        if sets[-1] == "c" and len(sets) == 3:
            assert push(seat, 1, NO_CHAIN, *listed)[0] == dict.fromkeys("abc", "applied")
        else:
            with pytest.raises(RoadError, match="fork"):
                push(seat, 1, NO_CHAIN, *listed)


def test_a_set_that_comes_by_two_devices_is_taken_once_and_answered_twice(town: Town, seat: Seat) -> None:
    other = town.join("houbao")
    one = a_set(seat, "a", a_home("1"))
    assert push(seat, 1, NO_CHAIN, one)[0] == {"a": "applied"}
    assert push(other, 1, NO_CHAIN, one)[0] == {"a": "applied"}
    assert [r["rev"] for r in town.center_rows("household")] == [1]
    third = town.join("houbao")
    third.sync()
    assert third.row("household", "1") is not None


def test_what_the_database_itself_refuses_is_refused_alone(town: Town, seat: Seat) -> None:
    doubtful = a_set(seat, "b", a_home("2", room=""))
    taken = str(uuid.uuid5(REVIEWS, "b|household|2"))
    values = {
        "row_kind": "household",
        "row": "1",
        "change_set": "x",
        "reason": "x",
        "details": {},
        "state": "open",
    }
    review = Change("review", taken, ("e", 0), values | {"details": {}}, new=True)
    sets = [a_set(seat, "a", a_home("1"), review), doubtful, a_set(seat, "c", a_home("3"))]
    statuses, _ = push(seat, 1, NO_CHAIN, *sets)
    assert statuses == {"a": "applied", "b": "rejected", "c": "applied"}
    assert {r["id"] for r in town.center_rows("household")} == {"1", "3"}
    envelope, kept = tables.envelope.c, tables.change_set.c
    with town.center.reading() as connection:
        ours = select(envelope.seq, envelope.change_set).where(envelope.device == seat.desk.store.device.id)
        assert connection.execute(ours.order_by(envelope.seq)).fetchall() == [(1, "a"), (2, "b"), (3, "c")]
        assert set(connection.scalars(select(kept.id))) >= {"a", "b", "c"}
    assert push(seat, 1, NO_CHAIN, *sets)[0] == statuses
    other = town.join("houbao")
    other.sync()
    assert town.difference(other) == {}


def test_a_device_of_one_community_carries_nothing_for_another(town: Town, seat: Seat) -> None:
    guest = town.user("donglu")
    with town.center.writing() as connection:
        connection.execute(insert(tables.device_user).values(device=seat.desk.store.device.id, user=guest))
    seat.desk.actor = Actor(guest, "x", "community_worker", "donglu")
    seat.do(adding(household("1", "donglu")))
    assert [o.code for o in seat.sync().outcomes.values()] == ["not-yours"]


def test_a_role_that_may_not_write_here_does_not(town: Town) -> None:
    seat = town.join("houbao", "operator")
    seat.desk.actor = Actor(seat.desk.actor.id, "x", "community_worker", "houbao")
    seat.do(adding(household()))
    assert [o.code for o in seat.sync().outcomes.values()] == ["not-yours"]


def test_an_author_without_a_seat_at_the_device_is_no_author(town: Town, seat: Seat) -> None:
    seat.do(adding(household()))
    with town.center.writing() as connection:
        connection.execute(delete(tables.device_user))
    statuses = {o.code for o in _pushed(seat).values()}
    assert statuses == {"author_inactive"}
    assert town.center_rows("household") == []


def _pushed(seat: Seat) -> dict[str, Any]:
    found: dict[str, Any] = {}
    real = seat.road.push

    def listen(request: Push) -> Any:
        answer = real(request)
        found.update(answer.outcomes)
        return answer

    seat.road.push = listen
    seat.sync()
    return found


@pytest.mark.parametrize("together", [True, False], ids=["in one push", "in two"])
def test_a_set_that_is_said_twice_by_one_device_is_malformed(town: Town, seat: Seat, together: bool) -> None:
    one = a_set(seat, "a", a_home("1"))
    if together:
        with pytest.raises(RoadError, match="malformed"):
            push(seat, 1, NO_CHAIN, one, one)
        assert town.center_rows("household") == []
    _, chain = push(seat, 1, NO_CHAIN, one)
    with pytest.raises(RoadError, match="malformed"):
        push(seat, 2, chain, one)
    assert push(seat, 2, chain, a_set(seat, "b", a_home("2")))[0] == {"b": "applied"}

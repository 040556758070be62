"""Waiting at the center: told at once what moved, never what one may not read, and no thread is held."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from center import hub as hubs
from center import registry, seats
from center.hub import Hub, heads
from deskapp.models.wire import Wait
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, RoadError
from tests.center.wire import Wire
from tests.people import adding, household
from tests.process import CenterProcess
from tests.town import Seat, Town


def here(seat: Seat) -> dict[str, int]:
    with seat.desk.store.engine.connect() as connection:
        return {scope: cursor.seq for scope, cursor in courier_cursors(connection).items()}


def courier_cursors(connection: Any) -> Any:
    from deskapp.sync.apply import cursors

    return cursors(connection)


def question(seat: Seat, told: dict[str, int]) -> bytes:
    store = seat.desk.store
    return json.dumps({"epoch": store.text("epoch"), "device": store.device.id, "heads": told}).encode()


def save(seat: Seat, room: str = "501") -> None:
    seat.do(adding(household(room, seat.desk.actor.unit)))
    seat.sync()


# --- the hub by itself, on one event loop


class Counted:
    """The scopes as they stand, and how often somebody looked."""

    def __init__(self) -> None:
        self.heads = {"a/x": 1, "b/x": 1}
        self.looks = 0

    def __call__(self) -> dict[str, int]:
        self.looks += 1
        return dict(self.heads)


def test_thousands_wait_on_one_look_a_second_and_hold_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "LOOK_EVERY", 0.02)
    look = Counted()

    async def all_wait() -> tuple[int, list[dict[str, int]]]:
        hub, before = Hub(look), threading.active_count()
        asked = [asyncio.create_task(hub.wait({"a/x": 1, "b/x": 1}, 30)) for _ in range(5_000)]
        while look.looks < 3:
            await asyncio.sleep(0.01)
        assert hub.waiting == 5_000
        more = threading.active_count() - before
        look.heads = {"a/x": 1, "b/x": 2}
        answers = await asyncio.gather(*asked)
        assert hub.waiting == 0
        return more, answers

    more, answers = asyncio.run(all_wait())
    assert more <= 2
    assert answers == [{"b/x": 2}] * 5_000
    assert look.looks < 50


def test_a_bump_is_heard_without_waiting_for_the_next_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hubs, "LOOK_EVERY", 3600.0)
    look = Counted()

    async def one_waits() -> dict[str, int]:
        hub = Hub(look)
        asked = asyncio.create_task(hub.wait({"a/x": 1}, 30))
        while look.looks < 1:
            await asyncio.sleep(0.01)
        look.heads["a/x"] = 2
        hub.bump()
        return await asyncio.wait_for(asked, 10)

    assert asyncio.run(one_waits()) == {"a/x": 2}


def test_what_moved_between_two_questions_is_answered_at_once() -> None:
    look = Counted()

    async def late() -> dict[str, int]:
        hub = Hub(look)
        return await asyncio.wait_for(hub.wait({"a/x": 0}, 30), 10)

    assert asyncio.run(late()) == {"a/x": 1}


def test_who_is_not_told_of_anything_is_answered_with_nothing_and_nobody_looks_on() -> None:
    look = Counted()

    async def in_vain() -> tuple[dict[str, int], int]:
        hub = Hub(look)
        answer = await hub.wait({"a/x": 1}, 0.05)
        return answer, hub.waiting

    assert asyncio.run(in_vain()) == ({}, 0)


def test_when_the_center_ends_all_are_answered() -> None:
    async def ends() -> list[dict[str, int]]:
        hub = Hub(Counted())
        asked = [asyncio.create_task(hub.wait({"a/x": 1}, 3600)) for _ in range(10)]
        await asyncio.sleep(0)
        hub.close()
        asked.append(asyncio.create_task(hub.wait({"a/x": 1}, 3600)))
        return await asyncio.wait_for(asyncio.gather(*asked), 10)

    assert asyncio.run(ends()) == [{}] * 11


def test_a_look_that_fails_is_followed_by_the_next(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(hubs, "LOOK_EVERY", 0.02)
    look = Counted()

    def sometimes() -> dict[str, int]:
        found = look()
        if look.looks == 1:
            raise OSError("秘密")
        return found | {"a/x": 2}

    assert asyncio.run(Hub(sometimes).wait({"a/x": 1}, 30)) == {"a/x": 2}
    assert "OSError" in caplog.text
    assert "秘密" not in caplog.text


# --- the route


def test_a_desk_hears_of_its_own_scopes_only(town: Town, seat: Seat, wire: Wire) -> None:
    other = town.join("donglu")
    other.sync()
    seat.sync()
    told = here(seat)
    save(other)
    status, answer = wire.send("wait", question(seat, {s: 0 for s in told} | {"donglu/roster": 0}))
    assert status == 200
    assert answer["moved"].keys() <= told.keys()
    assert "donglu" not in json.dumps(answer)


def test_a_question_spends_no_nonce_and_may_be_said_again(town: Town, seat: Seat, wire: Wire) -> None:
    body = question(seat, {})
    headers = wire.headers("POST", "/sync/v1/wait", body, "1-" + "0" * 16)
    first = wire.raw("POST", "/sync/v1/wait", body, headers)
    assert first == wire.raw("POST", "/sync/v1/wait", body, headers)
    assert first[0] == 200
    seat.sync()


def test_another_epoch_and_another_device_get_nothing(town: Town, seat: Seat, wire: Wire) -> None:
    store = seat.desk.store
    asked = {"epoch": "other", "device": store.device.id, "heads": {}}
    status, answer = wire.send("wait", json.dumps(asked).encode())
    assert (status, answer["code"], answer["epoch"]) == (409, "epoch", store.text("epoch"))
    status, answer = wire.send("wait", question(town.join("houbao"), {}))
    assert (status, answer) == (401, {"code": "unknown-device"})


# --- on a real wire


@pytest.fixture
def center(town: Town, seat: Seat) -> Iterator[CenterProcess]:
    process = CenterProcess(town.folder / "center")
    yield process
    process.kill()


def road(center: CenterProcess, seat: Seat) -> HttpRoad:
    return HttpRoad(center.address, seat.desk.store.device, Nonces())


def asking(center: CenterProcess, seat: Seat) -> Wait:
    return Wait(seat.desk.store.text("epoch"), seat.desk.store.device.id, here(seat))


class Asked(threading.Thread):
    """A question under way on a road of its own."""

    def __init__(self, road: HttpRoad, question: Wait) -> None:
        super().__init__()
        self.road, self.question = road, question
        self.answer: Any = None
        self.start()

    def run(self) -> None:
        try:
            self.answer = self.road.wait(self.question).moved
        except RoadError as error:
            self.answer = error.code

    def wait_until_under_way(self) -> None:
        until = time.monotonic() + 20
        while not self.road.waits:
            assert time.monotonic() < until
            self.join(0.01)


def test_a_save_of_one_desk_is_told_to_another_within_a_second(
    town: Town, seat: Seat, center: CenterProcess
) -> None:
    other = town.join("houbao")
    other.sync()
    seat.sync()
    asked = Asked(road(center, seat), asking(center, seat))
    asked.wait_until_under_way()
    other.road = road(center, other)
    begun = time.monotonic()
    save(other)
    asked.join(30)
    assert time.monotonic() - begun < 1.5
    assert asked.answer == {"houbao/roster": 1}
    other.road.close()
    asked.road.close()


def test_what_another_process_writes_is_told_too(town: Town, seat: Seat, center: CenterProcess) -> None:
    asked = Asked(road(center, seat), asking(center, seat))
    asked.wait_until_under_way()
    registry.add_user(town.center, "岑若水", "community_worker", "houbao", town.clock)
    asked.join(30)
    assert asked.answer.keys() == {"street/public"}
    asked.road.close()


def test_a_desk_cuts_its_own_question_short(town: Town, seat: Seat, center: CenterProcess) -> None:
    asked = Asked(road(center, seat), asking(center, seat))
    asked.wait_until_under_way()
    begun = time.monotonic()
    asked.road.cut()
    asked.join(30)
    assert time.monotonic() - begun < 1
    assert asked.answer == "unreachable"
    asked.road.close()


def test_a_center_that_is_told_to_end_does_not_wait_for_those_who_wait(
    town: Town, seat: Seat, center: CenterProcess
) -> None:
    asked = [Asked(road(center, seat), asking(center, seat)) for _ in range(20)]
    for each in asked:
        each.wait_until_under_way()
    begun = time.monotonic()
    assert center.end() == 0
    assert time.monotonic() - begun < 5
    for each in asked:
        each.join(30)
        assert each.answer in ({}, "unreachable")
        each.road.close()


def test_a_device_that_lost_its_seat_hears_nothing_any_more(town: Town, seat: Seat, wire: Wire) -> None:
    seats.revoke(town.center, seat.desk.store.device.id)
    assert wire.send("wait", question(seat, {})) == (403, {"code": "revoked"})


def test_the_heads_are_those_of_the_scopes(town: Town, seat: Seat) -> None:
    save(seat)
    assert heads(town.center)["houbao/roster"] == 1

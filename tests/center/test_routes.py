"""Every route: without a valid signature, with another key, replayed or changed, one gets nothing."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest
from sqlalchemy import select, update

from center import tables
from center.app import ENROLMENTS_A_MINUTE, make_app
from center.database import Database
from deskapp.models import signature
from deskapp.models.address import is_loopback
from deskapp.models.clock import ClockAt
from deskapp.models.wire import PROTOCOL, Enrol
from deskapp.store.lock import DeviceKey
from deskapp.sync.road import RoadError, check_address
from tests.center.bodies import body_for
from tests.center.conftest import client
from tests.center.wire import Wire
from tests.people import adding, household, person, visit
from tests.town import Seat, Town

Route = tuple[str, str]
Forge = Callable[[Wire, str, str, bytes], tuple[bytes, str, dict[str, str]]]


def routes_of_the_app() -> list[Route]:
    """(method, path) of every handler of the protocol: a new one is in these tests without being named."""
    app = make_app(Database("sqlite://"), ClockAt("2026-11-24T01:00:00Z"))
    return sorted(
        (method, route.path)
        for route in app.routes
        for method in getattr(route, "methods", ["GET"])
        if method != "OPTIONS" and not route.path.startswith("/page")  # tests/center/test_page.py
    )


ROUTES = routes_of_the_app()


@pytest.fixture
def secrets(town: Town, seat: Seat) -> list[str]:
    """Words that are at the center and that nobody unsigned may see in an answer."""
    home = seat.do(adding(household(note="秘密住户")))
    seat.do(adding(person(home, "秘密姓名")))
    seat.do(adding(visit(home, seat.desk.actor.id, note="秘密走访")))
    seat.sync()
    return ["秘密", home, seat.desk.store.text("epoch"), seat.desk.actor.id]


def unsigned(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
    return body, path, {"content-type": "application/json"}


def without(header: str) -> Forge:
    def forge(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
        headers = wire.headers(method, path, body)
        del headers[header]
        return body, path, headers

    return forge


def forged(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
    made_up = "hutong=:" + base64.b64encode(bytes(64)).decode() + ":"
    return body, path, wire.headers(method, path, body) | {"signature": made_up}


def by_another_key(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
    mine = Wire(wire.client, DeviceKey.new()).headers(method, path, body, "99999-" + "0" * 16)
    theirs = wire.headers(method, path, body, "99999-" + "0" * 16)
    return body, path, theirs | {"signature": mine["signature"]}


def of_a_stranger(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
    return body, path, Wire(wire.client, DeviceKey.new()).headers(method, path, body)


def body_changed(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
    headers = wire.headers(method, path, body)
    other = body + b" "
    return other, path, headers


def body_and_digest_changed(
    wire: Wire, method: str, path: str, body: bytes
) -> tuple[bytes, str, dict[str, str]]:
    headers = wire.headers(method, path, body)
    other = body + b" "
    return other, path, headers | {"content-digest": signature.content_digest(other)}


def signed_for_another_path(
    wire: Wire, method: str, path: str, body: bytes
) -> tuple[bytes, str, dict[str, str]]:
    return body, path, wire.headers(method, path + "x", body)


def signed_for_another_method(
    wire: Wire, method: str, path: str, body: bytes
) -> tuple[bytes, str, dict[str, str]]:
    return body, path, wire.headers("PUT", path, body)


def of_another_shape(wire: Wire, method: str, path: str, body: bytes) -> tuple[bytes, str, dict[str, str]]:
    headers = wire.headers(method, path, body)
    weaker = headers["signature-input"].replace(' "content-digest"', "")
    return body, path, headers | {"signature-input": weaker}


FORGERIES: dict[str, Forge] = {
    "unsigned": unsigned,
    "no signature": without("signature"),
    "no input": without("signature-input"),
    "no digest": without("content-digest"),
    "forged": forged,
    "another key": by_another_key,
    "a stranger": of_a_stranger,
    "body changed": body_changed,
    "body and digest changed": body_and_digest_changed,
    "another path": signed_for_another_path,
    "another method": signed_for_another_method,
    "another shape": of_another_shape,
}
WITHOUT_BODY = {"body changed"}  # a GET has no body one could change: what is sent along is not read


def test_there_are_the_routes_we_know_of() -> None:
    files = [f"files/{name}" for name in ("complete", "fetch", "offer", "put", "status")]
    names = ["status", "enrol", *files, "manifest", "pull", "push", "renew", "rows", "wait"]
    assert [path for _, path in ROUTES] == [PROTOCOL + name for name in names]


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_request_without_a_valid_signature_gets_nothing(
    town: Town, seat: Seat, wire: Wire, secrets: list[str], forgery: str
) -> None:
    for method, path in ROUTES:
        if method == "GET" and forgery in WITHOUT_BODY:
            continue
        good = body_for(town, seat, path)
        before = stored(town)
        body, where, headers = FORGERIES[forgery](wire, method, path, good)
        status, answer = wire.raw(method, where, body, headers)
        assert (status, answer.keys()) == (401, {"code"}), path
        assert not any(secret in json.dumps(answer, ensure_ascii=False) for secret in secrets)
        assert stored(town) == before


def stored(town: Town) -> list[Any]:
    with town.center.reading() as connection:
        listed = [tables.device, tables.device_user, tables.change_set, tables.envelope, tables.scope]
        listed += [tables.blob, tables.blob_part]
        return [connection.execute(select(t).order_by(*t.primary_key)).fetchall() for t in listed]


RENEWING = PROTOCOL + "renew"
"""Is signed by a key that is new, so that no device known here can ask it: tests/sync/test_renewal.py."""
BESIDE = tuple(PROTOCOL + name for name in ("files/", "manifest", "rows", "wait"))
"""What changes nothing, or is named by its content, may be said again."""
ASKED = [route for route in ROUTES if route[1] != RENEWING]


@pytest.mark.parametrize("route", ASKED, ids=" ".join)
def test_the_same_request_with_a_valid_signature_is_answered(
    town: Town, seat: Seat, wire: Wire, route: Route
) -> None:
    method, path = route
    body = body_for(town, seat, path)
    status, answer = wire.raw(method, path, body, wire.headers(method, path, body))
    assert status == 200, answer


@pytest.mark.parametrize("route", ASKED, ids=" ".join)
def test_a_request_said_again_changes_nothing_and_only_what_may_be_is_answered(
    town: Town, seat: Seat, wire: Wire, route: Route
) -> None:
    method, path = route
    body = body_for(town, seat, path)
    headers = wire.headers(method, path, body)
    wire.raw(method, path, body, headers)
    before = stored(town)
    status, answer = wire.raw(method, path, body, headers)
    if path.endswith("enrol"):  # for its 15 minutes: the answer may have been lost (docs/security.md)
        assert (status, answer["device"]) == (200, wire.key.id)
    elif path.startswith(BESIDE):
        assert status == 200
    else:
        assert (status, answer["code"]) == (409, "replayed")
        assert answer["nonce"] == headers["signature-input"].split('nonce="')[1].split('"')[0]
    assert stored(town) == before


@pytest.mark.parametrize("route", [r for r in ASKED if not r[1].endswith("enrol")], ids=" ".join)
@pytest.mark.parametrize("status", ["retired", "revoked"])
def test_a_device_that_is_out_gets_nothing(
    town: Town, seat: Seat, wire: Wire, secrets: list[str], route: Route, status: str
) -> None:
    method, path = route
    with town.center.writing() as connection:
        table = tables.device
        connection.execute(update(table).where(table.c.id == wire.key.id).values(status=status))
    body = body_for(town, seat, path)
    code, answer = wire.raw(method, path, body, wire.headers(method, path, body))
    assert (code, answer) == (403, {"code": status})


def test_a_device_that_is_out_is_not_let_in_again_by_a_code(town: Town, seat: Seat, wire: Wire) -> None:
    with town.center.writing() as connection:
        connection.execute(update(tables.device).values(status="revoked"))
    status, answer = wire.send("enrol", body_for(town, seat, PROTOCOL + "enrol"))
    assert (status, answer["code"]) == (403, "device-of-another-unit")


@pytest.mark.parametrize("route", [r for r in ROUTES if r[1].endswith(("push", "pull"))], ids=" ".join)
def test_a_body_in_the_name_of_another_device_gets_nothing(
    town: Town, seat: Seat, wire: Wire, route: Route
) -> None:
    other = town.join("donglu")
    method, path = route
    body = body_for(town, other, path)
    before = stored(town)
    status, answer = wire.raw(method, path, body, wire.headers(method, path, body))
    assert (status, answer["code"]) in [(409, "fork"), (401, "unknown-device")]
    assert stored(town)[2:] == before[2:]


def test_cursors_of_another_community_bring_nothing_of_it(
    town: Town, seat: Seat, wire: Wire, secrets: list[str]
) -> None:
    other = town.join("donglu")
    theirs = Wire(wire.client, other.desk.store.device)
    cursors = {scope: {"seq": 0} for scope in ("houbao/roster", "houbao/field", "street/aid", "", "x/y")}
    asked = theirs.question(other.desk.store.text("epoch"), cursors=cursors)
    status, answer = theirs.send("pull", json.dumps(asked).encode())
    lines = answer.decode()
    assert status == 200
    footer = json.loads(lines.splitlines()[-1])
    assert footer["cursors"].keys() == {"street/public", "donglu/roster", "donglu/field", "donglu/papers"}
    assert footer["digests"].keys() == footer["heads"].keys() == footer["cursors"].keys()
    assert "秘密" not in lines
    assert "houbao/" not in lines
    assert footer["outcomes"] == {}


@pytest.fixture
def plain(town: Town, seat: Seat) -> Iterator[Any]:
    """A client that comes over plain HTTP from another machine."""
    from litestar.testing import TestClient

    with TestClient(make_app(town.center, town.clock), base_url="http://center.test") as found:
        yield found


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_plain_http_from_another_machine_gets_nothing(
    town: Town, seat: Seat, plain: Any, route: Route
) -> None:
    method, path = route
    wire, body = Wire(plain, seat.desk.store.device), body_for(town, seat, path)
    status, answer = wire.raw(method, path, body, wire.headers(method, path, body))
    assert (status, answer) == (403, {"code": "https-only"})


def test_an_unknown_path_or_method_is_no_secret_and_no_failure(town: Town, seat: Seat, wire: Wire) -> None:
    assert wire.raw("GET", "/", b"", {})[0] == 404
    assert wire.raw("POST", PROTOCOL + "status", b"", {})[0] == 405
    assert wire.raw("GET", PROTOCOL + "push", b"", {})[0] == 405


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost", True),
        ("", False),
        ("localhost.evil.test", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
        ("testclient", False),
    ],
)
def test_what_loopback_is(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


@pytest.mark.parametrize(
    "address", ["https://center.test", "http://127.0.0.1:8000/", "http://[::1]:80", "http://localhost"]
)
def test_addresses_a_desk_goes_to(address: str) -> None:
    assert check_address(address) == address.rstrip("/")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("http://center.test", "https-only"),
        ("http://127.0.0.1@center.test", "https-only"),
        ("http://localhost.center.test", "https-only"),
        ("http://127.1", "https-only"),
        ("HTTP://10.0.0.1", "https-only"),
        ("ftp://localhost", "bad-address"),
        ("localhost:8000", "bad-address"),
        ("http://", "bad-address"),
        ("http://[::1", "bad-address"),
        ("", "bad-address"),
    ],
)
def test_addresses_a_desk_does_not_go_to(address: str, code: str) -> None:
    with pytest.raises(RoadError, match=code):
        check_address(address)


__all__ = ["client"]


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_what_is_asked_behind_a_question_mark_is_not_signed_and_gets_nothing(
    town: Town, seat: Seat, wire: Wire, route: Route
) -> None:
    method, path = route
    body = body_for(town, seat, path)
    before = stored(town)
    status, answer = wire.raw(method, path + "?scope=donglu", body, wire.headers(method, path, body))
    assert (status, answer) == (401, {"code": "unsigned"})
    assert stored(town) == before


def test_enrolments_are_so_many_a_minute_and_no_other_route_waits_for_them(
    town: Town, seat: Seat, wire: Wire
) -> None:
    wrong = msgspec.json.encode(Enrol("BCDFGHJKLM", wire.key.public.hex()))
    said = [wire.send("enrol", wrong) for _ in range(ENROLMENTS_A_MINUTE + 1)]
    assert {(status, answer["code"]) for status, answer in said[:-1]} == {(403, "bad-code")}
    assert said[-1] == (429, {"code": "busy"})
    assert wire.send("status", method="GET")[0] == 200
    town.clock.advance(minutes=1)
    assert wire.send("enrol", body_for(town, seat, PROTOCOL + "enrol"))[0] == 200


def test_what_fails_is_logged_by_its_kind_and_place_never_by_its_words(
    town: Town, seat: Seat, wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    with town.center.writing() as connection:
        connection.execute(tables.device.update().values(nonce="秘密"))
    status, answer = wire.send("status", method="GET")
    assert (status, answer) == (500, {"code": "center-failed"})
    assert "ValueError at signature.py:" in caplog.text
    assert "devices.py:" in caplog.text
    assert "秘密" not in caplog.text

"""For every route a body with which the request would be answered."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import Any

import msgspec

from deskapp.models.blob import Part
from deskapp.models.change import renewal_text
from deskapp.models.wire import PROTOCOL, Enrol, Renew, Renewal
from deskapp.sync.files import send_files
from deskapp.sync.road import RoadError
from tests.people import adding, household
from tests.store.test_files import content
from tests.sync.test_files import put_to
from tests.town import Seat, Town


def body_for(town: Town, seat: Seat, path: str) -> bytes:
    """A body with which the request would be answered."""
    epoch = seat.desk.store.text("epoch")
    name = path.removeprefix(PROTOCOL)
    device = seat.desk.store.device
    if name == "enrol":
        code = town.code("houbao", town.user("houbao"))
        return msgspec.json.encode(Enrol(code, device.public.hex()))
    if name == "push":
        asked = {"epoch": epoch, "device": device.id, "from_seq": 1, "prev_chain": "0" * 64, "sets": []}
        return json.dumps(asked).encode()
    if name == "pull":
        asked = {"epoch": epoch, "device": device.id, "cursors": {}, "unsettled": 1, "edition": 1, "app": ""}
        return json.dumps(asked | {"waiting": 0, "attention": 0, "clock": "x"}).encode()
    if name == "renew":
        old = device.sign(renewal_text(device.id, device.public.hex(), 0)).hex()
        return msgspec.json.encode(Renew([Renewal(device.id, device.public.hex(), 0, old)]))
    if name == "manifest":
        return json.dumps({"epoch": epoch, "device": device.id, "scope": "houbao/roster"}).encode()
    if name == "rows":
        return json.dumps(
            {"epoch": epoch, "device": device.id, "scope": "houbao/roster", "rows": []}
        ).encode()
    if name == "wait":
        return json.dumps({"epoch": epoch, "device": device.id, "heads": {}}).encode()
    if name.startswith("files/"):
        return body_for_a_file(seat, name.removeprefix("files/"))
    assert name == "status", f"{path} is new: say here with which body it would be answered"
    return b""


def body_for_a_file(seat: Seat, name: str) -> bytes:
    """Of a file that the device has sent, if it is still in."""
    raw = content(9)
    sha256 = put_to(seat, seat.do(adding(household())), raw)
    with suppress(RoadError):
        seat.sync()
        send_files(seat.desk.store, seat.road)
    asked: dict[str, Any] = {"sha256": sha256}
    if name == "put":
        return msgspec.msgpack.encode(Part(sha256, 0, hashlib.sha256(raw).digest(), raw))
    if name == "offer":
        asked |= {"size": len(raw)}
    if name == "fetch":
        asked |= {"first": 0}
    return json.dumps(asked).encode()

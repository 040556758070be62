"""Devices: who may speak to the center at all, and that each request is said once and by them."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, RowMapping, Select, Update, bindparam, delete, insert, select, update

from center import settings, tables
from center.database import Database
from center.refusal import Refused
from deskapp.models import signature
from deskapp.models.actor import Actor
from deskapp.models.change import NO_CHAIN
from deskapp.models.clock import Clock, iso
from deskapp.models.record import table_of
from deskapp.models.signature import fingerprint
from deskapp.models.wire import Enrol, Enrolled, Refusal

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
ACTIVE, RENEWED, RETIRED = "active", "renewed", "retired"
SPEAKING = (ACTIVE, RENEWED)
OUT = (RETIRED, "revoked")
"""A renewed device may push; it pulls once the operator has confirmed it."""
CODE_NAME, CODE_LENGTH, CODE_MINUTES, CODE_TRIES = 3, 10, 15, 5
_device, _code, _seat = tables.device, tables.code, tables.device_user
_by_id = select(_device).where(_device.c.id == bindparam("id"))
_by_id_held = _by_id.with_for_update()


def authenticate(
    database: Database,
    method: str,
    path: str,
    headers: Any,
    body: bytes,
    public: bytes | None = None,
    *,
    once: bool = True,
) -> RowMapping | None:
    """The device that signed a request, or Refused. `public` (enrolment): only the signature is checked.

    `once`: the nonce counts as used, and must be higher than the last. What changes nothing and may be said
    again needs no count, and may go beside a round.
    """
    given = headers.get("signature-input", "")
    read = signature.read_input(given)
    sig = signature.read_signature(headers.get("signature", ""))
    digest = signature.content_digest(body)
    if read is None or sig is None or headers.get("content-digest", "") != digest:
        raise Refused("unsigned", 401)
    device_id, nonce = read
    found = None
    if public is None:
        with database.reading() as connection:
            found = connection.execute(_by_id, {"id": device_id}).mappings().first()
        public = found["key"] if found else None
    if public is None or fingerprint(public) != device_id:
        raise Refused("unknown-device", 401)
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(
            sig, signature.signature_base(method, path, digest, given)
        )
    except (InvalidSignature, ValueError):
        raise Refused("unsigned", 401) from None
    if found is None:
        return None
    _check_status(found["status"])
    return spend(database, device_id, nonce) if once else found


def check_speaking(database: Database, device_id: str) -> None:
    """Raises Refused unless the device is known and may speak."""
    with database.reading() as connection:
        status = connection.scalar(select(_device.c.status).where(_device.c.id == device_id))
    if status is None:
        raise Refused("unknown-device", 401)
    _check_status(status)


def _check_status(status: str) -> None:
    if status not in SPEAKING:
        raise Refused(status, 403)


def spend(database: Database, device_id: str, nonce: str) -> RowMapping:
    """Counts a nonce as used, in a transaction of its own before anything is read for the answer."""
    with database.writing() as connection:
        return spend_in(connection, device_id, nonce)


def spend_in(
    connection: Connection, device_id: str, nonce: str, also: Mapping[str, Any] = MappingProxyType({})
) -> RowMapping:
    """The same in a transaction that is committed before anything is read for the answer.

    `also` is what else is noted of the device.
    """
    device = of(connection, device_id, held=True)
    if signature.nonce_number(nonce) <= signature.nonce_number(device["nonce"]):
        raise Refused("replayed", 409, Refusal("replayed", nonce=device["nonce"]))
    note(connection, device_id, {"nonce": nonce, **also})
    return device


def note(connection: Connection, device_id: str, noted: Mapping[str, Any]) -> None:
    """Writes down some of what the center keeps of a device."""
    connection.execute(
        _noting(tuple(noted)), {f"new_{name}": v for name, v in noted.items()} | {"of": device_id}
    )


@cache
def _noting(names: tuple[str, ...]) -> Update:
    new = {name: bindparam(f"new_{name}", type_=_device.c[name].type) for name in names}
    return update(_device).where(_device.c.id == bindparam("of")).values(**new)


def of(connection: Connection, device_id: str, *, held: bool = False) -> RowMapping:
    """A device that is known; `held` until the transaction's end."""
    return connection.execute(_by_id_held if held else _by_id, {"id": device_id}).mappings().one()


def nonce_of(headers: Any) -> str:
    """The nonce of a request whose signature was checked."""
    read = signature.read_input(headers.get("signature-input", ""))
    return read[1] if read else ""


def make_code(connection: Connection, unit: str, user: str | None, clock: Clock) -> str:
    """A one-time code for a new device of a unit; its first letters name it, the rest is the secret."""
    connection.execute(delete(_code).where(_code.c.until < iso(clock.now())))
    while True:
        code = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH))
        if connection.execute(select(_code).where(_code.c.name == code[:CODE_NAME])).first() is None:
            break
    connection.execute(
        insert(_code).values(
            name=code[:CODE_NAME],
            digest=_digest(code),
            unit=unit,
            user=user,
            until=iso(clock.now() + timedelta(minutes=CODE_MINUTES)),
            tries=0,
        )
    )
    return code


def enrol(database: Database, request: Enrol, clock: Clock) -> Enrolled:
    """Lets a device in, or another user onto a device that is in, on a one-time code.

    An answer may be lost: the same device may ask again for the same user, and nobody else.
    """
    public = _public(request.key)
    code = request.code.upper().replace(" ", "").replace("-", "")
    with database.writing() as connection:
        row = (
            connection.execute(select(_code).where(_code.c.name == code[:CODE_NAME]).with_for_update())
            .mappings()
            .first()
        )
        used = row is not None and row["used_by"] not in (None, fingerprint(public))
        if row is None or used or row["tries"] >= CODE_TRIES or row["until"] < iso(clock.now()):
            raise Refused("bad-code", 403)
        right = secrets.compare_digest(row["digest"], _digest(code))
        values: dict[str, Any] = {"tries": row["tries"] + 1}
        if right:
            user = _user_for(connection, row, request.user)
            _seat_device(connection, public, row["unit"], user, request, clock)
            values = {"used_by": fingerprint(public), "user": user["id"]}
        connection.execute(update(_code).where(_code.c.name == row["name"]).values(**values))
        epoch = settings.epoch(connection)[1]
        recovery = settings.get(connection, "recovery_recipient")
        center = settings.get(connection, "center_id")
        sign, seal = (
            settings.get(connection, "stick_sign_public"),
            settings.get(connection, "stick_seal_public"),
        )
    if not right:
        raise Refused("bad-code", 403)
    unit = row["unit"]
    return Enrolled(
        fingerprint(public),
        unit,
        epoch,
        user["id"],
        user["name"],
        user["role"],
        recovery,
        center,
        iso(clock.now()),
        sign,
        seal,
    )


def actors_of(connection: Connection, device_id: str) -> list[Actor]:
    """The active users with a seat at a device."""
    return [Actor(*user) for user in connection.execute(_seated(), {"device": device_id})]


@cache
def _seated() -> Select[Any]:
    user = table_of("user").c
    joined = select(user.id, user.name, user.role, user.community).join(_seat, _seat.c.user == user.id)
    at_work = user.active.is_(True) & user.gone.is_(False)
    return joined.where(_seat.c.device == bindparam("device"), at_work)


def _user_for(connection: Connection, code: RowMapping, wanted: str | None) -> RowMapping:
    user = table_of("user")
    statement = select(user).where(
        user.c.community == code["unit"], user.c.gone.is_(False), user.c.active.is_(True)
    )
    found = [u for u in connection.execute(statement).mappings() if wanted in (u["id"], u["name"])]
    if code["user"]:
        found = [u for u in connection.execute(statement).mappings() if u["id"] == code["user"]]
        if wanted and found and wanted not in (found[0]["id"], found[0]["name"]):
            raise Refused("code-of-another-user", 403)
    if len(found) != 1:
        raise Refused("no-such-user" if not found else "which-user", 403, name=wanted or "")
    return found[0]


def _seat_device(
    connection: Connection, public: bytes, unit: str, user: RowMapping, request: Enrol, clock: Clock
) -> None:
    id = fingerprint(public)
    known = connection.execute(select(_device).where(_device.c.id == id)).mappings().first()
    if known is None:
        connection.execute(
            insert(_device).values(
                id=id,
                key=public,
                unit=unit,
                lineage=id,
                status="active",
                nonce="0-0",
                last_seq=0,
                last_chain=NO_CHAIN,
                durable_seq=0,
                enrolled_at=iso(clock.now()),
                app=request.app,
                edition=request.edition,
            )
        )
    elif known["unit"] != unit or known["status"] != "active":
        raise Refused("device-of-another-unit", 403)
    seat = select(_seat).where(_seat.c.device == id, _seat.c.user == user["id"])
    if connection.execute(seat).first() is None:
        connection.execute(insert(_seat).values(device=id, user=user["id"]))


def _public(text: str) -> bytes:
    try:
        public = bytes.fromhex(text)
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise Refused("bad-key", 400) from None
    return public


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()

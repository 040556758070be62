"""Renewals: a device that found a copy of itself, or that it was rolled back, goes on under a new number.

The old number is retired, so that every copy of it renews too; what a copy pushes is its own from then on.
"""

from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, RowMapping, insert, select, update

from center import ledger, settings, tables
from center.database import Database
from center.devices import ACTIVE, RENEWED, RETIRED
from center.refusal import Refused
from deskapp.models.change import NO_CHAIN, renewal_text
from deskapp.models.clock import Clock, iso
from deskapp.models.signature import fingerprint
from deskapp.models.wire import Renew, Renewal, Renewed

_device, _seat = tables.device, tables.device_user


def renew(database: Database, request: Renew, clock: Clock) -> Renewed:
    """Takes over a device's renewals, the oldest first; what is known already changes nothing.

    A center that was restored may lack the first of them, never the device they began with.
    Raises Refused("unknown-device") if it knows none of them, and for a forged or locked-out one.
    """
    newest = fingerprint(_public(request.renewals[-1].key))
    with database.writing() as connection:
        for renewal in request.renewals:
            _take(connection, renewal, request, clock)
        device = _find(connection, newest)
        if device is None:
            raise Refused("unknown-device", 401)
        epoch = settings.epoch(connection)[1]
    return Renewed(newest, epoch, device["status"] == ACTIVE)


def confirm(database: Database, id: str) -> None:
    """The operator agrees to a renewed device: from now on it pulls too. Raises Refused."""
    with database.writing() as connection:
        device = _find(connection, id)
        if device is None or id == ledger.CENTER:
            raise Refused("no-such-device", id=id)
        if device["status"] not in (ACTIVE, RENEWED):
            raise Refused(device["status"], 403)
        connection.execute(update(_device).where(_device.c.id == id).values(status=ACTIVE))


def _take(connection: Connection, renewal: Renewal, request: Renew, clock: Clock) -> None:
    public = _public(renewal.key)
    id = fingerprint(public)
    known, old = _find(connection, id), _find(connection, renewal.old)
    if known is not None:
        if known["parent"] != renewal.old or known["parent_seq"] != renewal.parent_seq:
            raise Refused("fork", 409)
        return
    if old is None:
        return
    _verify(old, renewal)
    if old["status"] not in (ACTIVE, RENEWED, RETIRED):
        raise Refused(old["status"], 403)
    connection.execute(update(_device).where(_device.c.id == old["id"]).values(status=RETIRED))
    copied: dict[str, Any] = {name: old[name] for name in ("unit", "lineage")}
    copied |= {"app": request.app[:64], "edition": request.edition}
    fresh: dict[str, Any] = {"nonce": "0-0", "last_seq": 0, "last_chain": NO_CHAIN, "durable_seq": 0}
    connection.execute(
        insert(_device).values(
            id=id,
            key=public,
            parent=old["id"],
            parent_seq=renewal.parent_seq,
            status=RENEWED,
            enrolled_at=iso(clock.now()),
            **copied,
            **fresh,
        )
    )
    users = connection.scalars(select(_seat.c.user).where(_seat.c.device == old["id"])).all()
    if users:
        connection.execute(insert(_seat), [{"device": id, "user": user} for user in users])


def _verify(old: RowMapping, renewal: Renewal) -> None:
    text = renewal_text(renewal.old, renewal.key, renewal.parent_seq)
    try:
        Ed25519PublicKey.from_public_bytes(old["key"]).verify(bytes.fromhex(renewal.sig), text)
    except (InvalidSignature, ValueError):
        raise Refused("bad-signature", 401) from None


def _find(connection: Connection, id: str) -> RowMapping | None:
    """A device, its row locked until this is over."""
    return connection.execute(select(_device).where(_device.c.id == id).with_for_update()).mappings().first()


def _public(text: str) -> bytes:
    try:
        public = bytes.fromhex(text)
        Ed25519PublicKey.from_public_bytes(public)
    except ValueError:
        raise Refused("bad-key", 400) from None
    return public

"""Sticks: a desk's round that came as a file, answered with a file; the same ledger and the same pull."""

from typing import Any

import msgspec
import pyrage
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import Connection, RowMapping, select

from center import devices, ledger, renewals, settings, tables
from center import pull as pulling
from center.database import Database
from center.refusal import Refused
from deskapp.models import bundle
from deskapp.models.bundle import BACK, OUT, Back, BadBundle, Header, Out
from deskapp.models.clock import Clock, iso
from deskapp.models.paging import after
from deskapp.models.signature import fingerprint
from deskapp.models.wire import Footer, Pull, Push, Pushed, Refusal, Renew, Renewal

SIGN, SEAL = "stick_sign", "stick_seal"
PAGES = 500
_footer, _push = msgspec.json.Decoder(Footer), msgspec.json.Decoder(Push)
_device = tables.device


def make_keys(connection: Connection) -> None:
    """The center's keys for sticks, once for its life: they go with its database into every backup.

    A desk is told the public halves when it enrols: whose signature it believes, to whom it seals.
    """
    if settings.get(connection, SIGN):
        return
    private, seal = Ed25519PrivateKey.generate(), pyrage.x25519.Identity.generate()
    raw = serialization.Encoding.Raw
    secret = private.private_bytes(raw, serialization.PrivateFormat.Raw, serialization.NoEncryption())
    settings.put(connection, SIGN, secret.hex())
    settings.put(connection, SEAL, str(seal))
    public = private.public_key().public_bytes(raw, serialization.PublicFormat.Raw)
    settings.put(connection, f"{SIGN}_public", public.hex())
    settings.put(connection, f"{SEAL}_public", str(seal.to_public()))


def answer(database: Database, file: bytes, clock: Clock) -> tuple[Header, bytes]:
    """Takes what a desk's file brings and makes the file that goes back; any order, any number of times.

    Raises BadBundle for a file that no known device wrote for this center: nothing of it is used then.
    """
    said = bundle.read_header(file)
    with database.reading() as connection:
        center = settings.get(connection, "center_id")
        keys = (settings.get(connection, SIGN), settings.get(connection, SEAL))
        device = _find(connection, said.device)
    if said.way != OUT or said.center != center:
        raise BadBundle("bundle-not-for-us")
    out, header = _open(file, device, said.device, keys[1])
    back = _round(database, header.device, out, clock)
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(keys[0]))
    fresh = Header(BACK, header.device, center, header.number)
    return fresh, bundle.pack(fresh, back, out.reply_to, private.sign)


def _open(file: bytes, device: RowMapping | None, id: str, seal: str) -> tuple[Out, Header]:
    """A device the center does not know may bring its renewals; its key must be what it says it is."""
    if device is not None:
        header, sealed = bundle.check(file, device["key"])
        return bundle.unseal(sealed, seal, Out), header
    *_, sealed = bundle.parts(file)
    out = bundle.unseal(sealed, seal, Out)
    key = bytes.fromhex(out.renewals[-1].key) if out.renewals and _is_hex(out.renewals[-1]) else b""
    if fingerprint(key) != id:
        raise BadBundle("bundle-unknown-device")
    header, _ = bundle.check(file, key)
    return out, header


def _is_hex(renewal: Renewal) -> bool:
    try:
        return len(bytes.fromhex(renewal.key)) == 32
    except ValueError:
        return False


def _round(database: Database, id: str, out: Out, clock: Clock) -> Back:
    pushed: Pushed | None = None
    refusal: Refusal | None = None
    pages: list[bytes] = []
    try:
        if out.renewals:
            renewals.renew(database, Renew(out.renewals, out.question.app, out.question.edition), clock)
        devices.check_speaking(database, id)
        for push in out.pushes:
            pushed = ledger.push(database, id, _push.decode(push), clock, "stick")
        pages = _pages(database, id, out.question, clock)
    except Refused as refused:
        refusal = refused.refusal
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        refusal = Refusal("malformed")
    return Back(len(out.pushes), pushed, refusal, pages, iso(clock.now()), out.question.cursors)


def _pages(database: Database, id: str, question: Pull, clock: Clock) -> list[bytes]:
    pages: list[bytes] = []
    while len(pages) < PAGES:
        pages.append(pulling.pull(database, id, question, clock, carried=True))
        footer = _footer.decode(pages[-1].rstrip(b"\n").rpartition(b"\n")[2])
        if not footer.more:
            break
        question = msgspec.structs.replace(question, cursors=after(question.cursors, footer))
    return pages


def _find(connection: Connection, id: str) -> Any:
    return (
        connection.execute(select(_device).where(_device.c.id == id, _device.c.id != "0")).mappings().first()
    )

"""ChangeSet: what one save altered, whole or not at all; the only thing that crosses the wire."""

import hashlib
from typing import Any

import msgspec

Base = tuple[str, int]
"""(epoch, rev) of the row as last pulled; rev 0 if the center never had it."""

NO_CHAIN = bytes(32)
UNDO = "undo"
SET_LIMIT = 200


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one save altered in one record: the new values and, for an edit, what stood there."""

    kind: str
    id: str
    base: Base
    values: dict[str, Any]
    new: bool = False
    was: dict[str, Any] = {}


class ChangeSet(msgspec.Struct, frozen=True):
    """One save: at most 200 changes, or a command with its args and none."""

    id: str
    author: str
    action: str
    edition: int
    made_at: str
    offset: int | None
    batch: str | None
    changes: list[Change]
    confirmed: list[str] = []
    args: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


_decoder = msgspec.json.Decoder(ChangeSet)


def to_body(change_set: ChangeSet) -> bytes:
    """Canonical JSON: UTF-8, sorted keys, no blanks. Written once; these bytes are kept, signed and sent."""
    return msgspec.json.encode(change_set, order="sorted")


def from_body(body: bytes) -> ChangeSet:
    """Raises msgspec.ValidationError or DecodeError if the bytes are no change set."""
    return _decoder.decode(body)


def next_chain(chain: bytes, body: bytes) -> bytes:
    """SHA-256 over the chain so far and the body's hash: number, order and content in 32 bytes."""
    return hashlib.sha256(chain + hashlib.sha256(body).digest()).digest()


def signed_text(device: str, seq: int, chain: bytes) -> bytes:
    """What a device signs for its set number `seq`."""
    return b"hutong set 1\n" + device.encode() + b"\n" + str(seq).encode() + b"\n" + chain


def inverse(change_set: ChangeSet, bases: dict[tuple[str, str], Base]) -> list[Change]:
    """The changes that undo a set: what stood there comes back, what was new is withdrawn."""
    undone = []
    for change in change_set.changes:
        base = bases.get((change.kind, change.id), change.base)
        if change.new:
            values: dict[str, Any] = {"gone": True}
            was: dict[str, Any] = {"gone": False}
        else:
            values = {name: change.was.get(name) for name in change.values}
            was = dict(change.values)
        undone.append(Change(change.kind, change.id, base, values, was=was))
    return undone

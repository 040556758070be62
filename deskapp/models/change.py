"""ChangeSet: what one save altered, whole or not at all; the only thing that crosses the wire."""

import hashlib
import unicodedata
from collections.abc import Collection
from typing import Annotated, Any

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=64, pattern=r"^[^\x00]*$")]
"""Something with a name: an id, a kind, an epoch. Not longer than an index can hold, without NUL."""
Number = Annotated[int, msgspec.Meta(ge=0, lt=2**31)]
Base = tuple[Annotated[str, msgspec.Meta(max_length=64)], Number]
"""(epoch, rev) of the row as last pulled; rev 0 if the center never had it."""

NO_CHAIN = bytes(32)
UNDO = "undo"
SET_LIMIT = 200


class Change(msgspec.Struct, frozen=True, omit_defaults=True):
    """What one save altered in one record: the new values and, for an edit, what stood there."""

    kind: Name
    id: Name
    base: Base
    values: dict[str, Any]
    new: bool = False
    was: dict[str, Any] = {}


class ChangeSet(msgspec.Struct, frozen=True):
    """One save: at most 200 changes, or a command with its args and none."""

    id: Name
    author: Name
    action: Name
    edition: Annotated[int, msgspec.Meta(ge=1, lt=2**31)]
    made_at: Name
    offset: int | None
    batch: Name | None
    changes: list[Change]
    confirmed: list[str] = []
    args: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET


_decoder = msgspec.json.Decoder(ChangeSet)


def to_body(change_set: ChangeSet) -> bytes:
    """Canonical JSON: UTF-8, sorted keys, no blanks. Written once; these bytes are kept, signed and sent."""
    return msgspec.json.encode(change_set, order="sorted")


def from_body(body: bytes) -> ChangeSet:
    """Raises msgspec.DecodeError if the bytes are no change set."""
    try:
        return _decoder.decode(body)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError("no JSON of ours") from error


def canonical(value: Any) -> Any:
    """A field's value as it is compared and as the center keeps it: texts in NFC. Bodies stay as written."""
    if isinstance(value, str):
        return value if value.isascii() else unicodedata.normalize("NFC", value)
    return (
        [canonical(each) if isinstance(each, str) else each for each in value]
        if isinstance(value, list)
        else value
    )


def next_chain(chain: bytes, body: bytes) -> bytes:
    """SHA-256 over the chain so far and the body's hash: number, order and content in 32 bytes."""
    return hashlib.sha256(chain + hashlib.sha256(body).digest()).digest()


def signed_text(device: str, seq: int, chain: bytes) -> bytes:
    """What a device signs for its set number `seq`."""
    return b"hutong set 1\n" + device.encode() + b"\n" + str(seq).encode() + b"\n" + chain


def renewal_text(old: str, key: str, parent_seq: int) -> bytes:
    """What a device's old key signs for its new one (hex): it keeps no set of its own up to `parent_seq`."""
    return f"hutong renew 1\n{old}\n{key}\n{parent_seq}".encode()


def without_values(body: bytes, keys: Collection[tuple[str, str]]) -> bytes:
    """A body without what it says of these rows; one that cannot be read is replaced by a mark."""
    try:
        change_set = from_body(body)
    except msgspec.DecodeError:
        return b'{"erased":true}'
    changes = [
        msgspec.structs.replace(c, values={}, was={}) if (c.kind, c.id) in keys else c
        for c in change_set.changes
    ]
    return to_body(msgspec.structs.replace(change_set, changes=changes))


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

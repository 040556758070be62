"""What a push, a pull and an outcome look like between a desk and the center."""

from typing import Annotated, Any

import msgspec

from deskapp.models.change import Number

PROTOCOL = "/sync/v1/"
PACK_FROM = 1024
"""Bytes from which a body is packed, either way."""
Word = Annotated[str, msgspec.Meta(max_length=64, pattern=r"^[^\x00]*$")]


class Outcome(msgspec.Struct, frozen=True, omit_defaults=True):
    """What became of a set: applied, applied_with_review, forwarded, blocked, rejected or retry_later."""

    status: str
    code: str | None = None
    params: dict[str, Any] = {}
    receipts: dict[str, int] = {}

    @property
    def final(self) -> bool:
        return self.status != "retry_later"

    @property
    def refused(self) -> bool:
        return self.status in ("blocked", "rejected")


class Enrol(msgspec.Struct, omit_defaults=True):
    """Asks to be let in: a one-time code and the public key (hex) that signs the request."""

    code: Word
    key: Word
    user: str | None = None
    app: Word = ""
    edition: Number = 1


class Enrolled(msgspec.Struct):
    """The center's answer: which device this is, where it belongs and who may sit at it."""

    device: str
    unit: str
    epoch: str
    user: str
    name: str
    role: str
    recovery: str
    center: str
    server_time: str
    sign: str = ""
    seal: str = ""


class Renewal(msgspec.Struct):
    """A device's new key, signed by its old one: what it had up to `parent_seq` is the old number's.

    `sig` (hex) is the old key's over `renewal_text`.
    """

    old: Word
    key: Word
    parent_seq: Number
    sig: Annotated[str, msgspec.Meta(max_length=256)]


class Renew(msgspec.Struct):
    """All renewals a device ever made, the oldest first; saying them again changes nothing."""

    renewals: Annotated[list[Renewal], msgspec.Meta(min_length=1, max_length=1000)]
    app: Word = ""
    edition: Number = 1


class Renewed(msgspec.Struct):
    """Under which number the center knows the device now; `confirmed` once its operator agreed to it."""

    device: str
    epoch: str
    confirmed: bool


class Envelope(msgspec.Struct):
    """A set on its way: its number, the signature over its chain, and the body as it was written."""

    seq: int
    sig: str
    body: msgspec.Raw


class Push(msgspec.Struct):
    """Sets from `from_seq` on, which the chain `prev_chain` leads up to (hex)."""

    epoch: str
    device: str
    from_seq: int
    prev_chain: str
    sets: list[Envelope]


class Pushed(msgspec.Struct):
    """A hint for the screen; sets are settled by a pull only."""

    last_seq: int
    last_chain: str
    outcomes: dict[str, Outcome]


class Refusal(msgspec.Struct, omit_defaults=True):
    """Why a request got nothing, and where to go on from."""

    code: str
    params: dict[str, Any] = {}
    epoch: str | None = None
    last_seq: int | None = None
    last_chain: str | None = None
    nonce: Annotated[str, msgspec.Meta(pattern=r"^[0-9]{1,18}-")] | None = None


class Cursor(msgspec.Struct):
    """How far a desk has a scope; while it is loading, `since` is the head when the loading began."""

    seq: Number = 0
    loading: bool = False
    since: Number = 0


class Pull(msgspec.Struct):
    """Asks for what is newer than the cursors, and for the outcomes of sets from `unsettled` on."""

    epoch: str
    device: str
    cursors: dict[str, Cursor]
    unsettled: Number
    edition: Number
    app: Word
    waiting: Number
    attention: Number
    clock: str
    limit: int = 8000
    verified: bool | None = None


class Row(msgspec.Struct, tag="row", array_like=True, gc=False):
    """A record as the center has it; gone ones included. A tree, so the collector need not look at it."""

    kind: str
    id: str
    scope: str
    rev: int
    seq: int
    gone: bool
    author: str
    made_at: str
    extra: dict[str, Any]
    values: dict[str, Any]


class Left(msgspec.Struct, tag="left", array_like=True):
    """A record that left a scope, and for which unit; dropped only where it is still thought to be there."""

    kind: str
    id: str
    scope: str
    rev: int
    seq: int
    to: str = ""


class Erase(msgspec.Struct, tag="erase", array_like=True):
    """A record whose values the center erased for good; what is left of it is a row that is gone."""

    kind: str
    id: str
    scope: str
    seq: int


class Footer(msgspec.Struct, tag="footer"):
    """The end of a pull, from the same snapshot as its items: without it nothing of the pull counts."""

    more: bool
    epoch: str
    last_seq: int
    last_chain: str
    durable_seq: int
    heads: dict[str, int]
    cursors: dict[str, int]
    digests: dict[str, int]
    min_seq: dict[str, int]
    outcomes: dict[str, Outcome]
    server_time: str
    retry_after: int = 0
    min_app: str = ""


Item = Row | Left | Erase


class Wait(msgspec.Struct):
    """Asks to hear as soon as a scope is further than told here."""

    epoch: str
    device: str
    heads: dict[str, Number]


class Waited(msgspec.Struct):
    """The scopes that are further and where they are now; none if nothing moved for a while."""

    moved: dict[str, int]


class Manifest(msgspec.Struct):
    """Asks which rows a scope has."""

    epoch: str
    device: str
    scope: str


class Entry(msgspec.Struct, tag="entry", array_like=True):
    """One row of a scope by its revision."""

    kind: str
    id: str
    rev: int


class Manifested(msgspec.Struct, tag="manifest", array_like=True):
    """The end of a manifest: how far the scope is and its digest, from the same snapshot as the entries."""

    epoch: str
    scope: str
    seq: int
    digest: int


class Wanted(msgspec.Struct):
    """Asks for rows of a scope by kind and id."""

    epoch: str
    device: str
    scope: str
    rows: Annotated[list[tuple[str, str]], msgspec.Meta(max_length=2000)]

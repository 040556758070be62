"""Blob: the content of a file: its name is its SHA-256, it travels in parts, and only some sorts are kept."""

import re
from typing import Annotated

import msgspec
from sqlalchemy import inspect

from deskapp.models.record import kinds

PART = 128 * 1024
LIMIT = 100 * 1024 * 1024
RANGE = 8
"""How many parts one answer brings at most."""
COMING, HERE, DURABLE = "coming", "here", "durable"
"""Of a blob at the center: parts are missing; whole and verified; and in a verified backup besides."""

_SHA256 = re.compile(r"[0-9a-f]{64}")
# media → what its content begins with, and the ending its files have outside
_SORTS = {
    "image/jpeg": (b"\xff\xd8\xff", "jpg"),
    "image/png": (b"\x89PNG\r\n\x1a\n", "png"),
    "application/pdf": (b"%PDF-", "pdf"),
}
MEDIA = tuple(_SORTS)

Sha256 = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{64}\Z")]
PartNumber = Annotated[int, msgspec.Meta(ge=0, lt=LIMIT // PART)]


class Offer(msgspec.Struct):
    """Says that a device has a blob, and asks which parts of it the center still wants."""

    sha256: Sha256
    size: Annotated[int, msgspec.Meta(ge=1, le=LIMIT)]


class Part(msgspec.Struct):
    """One part of an offered blob, with its own SHA-256."""

    sha256: Sha256
    n: PartNumber
    digest: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    data: Annotated[bytes, msgspec.Meta(min_length=1, max_length=PART)]


class Named(msgspec.Struct):
    """A blob by its name: for how it stands, and to say that all parts were sent."""

    sha256: Sha256


class Fetch(msgspec.Struct):
    """Asks for `count` parts from the `first` on; fewer come at the end of the blob."""

    sha256: Sha256
    first: PartNumber
    count: Annotated[int, msgspec.Meta(ge=1, le=RANGE)] = 1


class Standing(msgspec.Struct):
    """How a blob stands at the center; `have` are the parts of an unfinished one, number and SHA-256."""

    state: str
    size: int
    have: list[tuple[int, bytes]] = []


class Parts(msgspec.Struct):
    """Some parts of a blob of `size` bytes, in order."""

    size: int
    parts: list[bytes]


def parts_of(size: int) -> int:
    """How many parts a blob of so many bytes has."""
    return -(-size // PART)


def length_of(size: int, n: int) -> int:
    """How long part `n` of a blob is; nothing beyond its end."""
    return max(0, min(PART, size - n * PART))


def sniff(head: bytes) -> str | None:
    """The sort of a content by its first bytes, None if it is not one we keep. Its name says nothing."""
    return next((media for media, (magic, _) in _SORTS.items() if head.startswith(magic)), None)


def is_sha256(text: str) -> bool:
    return _SHA256.fullmatch(text) is not None


def file_fields() -> list[tuple[str, str]]:
    """(kind, field) of every field that names a blob."""
    return [
        (kind, column.key)
        for kind, cls in kinds().items()
        for column in inspect(cls).columns
        if column.info.get("holds") == "file"
    ]


_NOT_SHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
NAME_LIMIT = 120


def shown_name(name: str) -> str:
    """A file's name as it may be shown: no folders, nothing invisible, nothing that turns the text round."""
    last = re.split(r"[/\\]", name)[-1]
    return _NOT_SHOWN.sub("", last).strip()[:NAME_LIMIT]


def safe_name(name: str, media: str) -> str:
    """A name under which a file may be written anywhere; its ending is that of its content."""
    ending = _SORTS[media][1]
    stem = _NOT_IN_NAMES.sub("_", shown_name(name))
    for known in (*(e for _, e in _SORTS.values()), "jpeg"):
        stem = re.sub(rf"\.{known}$", "", stem, flags=re.IGNORECASE)
    stem = stem.strip(" .").encode()[:200].decode("utf-8", "ignore").strip(" .")
    if not stem or _RESERVED.match(stem):
        stem = f"_{stem}"
    return f"{stem}.{ending}"

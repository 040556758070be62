"""Sealed: a file on the disk that is encrypted part by part; a part cannot be changed, moved or left out.

Each part is 12 bytes of nonce, the text under AES-256-GCM, 16 bytes of tag. Its number and whether it is the
last are bound in. The key is made for one file and kept in its row: without the row nobody can read the file.
"""

import hashlib
import hmac
import os
import secrets
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from deskapp.models.blob import PART, length_of, parts_of

NONCE, TAG = 12, 16
STEP = NONCE + PART + TAG


class Broken(Exception):
    """A part is not what was once written there."""


def new_key() -> bytes:
    return secrets.token_bytes(32)


def disk_name(key: bytes, sha256: str) -> str:
    """The file's name on the disk; only who has the key can tell of which content."""
    return hmac.new(key, b"hutong file name 1\n" + sha256.encode(), hashlib.sha256).hexdigest()


def sealed_size(size: int) -> int:
    return size + parts_of(size) * (NONCE + TAG)


def seal(key: bytes, n: int, part: bytes, *, last: bool) -> bytes:
    """A part as it is written. The nonce is random: a part that is written twice never has the same."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, part, _bound(n, last))


def read_part(file: BinaryIO, key: bytes, size: int, n: int) -> bytes:
    """Part `n` of a file of `size` bytes. Raises Broken."""
    length = length_of(size, n)
    file.seek(n * STEP)
    raw = file.read(NONCE + length + TAG)
    if not length or len(raw) != NONCE + length + TAG:
        raise Broken(n)
    try:
        return AESGCM(key).decrypt(raw[:NONCE], raw[NONCE:], _bound(n, n == parts_of(size) - 1))
    except InvalidTag:
        raise Broken(n) from None


def read_parts(file: BinaryIO, key: bytes, size: int) -> Iterator[bytes]:
    """All parts in order. Raises Broken, also for a file that is longer or shorter than it was."""
    if os.fstat(file.fileno()).st_size != sealed_size(size):
        raise Broken(0)
    for n in range(parts_of(size)):
        yield read_part(file, key, size, n)


def _bound(n: int, last: bool) -> bytes:
    return struct.pack(">12sI?", b"hutong file1", n, last)

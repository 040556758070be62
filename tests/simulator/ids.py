"""Ids and keys of a simulation: random ones would make two runs of one seed different."""

from __future__ import annotations

import hashlib
import itertools
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from deskapp.store.lock import DeviceKey


def id_from(*parts: object) -> uuid.UUID:
    return uuid.UUID(bytes=hashlib.blake2b(repr(parts).encode(), digest_size=16).digest(), version=4)


def counting(*parts: object) -> Callable[[], str]:
    """New ids for one desk."""
    numbers = itertools.count(1)
    return lambda: str(id_from(*parts, next(numbers)))


def key_from(*parts: object) -> DeviceKey:
    raw = hashlib.blake2b(repr(parts).encode(), digest_size=32).digest()
    return DeviceKey(Ed25519PrivateKey.from_private_bytes(raw))


@contextmanager
def determined(*parts: object) -> Iterator[None]:
    """What the program makes at random follows from `parts` for a while."""
    ids, keys, hexes = (itertools.count(1) for _ in range(3))
    with (
        patch.object(uuid, "uuid4", lambda: id_from(*parts, "id", next(ids))),
        patch.object(DeviceKey, "new", lambda: key_from(*parts, "key", next(keys))),
        patch.object(
            secrets,
            "token_hex",
            lambda n=32: id_from(*parts, "hex", next(hexes)).hex[: 2 * n].ljust(2 * n, "0"),
        ),
    ):
        yield

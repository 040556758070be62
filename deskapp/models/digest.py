"""Digest: a row's share in the one number by which a desk and the center compare a scope."""

from __future__ import annotations

import hashlib


def share(kind: str, id: str, rev: int) -> int:
    """The first 8 bytes, signed, of SHA-256 of kind|id|rev; the digest is the XOR of the rows' shares."""
    return int.from_bytes(hashlib.sha256(f"{kind}|{id}|{rev}".encode()).digest()[:8], "big", signed=True)

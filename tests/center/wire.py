"""Requests as a desk makes them, and as nobody should: every part of the signature can be replaced."""

from __future__ import annotations

import itertools
import json
from typing import Any

import msgspec

from deskapp.models import signature
from deskapp.models.change import NO_CHAIN, ChangeSet, next_chain, signed_text, to_body
from deskapp.models.wire import PROTOCOL, Envelope, Pull, Push
from deskapp.store.lock import DeviceKey

try:
    from compression import zstd
except ImportError:
    from backports import zstd


class Wire:
    """One device's requests to the center; `send` gives (status, answer)."""

    def __init__(self, client: Any, key: DeviceKey) -> None:
        self.client, self.key = client, key
        self._numbers = itertools.count(10_000)
        self.seq, self.chain = 0, NO_CHAIN

    def headers(self, method: str, path: str, body: bytes, nonce: str | None = None) -> dict[str, str]:
        digest = signature.content_digest(body)
        given = signature.signature_input(self.key.id, nonce or f"{next(self._numbers)}-{'0' * 16}")
        signed = self.key.sign(signature.signature_base(method, path, digest, given))
        return {
            "content-type": "application/json",
            "content-digest": digest,
            "signature-input": given,
            "signature": signature.to_header(signed),
        }

    def send(self, route: str, body: bytes = b"", method: str = "POST", **headers: str) -> tuple[int, Any]:
        path = PROTOCOL + route
        return self.raw(method, path, body, self.headers(method, path, body) | headers)

    def raw(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, Any]:
        answer = self.client.request(method, path, content=body, headers=headers)
        if answer.headers.get("content-encoding") == "zstd":
            return answer.status_code, zstd.decompress(answer.content)
        if answer.headers.get("content-type") == "application/x-ndjson":
            return answer.status_code, answer.content
        return answer.status_code, json.loads(answer.content)

    def push(self, epoch: str, *bodies: bytes | ChangeSet) -> tuple[int, Any]:
        """Pushes bodies as they are, numbered and signed on from what was taken so far."""
        seq, chain, sets = self.seq, self.chain, []
        for body in bodies:
            raw = to_body(body) if isinstance(body, ChangeSet) else body
            seq, chain = seq + 1, next_chain(chain, raw)
            sig = self.key.sign(signed_text(self.key.id, seq, chain)).hex()
            sets.append(Envelope(seq, sig, msgspec.Raw(raw)))
        request = Push(epoch, self.key.id, self.seq + 1, self.chain.hex(), sets)
        status, answer = self.send("push", msgspec.json.encode(request))
        if status == 200:
            self.seq, self.chain = seq, chain
        return status, answer

    def question(self, epoch: str, /, **more: Any) -> dict[str, Any]:
        asked = Pull(epoch, self.key.id, {}, 1, 1, "0.1.0", 0, 0, "2026-11-24T01:00:00Z")
        return msgspec.to_builtins(asked) | more  # type: ignore[no-any-return]

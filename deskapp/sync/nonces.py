"""Numbers for requests: reserved in hundreds on disk, a new hundred at each start; none is used twice.

A center that has seen a higher number than ours heard it from this run, from an earlier one, or from a copy
of this profile: `say` tells which.
"""

import secrets
from collections.abc import Callable
from typing import TypeVar

from deskapp.models.signature import nonce_number
from deskapp.store import Store
from deskapp.sync.trouble import RoadError

HUNDRED = 100
T = TypeVar("T")


class Nonces:
    """Counts requests for one run of the courier; without a store, those of a stranger, from one on."""

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._next = self._end = self._kept = 0
        self._began: int | None = None
        self._sent: set[str] = set()

    def begin(self) -> None:
        """A round begins. If another process reserved numbers since the last one, this is a new start."""
        if self._began is not None and self._reserved() != self._end - 1:
            self._next = self._end = 0
            self._began = None
            self._sent.clear()

    def say(self, ask: Callable[[str], T]) -> T:
        """Asks with the next nonce; once more above the center's if that was ours too.

        Raises RoadError("copied") if neither this run nor an earlier one can have sent what the center saw.
        """
        try:
            return ask(self._nonce())
        except RoadError as error:
            seen = error.refusal.nonce if error.refusal else None
            if error.code != "replayed" or seen is None:
                raise
            if not self.ours(seen):
                raise RoadError("copied", error.refusal) from error
            self.skip_past(nonce_number(seen))
        return ask(self._nonce())

    def ours(self, nonce: str) -> bool:
        """Whether this run sent it, or its number was reserved before this run began."""
        return nonce in self._sent or nonce_number(nonce) <= (self._began or 0)

    def __call__(self) -> int:
        if self._next >= self._end:
            self._reserve(self._reserved())
        number = self._next
        self._next += 1
        return number

    def skip_past(self, number: int) -> None:
        """Goes on above a number the center has already seen from this device."""
        if number >= self._end:
            self._reserve(max(number, self._reserved()))
        else:
            self._next = max(self._next, number + 1)

    def _reserve(self, last: int) -> None:
        """The hundred after `last` is ours, on disk before any of it is used."""
        if self._began is None:
            self._began = self._reserved()
        self._next, self._end = last + 1, last + HUNDRED + 1
        if self._store is not None:
            self._store.put("nonce", str(last + HUNDRED))
        self._kept = last + HUNDRED

    def _nonce(self) -> str:
        nonce = f"{self()}-{secrets.token_hex(8)}"
        self._sent.add(nonce)
        return nonce

    def _reserved(self) -> int:
        return int(self._store.text("nonce") or 0) if self._store is not None else self._kept

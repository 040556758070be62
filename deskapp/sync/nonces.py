"""Numbers for requests: reserved in hundreds on disk, a new hundred at each start; none is used twice."""

from deskapp.store import Store

HUNDRED = 100


class Nonces:
    """Counts requests for one run of the courier."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._next = self._end = 0

    def __call__(self) -> int:
        if self._next >= self._end:
            reserved = int(self._store.text("nonce") or 0)
            self._store.put("nonce", str(reserved + HUNDRED))
            self._next, self._end = reserved + 1, reserved + HUNDRED + 1
        number = self._next
        self._next += 1
        return number

    def skip_past(self, number: int) -> None:
        """Goes on above a number the center has already seen from this device."""
        if number >= self._end:
            reserved = int(self._store.text("nonce") or 0)
            self._store.put("nonce", str(max(number, reserved)))
            self._next = self._end = 0
        else:
            self._next = max(self._next, number + 1)

"""Refused: a request that gets nothing, with the code that says why and where to go on from."""

from typing import Any

from deskapp.models.wire import Refusal


class Refused(Exception):
    """Carries the body of the answer and its HTTP status."""

    def __init__(
        self, code: str, status: int = 409, refusal: Refusal | None = None, /, **params: Any
    ) -> None:
        super().__init__(code)
        self.status = status
        self.refusal = refusal or Refusal(code, params)

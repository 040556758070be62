"""What a round may meet on its way: no answer, an answer that is none, or the center's refusal."""

from typing import Any

from deskapp.models.wire import Refusal


class RoadError(Exception):
    """The round cannot go on; `code` says why, `refusal` is the center's word if it gave one."""

    def __init__(self, code: str, refusal: Refusal | None = None, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.refusal = refusal
        self.params = params

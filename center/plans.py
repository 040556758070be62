"""Plans: what a set would write, row by row, and why one is refused instead."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from center.rows import Doc
from deskapp.models.change import Change
from deskapp.models.merge import Write

CENTER = "0"
"""The center's own device, and the author of what its operator does there."""
CONFLICT, FORWARDED, GONE, DUPLICATE, QUALITY = "conflict", "forwarded", "gone", "duplicate", "quality"
GRAVEST = (CONFLICT, FORWARDED, GONE, DUPLICATE, QUALITY)


class Rejected(Exception):
    """A set that cannot be taken; the outcome's code and params."""

    def __init__(self, code: str, /, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Blocked(Rejected):
    """A set that speaks of a row which was created by a refused set."""


class Known(Protocol):
    """What the judge and the commands may look up."""

    def row(self, kind: str, id: str) -> Doc | None: ...
    def scope_of(self, kind: str, id: str) -> str | None: ...
    def refused_by(self, kind: str, id: str) -> str | None: ...
    def later_writes(self, change: Change) -> Sequence[Write]: ...
    def own(self, set_id: str) -> bool: ...
    def made_by_own(self, kind: str, id: str) -> bool: ...
    def author_of(self, set_id: str) -> tuple[str, str]: ...
    def left(self, kind: str, id: str) -> list[str]: ...
    def erased(self, kind: str, id: str) -> bool: ...
    def below(self, kind: str, id: str) -> list[tuple[str, Doc]]: ...
    def alike(self, kind: str, wanted: Mapping[str, set[Any]]) -> list[Doc]: ...


@dataclass
class Plan:
    """One row to write: its document afterwards, the values it gets, what they replace, what is in question.

    A row that moves has `left` its scope; of a row that is erased the scopes `erased` are told.
    """

    kind: str
    doc: Doc
    values: Doc
    was: Doc
    new: bool = False
    left: str = ""
    erased: tuple[str, ...] = ()
    reasons: set[str] = field(default_factory=set)
    details: Doc = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        return bool(self.new or self.values or self.left or self.erased)

    @property
    def reason(self) -> str:
        """The gravest of the reasons for a review; "" if there is none."""
        return next((reason for reason in GRAVEST if reason in self.reasons), "")

    def ask(self, reason: str, **details: Any) -> None:
        """Puts the row before a person: one review a row, however many the reasons."""
        self.reasons.add(reason)
        self.details |= details


def existing(known: Known, kind: str, id: str) -> Doc:
    """A row that must be here. Raises Blocked if it is not because of a refused set, else Rejected."""
    row = known.row(kind, id)
    if row is None:
        by = known.refused_by(kind, id)
        raise Blocked("blocked", by=by) if by else Rejected("unknown-row", kind=kind, id=id)
    if known.erased(kind, id):
        raise Rejected("erased", kind=kind, id=id)
    return row

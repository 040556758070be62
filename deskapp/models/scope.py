"""Scope: which unit a record belongs to and which part of its papers it is among."""

from collections.abc import Callable, Mapping
from typing import Any

from deskapp.models.record import Record, parent_field

STREET = "street"
PUBLIC = f"{STREET}/public"
ROSTER = "roster"
SHOWN_WITH_ROSTER = ("field", "papers")
"""Parts whose records mean nothing without the roster they refer to."""

ScopeOf = Callable[[str, str], str | None]
"""(kind, id) of a row → its scope, None if it is not known here."""


def is_unit(code: Any) -> bool:
    """Whether a text can be a unit's code: a short word of small letters and digits."""
    return (
        isinstance(code, str)
        and 0 < len(code) <= 20
        and code.isascii()
        and code.isidentifier()
        and code.islower()
    )


def unit_of(scope: str) -> str:
    return scope.partition("/")[0]


def part_of(scope: str) -> str:
    return scope.partition("/")[2]


def scope_for(cls: type[Record], values: Mapping[str, Any], scope_of_row: ScopeOf) -> str | None:
    """Where a record with these values belongs; None if its parent is not known here."""
    if cls.fixed_unit:
        return f"{cls.fixed_unit}/{cls.part}"
    if cls.part == "*":
        return scope_of_row(str(values.get("row_kind")), str(values.get("row")))
    parent = parent_field(cls)
    if parent is None:
        return None
    name, kind = parent
    value = values.get(name)
    if not isinstance(value, str) or not value:
        return None
    unit = value if kind == "unit" else unit_of(scope_of_row(kind, value) or "")
    return f"{unit}/{cls.part}" if is_unit(unit) else None

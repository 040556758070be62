"""Scope: which unit a record belongs to and which part of its papers it is among."""

from collections.abc import Callable, Mapping
from typing import Any

from deskapp.models.record import Record, parent_field

STREET = "street"
PUBLIC = f"{STREET}/public"

ScopeOf = Callable[[str, str], str | None]
"""(kind, id) of a row → its scope, None if it is not known here."""


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
    return f"{unit}/{cls.part}" if unit else None

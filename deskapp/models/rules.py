"""Rulebook: what must hold of a record, the same book at every desk and at the center."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Integer, inspect

from deskapp.models.blob import is_sha256
from deskapp.models.edition import EDITION
from deskapp.models.record import COMMON, Record

INTEGRITY, QUALITY = "integrity", "quality"
TEXT_LIMIT, KEY_LIMIT, DEPTH_LIMIT = 20_000, 400, 8
"""Of any text; of an indexed one, which must fit into an index page; of lists in lists."""


@dataclass(frozen=True)
class Finding:
    """What a rule has to say about one field, as a code; the words are the interface's."""

    field: str
    code: str
    params: dict[str, Any] = default(default_factory=dict, compare=False)

    def __str__(self) -> str:
        return f"{self.field}:{self.code}"


@dataclass(frozen=True)
class Findings:
    """Integrity findings stop a save; quality findings ask for a confirmation."""

    integrity: tuple[Finding, ...] = ()
    quality: tuple[Finding, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.integrity or self.quality)


class Draft:
    """A form's or a wire's values, read like a record: a missing field is None."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.__dict__.update(values)

    def __getattr__(self, name: str) -> Any:
        return None


Check = Callable[[Any, date], Iterator[Finding]]


@dataclass(frozen=True)
class Rule:
    """One rule: its name is its function's."""

    kind: str
    grade: str
    since: int
    check: Check

    @property
    def name(self) -> str:
        return self.check.__name__


class Rulebook:
    """All rules by kind."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []

    def rule(self, cls: type[Record], *, grade: str, since: int) -> Callable[[Check], Check]:
        """Adds a rule; `since` is the edition it holds from, older work is not judged by it."""

        def add(check: Check) -> Check:
            self.rules.append(Rule(cls.__tablename__, grade, since, check))
            return check

        return add

    def check(self, cls: type[Record], thing: Any, today: date, edition: int = EDITION) -> Findings:
        """Findings on a record or on a mapping of its values. Raises nothing."""
        values = thing if isinstance(thing, Mapping) else None
        draft = Draft(values) if values is not None else thing
        shape = tuple(_shape(cls, draft))
        found: dict[str, list[Finding]] = {INTEGRITY: list(shape), QUALITY: []}
        if not shape and not draft.gone:
            for rule in self.rules:
                if rule.kind == cls.__tablename__ and rule.since <= edition:
                    found[rule.grade].extend(rule.check(draft, today))
        return Findings(tuple(found[INTEGRITY]), tuple(found[QUALITY]))


@cache
def _columns(cls: type[Record]) -> tuple[tuple[str, bool, Any, int, str | None], ...]:
    """(field, needed, type, longest, what the text holds) of each field a record can have."""
    listed: list[tuple[str, bool, Any, int, str | None]] = []
    indexed = {column.key for index in cls.__table__.indexes for column in index.columns}  # type: ignore[attr-defined]
    for column in inspect(cls).columns:
        if column.key not in COMMON:
            types: list[tuple[Any, Any]] = [(Boolean, bool), (Integer, int), (JSON, (list, dict))]
            wanted = next((python for sql, python in types if isinstance(column.type, sql)), str)
            needed = not column.nullable and column.default is None
            longest = KEY_LIMIT if column.key in indexed else TEXT_LIMIT
            listed.append((column.key, needed, wanted, longest, column.info.get("holds")))
    return tuple(listed)


def _shape(cls: type[Record], draft: Any) -> Iterator[Finding]:
    """What cannot be stored or understood: missing, of the wrong type, a day that is none."""
    for name, needed, wanted, longest, holds in _columns(cls):
        value: Any = getattr(draft, name)
        if value is None:
            if needed:
                yield Finding(name, "missing")
        elif not isinstance(value, wanted) or _odd(value, wanted):
            yield Finding(name, "wrong-type")
        elif isinstance(value, str) and len(value) > longest:
            yield Finding(name, "too-long", {"limit": longest})
        elif not storable(value):
            yield Finding(name, "unstorable")
        elif holds and (value or needed) and not READABLE[holds](value):
            yield Finding(name, f"not-a-{holds}")


def fits(cls: type[Record], name: str, value: Any) -> bool:
    """Whether a value can be stored in a field of a record, whatever else the record has."""
    return all(finding.field != name for finding in _shape(cls, Draft({name: value})))


def is_day(text: str) -> bool:
    """Whether a text is a day as we write them: 2026-11-24."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def is_time(text: str) -> bool:
    """Whether a text is a time of the day: 09:30."""
    return re.fullmatch(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", text) is not None


READABLE: dict[str, Callable[[str], bool]] = {"date": is_day, "time": is_time, "file": is_sha256}


def _odd(value: Any, wanted: Any) -> bool:
    """A value of the right Python type that is none of ours: True as a number, a list of other than texts."""
    if isinstance(value, list):
        return not all(isinstance(each, str) for each in value)
    return wanted is int and (isinstance(value, bool) or abs(value) >= 2**31)


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def storable(value: Any, depth: int = DEPTH_LIMIT) -> bool:
    """Whether a value can be kept at both ends: no NUL, no lone surrogate, not too deep."""
    if isinstance(value, str):
        return (value.isascii() and "\0" not in value) or _UNSTORABLE.search(value) is None
    if isinstance(value, Mapping):
        return depth > 0 and all(storable(k) and storable(v, depth - 1) for k, v in value.items())
    if isinstance(value, list | tuple):
        return depth > 0 and all(storable(v, depth - 1) for v in value)
    return True


rulebook = Rulebook()
__all__ = ["INTEGRITY", "QUALITY", "Draft", "Finding", "Findings", "Rule", "Rulebook", "rulebook"]

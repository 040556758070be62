"""Merging one change into one record: fast-forward, or write and review. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from deskapp.models.change import UNDO, Change, canonical
from deskapp.models.record import Record, merge_unit


@dataclass(frozen=True)
class Write:
    """One accepted write of a row after the change's base: which set, and the fields it wrote."""

    set_id: str
    fields: frozenset[str]


@dataclass
class Merged:
    """The values to write, and for each field that lost: what stood there and which set had written it."""

    values: dict[str, Any] = field(default_factory=dict)
    losers: dict[str, dict[str, Any]] = field(default_factory=dict)


_ABSENT = object()


def merge(
    cls: type[Record],
    current: Mapping[str, Any],
    change: Change,
    action: str,
    later: Sequence[Write],
    own: Callable[[str], bool],
) -> Merged:
    """Field test of a change against a row.

    current: the row's values now; later: the writes after the change's base, oldest first;
    own: whether a set is of the pushing device's own history.
    A field goes through if it already stands there, if what the author saw (`was`) still does, or if nobody
    else wrote it after the base. Otherwise the arriving value is written and the loser goes to a review.
    Of fields that belong together whoever wrote one last wrote all; where that was the device itself, what
    others wrote into one of them, and it merely wrote too, is still theirs.
    """
    merged = Merged()
    done: set[str] = set()
    for name in change.values:
        if name in done:
            continue
        group = [f for f in merge_unit(cls, name) if f in change.values]
        done.update(group)
        for f in group:
            if not _same(current.get(f, _ABSENT), change.values[f]):
                merged.values[f] = change.values[f]
        if all(f not in merged.values for f in group):
            continue
        unit = merge_unit(cls, name)
        if action != UNDO and all(_saw(change, current, f) for f in unit):
            continue
        last = _last(later, unit)
        if last is None:
            continue
        for f in (f for f in group if f in merged.values):
            by = _last(later, (f,)) if own(last.set_id) else last
            if by is None or own(by.set_id):
                continue
            kept = canonical(change.values[f])
            merged.losers[f] = {"lost": current.get(f), "kept": kept, "set": by.set_id}
    return merged


def _last(later: Sequence[Write], names: Iterable[str]) -> Write | None:
    return next((w for w in reversed(later) if not w.fields.isdisjoint(names)), None)


def _saw(change: Change, current: Mapping[str, Any], name: str) -> bool:
    """A field that is missing from `was` was not seen; that is not the same as null."""
    return name in change.was and _same(change.was[name], current.get(name, _ABSENT))


def _same(one: Any, other: Any) -> bool:
    """Whether two values are one, however their texts are encoded."""
    return type(one) is type(other) and bool(one == other or canonical(one) == canonical(other))

"""History: the center's log of writes, judged by what the simulation knows of who had seen what."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from deskapp.models.change import UNDO, Change
from deskapp.models.record import COMMON, kinds
from tests.simulator.book import Violation

if TYPE_CHECKING:
    from tests.simulator.world import World

Key = tuple[str, str]


@dataclass
class Written:
    """The last write of a field: which set, and when by the row's own count."""

    set_id: str
    value: Any
    at: tuple[int, int]


@dataclass
class Row:
    """A row as the log tells it."""

    fields: dict[str, Written] = field(default_factory=dict)
    rev: int = 0


def check(world: World) -> None:
    """I4, I6, I9, I11."""
    rows: dict[Key, Row] = {}
    reviews = _reviews(world)
    epochs = {id: n for n, id in world.hall.rows("SELECT n, id FROM epoch")}
    for set_id, kind, id, epoch, rev, raw in world.hall.rows(
        'SELECT change_set, kind, "row", epoch, rev, "values" FROM change ORDER BY n'
    ):
        row = rows.setdefault((kind, id), Row())
        values = msgspec.json.decode(raw)
        edit = world.book.edits.get(set_id)
        change = _change_of(edit, kind, id)
        if edit is not None and change is not None and row.rev:
            for name, value in values.items():
                before = row.fields.get(name)
                if before is not None and before.set_id != set_id:
                    _judge(world, edit, change, name, value, before, epochs, reviews)
        for name, value in values.items():
            row.fields[name] = Written(set_id, value, (epoch, rev))
        row.rev = rev
    _values_come_from_the_log(world, rows)
    _reviews_are_told(world, reviews)


def _judge(
    world: World,
    edit: Any,
    change: Change,
    name: str,
    value: Any,
    before: Written,
    epochs: dict[str, int],
    reviews: dict[tuple[str, str, str], dict[str, Any]],
) -> None:
    """One field written over another's value: seen, or told in a review; no review about one's own."""
    loser = reviews.get((edit.id, change.kind, change.id), {}).get(name)
    earlier = world.book.edits.get(before.set_id)
    own = earlier is not None and world.book.own(earlier, edit)
    epoch, rev = change.base
    in_base = before.at <= (epochs.get(epoch, -1), rev)
    saw = edit.change_set.action != UNDO and name in change.was and change.was[name] == before.value
    where = f"{change.kind} {change.id[:4]}.{name}: {edit.id[:4]} over {before.set_id[:4]}"
    if loser is None:
        if not (own or in_base or saw or value == before.value):
            raise Violation(f"overwritten unseen, no review: {where}")
        return
    if loser["lost"] != before.value:
        raise Violation(f"loser not recorded: {where}: {loser['lost']!r}, was {before.value!r}")
    if own and loser["set"] == before.set_id:
        if not world.restores:
            raise Violation(f"conflict with oneself: {where}")
        world.mark("needless review after a restore")


def _reviews(world: World) -> dict[tuple[str, str, str], dict[str, Any]]:
    """The losers by field of each conflict, by set and row."""
    found = {}
    for set_id, kind, row, details in world.hall.rows(
        'SELECT change_set, row_kind, "row", details FROM review'
    ):
        found[(set_id, kind, row)] = msgspec.json.decode(details).get("losers", {})
    return found


def _change_of(edit: Any, kind: str, id: str) -> Change | None:
    if edit is None:
        return None
    return next((c for c in edit.change_set.changes if (c.kind, c.id) == (kind, id)), None)


def _values_come_from_the_log(world: World, rows: dict[Key, Row]) -> None:
    """I4: what stands in a row is what was last written there."""
    for (kind, id), row in rows.items():
        if kind not in kinds():
            continue
        cursor = world.hall.peek.execute(f'SELECT * FROM "{kind}" WHERE id=?', (id,))
        names = [d[0] for d in cursor.description]
        found = cursor.fetchone()
        if found is None:
            raise Violation(f"a logged row is not there: {kind} {id[:4]}")
        here = dict(zip(names, found, strict=True))
        if here["rev"] != row.rev:
            raise Violation(f"rev {here['rev']} of {kind} {id[:4]}, {row.rev} in the log")
        for name, written in row.fields.items():
            if name in here and name not in COMMON and not _same(here[name], written.value):
                raise Violation(
                    f"value from nowhere: {kind} {id[:4]}.{name} {here[name]!r}, not {written.value!r}"
                )


def _same(here: Any, value: Any) -> bool:
    if isinstance(value, list | dict):
        return here is not None and bool(msgspec.json.decode(here) == value)
    return bool(here == value) or (value is None and here == "null")


def _reviews_are_told(world: World, reviews: dict[tuple[str, str, str], dict[str, Any]]) -> None:
    """I6: a set applied with review has one, and a review's set was so applied."""
    with_review = {
        id for id, o in world.book.outcomes.items() if o["status"] in ("applied_with_review", "forwarded")
    }
    told = {set_id for set_id, _, _ in reviews}
    only = {id for id in with_review if world.book.outcomes[id]["status"] == "applied_with_review"} - told
    if only and not world.erased:  # erasing a row takes what its reviews say of it away too
        raise Violation(f"applied with review, but there is none: {min(only)[:4]}")
    silent = {id for id in told if id in world.book.outcomes} - with_review
    if silent:
        raise Violation(f"a review, but nobody was told: {min(silent)[:4]}")

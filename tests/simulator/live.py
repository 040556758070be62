"""Live: what must hold at every moment, looked at after each event and each round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from deskapp.models.record import kinds, parent_field
from tests.simulator.book import Violation

if TYPE_CHECKING:
    from tests.simulator.place import Place
    from tests.simulator.world import World


def check(world: World) -> None:
    """After an event: what it touched."""
    for place in world.touched:
        world.book.look_at_place(place)
        if not place.damaged:
            own_pending_work_is_seen(place)
            no_child_without_its_parent(place)
            what_is_settled_is_here(world, place)
    if world.center_touched:
        world.book.look_at_center()
    world.touched.clear()
    world.center_touched = False
    nothing_is_lost(world)


def after_round(world: World, place: Place) -> None:
    """After a round that came to its end."""
    world.book.look_at_center()
    cursors = place.cursors()
    pulled = place.pulled()
    if place.damaged:
        place.damaged = {key for key in place.damaged - pulled.keys() if _belongs(world, key, cursors)}
        if place.damaged:
            return
        world.mark("mended")
    cursor_passes_nothing(world, place, cursors, pulled)
    what_is_settled_is_here(world, place)
    nothing_outside_the_scopes(place, cursors, pulled)


def _belongs(world: World, key: tuple[str, str], cursors: Any) -> bool:
    kind, id = key
    return world.hall.one(f'SELECT scope FROM "{kind}" WHERE id=?', id) in cursors


def nothing_is_lost(world: World) -> None:
    """I2: every acknowledged edit is at the center or in an outbox."""
    lost = world.book.lost()
    if lost:
        edit = world.book.edits[min(lost)]
        raise Violation(f"lost: {len(lost)} edits, such as {edit.id[:4]} of {edit.place}")


def own_pending_work_is_seen(place: Place) -> None:
    """I10: what waits is what one sees: its values stand in the rows."""
    expected: dict[tuple[str, str], dict[str, Any]] = {}
    for change_set in place.waiting():
        for change in change_set.changes:
            expected.setdefault((change.kind, change.id), {}).update(change.values)
    scopes = set(place.cursors())
    for (kind, id), values in expected.items():
        found = place.rows(f'SELECT * FROM "{kind}" WHERE id=?', id)
        if not found:
            if _may_have_left(place, kind, id, scopes):
                continue
            raise Violation(f"own work not seen: {kind} {id[:4]} of {place.name} is not there")
        if (kind, id) in place.world.erased:
            continue
        names = [d[0] for d in place.peek.execute(f'SELECT * FROM "{kind}" LIMIT 0').description]
        row = dict(zip(names, found[0], strict=True))
        for name, value in values.items():
            if name in row and not _equal(row[name], value):
                raise Violation(
                    f"own work not seen: {kind} {id[:4]}.{name} of {place.name}: {row[name]!r}, not {value!r}"
                )


def _may_have_left(place: Place, kind: str, id: str, scopes: set[str]) -> bool:
    """Whether a row is in none of the PC's scopes any more, so that it may not be shown."""
    if (kind, id) in place.world.erased:
        return True
    there = place.world.hall.one(f'SELECT scope FROM "{kind}" WHERE id=?', id)
    return there is None or there not in scopes


def _equal(here: Any, value: Any) -> bool:
    if isinstance(value, list | dict):
        return here is not None and bool(msgspec.json.decode(here) == value)
    return bool(here == value)


def no_child_without_its_parent(place: Place) -> None:
    """No row is shown whose parent is not there; a scope that is loading is hidden as yet."""
    for kind, cls in kinds().items():
        parent = parent_field(cls)
        if parent is None or parent[1] not in kinds():
            continue
        name, above = parent
        orphans = place.rows(
            f'SELECT id FROM "{kind}" c WHERE rev>0 AND gone=0'
            " AND scope NOT IN (SELECT scope FROM cursor WHERE loading) AND NOT EXISTS"
            f' (SELECT 1 FROM "{above}" p WHERE p.id=c."{name}")'
        )
        if orphans:
            raise Violation(f"child without parent: {kind} {orphans[0][0][:4]} at {place.name}")


def cursor_passes_nothing(world: World, place: Place, cursors: Any, pulled: Any) -> None:
    """I12: what the center has up to a cursor is here, in that revision."""
    epoch = world.hall.epoch
    for scope, (seq, at, _loading, _verified) in cursors.items():
        if at != epoch:
            continue
        for kind in kinds():
            for id, rev in world.hall.rows(
                f'SELECT id, rev FROM "{kind}" WHERE scope=? AND seq<=?', scope, seq
            ):
                here = pulled.get((kind, id))
                if here is None or here[0] < rev:
                    raise Violation(
                        f"cursor passed a revision: {kind} {id[:4]} is {rev} at {seq} of {scope}, "
                        f"{here and here[0]} at {place.name}"
                    )


def what_is_settled_is_here(world: World, place: Place) -> None:
    """What was settled came with the rows it wrote; its outcome is the center's.

    In the running epoch: an answer from before a restore may still arrive by stick, and counts until the desk
    hears of it.
    """
    settled = place.rows(
        "SELECT id, outcome FROM outbox WHERE state='settled' AND settled_epoch=?", world.hall.epoch
    )
    found = [each for each in settled if each[0] not in place.settled]
    if not found:
        return
    world.book.look_at_center()
    cursors, pulled = place.cursors(), place.pulled()
    for id, raw in found:
        place.settled.add(id)
        theirs = world.book.outcomes.get(id)
        if theirs is None:
            raise Violation(f"settled, but not at the center: {id[:4]} of {place.name}")
        if msgspec.json.decode(raw)["status"] != theirs["status"]:
            raise Violation(f"settled otherwise than at the center: {id[:4]} of {place.name}")
        for kind, row, rev in world.hall.rows('SELECT kind, "row", rev FROM change WHERE change_set=?', id):
            scope = world.hall.one(f'SELECT scope FROM "{kind}" WHERE id=?', row) if kind in kinds() else None
            here = pulled.get((kind, row))
            if scope in cursors and (here is None or here[0] < rev):
                raise Violation(f"settled before its rows: {kind} {row[:4]} of {id[:4]} at {place.name}")


def nothing_outside_the_scopes(place: Place, cursors: Any, pulled: Any) -> None:
    """I3: no pulled row of a scope the PC does not have."""
    for (kind, id), (_rev, scope) in pulled.items():
        if scope not in cursors:
            raise Violation(f"outside the scopes: {kind} {id[:4]} of {scope} at {place.name}")

"""Office: what the operator at the center does: moves, erasures, merged persons, backups and a restore."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Any

from center import backups, erasures, ledger, restoring
from center.database import Database
from deskapp.models.clock import Clock, iso
from deskapp.models.wire import Outcome
from tests.simulator.template import COMMUNITIES

if TYPE_CHECKING:
    from tests.simulator.place import Place
    from tests.simulator.world import World

KEPT = 2
"""Backups that are kept: so few that some go while their sets are still of interest."""


def command(world: World, action: str, **args: str) -> Outcome:
    """A command of the operator's own."""
    outcome: Outcome = world.hall.do(lambda database, clock: ledger.edit(database, action, [], clock, args))
    world.say(
        f"center: {action} { {n: v[:6] for n, v in args.items()} }: {outcome.status} {outcome.code or ''}"
    )
    return outcome


def household_moves(world: World, place: Place) -> bool:
    """A household goes to another community while PCs still work on it."""
    homes = world.hall.rows("SELECT id, community FROM household WHERE gone=0 ORDER BY id")
    if not homes:
        return False
    id, here = homes[int(world.dice.draw("move") ** 2 * len(homes))]
    to = world.dice.pick("move to", [c for c in COMMUNITIES if c != here])
    return not command(world, "move_household", household=id, to=to).refused


def persons_are_merged(world: World, place: Place) -> bool:
    found = world.hall.rows("SELECT scope, id FROM person WHERE gone=0 ORDER BY scope, id")
    pairs = [(a[1], b[1]) for a, b in itertools.pairwise(found) if a[0] == b[0]]
    if not pairs:
        return False
    keep, drop = world.dice.pick("merge", pairs)
    return not command(world, "merge_persons", keep=keep, drop=drop).refused


def erased(world: World, place: Place) -> bool:
    """A person or a whole household is erased for good."""
    kind = world.dice.pick("erase kind", ("person", "person", "household", "request"))
    found = [r[0] for r in world.hall.rows(f'SELECT id FROM "{kind}" ORDER BY id')]
    if not found:
        return False
    id = world.dice.pick("erase", found)
    if command(world, "erase", kind=kind, id=id).refused:
        return False
    scope = str(world.hall.one(f'SELECT scope FROM "{kind}" WHERE id=?', id))
    erasures.note_erasure(world.hall.folder, kind, id, scope, iso(world.hall.clock.now()))
    world.erased.add((kind, id))
    return True


def _folder(world: World) -> Path:
    return world.folder / "backups"


def backed_up(world: World, place: Place) -> bool:
    def back_up(database: Database, clock: Clock) -> Any:
        return backups.back_up(database, _folder(world), KEPT, clock, world.hall.folder / "blobs")

    made = world.hall.do(back_up)
    world.say(f"center: backup {made.name} holds {made.sets} sets")
    return True


def restored(world: World, place: Place) -> bool:
    """One of the kept backups takes the center's place: a new epoch."""
    files = sorted(_folder(world).glob("*.db")) + sorted(_folder(world).glob("*.sqlite*"))
    files = [file for file in files if not file.name.endswith((".part", ".failed"))]
    if not files:
        backed_up(world, place)
        return False
    file = world.dice.pick("restore", files)
    world.hall.shut()
    restoring.restore(world.hall.folder, file, world.hall.clock, None, world.hall.folder / "blobs")
    world.hall.open()
    world.center_touched = True
    world.restores += 1
    world.book.restored()
    world.say(f"center: restored from {file.stem}, a new epoch")
    return True

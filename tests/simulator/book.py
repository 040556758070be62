"""Book: what the simulation itself knows: every edit somebody was told is kept, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from deskapp.models.change import ChangeSet

if TYPE_CHECKING:
    from tests.simulator.place import Lineage, Place
    from tests.simulator.world import World


class Violation(AssertionError):
    """Something that must always hold does not."""


@dataclass(frozen=True)
class Edit:
    """A set somebody was told is saved: whose history it is of, as the how-manieth."""

    id: str
    place: str
    n: int
    change_set: ChangeSet
    lineage: Lineage


class Book:
    """The edits of a run and where they are kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.edits: dict[str, Edit] = {}
        self.acknowledged = 0
        self.must: set[str] = set()
        """Edits that may not be lost."""
        self.center_only: set[str] = set()
        """Edits whose PC was rolled back to before them: only the center has them."""
        self.held: dict[Place, set[str]] = {}
        self.at_center: set[str] = set()
        self.outcomes: dict[str, dict[str, Any]] = {}
        self.gone_with_a_restore: set[str] = set()

    def begin(self) -> None:
        """Takes in what the template's PCs and center have."""
        for place in self.world.places:
            self._take_in(place)
        self.look_at_center()

    def acknowledge(self, place: Place, change_set: ChangeSet) -> None:
        self.acknowledged += 1
        self._add(place, change_set)
        self.world.say(f"{place.name}: {told(change_set)}")

    def found_after_crash(self, place: Place) -> None:
        """What was committed when the process ended was never acknowledged, but it is there."""
        for change_set in self._take_in(place):
            self.world.mark("saved, not acknowledged")
            self.world.say(f"{place.name}: found after the crash: {told(change_set)}")

    def _take_in(self, place: Place) -> list[ChangeSet]:
        bodies = [bytes(r[0]) for r in place.rows("SELECT body FROM outbox ORDER BY seq")]
        sets = [msgspec.json.decode(body, type=ChangeSet) for body in bodies]
        fresh = [each for each in sets if each.id not in self.edits]
        for change_set in fresh:
            place.made += 1
            self._add(place, change_set)
        self.held[place] = {each.id for each in sets}
        return fresh

    def _add(self, place: Place, change_set: ChangeSet) -> None:
        edit = Edit(change_set.id, place.name, place.made, change_set, list(place.lineage))
        self.edits[edit.id] = edit
        self.must.add(edit.id)

    def look_at_place(self, place: Place) -> None:
        held = {r[0] for r in place.rows("SELECT id FROM outbox")}
        if self.held.get(place, set()) - held:
            self.world.mark("forgotten as durable")
        self.held[place] = held

    def look_at_center(self) -> None:
        """Notes outcomes; one that is there already is final."""
        found = self.world.hall.rows("SELECT id, outcome FROM change_set WHERE device<>'0'")
        self.at_center = {id for id, _ in found}
        for id, raw in found:
            outcome = msgspec.json.decode(raw)
            known = self.outcomes.setdefault(id, outcome)
            if known != outcome:
                raise Violation(f"outcome changed: {id} from {known} to {outcome}")

    def restored(self) -> None:
        """The center went back to a backup: outcomes begin anew, and what only it had is lost with it."""
        now = {r[0] for r in self.world.hall.rows("SELECT id FROM change_set")}
        self.must -= self.center_only - now
        for id in set(self.outcomes) - now:
            del self.outcomes[id]
            self.gone_with_a_restore.add(id)

    def rolled_back(self, place: Place, before: set[str]) -> None:
        """A PC went back to an old copy: what only it had is lost with it."""
        self.look_at_place(place)
        for id in before - self.held[place]:
            if any(id in held for held in self.held.values()):
                continue
            (self.center_only.add if id in self.at_center else self.must.discard)(id)

    def lost(self) -> set[str]:
        return self.must - self.at_center - set().union(*self.held.values())

    def own(self, earlier: Edit, later: Edit) -> bool:
        """Whether an edit is of another one's own history."""
        if earlier.place == later.place:
            return True
        return any(earlier.place == name and earlier.n <= upto for name, upto in later.lineage)


def told(change_set: ChangeSet) -> str:
    """A set in a story: its action and the values it wrote."""
    parts = [
        f"{'new ' if c.new else ''}{c.kind} {c.id[:4]} {c.values}" + (f" was {c.was}" if c.was else "")
        for c in change_set.changes[:3]
    ]
    return f"{change_set.action} [{change_set.id[:4]}] " + "; ".join(parts or [str(change_set.args)])

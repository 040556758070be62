"""End: what must hold when everything has healed and nothing is on its way any more."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec

from deskapp.models.change import NO_CHAIN, next_chain, to_body
from deskapp.models.digest import share
from deskapp.models.record import kinds
from deskapp.models.scope import STREET, unit_of
from tests.simulator import history
from tests.simulator.book import Violation
from tests.simulator.hall import Hall

if TYPE_CHECKING:
    from tests.simulator.place import Place
    from tests.simulator.world import World


def check(world: World) -> None:
    """Everything that is looked at once, at the end of a run."""
    world.book.look_at_center()
    everything_arrived(world)
    for place in world.places:
        if not place.lost:
            same_as_the_center(world, place)
    everyone_is_who_they_are(world)
    chains_hold(world)
    digests_hold(world.hall)
    applied_once(world.hall)
    late_work_is_told(world)
    history.check(world)
    _mark_outcomes(world)


def everything_arrived(world: World) -> None:
    """I1: no outbox waits, no PC is stopped, no scope is still loading or in doubt."""
    for place in world.places:
        if place.lost:
            continue
        if place.name in world.stops:
            raise Violation(f"stuck: {place.name} stops with {world.stops[place.name]}")
        waiting = place.rows("SELECT id FROM outbox WHERE state='waiting'")
        if waiting:
            raise Violation(f"stuck: {len(waiting)} sets wait at {place.name}")
        for scope, (_seq, _epoch, loading, verified) in place.cursors().items():
            if loading or not verified:
                raise Violation(f"stuck: {scope} at {place.name}: loading {loading}, verified {verified}")


def everyone_is_who_they_are(world: World) -> None:
    """Copies and roll-backs were noticed and have numbers of their own; nobody else took a new one."""
    seen: dict[str, str] = {}
    for place in world.places:
        if place.lost:  # nobody of them gets an answer: there is nothing to notice
            continue
        device = place.store.device.id
        if device in seen:
            raise Violation(f"copy not noticed: {place.name} and {seen[device]} are one device")
        seen[device] = place.name
        renewed = place.meta("renewals") != ""
        why = place.doubled or ("erased since it was signed" if world.erased else "")
        if renewed and not why:
            raise Violation(f"renewed for nothing: {place.name}")
        if renewed:
            world.mark(f"renewal: {why}")


def same_as_the_center(world: World, place: Place) -> None:
    """I5: every row of the PC's scopes, column by column, and no other."""
    scopes = set(place.cursors())
    for kind in kinds():
        here = _rows(lambda q: place.peek.execute(q), kind, None)
        there = _rows(lambda q: world.hall.peek.execute(q), kind, scopes)
        for id in sorted(here.keys() | there.keys()):
            if here.get(id) != there.get(id):
                raise Violation(
                    f"diverged: {kind} {id[:4]} at {place.name}: {_apart(here.get(id), there.get(id))}"
                )


def _rows(ask: Any, kind: str, scopes: set[str] | None) -> dict[str, dict[str, Any]]:
    cursor = ask(f'SELECT * FROM "{kind}"')
    names = [d[0] for d in cursor.description]
    rows = (dict(zip(names, row, strict=True)) for row in cursor.fetchall())
    return {row["id"]: _plain(row) for row in rows if scopes is None or row["scope"] in scopes}


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """JSON as values, and its null as the database's."""
    return {
        name: msgspec.json.decode(v) if isinstance(v, str) and v[:1] in "[{n" and _is_json(v) else v
        for name, v in row.items()
    }


def _is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except msgspec.DecodeError:
        return False
    return True


def _apart(here: Any, there: Any) -> str:
    if here is None or there is None:
        return "only at the center" if here is None else "not at the center"
    return str({name: (here[name], there[name]) for name in here if here[name] != there[name]})


def chains_hold(world: World) -> None:
    """I7: each device's numbers are 1, 2, 3 … and their chain is that of the bodies."""
    hall, chains = world.hall, defaultdict[str, bytes](lambda: NO_CHAIN)
    numbers: dict[str, int] = defaultdict(int)
    for device, seq, chain, body, id in hall.rows(
        "SELECT e.device, e.seq, e.chain, s.body, s.id FROM envelope e JOIN change_set s ON s.id=e.change_set"
        " ORDER BY e.device, e.seq"
    ):
        numbers[device] += 1
        if seq != numbers[device]:
            raise Violation(f"numbers not contiguous: {device[:4]} has {seq} after {numbers[device] - 1}")
        possible = {next_chain(chains[device], each) for each in _bodies(world, id, body)}
        chains[device] = chain
        if chain not in possible and not _is_emptied(world, id):
            raise Violation(f"chain does not hold: {device[:4]} at {seq}")
    for device, last in hall.rows("SELECT id, last_seq FROM device"):
        if last != numbers[device]:
            raise Violation(f"numbers not contiguous: {device[:4]} is said to have {last}")


def _bodies(world: World, id: str, body: bytes) -> list[bytes]:
    """A set as the center has it, and as it was before an erasure emptied it there."""
    edit = world.book.edits.get(id)
    return [body, to_body(edit.change_set)] if edit else [body]


def _is_emptied(world: World, id: str) -> bool:
    """Whether an erasure may have emptied this set at its desk before it was numbered anew."""
    edit = world.book.edits.get(id)
    if edit is None:
        return bool(world.erased)
    emptied = {row for (row,) in world.hall.rows('SELECT "row" FROM leave WHERE erased')}
    return any(change.id in emptied for change in edit.change_set.changes)


def digests_hold(hall: Hall) -> None:
    """The center's digests are those of its rows; no row has a number its scope has not reached."""
    digests: dict[str, int] = defaultdict(int)
    top: dict[str, int] = defaultdict(int)
    for kind in kinds():
        for id, scope, rev, seq in hall.rows(f'SELECT id, scope, rev, seq FROM "{kind}"'):
            digests[scope] ^= share(kind, id, rev)
            top[scope] = max(top[scope], seq)
    for scope, seq, digest in hall.rows("SELECT id, seq, digest FROM scope"):
        if digest != digests[scope]:
            raise Violation(f"digest of {scope} is not that of its rows")
        if seq < top[scope]:
            raise Violation(f"{scope} is at {seq}, a row at {top[scope]}")


def applied_once(hall: Hall) -> None:
    """I8: no set wrote a row twice; no two sets of a scope got one number."""
    twice = hall.rows('SELECT change_set, kind, "row" FROM change GROUP BY 1, 2, 3 HAVING count(*)>1 LIMIT 1')
    if twice:
        raise Violation(f"applied twice: {twice[0]}")
    receipts: dict[tuple[str, int], str] = {}
    for id, raw in hall.rows("SELECT id, outcome FROM change_set"):
        for scope, seq in msgspec.json.decode(raw).get("receipts", {}).items():
            if receipts.setdefault((scope, seq), id) != id:
                raise Violation(f"one number twice: {seq} of {scope}")


def late_work_is_told(world: World) -> None:
    """What was written in a community its author does not belong to came late, and they were told so."""
    units = dict(world.hall.rows("SELECT id, community FROM user"))
    for id, outcome in world.book.outcomes.items():
        edit = world.book.edits.get(id)
        home = units.get(edit.change_set.author) if edit else None
        away = {unit_of(scope) for scope in outcome.get("receipts", {})} - {home, STREET}
        if home not in (None, STREET) and away and outcome["status"] != "forwarded":
            raise Violation(f"late work, nobody told: {id[:4]} of {home} in {sorted(away)}")


def center_state(hall: Hall) -> list[Any]:
    """Rows and outcomes, for comparing two runs."""
    found: list[Any] = [hall.rows(f'SELECT * FROM "{kind}" ORDER BY id') for kind in kinds()]
    return [*found, hall.rows("SELECT id, outcome FROM change_set ORDER BY id")]


def decisions(world: World) -> list[Any]:
    """What the center decided, without what clocks merely said."""
    hall = world.hall
    outcomes = hall.rows("SELECT id, outcome FROM change_set ORDER BY id")
    writes = hall.rows('SELECT change_set, kind, "row", rev, "values" FROM change ORDER BY n')
    return [outcomes, [w for w in writes if w[1] != "review"]]


def _mark_outcomes(world: World) -> None:
    names = {"applied_with_review": "applied with review", "rejected": "refused"}
    for outcome in world.book.outcomes.values():
        world.mark(names.get(outcome["status"], outcome["status"]))
    for (reason,) in world.hall.rows("SELECT reason FROM review"):
        world.mark(reason)
    for id, outcome in world.book.outcomes.items():
        if id in world.book.gone_with_a_restore:
            world.mark("sent again in a new epoch")
        edit = world.book.edits.get(id)
        if outcome["status"] == "forwarded" and edit and any(c.new for c in edit.change_set.changes):
            world.mark("late child of a moved household")

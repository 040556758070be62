"""Happenings: what befalls PCs, people's posts and the center, each with its weight."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from center import renewals, seats
from center.refusal import Refused
from deskapp.models.record import kinds
from deskapp.sync import renewal
from tests.simulator import ids, office, sticks
from tests.simulator.place import Place

if TYPE_CHECKING:
    from tests.simulator.world import World

Befalls = Callable[["World", Place], bool]
"""Does it and says so; False if it cannot befall now."""
YEAR = 366 * 86_400.0


@dataclass(frozen=True)
class Happening:
    """Something that befalls."""

    name: str
    weight: float
    befalls: Befalls


def happen(world: World, n: int, place: Place) -> None:
    """One happening, drawn by weight and by this seed's favour."""
    weighed = [(each, each.weight * world.favour(each.name)) for each in HAPPENINGS]
    each = world.dice.weighed("happening", weighed, n)
    if each.befalls(world, place):
        world.mark(each.name)


def _user(world: World, place: Place) -> str:
    return world.dice.pick("user", place.users)


def clock_is_wrong(world: World, place: Place) -> bool:
    days = world.dice.pick("skew", (-3650, -400, -1, 1, 40, 3650)) * 86_400
    place.clock.skew = days + 1000 * world.dice.draw("skew more")
    world.say(f"{place.name}: the clock is set {days // 86_400:+} days off")
    return True


def clock_stands_still(world: World, place: Place) -> bool:
    if world.dice.draw("clock") < 0.5:
        place.clock.stand_still()
        world.say(f"{place.name}: the clock stands still")
    else:
        place.clock.go_on()
        place.clock.skew = 0
        world.say(f"{place.name}: the clock goes right again")
    return True


def author_is_switched(world: World, place: Place) -> bool:
    """The operator switches a user off, or on again."""
    off = [r[0] for r in world.hall.rows("SELECT id FROM user WHERE active=0 ORDER BY id")]
    user = off[0] if off and world.dice.draw("author") < 0.5 else _user(world, place)
    active = not world.hall.one("SELECT active FROM user WHERE id=?", user)
    world.hall.do(lambda database, clock: seats.set_user(database, user, None, {"active": active}, clock))
    world.mark("author on" if active else "author off")
    world.say(f"center: user {user[:4]} is {'active' if active else 'not active'}")
    return True


def role_is_changed(world: World, place: Place) -> bool:
    """Another role for a while: what they may write, and which scopes their PC has, changes."""
    user = _user(world, place)
    now = world.hall.one("SELECT role FROM user WHERE id=?", user)
    roles = [r for r in ("community_worker", "inspector", "window_clerk", "community_secretary") if r != now]
    role = world.dice.pick("role", roles)
    world.hall.do(lambda database, clock: seats.set_user(database, user, None, {"role": role}, clock))
    world.say(f"center: user {user[:4]} is {role} now")
    return True


def seat_is_granted_or_taken(world: World, place: Place) -> bool:
    """Another user gets a seat at a PC, or loses theirs, without anybody there being told."""
    device = place.store.device.id
    has = {r[0] for r in world.hall.rows('SELECT "user" FROM device_user WHERE device=?', device)}
    user = world.dice.pick("seat", sorted(world.users.values()))
    question = (
        'DELETE FROM device_user WHERE device=? AND "user"=?'
        if user in has
        else 'INSERT INTO device_user (device, "user") VALUES (?, ?)'
    )
    world.hall.rows(question, device, user)
    world.mark("seat taken" if user in has else "seat granted")
    world.say(
        f"center: user {user[:4]} {'loses their seat' if user in has else 'gets a seat'} at {place.name}"
    )
    return True


def a_month_passes(world: World, place: Place) -> bool:
    world.passed += 35 * 86_400
    world.time.now += 35 * 86_400
    world.say("a month passes")
    return True


def damage(world: World, place: Place) -> bool:
    """A clean row disappears from a PC's file, or is as it was long ago."""
    dirty = place.waiting_rows()
    rows = sorted(key for key in place.pulled() if key not in dirty and key[0] in kinds())
    if not rows:
        return False
    kind, id = world.dice.pick("damage", rows)
    place.rows(f'DELETE FROM "{kind}" WHERE id=?', id)
    place.damaged.add((kind, id))
    world.say(f"{place.name}: {kind} {id[:4]} is gone from the file")
    return True


def rolled_back(world: World, place: Place) -> bool:
    """The PC's folder is put back to an older copy; if there is none yet, it is copied now."""
    copy = world.folder / f"copy of {place.number}"
    if place.lost:
        return False
    if not copy.exists():
        place.copy_to(copy)
        place.kept = (
            list(place.lineage),
            place.name,
            place.made,
            set(place.settled),
            set(place.damaged),
        )
        world.say(f"{place.name}: the folder is copied for safety")
        world.later(12_000 * world.dice.draw("put back"), lambda: _again(world, place, "rolled back"))
        return False
    lineage, name, made, settled, place.damaged = place.kept
    before = {r[0] for r in place.rows("SELECT id FROM outbox")}
    place.put_back(copy)
    shutil.rmtree(copy)
    place.settled = settled
    place.doubled = place.doubled or "rolled back"
    _begins_anew(world, place, [(name, made), *lineage])
    world.book.rolled_back(place, before)
    world.say(f"{place.name}: this PC is put back to the copy of {name}")
    return True


def _again(world: World, place: Place, name: str) -> None:
    """What was prepared comes to pass some time later."""
    each = next(each for each in HAPPENINGS if each.name == name)
    if each.befalls(world, place):
        world.mark(each.name)


def cloned(world: World, place: Place) -> bool:
    """A PC's folder is copied to another one, and both go on."""
    if len(world.places) >= 8 or place.damaged or place.lost:
        return False
    number = 10 + len(world.places)
    place.copy_to(world.folder / str(number))
    clone = Place(world, number, place.name, world.folder / str(number), list(place.users))
    clone.settled = set(place.settled)
    clone.slice_limit = place.slice_limit
    _begins_anew(world, clone, [(place.name, place.made), *place.lineage])
    place.doubled = clone.doubled = "cloned"
    world.places.append(clone)
    world.book.look_at_place(clone)
    world.say(f"{place.name} is copied: {clone.name} goes on from there too")
    return True


def _begins_anew(world: World, place: Place, lineage: list[tuple[str, int]]) -> None:
    """From here on what is made there is another history."""
    world.copies += 1
    place.name = f"pc{place.number}.{world.copies}"
    place.lineage, place.made = lineage, 0
    place.new_ids(ids.counting(world.seed, place.name))


def locked_out(world: World, place: Place) -> bool:
    """The operator locks a stolen PC out, and whatever is a copy of it and has not told so yet."""
    device = place.store.device.id
    doubles = [each for each in world.places if device in _known_as(world, each)]
    if len(world.places) - len(doubles) < 3 or place.lost:
        return False
    world.hall.do(lambda database, _clock: seats.revoke(database, device))
    for each in doubles:
        each.lost = True
    world.say(f"center: {place.name} is locked out")
    return True


def _known_as(world: World, place: Place) -> list[str]:
    """The numbers of a PC, the newest first, down to the one by which the center knows it."""
    known = {id for (id,) in world.hall.rows("SELECT id FROM device")}
    earlier = [each.old for each in reversed(renewal.kept(place.store))]
    numbers = [place.store.device.id, *earlier]
    return numbers[: next((n for n, id in enumerate(numbers, 1) if id in known), len(numbers))]


def operator_confirms(world: World) -> None:
    """The operator agrees to every renewed device."""
    for (device,) in world.hall.rows("SELECT id FROM device WHERE status='renewed' ORDER BY id"):
        try:
            world.hall.do(lambda database, clock, id=device: renewals.confirm(database, id))
        except Refused:
            continue
        world.say(f"center: device {device[:4]} is confirmed")


def confirmation(world: World, place: Place) -> bool:
    operator_confirms(world)
    return True


HAPPENINGS = (
    Happening("clock wrong", 3, clock_is_wrong),
    Happening("clock stands still", 1, clock_stands_still),
    Happening("author switched", 3, author_is_switched),
    Happening("role changed", 1, role_is_changed),
    Happening("seat changed", 1, seat_is_granted_or_taken),
    Happening("a month passes", 1, a_month_passes),
    Happening("damaged row", 1, damage),
    Happening("rolled back", 2, rolled_back),
    Happening("cloned", 2, cloned),
    Happening("locked out", 0.7, locked_out),
    Happening("confirmation", 1, confirmation),
    Happening("move", 4, office.household_moves),
    Happening("merge", 1, office.persons_are_merged),
    Happening("erase", 1, office.erased),
    Happening("stick", 3, sticks.carried),
    Happening("backup", 2, office.backed_up),
    Happening("epoch change", 3, office.restored),
)

"""Sticks: a round carried by hand: late, twice, in the wrong order, beside the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from center import sticks
from center.refusal import Refused
from deskapp.models.bundle import BadBundle
from deskapp.sync import stick
from deskapp.sync.trouble import RoadError
from tests.simulator import live

if TYPE_CHECKING:
    from tests.simulator.place import Place
    from tests.simulator.world import World

LONGEST = 20_000.0
"""How long a stick may be on its way, in seconds."""


def carried(world: World, place: Place) -> bool:
    """A file goes out; it reaches the center some time later, perhaps once more after that."""
    written = place.guarded("round", lambda: stick.write_out(place.store))
    if written is None:
        return False
    world.say(f"{place.name}: stick {written.number} out with {written.sets} sets")
    for n in range(1 + (world.dice.draw("stick twice") < 0.3)):
        delay = LONGEST * world.dice.draw("stick out") * (n + 1)
        world.later(delay, lambda: _arrives(world, place, written.number, written.content))
    return True


def _arrives(world: World, place: Place, number: int, content: bytes) -> None:
    try:
        _, back = world.hall.do(lambda database, clock: sticks.answer(database, content, clock))
    except (BadBundle, Refused) as error:
        world.say(f"center: stick {number} of {place.name} is not taken: {error}")
        return
    world.mark("stick taken")
    world.say(f"center: stick {number} of {place.name} is taken")
    if world.dice.draw("stick lost") < 0.2:
        world.say(f"stick {number} is lost on its way back")
        return
    for n in range(1 + (world.dice.draw("stick back twice") < 0.3)):
        delay = LONGEST * world.dice.draw("stick back") * (n + 1)
        world.later(delay, lambda: _comes_back(world, place, number, back))


def _comes_back(world: World, place: Place, number: int, back: bytes) -> None:
    try:
        report = place.guarded("round", lambda: stick.take_back(place.store, back))
    except (BadBundle, RoadError) as error:
        world.mark("stick refused here")
        world.say(f"{place.name}: stick {number} back is not taken: {error}")
        return
    if report is not None:
        world.mark("stick back")
        place.sit_down(place.user)
        live.after_round(world, place)
        world.say(f"{place.name}: stick {number} back: settled {report.settled} received {report.received}")

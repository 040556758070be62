"""Faults: what may go wrong, how often at most, and where it is raised."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlcipher3.dbapi2
from sqlalchemy.exc import OperationalError

from tests.simulator.dice import Dice, chance

if TYPE_CHECKING:
    from tests.simulator.world import World


class Crash(BaseException):
    """A process ends here and now; no handler of the program may see it."""


class Gone(BaseException):
    """The center's process ends here and now."""


MOST = {
    "lose request": 0.25,
    "lose reply": 0.3,
    "repeat later": 0.4,
    "repeat at once": 0.2,
    "meanwhile": 0.4,
    "partition": 0.25,
    "swizzle": 0.15,
    "crash in save": 0.006,
    "crash in round": 0.003,
    "crash between steps": 0.03,
    "disk full in save": 0.006,
    "disk full in round": 0.003,
    "center ends": 0.003,
}
"""Each fault's highest rate: of a request, a window of time, a statement or a step."""


def swarm(seed: int) -> dict[str, float]:
    """This seed's rates: each fault is left out, or somewhere up to its highest."""
    drawn = {name: chance(seed, "rate " + name, 0) for name in MOST}
    return {name: 0.0 if d < 0.35 else MOST[name] * (d - 0.35) / 0.65 for name, d in drawn.items()}


def disk_full() -> OperationalError:
    return OperationalError("", {}, sqlcipher3.dbapi2.OperationalError("database or disk is full"))


WINDOW = 3600.0


def cut_off(dice: Dice, rates: dict[str, float], desk: int, now: float) -> str | None:
    """Whether a desk cannot reach the center just now: a window of its own, or its part of a swizzle."""
    window = int(now / WINDOW)
    site = f"partition|{desk}|{window}"
    if _holds(dice, site, rates["partition"]):
        return "partition"
    if _holds(dice, f"swizzle|{window}", rates["swizzle"]):
        part = (now % WINDOW) / WINDOW
        begin, end = sorted(chance(dice.seed, f"swizzle|{window}|{desk}", k) for k in (0, 1))
        return "swizzle" if begin <= part < end else None
    return None


def _holds(dice: Dice, site: str, rate: float) -> bool:
    """A fault that lasts: one decision for its whole window, however often it is asked for."""
    if not dice.faults or chance(dice.seed, site, 0) >= rate:
        return False
    if dice.only is not None and (site, 0) not in dice.only:
        return False
    if (site, 0) not in dice.fired:
        dice.fired.append((site, 0))
    return True


def at_statement(world: World, desk: str, activity: str) -> None:
    """Before each statement a desk sends to its file, and before each commit."""
    if world.dice.fires(f"crash|{desk}|{activity}", world.rates[f"crash in {activity}"]):
        world.happened(f"crash in {activity}", f"{desk} crashes in its {activity}")
        raise Crash
    if world.dice.fires(f"full|{desk}|{activity}", world.rates[f"disk full in {activity}"]):
        world.happened("disk full", f"{desk}'s disk is full in its {activity}")
        raise disk_full()


def at_step(world: World, desk: str, phase: str) -> None:
    """Between two steps of a round."""
    if world.dice.fires(f"step|{desk}|{phase}", world.rates["crash between steps"]):
        world.happened("crash between steps", f"{desk} crashes before {phase}")
        raise Crash


def at_center(world: World) -> None:
    """Before each statement of the center, and before each commit."""
    if world.dice.fires("center", world.rates["center ends"]):
        world.happened("center ends", "the center's process ends in the middle")
        raise Gone

"""People: what somebody may do at a PC, each deed with its weight; what cannot be done now is left out."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from deskapp.models.person import Person
from deskapp.models.record import Record, kinds
from deskapp.models.request import Request
from deskapp.models.rules import rulebook
from deskapp.store.capture import EVERYTHING, Refused
from tests.people import adding, household, person, setting, visit

if TYPE_CHECKING:
    from tests.simulator.place import Place

Deed = Callable[["Place"], Any]
"""Gives the job to do, DONE if it did all there was to do itself, None if that cannot be done now."""
DONE = object()
TEXTS = ("甲", "乙", "丙", None)
FIELDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "household": (("note",), ("tenure",), ("room", "building"), ("floor",), ("note", "room")),
    "person": (("phone",), ("note",), ("name",), ("id_number", "sex"), ("birth_date",), ("phone", "note")),
    "visit": (("note",), ("outcome",)),
    "request": (("text",), ("state",), ("reply",)),
}
NEVER_EMPTY = {"name": "某人", "text": "要修灯", "outcome": "O2", "birth_date": "1950-01-01"}


@dataclass(frozen=True)
class Act:
    """Something people do."""

    name: str
    weight: float
    deed: Deed


def act_at(place: Place, acts: list[tuple[Act, float]]) -> None:
    """One deed at a PC, drawn by weight; what the rules stop is stopped, as it would be on the screen."""
    world = place.world
    act = world.dice.weighed(f"deed|{place.name}", acts)
    with suppress(Refused, LookupError):
        job = act.deed(place)
        if callable(job):
            place.guarded("save", lambda: place.desk.do(job, EVERYTHING))
        if job is not None:
            return
    world.say(f"{place.name}: {act.name} cannot be done")


def _one(place: Place, kind: str) -> str | None:
    """A record of a kind that is seen here."""
    found = place.visible(kind)
    return place.world.dice.favourite(f"row|{place.name}", found) if found else None


def _text(place: Place) -> str | None:
    return place.world.dice.pick(f"text|{place.name}", TEXTS)


def new_household(place: Place) -> Any:
    room = str(place.world.dice.below(f"room|{place.name}", 900))
    return adding(household(room, place.actor.unit))


def new_person(place: Place) -> Any:
    home = _one(place, "household")
    return adding(person(home, "新人")) if home else None


def new_visit(place: Place) -> Any:
    """A visit with a request raised at the door, in one set."""
    home = _one(place, "household")
    if home is None:
        return None

    def save_visit(session: Any) -> None:
        made = visit(home, place.user)
        session.add(made)
        session.flush()
        session.add(Request(household=home, visit=made.id, text="楼道灯坏了"))

    return save_visit


def new_request(place: Place) -> Any:
    home = _one(place, "household")
    return adding(Request(household=home, text="要办证")) if home else None


def whole_family(place: Place) -> Any:
    """A household with its people in one set."""

    def save_family(session: Any) -> None:
        home = household("700", place.actor.unit)
        session.add(home)
        session.flush()
        session.add_all([person(home.id, f"家人{n}") for n in range(2)])

    return save_family


def edit(place: Place) -> Any:
    """Changes one or two fields of a record, most often of one that others change too."""
    dice = place.world.dice
    kind = dice.favourite(f"kind|{place.name}", ("person", "household", "visit", "request"))
    id = _one(place, kind)
    if id is None:
        return None
    names = dice.pick(f"field|{place.name}", FIELDS[kind])
    values = {name: _text(place) for name in names}
    values = {
        name: NEVER_EMPTY.get(name, value) if value is None or name in ("outcome", "birth_date") else value
        for name, value in values.items()
    }
    return setting(kinds()[kind], id, **values)


def edit_again(place: Place) -> Any:
    """Changes the phone of the person everybody knows: contention."""
    found = place.visible("person")
    return setting(Person, found[0], phone=_text(place)) if found else None


def withdraw(place: Place) -> Any:
    kind = place.world.dice.pick(f"gone|{place.name}", ("person", "request", "household", "visit"))
    id = _one(place, kind)
    return setting(kinds()[kind], id, gone=True) if id else None


def bring_back(place: Place) -> Any:
    found = [r[0] for r in place.rows("SELECT id FROM person WHERE gone=1 ORDER BY id")]
    return setting(Person, place.world.dice.pick(f"back|{place.name}", found), gone=False) if found else None


def take_back(place: Place) -> Any:
    """Undo: one of the last sets made here."""
    found = [r[0] for r in place.rows("SELECT id FROM outbox ORDER BY seq DESC LIMIT 4")]
    if found:
        chosen = place.world.dice.pick(f"undo|{place.name}", found)
        place.guarded("save", lambda: place.desk.undo(chosen))
    return DONE if found else None


def break_a_rule(place: Place) -> Any:
    """An older program lets something through that the center will refuse."""
    home = _one(place, "household")
    if home is None:
        return None

    def save_nameless(session: Any) -> None:
        kept = rulebook.rules
        rulebook.rules = []
        try:
            session.add(person(home, " "))
            session.flush()
        finally:
            rulebook.rules = kept

    return save_nameless


def build_on_it(place: Place) -> Any:
    """An edit of a new record whose set the center will refuse, or has refused meanwhile."""
    found = [r[0] for r in place.rows("SELECT id FROM person WHERE name=' ' ORDER BY id")]
    return setting(Person, found[0], name="有名了") if found else None


def many(place: Place) -> Any:
    """More than one set in one unit of work: an import."""

    def import_roster(session: Any) -> None:
        homes: list[Record] = [household(str(1000 + n), place.actor.unit) for n in range(3)]
        session.add_all(homes)
        session.flush()
        session.add_all([person(home.id, f"名单{n}") for home in homes for n in range(2)])

    return import_roster


def other_person_sits_down(place: Place) -> Any:
    if len(place.users) > 1:
        others = [u for u in place.users if u != place.user]
        place.sit_down(others[0])
        place.world.mark("user switched")
        place.world.say(f"{place.name}: another user signs in")
        return DONE
    return None


ACTS = (
    Act("new household", 2, new_household),
    Act("new person", 2, new_person),
    Act("new visit", 4, new_visit),
    Act("new request", 1, new_request),
    Act("whole family", 1, whole_family),
    Act("edit", 6, edit),
    Act("edit again", 8, edit_again),
    Act("withdraw", 1, withdraw),
    Act("bring back", 1, bring_back),
    Act("undo", 3, take_back),
    Act("break a rule", 0.6, break_a_rule),
    Act("build on it", 0.8, build_on_it),
    Act("import", 0.3, many),
    Act("other person", 1, other_person_sits_down),
)

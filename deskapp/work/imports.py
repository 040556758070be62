"""Importing a roster: what it would change, and the unit of work that does it. It adds and corrects only."""

import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.door import Door
from deskapp.models.household import Household
from deskapp.models.identity import same_name
from deskapp.models.person import Person
from deskapp.store import get_meta
from deskapp.store.capture import CapturingSession
from deskapp.work.roster import Progress, Roster, RosterHousehold, RosterPerson

DOOR = ("estate", "building", "unit", "floor", "room")
PERSON = [
    "name",
    "id_number",
    "birth_date",
    "sex",
    "relation",
    "phone",
    "education",
    "political",
    "marital",
    "ethnic",
    "hukou_kind",
    "hukou_address",
    "residence",
    "workplace",
    "note",
]
FLUSH_EVERY = 400
ROSTERS = uuid.UUID("3c7b7f0e-95d0-4a55-8b0b-0d7a4f0c9e21")


class ImportCancelled(Exception):
    """Whoever waited did not want to any more; nothing was imported."""


@dataclass
class Tally:
    """Of one kind: how many are new, changed, the same as they stand, or held back for a human."""

    new: int = 0
    changed: int = 0
    same: int = 0
    held: int = 0


@dataclass
class ImportPlan:
    """What an import would do, household by household."""

    community: str
    households: Tally = field(default_factory=Tally)
    persons: Tally = field(default_factory=Tally)
    steps: list["Step"] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.steps


@dataclass
class Step:
    """One household: new values for it, its new people, and corrections of those already here."""

    id: str
    new: bool
    values: dict[str, Any]
    new_persons: list[dict[str, Any]] = field(default_factory=list)
    corrections: list[tuple[str, dict[str, Any]]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return 1 + len(self.new_persons) + len(self.corrections)


def plan_import(session: Session, roster: Roster, community: str) -> ImportPlan:
    """Compares a roster with what is here; reads only."""
    here = _Here(session, community)
    numbers = Counter(p.id_number for h in roster.households for p in h.persons if p.id_number)
    here.shared = {number for number, times in numbers.items() if times > 1}
    plan = ImportPlan(community)
    for household in roster.households:
        if household.held:
            plan.households.held += 1
            plan.persons.held += len(household.persons)
            continue
        step = here.step_for(household, plan)
        if step is not None:
            plan.steps.append(step)
    return plan


def apply_import(
    session: CapturingSession,
    roster: Roster,
    community: str,
    progress: Progress | None = None,
    total: Callable[[int], None] | None = None,
) -> int:
    """Takes a roster over as one unit of work; returns how many records it made or corrected.

    What a preview has shown may be of another hour, so that it is compared again in here.
    """
    plan = plan_import(session, roster, community)
    done = since = 0
    if total:
        total(sum(step.size for step in plan.steps))
    for step in plan.steps:
        if progress and progress.cancelled:
            raise ImportCancelled
        done += _do(session, step, plan.community)
        since += step.size
        if since >= FLUSH_EVERY:
            session.flush()
            session.expunge_all()
            if progress:
                progress.step(since)
            since = 0
    session.flush()
    if progress:
        progress.step(since)
        if progress.cancelled:
            raise ImportCancelled
    return done


def _do(session: CapturingSession, step: Step, community: str) -> int:
    done = len(step.new_persons) + len(step.corrections)
    if step.new:
        session.add(Household(id=step.id, community=community, **step.values))
        done += 1
    elif step.values:
        _correct(session.get_one(Household, step.id), step.values)
        done += 1
    for values in step.new_persons:
        session.add(Person(household=step.id, **values))
    for person, values in step.corrections:
        _correct(session.get_one(Person, person), values | {"household": step.id})
    return done


def _correct(record: Household | Person, values: dict[str, Any]) -> None:
    for name, value in values.items():
        if getattr(record, name) != value:
            setattr(record, name, value)


class _Here:
    """The roster as it stands in the store: households by door, persons by ID number and by household."""

    def __init__(self, session: Session, community: str) -> None:
        self._community = community
        self._names = uuid.uuid5(ROSTERS, (get_meta(session.connection(), "center_id") or b"").decode())
        """Of this center alone: from an id nobody outside finds out the ID number it was made of."""
        self._taken = {id for cls in (Household, Person) for id in session.scalars(select(cls.id))}
        table = Household.__table__.c
        found = session.execute(
            select(table.id, *(table[n] for n in DOOR), table.vacant, table.tenure, table.note).where(
                table.community == community, table.gone.is_(False)
            )
        ).mappings()
        self._households: dict[str, dict[str, Any]] = {_key(dict(r)): dict(r) for r in found}
        people = Person.__table__.c
        self.shared: set[str] = set()
        """ID numbers that several persons of the roster state: there the name decides too."""
        self._by_id: dict[str, list[dict[str, Any]]] = {}
        self._by_household: dict[str, list[dict[str, Any]]] = {}
        columns = (people.id, people.household, *(people[n] for n in PERSON))
        for r in session.execute(select(*columns).where(people.gone.is_(False))).mappings():
            person = dict(r)
            if person["id_number"]:
                self._by_id.setdefault(person["id_number"], []).append(person)
            self._by_household.setdefault(person["household"], []).append(person)

    def step_for(self, household: RosterHousehold, plan: ImportPlan) -> Step | None:
        """What one household of the roster would change; None if nothing."""
        said = _said(household, (*DOOR, "tenure", "note"))
        known = self._households.get(_key(said))
        members = [p for p in household.persons if not p.held]
        plan.persons.held += len(household.persons) - len(members)
        if known is None:
            id = self._new_id(self._community, _key(said))
            step = Step(id, True, said | {"vacant": household.vacant})
            plan.households.new += 1
        else:
            step = Step(known["id"], False, self._differing(known, said))
            if known["vacant"] and members:
                step.values["vacant"] = False
            if step.values:
                plan.households.changed += 1
            else:
                plan.households.same += 1
        self._place(members, step, plan)
        return step if step.new or step.values or step.new_persons or step.corrections else None

    def _place(self, members: Iterable[RosterPerson], step: Step, plan: ImportPlan) -> None:
        for member in members:
            said = _said(member, PERSON)
            known = self._find(said, step.id)
            if known is None:
                id = self._new_id(step.id, said.get("id_number") or said["name"])
                step.new_persons.append({"id": id, **said})
                plan.persons.new += 1
                continue
            values = self._differing(known, said)
            if values or known["household"] != step.id:
                step.corrections.append((known["id"], values))
                plan.persons.changed += 1
            else:
                plan.persons.same += 1

    def _new_id(self, *names: str) -> str:
        """The same for the same door or person, so that two desks that import one workbook offline make one.

        An id that is taken, by whoever moved or was withdrawn meanwhile, is followed by the next.
        """
        for n in count():
            id = str(uuid.uuid5(self._names, "|".join((*names, str(n)))))
            if id not in self._taken:
                self._taken.add(id)
                return id
        raise AssertionError

    def _find(self, said: dict[str, Any], household: str) -> dict[str, Any] | None:
        """A person by ID number; without one by name behind the same door."""
        number = said.get("id_number")
        same_number = self._by_id.get(number or "", [])
        for person in same_number:
            if same_name(person["name"], said["name"]):
                return person
        if len(same_number) == 1 and number not in self.shared:
            return same_number[0]
        for person in self._by_household.get(household, []):
            if same_name(person["name"], said["name"]) and not (number and person["id_number"]):
                return person
        return None

    @staticmethod
    def _differing(known: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
        """What a roster says otherwise. An empty cell says nothing, nor does another writing of the door."""
        return {n: v for n, v in said.items() if n not in DOOR and v != known.get(n)}


def _said(of: RosterHousehold | RosterPerson, names: Iterable[str]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(of, name)) not in ("", None)}


def _key(values: dict[str, Any]) -> str:
    return Door(*(values.get(name) or "" for name in DOOR)).key

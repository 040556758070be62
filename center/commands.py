"""Commands: what only the center can do, because it depends on how things stand there now.

A set with `args` and no changes names one. What it would do is planned like any other set, and judged against
the rows under the locks; where they do not stand as it needs them, it is refused with what stood there.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from center.plans import CENTER, Known, Plan, Rejected, existing
from center.rows import Doc
from deskapp.models.actor import Actor
from deskapp.models.change import ChangeSet
from deskapp.models.record import blank, child_fields, kinds, parent_field
from deskapp.models.rules import storable
from deskapp.models.scope import STREET, is_unit, part_of, unit_of

HOUSEHOLD, PERSON, ASSIGNMENT, REVIEW = "household", "person", "assignment", "review"
SECRETARY = "community_secretary"
LONGEST = 64


@dataclass(frozen=True)
class Asked:
    """One command as it was asked: by whom, at which unit's device, on which day."""

    args: dict[str, str]
    author: Actor
    unit: str
    known: Known
    today: date

    def check_right(self, kind: str, row: Doc) -> None:
        """Only the center's operator and the secretary of the row's community. Raises Rejected."""
        author, there = self.author, unit_of(row["scope"])
        if author.id == CENTER:
            return
        if author.role == SECRETARY and self.unit in (STREET, author.unit):
            if author.unit == there:
                return
            if author.unit in map(unit_of, self.known.left(kind, row["id"])):
                raise _guard(kind, row, "scope")
        raise Rejected("not-yours", scope=row["scope"])


@dataclass(frozen=True)
class Command:
    """The args it needs, every scope it may touch, and what it does."""

    args: tuple[str, ...]
    scopes: Callable[[dict[str, str], Known], set[str]]
    plan: Callable[[Asked], list[Plan]]


def scopes(change_set: ChangeSet, known: Known) -> set[str]:
    """Every scope a command may touch, as things stand; none of one that will be refused as it is."""
    command = COMMANDS.get(change_set.action)
    args = _args(change_set, command) if command else None
    return command.scopes(args, known) if command and args else set()


def plan(change_set: ChangeSet, author: Actor, unit: str, known: Known, today: date) -> list[Plan]:
    """The rows a command would write. Raises Rejected or Blocked."""
    command = COMMANDS.get(change_set.action)
    if command is None:
        raise Rejected("unknown-command", action=change_set.action)
    args = _args(change_set, command)
    if args is None:
        raise Rejected("malformed", field="args")
    return command.plan(Asked(args, author, unit, known, today))


def _args(change_set: ChangeSet, command: Command) -> dict[str, str] | None:
    """A command's args if they are those it takes and can be looked up; with changes it is no command."""
    args: dict[str, Any] = change_set.args or {}
    texts = all(isinstance(v, str) and 0 < len(v) <= LONGEST and storable(v) for v in args.values())
    return args if texts and args.keys() == set(command.args) and not change_set.changes else None


def _guard(kind: str, row: Doc, field: str) -> Rejected:
    """Things do not stand as the command needs them: what stands there instead."""
    return Rejected("guard", kind=kind, id=row["id"], field=field, value=row[field])


def _parts_below(kind: str) -> set[str]:
    """The parts in which rows under one of this kind can be, its own included."""
    found: set[str] = set()
    open_kinds = [kind]
    while open_kinds:
        name = open_kinds.pop()
        if name not in found:
            found.add(name)
            open_kinds += [child for child, _ in child_fields(name)]
    return {kinds()[name].part for name in found} - {"*"}


# ---- move_household


def _move_scopes(args: dict[str, str], known: Known) -> set[str]:
    scope = known.scope_of(HOUSEHOLD, args["household"])
    units = {unit_of(scope), args["to"]} if scope and is_unit(args["to"]) else set()
    return {f"{unit}/{part}" for unit in units for part in _parts_below(HOUSEHOLD)}


def _move(asked: Asked) -> list[Plan]:
    """A household and all that is under it goes to another community; its worker stays behind."""
    known, id, to = asked.known, asked.args["household"], asked.args["to"]
    household = existing(known, HOUSEHOLD, id)
    asked.check_right(HOUSEHOLD, household)
    if household["gone"]:
        raise _guard(HOUSEHOLD, household, "gone")
    if household["community"] == to:
        raise _guard(HOUSEHOLD, household, "community")
    if not known.alike("community", {"code": {to}}):
        raise Rejected("no-such-community", code=to)
    return [_moved(kind, row, to, asked.today) for kind, row in known.below(HOUSEHOLD, id)]


def _moved(kind: str, row: Doc, to: str, today: date) -> Plan:
    values: Doc = {}
    if kind == HOUSEHOLD:
        values = {"community": to}
    elif kind == ASSIGNMENT and row["until"] is None and not row["gone"]:
        values = {"until": today.isoformat()}
    elif kind == REVIEW and row["state"] == "open" and row["owner"]:
        values = {"owner": None}  # nobody of where it came from sees it any more
    was = {name: row[name] for name in values}
    doc = {**row, **values, "scope": f"{to}/{part_of(row['scope'])}"}
    return Plan(kind, doc, values, was, left=row["scope"])


# ---- merge_persons


def _merge_scopes(args: dict[str, str], known: Known) -> set[str]:
    found = {known.scope_of(PERSON, id) for id in args.values()}
    return {f"{unit_of(scope)}/{part}" for scope in found if scope for part in _parts_below(PERSON)}


def _merge(asked: Asked) -> list[Plan]:
    """What is under `drop` goes under `keep`; `drop` is withdrawn. Reviews of its values stay with it."""
    known, keep, drop = asked.known, asked.args["keep"], asked.args["drop"]
    if keep == drop:
        raise Rejected("malformed", field="args")
    people = [existing(known, PERSON, id) for id in (keep, drop)]
    for person in people:
        asked.check_right(PERSON, person)
        if person["gone"]:
            raise _guard(PERSON, person, "gone")
    if people[0]["scope"] != people[1]["scope"]:
        raise _guard(PERSON, people[1], "scope")
    plans = []
    parents = {kind: field for kind, field in child_fields(PERSON) if kind != REVIEW}
    for kind, row in known.below(PERSON, drop):
        field = parents.get(kind, "")
        if field and row[field] == drop and row.get("row_kind", PERSON) == PERSON:
            plans.append(Plan(kind, {**row, field: keep}, {field: keep}, {field: drop}))
    gone = Plan(PERSON, {**people[1], "gone": True}, {"gone": True}, {"gone": False})
    return [*plans, gone]


# ---- erase


def _erase_scopes(args: dict[str, str], known: Known) -> set[str]:
    if args["kind"] not in kinds():
        return set()
    found = known.below(args["kind"], args["id"])
    return {scope for kind, row in found for scope in (row["scope"], *known.left(kind, row["id"]))}


def _erase(asked: Asked) -> list[Plan]:
    """A row and all that is under it lose their values; that they were there, and where, remains."""
    known, kind, id = asked.known, asked.args["kind"], asked.args["id"]
    if asked.author.id != CENTER:
        raise Rejected("not-yours", kind=kind)
    cls = kinds().get(kind)
    if cls is None:
        raise Rejected("unknown-kind", kind=kind, kinds=list(kinds()))
    if cls.fixed_unit:
        raise Rejected("not-to-erase", kind=kind)
    existing(known, kind, id)
    return [_emptied(known, name, row) for name, row in known.below(kind, id)]


def _emptied(known: Known, kind: str, row: Doc) -> Plan:
    """A row without its values but for what its scope follows from. What may not be null becomes empty."""
    cls = kinds()[kind]
    kept = {"row_kind", "row"} if cls.part == "*" else {(parent_field(cls) or ("",))[0]}
    empty = {name: value for name, value in blank(cls).items() if name not in kept}
    doc = {**row, **empty, "gone": True, "extra": {}}
    told = dict.fromkeys((row["scope"], *known.left(kind, row["id"])))
    return Plan(kind, doc, {}, {}, erased=tuple(told))


COMMANDS = {
    "move_household": Command(("household", "to"), _move_scopes, _move),
    "merge_persons": Command(("keep", "drop"), _merge_scopes, _merge),
    "erase": Command(("kind", "id"), _erase_scopes, _erase),
}

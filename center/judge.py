"""Judging a change set against the rows as they are: what it would write, or why it is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from center.rows import Doc
from deskapp.models.actor import WRITE, Actor
from deskapp.models.change import SET_LIMIT, Change, ChangeSet
from deskapp.models.merge import Write, merge
from deskapp.models.record import COMMON, Record, fields, kinds
from deskapp.models.rules import Finding, rulebook, storable
from deskapp.models.scope import STREET, scope_for, unit_of


class Rejected(Exception):
    """A set that cannot be taken; the outcome's code and params."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Blocked(Rejected):
    """A set that speaks of a row which was created by a refused set."""


class Known(Protocol):
    """What the judge may look up."""

    def row(self, kind: str, id: str) -> Doc | None: ...
    def scope_of(self, kind: str, id: str) -> str | None: ...
    def refused_by(self, kind: str, id: str) -> str | None: ...
    def later_writes(self, change: Change) -> Sequence[Write]: ...
    def own(self, set_id: str) -> bool: ...


@dataclass
class Plan:
    """One row to write: its document afterwards, what it replaces, what lost, and what is doubtful."""

    kind: str
    doc: Doc
    values: Doc
    was: Doc
    new: bool
    losers: dict[str, dict[str, Any]] = field(default_factory=dict)
    doubts: list[Finding] = field(default_factory=list)


def judge(change_set: ChangeSet, author: Actor | None, unit: str, known: Known, today: date) -> list[Plan]:
    """The rows a set would write, in order. Raises Rejected or Blocked. `unit` is the device's."""
    if not change_set.author:
        raise Rejected("malformed")
    if author is None:
        raise Rejected("author_inactive", author=change_set.author)
    if not isinstance(change_set.args, dict) and not change_set.changes:
        raise Rejected("empty")
    if isinstance(change_set.args, dict):
        raise Rejected("unknown-command", action=change_set.action)
    if len(change_set.changes) > SET_LIMIT:
        raise Rejected("too-many-changes", limit=SET_LIMIT)
    made: dict[tuple[str, str], Plan] = {}

    def scope_of(kind: str, id: str) -> str | None:
        plan = made.get((kind, id))
        return plan.doc["scope"] if plan else known.scope_of(kind, id)

    for change in change_set.changes:
        plan = _plan(change, change_set, known, scope_of, made)
        _authorise(plan, change_set, author, unit)
        _check_rules(plan, change_set, today)
        made[(change.kind, change.id)] = plan
    return list(made.values())


def _plan(
    change: Change,
    change_set: ChangeSet,
    known: Known,
    scope_of: Callable[[str, str], str | None],
    made: dict[tuple[str, str], Plan],
) -> Plan:
    cls = kinds().get(change.kind)
    if cls is None:
        raise Rejected("unknown-kind", kind=change.kind)
    if (change.kind, change.id) in made:
        raise Rejected("malformed", field="changes")
    row = known.row(change.kind, change.id)
    if row is None:
        return _plan_new(cls, change, change_set, known, scope_of)
    values, extra = _split(cls, change.values)
    seen = {**row["extra"], **row}
    merged = merge(cls, seen, change, change_set.action, known.later_writes(change), known.own)
    written = {name: value for name, value in merged.values.items() if name in values}
    extra = {name: value for name, value in merged.values.items() if name in extra}
    doc = {**row, **written, "extra": {**row["extra"], **extra}}
    scope = scope_for(cls, doc, scope_of)
    if scope != row["scope"]:
        raise Rejected("other-scope", kind=change.kind, id=change.id)
    was = {name: row[name] for name in written}
    return Plan(change.kind, doc, written | extra, was, new=False, losers=merged.losers)


def _plan_new(
    cls: type[Record],
    change: Change,
    change_set: ChangeSet,
    known: Known,
    scope_of: Callable[[str, str], str | None],
) -> Plan:
    if not change.new:
        by = known.refused_by(change.kind, change.id)
        if by:
            raise Blocked("blocked", by=by)
        raise Rejected("unknown-row", kind=change.kind, id=change.id)
    values, extra = _split(cls, change.values)
    scope = scope_for(cls, values, lambda k, i: scope_of(k, i) or _blocking(known, k, i))
    if scope is None:
        raise Rejected("unknown-parent", kind=change.kind, id=change.id)
    doc: Doc = dict.fromkeys(fields(cls)) | values
    doc |= {"id": change.id, "scope": scope, "rev": 0, "seq": 0, "gone": bool(values.get("gone"))}
    doc |= {"author": change_set.author, "made_at": change_set.made_at, "extra": extra}
    return Plan(change.kind, doc, values | extra, {}, new=True)


def _blocking(known: Known, kind: str, id: str) -> str | None:
    by = known.refused_by(kind, id)
    if by:
        raise Blocked("blocked", by=by)
    return None


def _split(cls: type[Record], values: Doc) -> tuple[Doc, Doc]:
    """(what this edition knows, what it keeps for those who do). The common columns are nobody's to send."""
    known = {*fields(cls), "gone"}
    common = set(COMMON) - {"gone"}
    if not common.isdisjoint(values):
        raise Rejected("malformed", field=sorted(common & set(values))[0])
    if not isinstance(values.get("gone", False), bool):
        raise Rejected("malformed", field="gone")
    if not storable(values):
        raise Rejected("unstorable", kind=cls.__tablename__)
    return (
        {name: value for name, value in values.items() if name in known},
        {name: value for name, value in values.items() if name not in known},
    )


def _authorise(plan: Plan, change_set: ChangeSet, author: Actor, unit: str) -> None:
    scope = plan.doc["scope"]
    outside = unit not in (STREET, unit_of(scope))
    if outside or not author.may(WRITE, scope):
        raise Rejected("not-yours", scope=scope)
    if kinds()[plan.kind].only_author and plan.doc["author"] != change_set.author:
        raise Rejected("not-the-author", kind=plan.kind, id=plan.doc["id"])


def _check_rules(plan: Plan, change_set: ChangeSet, today: date) -> None:
    findings = rulebook.check(kinds()[plan.kind], plan.doc, today, change_set.edition)
    if findings.integrity:
        finding = findings.integrity[0]
        raise Rejected(finding.code, kind=plan.kind, id=plan.doc["id"], field=finding.field)
    confirmed = set(change_set.confirmed)
    touched = set(plan.values)
    plan.doubts = [
        f for f in findings.quality if str(f) not in confirmed and (plan.new or f.field in touched)
    ]

"""Judging a change set against the rows as they are: what it would write, or why it is refused."""

from collections.abc import Callable
from datetime import date

from center import commands
from center.duplicates import find_duplicates
from center.plans import CONFLICT, FORWARDED, GONE, QUALITY, Blocked, Known, Plan, Rejected, existing
from center.rows import Doc
from deskapp.models.actor import WRITE, Actor
from deskapp.models.change import SET_LIMIT, Change, ChangeSet, canonical
from deskapp.models.merge import merge
from deskapp.models.record import COMMON, Record, fields, kinds, parent_key
from deskapp.models.rules import rulebook, storable
from deskapp.models.scope import STREET, part_of, scope_for, unit_of

Made = dict[tuple[str, str], Plan]
ScopeOf = Callable[[str, str], str | None]


def judge(change_set: ChangeSet, author: Actor | None, unit: str, known: Known, today: date) -> list[Plan]:
    """The rows a set would write, in order. Raises Rejected or Blocked. `unit` is the device's."""
    if not change_set.author:
        raise Rejected("malformed")
    if author is None:
        raise Rejected("author_inactive", author=change_set.author)
    if isinstance(change_set.args, dict):
        return commands.plan(change_set, author, unit, known, today)
    if not change_set.changes:
        raise Rejected("empty")
    if len(change_set.changes) > SET_LIMIT:
        raise Rejected("too-many-changes", limit=SET_LIMIT)
    made: Made = {}

    def scope_of(kind: str, id: str) -> str | None:
        plan = made.get((kind, id))
        return plan.doc["scope"] if plan else known.scope_of(kind, id)

    for change in change_set.changes:
        plan = _plan(change, change_set, known, scope_of, made)
        _authorise(plan, change_set, author, unit, known, made)
        _check_rules(plan, change_set, today)
        made[(change.kind, change.id)] = plan
    plans = list(made.values())
    find_duplicates(plans, known)
    return plans


def _plan(change: Change, change_set: ChangeSet, known: Known, scope_of: ScopeOf, made: Made) -> Plan:
    cls = kinds().get(change.kind)
    if cls is None:
        raise Rejected("unknown-kind", kind=change.kind)
    if (change.kind, change.id) in made:
        raise Rejected("malformed", field="changes")
    if change.new and known.row(change.kind, change.id) is None:
        return _plan_new(cls, change, change_set, known, scope_of)
    row = existing(known, change.kind, change.id)
    values, extra = _split(cls, change.values)
    seen = {**row["extra"], **row}
    merged = merge(cls, seen, change, change_set.action, known.later_writes(change), known.own)
    written = {name: value for name, value in values.items() if name in merged.values}
    extra = {name: value for name, value in extra.items() if name in merged.values}
    doc = {**row, **written, "extra": {**row["extra"], **extra}}
    scope = scope_for(cls, doc, scope_of)
    if scope != row["scope"]:
        raise Rejected("other-scope", kind=change.kind, id=change.id)
    plan = Plan(change.kind, doc, written | extra, {name: row[name] for name in written})
    if merged.losers:
        plan.ask(CONFLICT, losers=_signed(merged.losers, change_set, known))
    if row["gone"] and doc["gone"] and not plan.values.keys() <= {"gone"}:
        plan.ask(GONE)
    return plan


def _plan_new(
    cls: type[Record], change: Change, change_set: ChangeSet, known: Known, scope_of: ScopeOf
) -> Plan:
    values, extra = _split(cls, change.values)
    parent = parent_key(cls, values)
    if parent and known.erased(*parent):
        raise Rejected("erased", kind=parent[0], id=parent[1])
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
        {name: canonical(value) for name, value in values.items() if name in known},
        {name: value for name, value in values.items() if name not in known},
    )


def _signed(losers: dict[str, Doc], change_set: ChangeSet, known: Known) -> dict[str, Doc]:
    """What lost, with who wrote either value and when by their own clock."""
    kept = {"kept_by": change_set.author, "kept_at": change_set.made_at}
    signed = {}
    for name, loser in losers.items():
        author, made_at = known.author_of(loser["set"])
        signed[name] = loser | {"lost_by": author, "lost_at": made_at} | kept
    return signed


def _authorise(plan: Plan, change_set: ChangeSet, author: Actor, unit: str, known: Known, made: Made) -> None:
    scope = plan.doc["scope"]
    if not _may_write(author, unit, scope):
        meant = _meant(plan, author, unit, known, made)
        if meant is None:
            raise Rejected("not-yours", scope=scope)
        plan.ask(FORWARDED, **{"from": meant})
    if kinds()[plan.kind].only_author and plan.doc["author"] != change_set.author:
        raise Rejected("not-the-author", kind=plan.kind, id=plan.doc["id"])


def _may_write(author: Actor, unit: str, scope: str) -> bool:
    """Whether an author at a device of this unit may write in a scope."""
    return unit in (STREET, unit_of(scope)) and author.may(WRITE, scope)


def _meant(plan: Plan, author: Actor, unit: str, known: Known, made: Made) -> str | None:
    """The scope a row was in for its author, who may write there, before it moved; None if it never was.

    A row that moved says so itself. What the device made under a row that had moved already never was where
    its author thinks: there, and for a new row, a parent says it.
    """
    kind, doc = plan.kind, plan.doc
    parents = plan.new or known.made_by_own(kind, doc["id"])
    seen: set[tuple[str, str]] = set()
    key: tuple[str, str] | None = (kind, doc["id"])
    while key and key not in seen:
        seen.add(key)
        for left in known.left(*key):
            scope = f"{unit_of(left)}/{part_of(plan.doc['scope'])}"
            if _may_write(author, unit, scope):
                return scope
        if not parents:
            return None
        row = made[key].doc if key in made else doc if key == (kind, doc["id"]) else known.row(*key)
        cls = kinds().get(key[0])
        key = parent_key(cls, row) if cls and row else None
    return None


def _check_rules(plan: Plan, change_set: ChangeSet, today: date) -> None:
    findings = rulebook.check(kinds()[plan.kind], plan.doc, today, change_set.edition)
    if findings.integrity:
        finding = findings.integrity[0]
        raise Rejected(finding.code, kind=plan.kind, id=plan.doc["id"], field=finding.field)
    confirmed, touched = set(change_set.confirmed), set(plan.values)
    doubts = [
        {"field": f.field, "code": f.code, "params": f.params}
        for f in findings.quality
        if str(f) not in confirmed and (plan.new or f.field in touched)
    ]
    if doubts:
        plan.ask(QUALITY, doubts=doubts)

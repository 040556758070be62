"""Reviews: what the center could not settle by itself: two values, a doubt, two that may be one person.

A settled review keeps what was chosen and what stood there before, so that it can be taken back for 30 days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from deskapp.models.actor import WRITE, Actor
from deskapp.models.clock import CHINA, parse_iso
from deskapp.models.record import fields, kinds, merge_unit, table_of
from deskapp.models.review import Review
from deskapp.models.rules import rulebook
from deskapp.models.scope import unit_of
from deskapp.models.workdays import shipped
from deskapp.store import tables
from deskapp.store.capture import EVERYTHING, CapturingSession
from deskapp.work.doors import among, here, names_of
from deskapp.work.entry import NotThere
from deskapp.work.subjects import Subject, names_in, subjects
from deskapp.work.units import unit_name

OPEN, SETTLED = "open", "settled"
CONFLICT, QUALITY, FORWARDED, DUPLICATE, GONE = "conflict", "quality", "forwarded", "duplicate", "gone"
SAME, DIFFERENT, AS_IT_IS, READ = "same", "different", "as-it-is", "read"
"""Verdicts, where there is no value to choose."""
KEPT = timedelta(days=30)
AS_DECIDED = EVERYTHING
"""Whoever settles a question is not asked again about doubts."""


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One review as a list shows it."""

    id: str
    reason: str
    kind: str
    row: str
    scope: str
    owner: str
    """The name of whose it is; "" for anybody's."""
    mine: bool
    made_at: str
    age: int
    """In working days."""
    subject: Subject
    fields: tuple[str, ...]
    """Those that are in question."""
    settled_at: str = ""
    settled_by: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What one side wrote."""

    values: dict[str, Any]
    by: str
    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Fields that are chosen together, usually one; `left` is the actor's own where one of them is."""

    fields: tuple[str, ...]
    left: Said
    right: Said
    now: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a rule found; `still` whether it does now."""

    field: str
    code: str
    params: dict[str, Any]
    value: Any
    still: bool


@dataclass(frozen=True, slots=True)
class Twin:
    """One of two that may be the same."""

    subject: Subject
    unit: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """All there is to decide by."""

    line: ReviewLine
    here: bool
    gone: bool
    clashes: tuple[Clash, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    twins: tuple[Twin, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """Units whose papers are not here."""
    came_from: str = ""
    only: str = ""
    """Who alone may change the record, when that is not the actor."""
    words: dict[str, str] = field(default_factory=dict)
    choice: dict[str, Any] | None = None


def open_reviews(session: Session, actor: Actor, today: date) -> list[ReviewLine]:
    """Those of the actor's scopes: theirs and anybody's first, then others', the oldest first."""
    found = _lines(session, actor, today, Review.state == OPEN)
    return sorted(found, key=lambda each: (not each.mine, each.made_at, each.id))


def settled_reviews(session: Session, actor: Actor, today: date) -> list[ReviewLine]:
    """Those that can still be taken back, the latest first."""
    since = (today - KEPT).isoformat()
    found = _lines(session, actor, today, (Review.state == SETTLED) & (Review.settled_at >= since))
    return sorted(found, key=lambda each: each.settled_at, reverse=True)


def review_page(session: Session, id: str, actor: Actor, today: date) -> ReviewPage | None:
    """None if it is not here."""
    lines = _lines(session, actor, today, Review.id == id)
    row = session.execute(select(Review.details, Review.choice).where(Review.id == id)).first()
    if not lines or row is None:
        return None
    line, details = lines[0], dict(row.details)
    cls = kinds().get(line.kind)
    record = _row(session, line.kind, line.row)
    clashes = _clashes(session, actor, line.kind, details.get("losers") or {}, record or {})
    others = details.get("duplicate_of") or []
    doubled = bool(others or details.get("elsewhere"))
    twins = _twins(session, line.kind, [line.row, *others]) if doubled and record else ()
    documents = [said.values for clash in clashes for said in (clash.left, clash.right)]
    locked = bool(cls and cls.only_author and record and record["author"] != actor.id)
    author = str(record["author"]) if record else ""
    return ReviewPage(
        line=line,
        here=record is not None,
        gone=bool(record and record["gone"]),
        clashes=clashes,
        doubts=_doubts(line.kind, details.get("doubts") or [], record or {}, today),
        twins=twins,
        elsewhere=tuple(unit_name(session, unit) for unit in details.get("elsewhere") or []),
        came_from=unit_name(session, unit_of(str(details.get("from") or ""))),
        only=(names_of(session, {author}).get(author) or author) if locked else "",
        words=names_in(session, documents),
        choice=row.choice,
    )


def settle(
    session: CapturingSession,
    *,
    id: str,
    values: Mapping[str, Any],
    verdict: str = "",
    actor: Actor,
    at: str,
) -> None:
    """A job: writes what was chosen to the record, and to the review who chose what and when (`at`, ISO).

    Raises NotThere if the review or the record is not here or it was settled meanwhile, Refused if only the
    record's author may change it.
    """
    review = session.get(Review, id)
    if review is None or review.state != OPEN:
        raise NotThere("no-such-record", kind="review", id=id)
    before: dict[str, Any] = {}
    if values:
        record = _record(session, review)
        for name, value in values.items():
            if name != "gone" and name not in fields(kinds()[review.row_kind]):
                raise NotThere("no-such-field", kind=review.row_kind, field=name)
            before[name] = getattr(record, name)
            if before[name] != value:
                setattr(record, name, value)
    review.state, review.settled_by, review.settled_at = SETTLED, actor.id, at
    review.choice = {"values": dict(values), "before": before, "verdict": verdict}
    session.flush()
    _end_item(session, review.change_set)


def unsettle(session: CapturingSession, *, id: str, at: str) -> None:
    """A job: the question is open again, and what the choice had replaced stands there again.

    What was changed since then stays. Raises NotThere, with "too-late" after 30 days.
    """
    review = session.get(Review, id)
    if review is None or review.state != SETTLED:
        raise NotThere("no-such-record", kind="review", id=id)
    if parse_iso(at) - parse_iso(review.settled_at or at) > KEPT:
        raise NotThere("too-late", days=KEPT.days)
    choice = review.choice or {}
    chosen, before = choice.get("values") or {}, choice.get("before") or {}
    if chosen:
        record = _record(session, review)
        for name, value in chosen.items():
            if getattr(record, name) == value and name in before and before[name] != value:
                setattr(record, name, before[name])
    review.state, review.settled_by, review.settled_at, review.choice = OPEN, None, None, None


def _record(session: Session, review: Review) -> Any:
    record = session.get(kinds()[review.row_kind], review.row) if review.row_kind in kinds() else None
    if record is None:
        raise NotThere("no-such-record", kind=review.row_kind, id=review.row)
    return record


def _end_item(session: CapturingSession, change_set: str) -> None:
    """The author's item ends with the last open review of their save."""
    still = select(Review.id).where(Review.change_set == change_set, Review.state == OPEN).limit(1)
    if session.scalar(still) is None:
        item = tables.attention.c
        about = item.details["status"].as_string() == "applied_with_review"
        statement = update(tables.attention).where(item.change_set == change_set, about)
        session.connection().execute(statement.values(done_at=session.capture.made_at))


def _lines(session: Session, actor: Actor, today: date, which: ColumnElement[bool]) -> list[ReviewLine]:
    table = table_of("review")
    # Two who settled the same review are no question for a third: where they chose differently, that is one.
    statement = select(Review).where(which, here(table), Review.row_kind != "review")
    found = [each for each in session.scalars(statement).all() if actor.may(WRITE, each.scope)]
    about = subjects(session, [(each.row_kind, each.row) for each in found])
    names = names_of(session, {id for each in found for id in (each.owner, each.settled_by) if id})
    return [
        ReviewLine(
            id=each.id,
            reason=each.reason,
            kind=each.row_kind,
            row=each.row,
            scope=each.scope,
            owner=names.get(each.owner, "") if each.owner else "",
            mine=each.owner in (None, actor.id),
            made_at=each.made_at,
            age=max(0, shipped().working_days_between(_day(each.made_at), today)),
            subject=about[(each.row_kind, each.row)],
            fields=tuple(_in_question(each.details)),
            settled_at=each.settled_at or "",
            settled_by=names.get(each.settled_by or "", each.settled_by or ""),
        )
        for each in found
    ]


def _day(at: str) -> date:
    try:
        moment: datetime = parse_iso(at)
    except ValueError:
        return date.max
    return moment.astimezone(CHINA).date()


def _in_question(details: Mapping[str, Any]) -> list[str]:
    doubts = [str(each.get("field") or "") for each in details.get("doubts") or []]
    doubled = [str(details["field"])] if details.get("field") else []
    return list(dict.fromkeys([*(details.get("losers") or {}), *doubts, *doubled]))


def _row(session: Session, kind: str, id: str) -> dict[str, Any] | None:
    """Withdrawn ones too."""
    if kind not in kinds():
        return None
    found = session.execute(select(table_of(kind)).where(table_of(kind).c.id == id)).mappings().first()
    return dict(found) if found else None


def _clashes(
    session: Session, actor: Actor, kind: str, losers: Mapping[str, Any], record: Mapping[str, Any]
) -> tuple[Clash, ...]:
    cls = kinds().get(kind)
    groups: dict[tuple[str, ...], list[str]] = {}
    for name in losers:
        unit = merge_unit(cls, name) if cls and name in fields(cls) else (name,)
        groups.setdefault(unit, []).append(name)
    users = {str(each.get(key) or "") for each in losers.values() for key in ("lost_by", "kept_by")}
    names = names_of(session, users)

    def said(side: str, group: list[str]) -> Said:
        first = losers[group[0]]
        by = str(first.get(f"{side}_by") or "")
        values = {name: losers[name].get(side) for name in group}
        return Said(values, by, names.get(by, ""), str(first.get(f"{side}_at") or ""))

    found = []
    for unit, listed in groups.items():
        group = [name for name in unit if name in listed]
        sides = [said("lost", group), said("kept", group)]
        sides.sort(key=lambda each: each.by != actor.id)
        now = {name: record.get(name) for name in group}
        found.append(Clash(tuple(group), sides[0], sides[1], now))
    return tuple(found)


def _doubts(
    kind: str, listed: Iterable[Mapping[str, Any]], record: Mapping[str, Any], today: date
) -> tuple[Doubt, ...]:
    cls = kinds().get(kind)
    now = {str(each) for each in rulebook.check(cls, record, today).quality} if cls and record else set()
    return tuple(
        Doubt(
            str(each.get("field") or ""),
            str(each.get("code") or ""),
            dict(each.get("params") or {}),
            record.get(str(each.get("field") or "")),
            f"{each.get('field')}:{each.get('code')}" in now,
        )
        for each in listed
    )


def _twins(session: Session, kind: str, ids: list[str]) -> tuple[Twin, ...]:
    """Those that are here, the one in question first."""
    table = table_of(kind)
    found = session.execute(select(table).where(table.c.id.in_(among(ids)))).mappings()
    rows = {row["id"]: dict(row) for row in found}
    about = subjects(session, [(kind, id) for id in rows])
    return tuple(
        Twin(about[(kind, id)], unit_name(session, unit_of(rows[id]["scope"])), rows[id])
        for id in dict.fromkeys(ids)
        if id in rows
    )

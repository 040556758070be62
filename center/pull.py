"""A pull: what is newer than a desk's cursors, and the outcomes of its sets, all from one snapshot."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    bindparam,
    func,
    select,
    union_all,
)

from center import devices, settings, tables
from center.database import Database
from center.refusal import Refused
from deskapp.models import upgrade
from deskapp.models.actor import GRANTS, scopes_of
from deskapp.models.clock import Clock, iso, parse_iso
from deskapp.models.record import COMMON, kinds, table_of
from deskapp.models.scope import STREET, part_of
from deskapp.models.wire import Cursor, Erase, Footer, Item, Left, Outcome, Pull, Refusal, Row

_encoder = msgspec.json.Encoder()
SLICE_LIMIT = 20_000


def _between(table: Table) -> tuple[ColumnElement[bool], ...]:
    after = table.c.seq > bindparam("after_")
    return table.c.scope == bindparam("scope_"), after, table.c.seq <= bindparam("upto_")


_counters = select(tables.scope).where(tables.scope.c.id.in_(bindparam("scopes", expanding=True)))
_left = select(tables.leave).where(*_between(tables.leave)).order_by(tables.leave.c.seq)
_answers = (
    select(tables.change_set.c.id, tables.change_set.c.outcome)
    .join(tables.envelope, tables.envelope.c.change_set == tables.change_set.c.id)
    .where(tables.envelope.c.device == bindparam("device_"), tables.envelope.c.seq >= bindparam("since_"))
)


def pull(
    database: Database,
    device_id: str,
    request: Pull,
    clock: Clock,
    retry_after: Callable[[], int] = int,
    nonce: str = "",
    *,
    carried: bool = False,
) -> bytes:
    """The answer as lines of JSON: items ordered by scope and seq, and the footer that makes them count.

    `retry_after` says for how many seconds a busy center asks the desk to stay away. A `nonce` not yet spent
    is spent with the note of the contact, before the snapshot. A question that was `carried` by hand does not
    tell how wrong the desk's clock is.
    """
    if request.device != device_id:
        raise Refused("unknown-device", 401)
    noted = _contact(request, clock)
    if carried:
        del noted["clock_offset"]
    with database.writing() as connection:
        if nonce:
            devices.spend_in(connection, device_id, nonce, noted)
        else:
            devices.note(connection, device_id, noted)
    with database.reading() as connection:
        lines = [_encoder.encode(i) for i in _answer(connection, device_id, request, clock, retry_after())]
    return b"\n".join(lines) + b"\n"


def _answer(
    connection: Connection, device_id: str, request: Pull, clock: Clock, retry_after: int
) -> Iterator[Item | Footer]:
    device = devices.of(connection, device_id)
    scopes = own_scopes(connection, check_may_pull(connection, device, request.epoch))
    if request.edition < upgrade.LEAST:
        raise _refusal("too-old", 403, settings.epoch(connection)[1], device, least=upgrade.LEAST)
    counters = {row.id: row for row in connection.execute(_counters, {"scopes": scopes})}
    heads = {s: counters[s].seq if s in counters else 0 for s in scopes}
    cursors = {s: request.cursors.get(s, Cursor(loading=True)) for s in sorted(scopes, key=_by_part)}
    reached = _reach(connection, cursors, heads, max(1, min(request.limit, SLICE_LIMIT)))
    for scope, cursor in cursors.items():
        upto = reached[scope]
        if upto > cursor.seq:
            yield from _rows(connection, scope, cursor.seq, upto)
        if not cursor.loading:
            yield from _leavers(connection, scope, cursor.seq, upto)
        elif cursor.since:
            yield from _leavers(connection, scope, cursor.since, heads[scope])
    more = any(reached[s] < heads[s] for s in scopes)
    told = request.unsettled <= device["last_seq"]
    outcomes = _outcomes(connection, device_id, request.unsettled) if told else {}
    yield Footer(
        more=more,
        epoch=request.epoch,
        last_seq=device["last_seq"],
        last_chain=bytes(device["last_chain"]).hex(),
        durable_seq=device["durable_seq"],
        heads=heads,
        cursors=reached,
        digests={s: counters[s].digest if s in counters else 0 for s in scopes},
        min_seq={s: counters[s].min_seq if s in counters else 0 for s in scopes},
        # Before the last rows only those of sets whose own rows cannot be among what is still to come.
        outcomes={id: o for id, o in outcomes.items() if not more or _is_past(o, reached)},
        server_time=iso(clock.now()),
        retry_after=retry_after,
    )


def _reach(
    connection: Connection, cursors: dict[str, Cursor], heads: dict[str, int], limit: int
) -> dict[str, int]:
    """How far each scope gets this time, in its order: what is loading about `limit` rows in all.

    What is shown already comes whole and with the last slice, so that it is never seen half changed, or
    without what it refers to.
    """
    reached, left = {}, limit
    for scope, cursor in cursors.items():
        if cursor.loading:
            reached[scope], sent = _slice(connection, scope, cursor.seq, heads[scope], left)
            left = left - sent if reached[scope] == heads[scope] and sent < left else 0
    last = all(upto == heads[scope] for scope, upto in reached.items())
    for scope, cursor in cursors.items():
        if not cursor.loading:
            reached[scope] = heads[scope] if last else min(cursor.seq, heads[scope])
    return reached


def check_may_pull(connection: Connection, device: RowMapping, told: str) -> RowMapping:
    """The device, if it is in and knows the running epoch. Raises Refused with where it stands."""
    _, epoch = settings.epoch(connection)
    if told != epoch:  # first: what a restored center lacks comes from a device nobody confirmed yet too
        raise _refusal("epoch", 409, epoch, device)
    if device["status"] == devices.RENEWED:
        raise _refusal("not-confirmed", 403, epoch, device)
    return device


def _refusal(code: str, status: int, epoch: str, device: RowMapping, **params: Any) -> Refused:
    refusal = Refusal(code, params, epoch, device["last_seq"], bytes(device["last_chain"]).hex())
    return Refused(code, status, refusal)


def own_scopes(connection: Connection, device: RowMapping) -> list[str]:
    """The scopes of those with a seat at the device, within its unit."""
    community, communities = table_of("community"), list[str]()
    if device["unit"] == STREET:
        communities = list(connection.scalars(select(community.c.code).where(community.c.gone.is_(False))))
    return scopes_of(devices.actors_of(connection, device["id"]), device["unit"], communities)


def _by_part(scope: str) -> tuple[int, str]:
    """What others refer to comes first: a slice never brings a visit before its household."""
    return list(GRANTS).index(part_of(scope)), scope


def kinds_in(scope: str) -> list[str]:
    return [name for name, cls in kinds().items() if cls.part in (part_of(scope), "*")]


def _slice(connection: Connection, scope: str, after: int, head: int, limit: int) -> tuple[int, int]:
    """(seq, rows): how far a scope gets this time, whole seqs only, about `limit` rows."""
    if after >= head or limit == 0:
        return min(after, head), 0
    parts = []
    for kind in kinds_in(scope):
        table = table_of(kind)
        parts.append(select(table.c.seq.label("seq")).where(table.c.scope == scope, table.c.seq > after))
    if not parts:
        return head, 0
    every = union_all(*parts).subquery()
    counted = select(every.c.seq, func.count().label("n")).group_by(every.c.seq).order_by(every.c.seq)
    upto, sent = after, 0
    for row in connection.execute(counted):
        if sent and sent + row.n > limit:
            return upto, sent
        upto, sent = row.seq, sent + row.n
    return head, sent


def _rows(connection: Connection, scope: str, after: int, upto: int) -> Iterator[Row]:
    """Rows of all kinds in a scope by seq; gone ones too."""
    found: list[tuple[int, int, Row]] = []
    asked = {"scope_": scope, "after_": after, "upto_": upto}
    for order, kind in enumerate(kinds_in(scope)):
        for r in connection.execute(_newer(kind), asked):
            row = row_of(kind, r)
            found.append((row.seq, order, row))
    found.sort(key=lambda f: f[:2])
    for _, _, row in found:
        yield row


@cache
def _newer(kind: str) -> Select[Any]:
    """Made once, as all that is asked in every round."""
    return row_statement(kind).where(*_between(table_of(kind)))


@cache
def _own_columns(kind: str) -> tuple[str, ...]:
    return tuple(c.key for c in table_of(kind).columns if c.key not in COMMON)


def row_statement(kind: str) -> Select[Any]:
    """All columns of a kind's rows, the common ones first; `row_of` reads what it finds."""
    table = table_of(kind)
    return select(*(table.c[name] for name in (*COMMON, *_own_columns(kind))))


def row_of(kind: str, found: Any) -> Row:
    id, scope, rev, seq, gone, author, made_at, extra = found[: len(COMMON)]
    own = zip(_own_columns(kind), found[len(COMMON) :], strict=True)
    values = {name: value for name, value in own if value is not None}
    return Row(kind, id, scope, rev, seq, bool(gone), author, made_at, extra, values)


def _leavers(connection: Connection, scope: str, after: int, upto: int) -> Iterator[Left | Erase]:
    if after >= upto:
        return
    asked = {"scope_": scope, "after_": after, "upto_": upto}
    for r in connection.execute(_left, asked).mappings():
        if r["erased"]:
            yield Erase(r["kind"], r["row"], scope, r["seq"])
        else:
            yield Left(r["kind"], r["row"], scope, r["rev"], r["seq"], r["to"])


def _is_past(outcome: Outcome, reached: dict[str, int]) -> bool:
    """Whether all that a set wrote stands at or before these cursors."""
    at = outcome.receipts.items()
    return bool(at) and all(seq <= reached.get(scope, -1) for scope, seq in at)


def _outcomes(connection: Connection, device_id: str, since: int) -> dict[str, Outcome]:
    found = connection.execute(_answers, {"device_": device_id, "since_": since})
    return {id: msgspec.convert(outcome, Outcome) for id, outcome in found}


def _contact(request: Pull, clock: Clock) -> dict[str, Any]:
    """What the operator's page tells of a device. Its clock is measured, never trusted."""
    return {
        "last_contact": iso(clock.now()),
        "app": request.app[:64],
        "edition": request.edition,
        "waiting": request.waiting,
        "attention": request.attention,
        "clock_offset": _offset(request.clock, clock.now()),
        "verified": request.verified,
    }


def _offset(theirs: str, now: datetime) -> int | None:
    """Seconds the center's clock is ahead of the desk's; None if the desk's makes no sense."""
    try:
        return max(-(2**31), min(2**31 - 1, round((now - parse_iso(theirs)).total_seconds())))
    except (ValueError, OverflowError):
        return None

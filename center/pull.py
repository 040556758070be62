"""A pull: what is newer than a desk's cursors, and the outcomes of its sets, all from one snapshot."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, RowMapping, func, select, union_all, update

from center import devices, settings, tables
from center.database import Database
from center.refusal import Refused
from deskapp.models.actor import GRANTS, scopes_of
from deskapp.models.clock import Clock, iso, parse_iso
from deskapp.models.record import COMMON, kinds, table_of
from deskapp.models.scope import part_of
from deskapp.models.wire import Cursor, Footer, Item, Left, Outcome, Pull, Refusal, Row

_encoder = msgspec.json.Encoder()
SLICE_LIMIT = 20_000


def pull(database: Database, device_id: str, request: Pull, clock: Clock) -> bytes:
    """The answer as lines of JSON: items ordered by scope and seq, and the footer that makes them count."""
    if request.device != device_id:
        raise Refused("unknown-device", 401)
    with database.writing() as connection:
        _note_contact(connection, device_id, request, clock)
    with database.reading() as connection:
        lines = [_encoder.encode(item) for item in _answer(connection, device_id, request, clock)]
    return b"\n".join(lines) + b"\n"


def _answer(connection: Connection, device_id: str, request: Pull, clock: Clock) -> Iterator[Item | Footer]:
    device = connection.execute(select(tables.device).where(tables.device.c.id == device_id)).mappings().one()
    _, epoch = settings.epoch(connection)
    if request.epoch != epoch and any(c.seq or c.loading for c in request.cursors.values()):
        refusal = Refusal("epoch", {}, epoch, device["last_seq"], bytes(device["last_chain"]).hex())
        raise Refused("epoch", 409, refusal)
    scopes = _scopes(connection, device)
    table = tables.scope
    counters = {r.id: r for r in connection.execute(select(table).where(table.c.id.in_(scopes)))}
    heads = {s: counters[s].seq if s in counters else 0 for s in scopes}
    reached, left = {}, max(1, min(request.limit, SLICE_LIMIT))
    for scope in sorted(scopes, key=_by_part):
        cursor = request.cursors.get(scope, Cursor(loading=True))
        upto, sent = _slice(connection, scope, cursor.seq, heads[scope], left)
        left = left - sent if upto == heads[scope] and sent < left else 0
        reached[scope] = upto
        if upto > cursor.seq:
            yield from _rows(connection, scope, cursor.seq, upto)
        if not cursor.loading:
            yield from _leavers(connection, scope, cursor.seq, upto)
        elif cursor.since:
            yield from _leavers(connection, scope, cursor.since, heads[scope])
    more = any(reached[s] < heads[s] for s in scopes)
    yield Footer(
        more=more,
        epoch=epoch,
        last_seq=device["last_seq"],
        last_chain=bytes(device["last_chain"]).hex(),
        durable_seq=device["durable_seq"],
        heads=heads,
        cursors=reached,
        digests={s: counters[s].digest if s in counters else 0 for s in scopes},
        min_seq={s: counters[s].min_seq if s in counters else 0 for s in scopes},
        # A set is settled with the last rows only: its own may be among those still to come.
        outcomes={} if more else _outcomes(connection, device_id, request.unsettled),
        server_time=iso(clock.now()),
    )


def _scopes(connection: Connection, device: RowMapping) -> list[str]:
    """The scopes of those with a seat at the device, within its unit."""
    community = table_of("community")
    statement = select(community.c.code).where(community.c.gone.is_(False))
    return scopes_of(
        devices.actors_of(connection, device["id"]), device["unit"], connection.scalars(statement)
    )


def _by_part(scope: str) -> tuple[int, str]:
    """What others refer to comes first: a slice never brings a visit before its household."""
    return list(GRANTS).index(part_of(scope)), scope


def _kinds_in(scope: str) -> list[str]:
    return [name for name, cls in kinds().items() if cls.part in (part_of(scope), "*")]


def _slice(connection: Connection, scope: str, after: int, head: int, limit: int) -> tuple[int, int]:
    """(seq, rows): how far a scope gets this time, whole seqs only, about `limit` rows."""
    if after >= head or limit == 0:
        return min(after, head), 0
    parts = []
    for kind in _kinds_in(scope):
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
    for order, kind in enumerate(_kinds_in(scope)):
        table = table_of(kind)
        own = [c.key for c in table.columns if c.key not in COMMON]
        columns = [table.c[name] for name in (*COMMON, *own)]
        statement = select(*columns).where(table.c.scope == scope, table.c.seq > after, table.c.seq <= upto)
        for r in connection.execute(statement):
            values = {
                name: value for name, value in zip(own, r[len(COMMON) :], strict=True) if value is not None
            }
            id, at, rev, seq, gone, author, made_at, extra = r[: len(COMMON)]
            found.append(
                (seq, order, Row(kind, id, at, rev, seq, bool(gone), author, made_at, extra, values))
            )
    found.sort(key=lambda f: f[:2])
    for _, _, row in found:
        yield row


def _leavers(connection: Connection, scope: str, after: int, upto: int) -> Iterator[Left]:
    table = tables.leave
    between = (table.c.seq > after) & (table.c.seq <= upto)
    statement = select(table).where(table.c.scope == scope, between).order_by(table.c.seq)
    for r in connection.execute(statement).mappings():
        yield Left(r["kind"], r["row"], scope, r["rev"], r["seq"])


def _outcomes(connection: Connection, device_id: str, since: int) -> dict[str, Outcome]:
    envelope, sets = tables.envelope, tables.change_set
    statement = (
        select(sets.c.id, sets.c.outcome)
        .join(envelope, envelope.c.change_set == sets.c.id)
        .where(envelope.c.device == device_id, envelope.c.seq >= since)
    )
    return {r.id: msgspec.convert(r.outcome, Outcome) for r in connection.execute(statement)}


def _note_contact(connection: Connection, device_id: str, request: Pull, clock: Clock) -> None:
    """What the operator's page tells of a device. Its clock is measured, never trusted."""
    values: dict[str, Any] = {
        "last_contact": iso(clock.now()),
        "app": request.app[:64],
        "edition": request.edition,
        "waiting": request.waiting,
        "attention": request.attention,
        "clock_offset": _offset(request.clock, clock.now()),
    }
    connection.execute(update(tables.device).where(tables.device.c.id == device_id).values(**values))


def _offset(theirs: str, now: datetime) -> int | None:
    """Seconds the center's clock is ahead of the desk's; None if the desk's makes no sense."""
    try:
        return max(-(2**31), min(2**31 - 1, round((now - parse_iso(theirs)).total_seconds())))
    except (ValueError, OverflowError):
        return None

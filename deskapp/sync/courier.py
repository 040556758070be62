"""Courier: one round to the center and back: push what waits, pull what is new, apply and settle."""

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec

from deskapp.models.clock import iso
from deskapp.models.edition import EDITION
from deskapp.models.wire import Cursor, Envelope, Outcome, Pull, Push
from deskapp.store import Store, attention, outbox
from deskapp.sync.ahead import Ahead
from deskapp.sync.apply import apply, cursors
from deskapp.sync.road import Road, RoadError
from deskapp.sync.stage import read_page

APP = "0.1.0"
SETS_A_PUSH = 200
BYTES_A_PUSH = 3_000_000


@dataclass(frozen=True)
class Progress:
    """How far a round is: push, pull, stage, apply, settle or commit; total 0 if it is not known."""

    phase: str
    done: int = 0
    total: int = 0


@dataclass
class Report:
    """What a round did. Counts are of sets, except `received` (rows) and `waiting` (records)."""

    sent: int = 0
    settled: int = 0
    received: int = 0
    refused: int = 0
    waiting: int = 0
    attention: int = 0
    last_sync: str = ""
    verified: bool = True
    kinds: set[str] = field(default_factory=set)
    outcomes: dict[str, Outcome] = field(default_factory=dict)


class Stopped(Exception):
    """Somebody asked the courier to stop between two steps; what was applied stays."""


def go_round(
    store: Store,
    road: Road,
    tell: Callable[[Progress], None] = lambda _progress: None,
    stopping: Callable[[], bool] = lambda: False,
) -> Report:
    """One whole round. Raises RoadError or Stopped; nothing is lost then, and the next round goes on."""
    report = Report()
    reached = _push_all(store, road, report, tell, stopping)
    _pull_all(store, road, report, reached, tell, stopping)
    with store.engine.connect() as connection:
        report.waiting = outbox.count_waiting(connection)
        report.attention = attention.count(connection)
    report.last_sync = store.text("last_sync")
    return report


def _push_all(
    store: Store, road: Road, report: Report, tell: Callable[[Progress], None], stopping: Callable[[], bool]
) -> int:
    """The number of the last set the center now has."""
    sent = int(store.text("center_seq") or 0)
    again = True
    while True:
        with store.engine.connect() as connection:
            last = outbox.position(connection)[0]
            sets = _batch(outbox.sets_after(connection, sent, SETS_A_PUSH))
            chain = outbox.chain_at(connection, sent)
        if not sets:
            return sent
        if stopping():
            raise Stopped
        if chain is None:
            raise RoadError("fork")
        tell(Progress("push", sent, last))
        envelopes = [Envelope(s.seq, s.sig.hex(), msgspec.Raw(s.body)) for s in sets]
        try:
            answer = road.push(
                Push(store.text("epoch"), store.device.id, sets[0].seq, chain.hex(), envelopes)
            )
        except RoadError as error:
            if not again or error.code not in ("gap", "fork") or error.refusal is None:
                raise
            sent, again = _go_on_from(store, error), False
            continue
        report.sent += sum(s.seq > sent for s in sets)
        sent = answer.last_seq


def _go_on_from(store: Store, error: RoadError) -> int:
    """The center's last number, if its chain is ours: the desk goes on from there."""
    refusal = error.refusal
    assert refusal is not None
    with store.engine.connect() as connection:
        ours = outbox.chain_at(connection, refusal.last_seq or 0)
    if ours is None or ours.hex() != refusal.last_chain:
        raise RoadError("fork", refusal) from error
    return refusal.last_seq or 0


def _batch(sets: list[outbox.Sent]) -> list[outbox.Sent]:
    """As many sets as fit in one push, at least one."""
    size = 0
    fitting: list[outbox.Sent] = []
    for one in sets:
        size += len(one.body)
        if fitting and size > BYTES_A_PUSH:
            break
        fitting.append(one)
    return fitting


def _pull_all(
    store: Store,
    road: Road,
    report: Report,
    reached: int,
    tell: Callable[[Progress], None],
    stopping: Callable[[], bool],
) -> None:
    more = True
    with Ahead(road) as ahead:
        while more:
            if stopping():
                raise Stopped
            tell(Progress("pull", report.received))
            question = _question(store, reached)
            page = read_page(ahead.answer(question))
            ahead.ask_after(question, page.footer)
            tell(Progress("stage", report.received, report.received + len(page.rows)))
            applied = apply(
                store, page, store.text("epoch"), lambda phase: tell(Progress(phase, report.received))
            )
            report.settled += applied.settled
            report.refused += applied.refused
            report.received += applied.received
            report.kinds |= applied.kinds
            report.outcomes |= applied.sets
            report.verified = applied.verified
            more = page.footer.more


def _question(store: Store, reached: int) -> Pull:
    """What the center has up to `reached` waits for its answer only, so that is not told as waiting."""
    with store.engine.connect() as connection:
        return Pull(
            epoch=store.text("epoch"),
            device=store.device.id,
            cursors={s: Cursor(c.seq, c.loading, c.since) for s, c in cursors(connection).items()},
            unsettled=outbox.first_waiting(connection),
            edition=EDITION,
            app=APP,
            waiting=outbox.count_waiting(connection, after=reached),
            attention=attention.count(connection),
            clock=iso(store.clock.now()),
        )

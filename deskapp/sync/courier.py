"""Courier: one round to the center and back: push what waits, pull what is new, apply and settle."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from deskapp.models.clock import iso
from deskapp.models.edition import EDITION
from deskapp.models.wire import Cursor, Envelope, Outcome, Pull, Push, Refusal
from deskapp.store import Store, attention, erasing, get_meta, outbox
from deskapp.sync import epochs, renewal
from deskapp.sync.ahead import Ahead
from deskapp.sync.apply import apply, cursors
from deskapp.sync.mend import mend
from deskapp.sync.road import Road
from deskapp.sync.stage import Page, read_page
from deskapp.sync.trouble import RoadError

APP = "0.1.0"
SETS_A_PUSH = 200
BYTES_A_PUSH = 3_000_000
TOO_LARGE = ("too-large", "http-413", "too-many-sets")
"""Refusals of a push that may go in halves, by the center or by something on the way to it."""
COPIED = ("copied", "fork", "retired")
"""Refusals only a copy gets, or a profile that was put back to an older state."""


@dataclass(frozen=True)
class Progress:
    """How far a round is: push, pull, stage, apply, settle, commit or mend; total 0 if it is not known."""

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
    retry_after: int = 0
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
    """One whole round. Raises RoadError or Stopped; nothing is lost then, and the next round goes on.

    A round that meets a center which began anew, or learns that this profile is a copy, begins again once.
    """
    report = Report()
    with _collector_at_rest():
        _go_until_through(store, road, lambda: Round(store, road, report, tell, stopping).run())
    say_standing(store, report)
    return report


def say_standing(store: Store, report: Report) -> None:
    """How this desk stands once a round or a stick is through."""
    with store.engine.connect() as connection:
        report.waiting = outbox.count_waiting(connection)
        report.attention = attention.count(connection)
        report.last_sync = (get_meta(connection, "last_sync") or b"").decode()


def _go_until_through(store: Store, road: Road, go: Callable[[], None]) -> None:
    """Goes, and begins again once for each thing a center may say that a round can go on after."""
    met: set[str] = set()
    while True:
        try:
            go()
            return
        except RoadError as error:
            if error.code in met or not _can_go_on(store, road, error):
                raise
            met.add(error.code)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Rows come by ten thousands and none is part of a ring: to walk through them is a sixth of the time."""
    at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if at_work:
            gc.enable()


def _can_go_on(store: Store, road: Road, error: RoadError) -> bool:
    """Does what the center's refusal asks for, if a round can go on after it."""
    if error.code == "epoch" and error.refusal is not None and error.refusal.epoch:
        epochs.begin(store, error.refusal)
        return True
    if error.code in COPIED or _no_longer_as_signed(store, error):
        renewal.renew(store, road, APP)
        return True
    return error.code == "unknown-device" and renewal.tell(store, road, APP)


def _no_longer_as_signed(store: Store, error: RoadError) -> bool:
    """Sets a restored center lacks lost the values of erased rows here: their chain is to be made anew."""
    cleaned = int(store.text(erasing.CLEANED) or 0)
    reached = error.refusal.last_seq or 0 if error.refusal else cleaned
    return error.code == "bad-signature" and cleaned > reached


class Round:
    """Push, pull, and mend what does not agree."""

    def __init__(
        self,
        store: Store,
        road: Road,
        report: Report,
        tell: Callable[[Progress], None],
        stopping: Callable[[], bool],
    ) -> None:
        self.store, self.road, self.report = store, road, report
        self.tell, self.stopping = tell, stopping
        with store.engine.connect() as connection:
            self.epoch, self.filling = epochs.working(connection)
            self.reached = int(get_meta(connection, "center_seq") or 0)
            """The number of the last set the center has."""
        self.device = store.device.id
        self._last: tuple[int, str] = (0, "")
        """Number and chain of the last set when the center was asked."""
        self._held: RoadError | None = None

    def run(self) -> None:
        try:
            self._pull_all(self._push_all())
        except (RoadError, Stopped):
            self._keep_pushed()
            raise
        if not self.report.verified:
            self.tell(Progress("mend"))
            self.report.verified = mend(self.store, self.road, self.epoch)
        if self._held is not None:
            raise self._held

    def _push_all(self) -> Pull:
        """Pushes until nothing is left to push; what is to be asked then, of the same moment."""
        again, most = True, SETS_A_PUSH
        while True:
            sent = self.reached
            with self.store.engine.connect() as connection:
                sets = batch(outbox.sets_after(connection, sent, most)) if self._held is None else []
                if not sets:
                    return self.question(connection)
                last = outbox.position(connection)[0]
                chain = outbox.chain_at(connection, sent)
            if self.stopping():
                raise Stopped
            if chain is None:
                raise RoadError("fork")
            self.tell(Progress("push", sent, last))
            try:
                answer = self.road.push(push_of(self.epoch, self.device, chain, sets))
            except RoadError as error:
                if error.code == "newer-edition":  # these sets wait for a newer center; the rest goes on
                    self._held = error
                    continue
                if error.code in TOO_LARGE and len(sets) > 1:
                    most = len(sets) // 2
                    continue
                if not again or error.code not in ("gap", "fork") or error.refusal is None:
                    raise
                self.reached, again = _go_on_from(self.store, error), False
                continue
            self.report.sent += sum(sent < s.seq <= answer.last_seq for s in sets)
            self.reached = answer.last_seq

    def _keep_pushed(self) -> None:
        """A round that ended before its pull came: what the center has is not sent again all the same."""
        if self.report.sent:
            with suppress(OperationalError):  # what ended the round is to be told, not a full disk
                self.store.put("center_seq", str(self.reached))

    def _pull_all(self, question: Pull) -> None:
        more, first = True, True
        with Ahead(self.road) as ahead:
            while more:
                if self.stopping():
                    raise Stopped
                self.tell(Progress("pull", self.report.received))
                if not first:
                    with self.store.engine.connect() as connection:
                        question = self.question(connection)
                first = False
                answer = ahead.answer(question)
                page = read_page(answer)
                if page.footer.epoch != self.epoch:
                    raise RoadError("torn")
                ahead.ask_after(question, page.footer)
                received = self.report.received
                self.tell(Progress("stage", received, received + len(page.rows)))
                self.take(answer, page)
                more = page.footer.more

    def take(self, answer: bytes, page: Page, *, stale: bool = False, carried: bool = False) -> None:
        """Applies a page; of an epoch that is being filled only the last one counts, and for all of them.

        One that is `stale` was overtaken on its way: it settles sets and brings rows, and moves nothing back.
        One that was `carried` by hand does not tell the time.
        """

        def step(phase: str) -> None:
            self.tell(Progress(phase, self.report.received))

        self._check_history(page)
        report = self.report
        if self.filling:
            epochs.keep(self.store, answer, page)
            if page.footer.more:
                report.received += len(page.rows)
                return
            applied = epochs.swap(self.store, page, step, carried=carried)
            self.filling = False
        else:
            applied = apply(self.store, page, self.epoch, step, stale=stale, carried=carried)
        report.settled += applied.settled
        report.refused += applied.refused
        report.received += applied.received
        report.kinds |= applied.kinds
        report.outcomes |= applied.sets
        report.verified = applied.verified
        report.retry_after = page.footer.retry_after

    def _check_history(self, page: Page) -> None:
        """Raises RoadError("fork") if the center has sets of this number that were not made here."""
        footer = page.footer
        if (footer.last_seq, footer.last_chain) == self._last:
            return
        with self.store.engine.connect() as connection:
            last = outbox.position(connection)[0]
            ours = outbox.chain_at(connection, footer.last_seq)
        if footer.last_seq > last or (ours is not None and ours.hex() != footer.last_chain):
            raise RoadError("fork")

    def question(self, connection: Connection) -> Pull:
        """What the center has up to `reached` waits for its answer only, so that is not told as waiting."""
        last, chain = outbox.position(connection)
        self._last = last, chain.hex()
        if self.filling:
            there = epochs.cursors(connection)
        else:
            there = {s: Cursor(c.seq, c.loading, c.since) for s, c in cursors(connection).items()}
        return Pull(
            epoch=self.epoch,
            device=self.device,
            cursors=there,
            unsettled=outbox.first_open(connection, self.epoch),
            edition=EDITION,
            app=APP,
            waiting=outbox.count_waiting(connection, after=self.reached),
            attention=attention.count(connection),
            clock=iso(self.store.clock.now()),
            verified={b"yes": True, b"no": False}.get(get_meta(connection, "verified") or b""),
        )


def push_of(epoch: str, device: str, chain: bytes, sets: list[outbox.Sent]) -> Push:
    """Sets as they are pushed, after the chain that leads up to them."""
    envelopes = [Envelope(s.seq, s.sig.hex(), msgspec.Raw(s.body)) for s in sets]
    return Push(epoch, device, sets[0].seq, chain.hex(), envelopes)


def _go_on_from(store: Store, error: RoadError) -> int:
    """The center's last number, if its chain is ours: the desk goes on from there."""
    refusal = error.refusal
    assert refusal is not None
    if not is_ours(store, refusal):
        raise RoadError("fork", refusal) from error
    return refusal.last_seq or 0


def is_ours(store: Store, refusal: Refusal) -> bool:
    """Whether the center's last set and all before it are of this profile's own history."""
    with store.engine.connect() as connection:
        ours = outbox.chain_at(connection, refusal.last_seq or 0)
    return ours is not None and ours.hex() == refusal.last_chain


def batch(sets: list[outbox.Sent]) -> list[outbox.Sent]:
    """As many sets as fit in one push, at least one."""
    size = 0
    fitting: list[outbox.Sent] = []
    for one in sets:
        size += len(one.body)
        if fitting and size > BYTES_A_PUSH:
            break
        fitting.append(one)
    return fitting

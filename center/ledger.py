"""The ledger: the accepted sets of all desks, in one order per scope, each with one outcome for ever."""

import uuid
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from typing import Any, TypeVar

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from center import devices, settings, tables
from center.database import Database
from center.judge import judge
from center.known import Restart, Rows
from center.pending import Pending
from center.plans import CENTER as CENTER
from center.plans import Blocked, Rejected
from center.refusal import Refused
from center.writing import Writing
from deskapp.models.actor import Actor
from deskapp.models.change import (
    NO_CHAIN,
    Change,
    ChangeSet,
    Name,
    from_body,
    next_chain,
    signed_text,
    to_body,
)
from deskapp.models.clock import Clock, iso
from deskapp.models.edition import EDITION
from deskapp.models.scope import STREET
from deskapp.models.upgrade import lift
from deskapp.models.wire import Envelope, Outcome, Push, Pushed, Refusal

PUSH_LIMIT = 200
OF_ANY_EDITION = ("author_inactive", "not-yours", "not-the-author", "erased")
"""Refusals that have nothing to do with what an edition knows."""
T = TypeVar("T")
OPERATOR = Actor(CENTER, CENTER, "operator", STREET)
_set, _envelope, _scope = tables.change_set, tables.envelope, tables.scope
_numbered = select(_envelope.c.seq).where(
    _envelope.c.device == bindparam("device_"), _envelope.c.change_set.in_(bindparam("ids", expanding=True))
)
_counter = select(_scope.c.seq, _scope.c.digest).where(_scope.c.id == bindparam("scope_")).with_for_update()
_count_on = (
    update(_scope)
    .where(_scope.c.id == bindparam("scope_"))
    .values(seq=bindparam("seq_"), digest=bindparam("digest_"))
)


def push(database: Database, device_id: str, request: Push, clock: Clock, via: str = "http") -> Pushed:
    """Takes the sets of a push, each whole or not at all. Raises Refused for the push as a whole."""
    if len(request.sets) > PUSH_LIMIT:
        raise Refused("too-many-sets", 413, limit=PUSH_LIMIT)
    return _until_it_stands(database, device_id, request, clock, via, _Round.run)


def edit(
    database: Database,
    action: str,
    changes: list[Change],
    clock: Clock,
    args: dict[str, Any] | msgspec.UnsetType = msgspec.UNSET,
) -> Outcome:
    """The center's own edit, or with `args` its command: a set of device 0, judged and logged as all are."""
    change_set = ChangeSet(
        id=str(uuid.uuid4()),
        author=CENTER,
        action=action,
        edition=EDITION,
        made_at=iso(clock.now()),
        offset=0,
        batch=None,
        changes=changes,
        args=args,
    )
    return take_own(database, change_set, clock)


def take_own(database: Database, change_set: ChangeSet, clock: Clock) -> Outcome:
    """Takes a set the center itself made, now or before a restore."""
    request = Push("", CENTER, 0, "", [])
    return _until_it_stands(database, CENTER, request, clock, "center", lambda r: r.run_own(change_set))


def _until_it_stands(
    database: Database, device_id: str, request: Push, clock: Clock, via: str, run: Callable[["_Round"], T]
) -> T:
    """Runs one transaction; from its beginning again if rows moved while it waited for their scopes.

    If the database does not take what it is told at once, it is told set by set, to find the one.
    """
    at_once = False
    for _ in range(5):
        try:
            with database.writing() as connection:
                return run(_Round(database, connection, device_id, request, clock, via, at_once))
        except Restart:
            continue
        except DBAPIError as error:
            if at_once or not _broken_by_content(error):
                raise
            at_once = True
    raise Refused("busy", 503)


def _broken_by_content(error: DBAPIError) -> bool:
    named = type(error).__name__ in ("DataError", "IntegrityError", "StatementError")
    return named and not error.connection_invalidated


class _Held(Exception):
    """A set of a newer edition that this one would refuse: a program that knows its words has to judge it."""


class _Named(msgspec.Struct):
    id: Name
    edition: Any = EDITION


_named = msgspec.json.Decoder(_Named)


class _Round:
    """One push in one transaction, holding the device and the counters of all scopes it touches."""

    def __init__(
        self,
        database: Database,
        connection: Connection,
        device_id: str,
        request: Push,
        clock: Clock,
        via: str,
        at_once: bool,
    ) -> None:
        self.database, self.connection, self.request = database, connection, request
        self.clock, self.via = clock, via
        self.device: RowMapping = devices.of(connection, device_id, held=True)
        self.epoch_number, self.epoch = settings.epoch(connection)
        self.last_seq, self.last_chain = self.device["last_seq"], self.device["last_chain"]
        self.outcomes: dict[str, Outcome] = {}
        self.counters: dict[str, tuple[int, int]] = {}
        self.opened: list[str] = []
        self.pending = Pending(connection)
        self.writing = Writing(connection, self.counters, self.epoch_number, clock, self.pending, at_once)

    def run(self) -> Pushed:
        fresh = self._continue_chain()
        if fresh:
            self._refuse_repeated([change_set.id for _, change_set in fresh])
            known = self._look_and_lock([change_set for _, change_set in fresh])
            authors = {a.id: a for a in devices.actors_of(self.connection, self.device["id"])}
            self._take(fresh, known, authors)
            self._close()
        return Pushed(self.last_seq, self.last_chain.hex(), self.outcomes)

    def run_own(self, change_set: ChangeSet) -> Outcome:
        """Takes one set of the center's own, which needs no signature."""
        known = self._look_and_lock([change_set])
        body = to_body(change_set)
        self.last_seq, self.last_chain = self.last_seq + 1, next_chain(self.last_chain, body)
        envelope = Envelope(self.last_seq, "", msgspec.Raw(body))
        self._take([(envelope, change_set)], known, {CENTER: OPERATOR})
        self._close()
        return self.outcomes[change_set.id]

    def _look_and_lock(self, sets: list[ChangeSet]) -> Rows:
        """The rows of the sets as they are once the counters of all their scopes are ours."""
        known = Rows(self.connection, self.device["id"], sets, self.pending.flush)
        scopes = known.scopes()
        self._lock_scopes(scopes)
        if not self.database.sqlite:  # which has held the whole file from the beginning
            known = Rows(self.connection, self.device["id"], sets, self.pending.flush)
            if known.scopes() != scopes:
                raise Restart
        return known

    def _refuse(self, code: str, **params: Any) -> Refused:
        refusal = Refusal(code, params, self.epoch, self.device["last_seq"], self.device["last_chain"].hex())
        return Refused(code, 409, refusal)

    def _continue_chain(self) -> list[tuple[Envelope, ChangeSet]]:
        """The sets not had before, numbers, chain and signatures checked; the others are answered again."""
        request = self.request
        if request.epoch != self.epoch:
            raise self._refuse("epoch")
        if request.device != self.device["id"]:
            raise self._refuse("fork")
        if request.from_seq > self.last_seq + 1 or request.from_seq < 1:
            raise self._refuse("gap")
        chain = self._chain_at(request.from_seq - 1)
        if chain is None or chain.hex() != request.prev_chain:
            raise self._refuse("fork")
        key = Ed25519PublicKey.from_public_bytes(self.device["key"])
        fresh: list[tuple[Envelope, ChangeSet]] = []
        for number, envelope in enumerate(request.sets, request.from_seq):
            body = bytes(envelope.body)
            chain = next_chain(chain, body)
            if envelope.seq != number:
                raise self._refuse("gap")
            if number <= self.device["last_seq"]:
                if self._chain_at(number) != chain:
                    raise self._refuse("fork")
                self._answer_again(number)
                continue
            self._verify(key, envelope, chain)
            fresh.append((envelope, _decode(body, number)))
            self.last_seq, self.last_chain = number, chain
        return fresh

    def _refuse_repeated(self, ids: list[str]) -> None:
        """A set has one number of a device; no desk of ours says one again under another."""
        asked = {"device_": self.device["id"], "ids": ids}
        if len(set(ids)) < len(ids) or self.connection.execute(_numbered, asked).first():
            raise Refused("malformed", 400)

    def _verify(self, key: Ed25519PublicKey, envelope: Envelope, chain: bytes) -> None:
        try:
            key.verify(bytes.fromhex(envelope.sig), signed_text(self.device["id"], envelope.seq, chain))
        except (InvalidSignature, ValueError):
            raise self._refuse("bad-signature") from None

    def _chain_at(self, seq: int) -> bytes | None:
        if seq == 0:
            return NO_CHAIN
        if seq == self.device["last_seq"]:
            return bytes(self.device["last_chain"])
        statement = select(_envelope.c.chain).where(
            _envelope.c.device == self.device["id"], _envelope.c.seq == seq
        )
        chain = self.connection.scalar(statement)
        return bytes(chain) if chain is not None else None

    def _answer_again(self, seq: int) -> None:
        statement = (
            select(_set.c.id, _set.c.outcome)
            .join(_envelope, _envelope.c.change_set == _set.c.id)
            .where(_envelope.c.device == self.device["id"], _envelope.c.seq == seq)
        )
        for row in self.connection.execute(statement):
            self.outcomes[row.id] = msgspec.convert(row.outcome, Outcome)

    def _lock_scopes(self, scopes: Sequence[str]) -> None:
        for scope in scopes:
            row = self.connection.execute(_counter, {"scope_": scope}).first()
            if row is None:
                self._open_scope(scope)
                row = self.connection.execute(_counter, {"scope_": scope}).one()
            self.counters[scope] = (row.seq, row.digest)

    def _open_scope(self, scope: str) -> None:
        dialect: Any = sqlite if self.database.sqlite else postgresql
        values = {"id": scope, "seq": 0, "min_seq": 0, "digest": 0}
        made = self.connection.execute(dialect.insert(_scope).values(**values).on_conflict_do_nothing())
        if made.rowcount:
            self.opened.append(scope)

    def _take(self, fresh: list[tuple[Envelope, ChangeSet]], known: Rows, authors: dict[str, Actor]) -> None:
        chain = self._chain_at(fresh[0][0].seq - 1) or NO_CHAIN
        for envelope, change_set in fresh:
            body = bytes(envelope.body)
            before, chain = chain, next_chain(chain, body)
            outcome = known.outcome_of(change_set.id)
            if outcome is None:
                try:
                    outcome = self._judge_and_write(change_set, known, authors.get(change_set.author))
                except _Held:
                    self._stop_before(envelope.seq, before)
                    return
                self.writing.record(change_set, self.device["id"], envelope.seq, body, outcome, self.via)
                known.remember(change_set.id, outcome)
            numbered = {"device": self.device["id"], "seq": envelope.seq, "chain": chain}
            self.pending.note(_envelope, numbered | {"change_set": change_set.id})
            self.outcomes[change_set.id] = outcome
            if self.writing.at_once:  # what is forgotten with the next set is then that set's alone
                self.pending.flush()

    def _judge_and_write(self, change_set: ChangeSet, known: Rows, author: Actor | None) -> Outcome:
        try:
            plans = judge(change_set, author, self.device["unit"], known, self.clock.today())
            touched = {s for p in plans for s in (p.doc["scope"], p.left, *p.erased) if s}
            if author is None or not touched <= self.counters.keys():
                raise Rejected("other-scope")
            with self.connection.begin_nested() if self.writing.at_once else nullcontext():
                written, outcome = self.writing.write(change_set, plans, author)
            known.replace({(p.kind, p.doc["id"]): p.doc for p in written})
            return outcome
        except Blocked as refused:
            known.refuse(self.connection, change_set)
            return Outcome("blocked", "blocked", refused.params)
        except Rejected as refused:
            if change_set.edition > EDITION and refused.code not in OF_ANY_EDITION:
                raise _Held from refused
            known.refuse(self.connection, change_set)
            return Outcome("rejected", refused.code, refused.params)
        except DBAPIError as error:
            if not self.writing.at_once or not _broken_by_content(error):
                raise
            self.pending.forget()
            known.refuse(self.connection, change_set)
            return Outcome("rejected", "unstorable")

    def _stop_before(self, seq: int, chain: bytes) -> None:
        """What came before a held set counts; a push that begins with one is refused, without loss."""
        if seq == self.device["last_seq"] + 1:
            raise self._refuse("newer-edition", edition=EDITION)
        self.last_seq, self.last_chain = seq - 1, chain

    def _close(self) -> None:
        self.pending.flush()
        counted = [{"scope_": s, "seq_": n, "digest_": digest} for s, (n, digest) in self.counters.items()]
        if counted:
            self.connection.execute(_count_on, counted)
        if empty := [scope for scope in self.opened if not self.counters[scope][0]]:
            self.connection.execute(delete(_scope).where(_scope.c.id.in_(empty)))  # nothing was written there
        devices.note(
            self.connection,
            self.device["id"],
            {"last_seq": self.last_seq, "last_chain": self.last_chain},
        )


def _decode(body: bytes, number: int) -> ChangeSet:
    """A body that is no change set but has an id becomes an empty one: it gets an outcome of its own."""
    try:
        change_set = from_body(body)
    except msgspec.DecodeError:
        try:
            named = _named.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refused("malformed", 400, seq=number) from error
        later = type(named.edition) is int and EDITION < named.edition < 2**31
        return ChangeSet(named.id, "", "", named.edition if later else EDITION, "", None, None, [])
    return lift(change_set)

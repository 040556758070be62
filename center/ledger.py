"""The ledger: the accepted sets of all desks, in one order per scope, each with one outcome for ever."""

import uuid
from collections.abc import Sequence
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, RowMapping, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError

from center import devices, settings, tables
from center.database import Database
from center.judge import Blocked, Plan, Rejected, judge
from center.known import Restart, Rows
from center.refusal import Refused
from center.rows import add_rows, edit_row
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
from deskapp.models.digest import share
from deskapp.models.edition import EDITION
from deskapp.models.scope import STREET
from deskapp.models.wire import Envelope, Outcome, Push, Pushed, Refusal

PUSH_LIMIT = 200
CENTER = "0"
OPERATOR = Actor(CENTER, CENTER, "operator", STREET)
_device, _set, _envelope = tables.device, tables.change_set, tables.envelope
REVIEWS = uuid.UUID("6f0f6a5e-3f1c-4a9b-9f0e-9a1f7c1d2b3a")


def push(database: Database, device_id: str, request: Push, clock: Clock, via: str = "http") -> Pushed:
    """Takes the sets of a push, each whole or not at all. Raises Refused for the push as a whole."""
    if len(request.sets) > PUSH_LIMIT:
        raise Refused("too-many-sets", 413, limit=PUSH_LIMIT)
    for _ in range(5):
        try:
            with database.writing() as connection:
                return _Round(database, connection, device_id, request, clock, via).run()
        except Restart:
            continue
    raise Refused("busy", 503)


def edit(database: Database, action: str, changes: list[Change], clock: Clock) -> Outcome:
    """The center's own edit: a set of device 0, judged and logged like any other."""
    with database.writing() as connection:
        request = Push("", CENTER, 0, "", [])
        round_ = _Round(database, connection, CENTER, request, clock, "center")
        change_set = ChangeSet(
            id=str(uuid.uuid4()),
            author=CENTER,
            action=action,
            edition=EDITION,
            made_at=iso(clock.now()),
            offset=0,
            batch=None,
            changes=changes,
        )
        return round_.run_own(change_set)


class _Named(msgspec.Struct):
    id: Name


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
    ) -> None:
        self.database, self.connection, self.request = database, connection, request
        self.clock, self.via = clock, via
        statement = select(_device).where(_device.c.id == device_id).with_for_update()
        self.device: RowMapping = connection.execute(statement).mappings().one()
        self.epoch_number, self.epoch = settings.epoch(connection)
        self.last_seq, self.last_chain = self.device["last_seq"], self.device["last_chain"]
        self.outcomes: dict[str, Outcome] = {}
        self.counters: dict[str, tuple[int, int]] = {}

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
        known = Rows(self.connection, self.device["id"], sets)
        scopes = known.scopes()
        self._lock_scopes(scopes)
        if not self.database.sqlite:  # which has held the whole file from the beginning
            known = Rows(self.connection, self.device["id"], sets)
            if known.scopes() != scopes:
                raise Restart
        return known

    def _refuse(self, code: str) -> Refused:
        refusal = Refusal(code, {}, self.epoch, self.device["last_seq"], self.device["last_chain"].hex())
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
        here = select(_envelope.c.seq).where(
            _envelope.c.device == self.device["id"], _envelope.c.change_set.in_(ids)
        )
        if len(set(ids)) < len(ids) or self.connection.execute(here).first():
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
        table = tables.scope
        for scope in scopes:
            statement = select(table.c.seq, table.c.digest).where(table.c.id == scope).with_for_update()
            row = self.connection.execute(statement).first()
            if row is None:
                self._open_scope(scope)
                row = self.connection.execute(statement).one()
            self.counters[scope] = (row.seq, row.digest)

    def _open_scope(self, scope: str) -> None:
        dialect: Any = sqlite if self.database.sqlite else postgresql
        values = {"id": scope, "seq": 0, "min_seq": 0, "digest": 0}
        self.connection.execute(dialect.insert(tables.scope).values(**values).on_conflict_do_nothing())

    def _take(self, fresh: list[tuple[Envelope, ChangeSet]], known: Rows, authors: dict[str, Actor]) -> None:
        chain = self._chain_at(fresh[0][0].seq - 1) or NO_CHAIN
        for envelope, change_set in fresh:
            body = bytes(envelope.body)
            chain = next_chain(chain, body)
            outcome = known.outcome_of(change_set.id)
            if outcome is None:
                outcome = self._judge_and_write(change_set, known, authors.get(change_set.author))
                self._record(change_set, envelope.seq, body, outcome)
                known.remember(change_set.id, outcome)
            self.connection.execute(
                insert(_envelope).values(
                    device=self.device["id"], seq=envelope.seq, change_set=change_set.id, chain=chain
                )
            )
            self.outcomes[change_set.id] = outcome

    def _judge_and_write(self, change_set: ChangeSet, known: Rows, author: Actor | None) -> Outcome:
        try:
            plans = judge(change_set, author, self.device["unit"], known, self.clock.today())
            if any(plan.doc["scope"] not in self.counters for plan in plans):
                raise Rejected("other-scope")
            with self.connection.begin_nested():
                return self._write(change_set, plans, known)
        except Blocked as refused:
            known.refuse(self.connection, change_set)
            return Outcome("blocked", "blocked", refused.params)
        except Rejected as refused:
            known.refuse(self.connection, change_set)
            return Outcome("rejected", refused.code, refused.params)
        except DBAPIError as error:
            if error.connection_invalidated or not self._broken_by_content(error):
                raise
            known.refuse(self.connection, change_set)
            return Outcome("rejected", "unstorable")

    @staticmethod
    def _broken_by_content(error: DBAPIError) -> bool:
        return type(error).__name__ in ("DataError", "IntegrityError", "StatementError")

    def _write(self, change_set: ChangeSet, plans: list[Plan], known: Rows) -> Outcome:
        reviews = [r for plan in plans if (r := _review(change_set, plan, self.clock))]
        written = [p for p in plans if p.new or p.values] + reviews
        receipts = {scope: self.counters[scope][0] + 1 for scope in sorted({p.doc["scope"] for p in written})}
        digests = {scope: self.counters[scope][1] for scope in receipts}
        entries: list[dict[str, Any]] = []
        fresh: dict[str, list[dict[str, Any]]] = {}
        for plan in written:
            doc, scope = plan.doc, plan.doc["scope"]
            if not plan.new:
                digests[scope] ^= share(plan.kind, doc["id"], doc["rev"])
            doc["rev"] += 1
            doc["seq"] = receipts[scope]
            digests[scope] ^= share(plan.kind, doc["id"], doc["rev"])
            if plan.new:
                fresh.setdefault(plan.kind, []).append(doc)
            else:
                names = (*plan.was, "rev", "seq", "extra")
                edit_row(self.connection, plan.kind, doc["id"], {name: doc[name] for name in names})
            entries.append(
                {
                    "change_set": change_set.id,
                    "kind": plan.kind,
                    "row": doc["id"],
                    "epoch": self.epoch_number,
                    "rev": doc["rev"],
                    "values": plan.values,
                    "was": plan.was,
                }
            )
        for kind, docs in fresh.items():
            add_rows(self.connection, kind, docs)
        if entries:
            self.connection.execute(insert(tables.change), entries)
        known.replace({(p.kind, p.doc["id"]): p.doc for p in written})
        for scope, seq in receipts.items():
            self.counters[scope] = (seq, digests[scope])
        return Outcome("applied_with_review" if reviews else "applied", receipts=receipts)

    def _record(self, change_set: ChangeSet, seq: int, body: bytes, outcome: Outcome) -> None:
        self.connection.execute(
            insert(_set).values(
                id=change_set.id,
                device=self.device["id"],
                device_seq=seq,
                author=change_set.author,
                action=change_set.action,
                edition=change_set.edition,
                outcome=msgspec.to_builtins(outcome),
                body=body,
                received_at=iso(self.clock.now()),
                via=self.via,
                batch=change_set.batch,
            )
        )

    def _close(self) -> None:
        for scope, (seq, digest) in self.counters.items():
            values = {"seq": seq, "digest": digest}
            self.connection.execute(update(tables.scope).where(tables.scope.c.id == scope).values(**values))
        values = {"last_seq": self.last_seq, "last_chain": self.last_chain}
        self.connection.execute(update(_device).where(_device.c.id == self.device["id"]).values(**values))


def _decode(body: bytes, number: int) -> ChangeSet:
    """A body that is no change set but has an id becomes an empty one: it gets an outcome of its own."""
    try:
        change_set = from_body(body)
    except msgspec.DecodeError:
        try:
            id = _named.decode(body).id
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise Refused("malformed", 400, seq=number) from error
        return ChangeSet(id, "", "", EDITION, "", None, None, [])
    if change_set.edition > EDITION:
        raise Refused("newer-edition", 409, edition=EDITION)
    return change_set


def _review(change_set: ChangeSet, plan: Plan, clock: Clock) -> Plan | None:
    """A review of what lost or is doubtful in one row, in that row's scope."""
    if not plan.losers and not plan.doubts:
        return None
    details = {
        "losers": plan.losers,
        "doubts": [{"field": f.field, "code": f.code, "params": f.params} for f in plan.doubts],
    }
    values = {
        "row_kind": plan.kind,
        "row": plan.doc["id"],
        "change_set": change_set.id,
        "reason": "conflict" if plan.losers else "quality",
        "details": details,
        "owner": None,
        "state": "open",
    }
    id = str(uuid.uuid5(REVIEWS, f"{change_set.id}|{plan.kind}|{plan.doc['id']}"))
    common = {"id": id, "scope": plan.doc["scope"], "rev": 0, "seq": 0, "gone": False}
    common |= {"author": change_set.author, "made_at": iso(clock.now()), "extra": {}}
    return Plan("review", {**values, **common}, values, {}, new=True)

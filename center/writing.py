"""Writing: what a set's plans do to rows, logs, markers and counters, and what becomes of the set."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from sqlalchemy import Connection, delete

from center import erasing, tables
from center.pending import Pending
from center.plans import FORWARDED, Plan
from deskapp.models.actor import Actor
from deskapp.models.change import ChangeSet
from deskapp.models.clock import Clock, iso
from deskapp.models.digest import share
from deskapp.models.scope import unit_of
from deskapp.models.wire import Outcome

REVIEWS = uuid.UUID("6f0f6a5e-3f1c-4a9b-9f0e-9a1f7c1d2b3a")


@dataclass
class Writing:
    """One transaction's writing. `counters` are (seq, digest) of every scope it holds."""

    connection: Connection
    counters: dict[str, tuple[int, int]]
    epoch: int
    clock: Clock
    pending: Pending
    at_once: bool = False
    """Every set is told to the database by itself, so that one it does not take is known."""

    def write(self, change_set: ChangeSet, plans: list[Plan], author: Actor) -> tuple[list[Plan], Outcome]:
        """Writes plans and their reviews, each scope's under one new seq; returns all that was written."""
        reviews = [_review(change_set, plan, author, self.clock) for plan in plans if plan.reason]
        written = [p for p in plans if p.writes] + reviews
        receipts = {scope: self.counters[scope][0] + 1 for scope in sorted(_scopes(written))}
        digests = {scope: self.counters[scope][1] for scope in receipts}
        for plan in written:
            self._mark(plan, receipts)
            _number(plan, receipts, digests)
            if plan.new:
                self.pending.add(plan.kind, plan.doc)
            else:
                self.pending.edit(plan.kind, plan.doc, _edited(plan))
            self.pending.note(tables.change, self._entry(change_set, plan))
        erased = {(p.kind, p.doc["id"]) for p in written if p.erased}
        if erased:
            self.pending.flush()
            erasing.scrub(self.connection, erased)
        if self.at_once:
            self.pending.flush()
        for scope, seq in receipts.items():
            self.counters[scope] = (seq, digests[scope])
        return written, _outcome(plans, receipts)

    def record(
        self, change_set: ChangeSet, device: str, seq: int, body: bytes, outcome: Outcome, via: str
    ) -> None:
        """Keeps a set with its outcome; one that came too late for an erased row without its values."""
        if outcome.code == "erased":
            body = erasing.cleaned_of_all(body, change_set)
        kept = {
            "id": change_set.id,
            "device": device,
            "device_seq": seq,
            "author": change_set.author,
            "action": change_set.action,
            "edition": change_set.edition,
            "outcome": msgspec.to_builtins(outcome),
            "body": body,
            "received_at": iso(self.clock.now()),
            "via": via,
            "batch": change_set.batch,
        }
        self.pending.note(tables.change_set, kept)

    def _entry(self, change_set: ChangeSet, plan: Plan) -> dict[str, Any]:
        entry = {"change_set": change_set.id, "kind": plan.kind, "row": plan.doc["id"], "epoch": self.epoch}
        return entry | {"rev": plan.doc["rev"], "values": plan.values, "was": plan.was}

    def _mark(self, plan: Plan, receipts: dict[str, int]) -> None:
        """Tells the scope a row leaves where it goes, and all it ever was in that it is erased.

        A row that comes back has left no longer: the marker of its first leaving would take it away again.
        """
        table, doc = tables.leave, plan.doc
        marker = {"kind": plan.kind, "row": doc["id"]}
        if plan.left:
            came_back = (table.c.row == doc["id"]) & (table.c.kind == plan.kind)
            came_back &= table.c.scope == doc["scope"]
            self.pending.flush()
            self.connection.execute(delete(table).where(came_back))
            told = {"to": unit_of(doc["scope"]), "erased": False, "rev": doc["rev"]}
            self.pending.note(table, marker | told | {"scope": plan.left, "seq": receipts[plan.left]})
        for scope in plan.erased:
            told = {"to": "", "erased": True, "rev": doc["rev"] + 1}
            self.pending.note(table, marker | told | {"scope": scope, "seq": receipts[scope]})


def _scopes(written: list[Plan]) -> set[str]:
    found = {p.doc["scope"] for p in written} | {p.left for p in written if p.left}
    return found.union(*(p.erased for p in written))


def _number(plan: Plan, receipts: dict[str, int], digests: dict[str, int]) -> None:
    """The row's next revision and its number in its scope; the digests follow."""
    doc, scope = plan.doc, plan.doc["scope"]
    if not plan.new:
        digests[plan.left or scope] ^= share(plan.kind, doc["id"], doc["rev"])
    doc["rev"] += 1
    doc["seq"] = receipts[scope]
    digests[scope] ^= share(plan.kind, doc["id"], doc["rev"])


def _edited(plan: Plan) -> Iterable[str]:
    """The columns an edit writes; `values` may hold fields that only `extra` has."""
    return plan.doc if plan.left or plan.erased else (*plan.was, "rev", "seq", "extra")


def _outcome(plans: list[Plan], receipts: dict[str, int]) -> Outcome:
    forwarded = next((p for p in plans if FORWARDED in p.reasons), None)
    if forwarded:
        return Outcome("forwarded", params={"to": unit_of(forwarded.doc["scope"])}, receipts=receipts)
    reviewed = any(plan.reason for plan in plans)
    return Outcome("applied_with_review" if reviewed else "applied", receipts=receipts)


def _review(change_set: ChangeSet, plan: Plan, author: Actor, clock: Clock) -> Plan:
    """A review of what is in question in one row, in that row's scope; its author's, if they belong there."""
    ours = author.unit == unit_of(plan.doc["scope"])
    values = {
        "row_kind": plan.kind,
        "row": plan.doc["id"],
        "change_set": change_set.id,
        "reason": plan.reason,
        "details": {"losers": {}, "doubts": []} | plan.details,
        "owner": author.id if ours else None,
        "state": "open",
    }
    unset = dict.fromkeys(("settled_by", "settled_at", "choice"))
    id = str(uuid.uuid5(REVIEWS, f"{change_set.id}|{plan.kind}|{plan.doc['id']}"))
    common = {"id": id, "scope": plan.doc["scope"], "rev": 0, "seq": 0, "gone": False}
    common |= {"author": change_set.author, "made_at": iso(clock.now()), "extra": {}}
    return Plan("review", {**values, **unset, **common}, values, {}, new=True)

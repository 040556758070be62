"""Sets as a desk would send them, said by hand: edits, new records and commands, numbered on."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

import msgspec
from sqlalchemy import select

from center import ledger, tables
from deskapp.models.change import NO_CHAIN, Change, ChangeSet, next_chain, signed_text, to_body
from deskapp.models.digest import share
from deskapp.models.record import kinds, table_of
from deskapp.models.wire import Envelope, Outcome, Push
from tests.town import Seat, Town

OPERATOR = "operator"
_numbers = itertools.count(1)


@dataclass
class Sender:
    """One desk's sets; `base` of its changes is what it had last seen."""

    town: Town
    seat: Seat
    seq: int = 0
    chain: bytes = NO_CHAIN
    kept: list[Envelope] = field(default_factory=list)

    @property
    def epoch(self) -> str:
        return self.seat.desk.store.text("epoch")

    def edit(self, kind: str, id: str, rev: int = 1, /, **values: Any) -> Outcome:
        return self.send(Change(kind, id, (self.epoch, rev), values))

    def add(self, kind: str, id: str, /, **values: Any) -> Outcome:
        return self.send(Change(kind, id, (self.epoch, 0), values, new=True))

    def command(self, action: str, **args: Any) -> Outcome:
        return self.send(action=action, args=args)

    def send(self, *changes: Change, action: str = "save", **more: Any) -> Outcome:
        """One set in one push, as it is taken."""
        fixed: dict[str, Any] = {
            "edition": 1,
            "made_at": "2026-11-24T01:00:00Z",
            "offset": None,
            "batch": None,
        }
        author = self.seat.desk.actor.id
        one = ChangeSet(
            id=f"set-{next(_numbers)}", author=author, action=action, changes=list(changes), **fixed, **more
        )
        body = to_body(one)
        key, prev = self.seat.desk.store.device, self.chain.hex()
        self.seq, self.chain = self.seq + 1, next_chain(self.chain, body)
        sig = key.sign(signed_text(key.id, self.seq, self.chain)).hex()
        request = Push(self.epoch, key.id, self.seq, prev, [Envelope(self.seq, sig, msgspec.Raw(body))])
        return ledger.push(self.town.center, key.id, request, self.town.clock).outcomes[one.id]

    def home(self, id: str, room: str = "501") -> Outcome:
        unit = self.seat.desk.actor.unit
        return self.add("household", id, community=unit, building="3", unit="2", room=room, vacant=False)

    def person(self, id: str, home: str, **more: Any) -> Outcome:
        return self.add("person", id, household=home, **({"name": "冉小禾"} | more))

    def visit(self, id: str, home: str, **more: Any) -> Outcome:
        usual = {"visitors": [self.seat.desk.actor.id], "visited_on": "2026-11-24", "outcome": "O1"}
        return self.add("visit", id, household=home, **(usual | more))


def operate(town: Town, action: str, **args: Any) -> Outcome:
    """A command of the center's own operator."""
    return ledger.edit(town.center, action, [], town.clock, args)


def row(town: Town, kind: str, id: str) -> dict[str, Any]:
    table = table_of(kind)
    with town.center.reading() as connection:
        return dict(connection.execute(select(table).where(table.c.id == id)).mappings().one())


def reviews(town: Town) -> list[dict[str, Any]]:
    return town.center_rows("review")


def markers(town: Town, **where: Any) -> list[dict[str, Any]]:
    """The leave markers, without their number."""
    table = tables.leave
    with town.center.reading() as connection:
        found = connection.execute(select(table).order_by(table.c.n)).mappings().fetchall()
    listed = [{name: value for name, value in r.items() if name != "n"} for r in found]
    return [m for m in listed if all(m[name] == value for name, value in where.items())]


def digests_hold(town: Town) -> None:
    """Every scope's digest is that of its rows, and no row has a number beyond its scope's."""
    expected: dict[str, int] = {}
    highest: dict[str, int] = {}
    with town.center.reading() as connection:
        for kind in kinds():
            for r in connection.execute(select(table_of(kind))).mappings():
                expected[r["scope"]] = expected.get(r["scope"], 0) ^ share(kind, r["id"], r["rev"])
                highest[r["scope"]] = max(highest.get(r["scope"], 0), r["seq"])
        scopes = {r.id: r for r in connection.execute(select(tables.scope))}
    assert {s: r.digest for s, r in scopes.items()} == {s: expected.get(s, 0) for s in scopes}
    assert all(highest[s] <= scopes[s].seq for s in highest)

"""Days at three desks, played at random with cut lines: in the end all agree, nothing is lost or doubled."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from center import tables as there
from deskapp.models.change import from_body
from deskapp.models.household import Household
from deskapp.models.person import Person
from deskapp.models.visit import Visit
from deskapp.store import outbox, tables
from tests.people import adding, household, person, setting, visit
from tests.sync.test_round import table_at
from tests.town import Seat, Town

SOAK = bool(os.environ.get("HUTONG_SOAK"))
DESKS = 3
desk = st.integers(0, DESKS - 1)
cut = st.sampled_from(["before", "after"])
value = st.sampled_from(["甲", "乙", "丙", None])


class Days(RuleBasedStateMachine):
    """Saves, rounds and cuts; the center's ledger is compared with what was saved."""

    @initialize()
    def open(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="hutong-days-"))
        self.town = Town(self.folder)
        self.town.community("houbao")
        self.seats = [self.town.join("houbao") for _ in range(DESKS)]
        self.homes = [self.seats[0].do(adding(household(str(n)))) for n in range(2)]
        self.people = [self.seats[0].do(adding(person(self.homes[0], phone="13800138000")))]
        self.visits: list[tuple[int, str]] = []
        self.town.sync()

    def seat(self, n: int) -> Seat:
        return self.seats[n]

    @rule(n=desk, which=st.integers(0, 1), name=st.sampled_from(["note", "room", "floor"]), to=value)
    def edit_a_household(self, n: int, which: int, name: str, to: str | None) -> None:
        self.seat(n).do(setting(Household, self.homes[which], **{name: to or "1"}))

    @rule(n=desk, name=st.sampled_from(["note", "phone", "workplace"]), to=value)
    def edit_a_person(self, n: int, name: str, to: str | None) -> None:
        known = [p for p in self.people if self.seat(n).row("person", p)]
        confirmed = frozenset({f"phone:{code}" for code in ("too-short", "no-digits", "not-a-number")})
        if known and not (name == "phone" and to):
            self.seat(n).do(setting(Person, known[-1], **{name: to}), confirmed=confirmed)

    @rule(n=desk, gone=st.booleans())
    def withdraw_a_person_or_bring_them_back(self, n: int, gone: bool) -> None:
        self.seat(n).do(setting(Person, self.people[0], gone=gone))

    @rule(n=desk)
    def add_a_person(self, n: int) -> None:
        self.people.append(self.seat(n).do(adding(person(self.homes[1]))))

    @rule(n=desk, which=st.integers(0, 1))
    def visit_a_household(self, n: int, which: int) -> None:
        seat = self.seat(n)
        self.visits.append((n, seat.do(adding(visit(self.homes[which], seat.desk.actor.id)))))

    @precondition(lambda self: self.visits)
    @rule(to=value)
    def correct_a_visit(self, to: str | None) -> None:
        n, made = self.visits[-1]
        self.seat(n).do(setting(Visit, made, note=to))

    @rule(n=desk)
    def undo_the_last(self, n: int) -> None:
        with self.seat(n).desk.store.engine.connect() as connection:
            last = outbox.position(connection)[0]
        if last:
            sets = table_at(self.seat(n), tables.outbox)
            self.seat(n).desk.undo(sets[-1].id)

    @rule(n=desk)
    def go_a_round(self, n: int) -> None:
        self.seat(n).sync()

    @rule(n=desk, how=cut)
    def go_a_round_that_is_cut(self, n: int, how: str) -> None:
        self.seat(n).cut_off(how)

    @rule(n=desk)
    def pull_while_work_waits(self, n: int) -> None:
        self.seat(n).pull_only()

    @rule(days=st.integers(1, 40))
    def let_time_pass(self, days: int) -> None:
        self.town.clock.advance(days=days)

    @invariant()
    def what_waits_is_what_its_author_sees(self) -> None:
        for seat in self.seats:
            for (kind, id), values in _last_waiting(seat).items():
                row = seat.row(kind, id)
                assert row is not None
                assert {name: row[name] for name in values} == values

    @invariant()
    def numbers_are_contiguous(self) -> None:
        for seat in self.seats:
            numbers = [r.seq for r in table_at(seat, tables.outbox)]
            assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True

    def teardown(self) -> None:
        if not hasattr(self, "town"):
            return
        try:
            self.town.sync(3)
            assert self.town.agrees()
            assert all(seat.desk.store.text("verified") == "yes" for seat in self.seats)
            self._each_set_once()
            self._no_desk_in_conflict_with_itself()
        finally:
            self.town.close()
            shutil.rmtree(self.folder)

    def _each_set_once(self) -> None:
        with self.town.center.reading() as connection:
            taken = {r.id: r.outcome["status"] for r in connection.execute(there.change_set.select())}
            numbered = [r.change_set for r in connection.execute(there.envelope.select())]
        assert len(numbered) == len(set(numbered))
        for seat in self.seats:
            for row in table_at(seat, tables.outbox):
                assert taken[row.id] == row.outcome["status"]
                assert row.outcome["status"] in ("applied", "applied_with_review")

    def _no_desk_in_conflict_with_itself(self) -> None:
        by_author = {s.desk.actor.id for s in self.seats}
        for review in self.town.center_rows("review"):
            for lost in review["details"]["losers"].values():
                assert self._author_of(lost["set"]) != review["author"]
                assert review["author"] in by_author

    def _author_of(self, set_id: str) -> str:
        with self.town.center.reading() as connection:
            table = there.change_set
            statement = select(table.c.author).where(table.c.id == set_id)
            return str(connection.scalar(statement))


def _last_waiting(seat: Seat) -> dict[tuple[str, str], dict[str, Any]]:
    """What each record should show of the work that waits: later values over earlier ones."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in table_at(seat, tables.outbox):
        if row.state == outbox.WAITING:
            for change in from_body(row.body).changes:
                found.setdefault((change.kind, change.id), {}).update(change.values)
    return found


Days.TestCase.settings = settings(
    max_examples=300 if SOAK else 8,
    stateful_step_count=60 if SOAK else 25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestDays = Days.TestCase

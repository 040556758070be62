"""A desk of one worker with a campaign, and doors to visit: what the tests of daily work begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from deskapp.desk import Desk
from deskapp.models.campaign import Assignment, Campaign
from deskapp.models.clock import ClockAt
from deskapp.models.household import Household
from deskapp.models.record import Record
from deskapp.models.request import Request
from deskapp.models.tag import Tag
from deskapp.store.capture import EVERYTHING
from deskapp.work.visits import save_visit
from tests.people import TODAY, WORKER, adding, person, visit
from tests.town import blank_store

DAY = date.fromisoformat(TODAY)
T = TypeVar("T")


@dataclass
class Beat:
    """A worker's desk and short words for what happens on it."""

    desk: Desk

    def ask(self, question: Callable[..., T], *given: Any, **more: Any) -> T:
        return self.desk.ask(lambda session: question(session, *given, **more))

    def add(self, record: Record) -> str:
        return self.desk.do(adding(record), EVERYTHING)

    def campaign(self, **more: Any) -> str:
        given = {"name": "2026 年全面走访", "since": "2026-01-01", "until": "2026-12-31"} | more
        return self.add(Campaign(community=WORKER.unit, **given))

    def door(self, room: str = "501", name: str = "", worker: str | None = WORKER.id, **more: Any) -> str:
        """A door with its head, in somebody's share since the campaign's first day."""
        since = more.pop("since", "2026-01-01")
        born, phone = more.pop("born", None), more.pop("phone", None)
        given = {"building": "3", "unit": "2", "room": room, "vacant": False} | more
        home = self.add(Household(community=WORKER.unit, **given))
        if name:
            self.add(person(home, name, relation="02", birth_date=born, phone=phone))
        if worker:
            self.add(Assignment(household=home, worker=worker, since=since))
        return home

    def visit(self, home: str, outcome: str = "O1", on: str = TODAY, **more: Any) -> str:
        """A visit of the running campaign, saved as the form saves it."""
        draft = {"household": home, "outcome": outcome, "visited_on": on, **more}
        return self.desk.do(partial(save_visit, draft=draft, actor=self.desk.actor, today=DAY), EVERYTHING)

    def request(self, home: str, words: str = "楼道灯不亮", **more: Any) -> str:
        return self.add(Request(household=home, text=words, **({"state": "open"} | more)))

    def tag(self, someone: str, code: str) -> str:
        return self.add(Tag(person=someone, code=code))

    def settle(self) -> None:
        """As if the center had taken everything."""
        with self.desk.store.absorbing() as connection:
            connection.execute(text("UPDATE outbox SET state='settled', outcome='{\"status\":\"applied\"}'"))
            for kind in ("household", "person", "visit", "request", "campaign", "assignment"):
                connection.execute(text(f"UPDATE {kind} SET rev=1, seq=1"))


def new_beat(folder: Path) -> Beat:
    store = blank_store(folder / "profile", ClockAt(f"{TODAY}T01:00:00Z"))
    store.put("epoch", "e1")
    return Beat(Desk(store, WORKER, store.clock))


@contextmanager
def watched(beat: Beat) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent to the store meanwhile."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Connection, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        sent.append((statement, given))

    event.listen(beat.desk.store.engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(beat.desk.store.engine, "before_cursor_execute", note)


def plans(beat: Beat, question: Callable[[Session], Any]) -> tuple[int, list[str]]:
    """How many statements a question takes, and every step SQLite plans for them."""
    with watched(beat) as sent:
        beat.desk.ask(question)
    asked = [(statement, given) for statement, given in sent if statement.lstrip().startswith("SELECT")]
    steps: list[str] = []
    with beat.desk.store.engine.connect() as connection:
        for statement, given in asked:
            plan = connection.exec_driver_sql("EXPLAIN QUERY PLAN " + statement, given)
            steps += [row[3] for row in plan]
    return len(asked), steps


__all__ = ["DAY", "TODAY", "WORKER", "Beat", "new_beat", "person", "plans", "visit"]

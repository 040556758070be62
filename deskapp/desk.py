"""Desk: a store, an actor and a clock: everything one sits at. Knows no Qt and no network."""

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.models.change import UNDO, Change, ChangeSet, from_body, inverse
from deskapp.models.clock import Clock
from deskapp.models.record import Record, kinds, own_values
from deskapp.models.rules import Finding
from deskapp.store import Store, outbox
from deskapp.store.capture import EVERYTHING, CapturingSession, Refused

T = TypeVar("T")


@dataclass
class Desk:
    """`ask` a question, `do` a job; whoever listens to `changed` hears which kinds a job touched."""

    store: Store
    actor: Actor
    clock: Clock
    listeners: list[Callable[[list[ChangeSet]], None]] = field(default_factory=list)

    def ask(self, query: Callable[[Session], T]) -> T:
        """The answer of a query, from one snapshot."""
        with self.store.reading() as session:
            return query(session)

    def do(self, job: Callable[[CapturingSession], T], confirmed: frozenset[str] = frozenset()) -> T:
        """Does a job as one unit of work; the job's name is the action. Raises Refused or Unconfirmed."""
        with self.store.writing(self.actor, _name_of(job), confirmed) as session:
            answer = job(session)
        self._tell(session.capture.sets)
        return answer

    def undo(self, set_id: str) -> None:
        """Takes a set back by its inverse; what somebody else wrote unseen since goes to a review.

        Raises Refused with "changed-since" if something here is not as the set left it; nothing is undone.
        """

        def undo(session: CapturingSession) -> None:
            body = outbox.body_of(session.connection(), set_id)
            if body is None:
                raise LookupError(set_id)
            done = from_body(body)
            changed: dict[tuple[str, str], list[Finding]] = {}
            for made, change in zip(done.changes, inverse(done, {}), strict=True):
                record = session.get(kinds()[change.kind], change.id)
                if record is None:  # refused or moved away since: nothing of the set is left here
                    continue
                if names := _changed_since(record, made):
                    changed[(change.kind, change.id)] = [Finding(name, "changed-since") for name in names]
                    continue
                session.capture.bases[(change.kind, change.id)] = change.base
                for name, value in change.values.items():
                    setattr(record, name, value)
            if changed:
                raise Refused(changed)

        undo.__name__ = UNDO
        self.do(undo, EVERYTHING)

    def _tell(self, sets: list[ChangeSet]) -> None:
        if sets:
            for listener in list(self.listeners):
                listener(sets)


def _changed_since(record: Record, made: Change) -> list[str]:
    """The fields that no longer hold what a change wrote; of a new record, any of its own."""
    here = own_values(record)
    wrote = made.values
    if made.new:
        wrote = dict.fromkeys(here) | {"gone": False} | made.values
    return [name for name, value in wrote.items() if name in here and here[name] != value]


def _name_of(job: Callable[..., Any]) -> str:
    while isinstance(job, functools.partial):
        job = job.func
    return str(job.__name__)

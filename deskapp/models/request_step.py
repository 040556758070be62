"""Request step: one thing that was decided, done or said about a request, and by whom."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.codes import table
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, QUALITY, Finding, rulebook

SORT = "sort"


class RequestStep(Record):
    """A line of a request's history; what was decided before stays readable in it."""

    __tablename__ = "request_step"
    part = "field"

    request: Mapped[str] = field(scope="request", index=True)
    step: Mapped[str] = field(codes="request_step")
    said_on: Mapped[str] = field(holds="date")
    who: Mapped[str | None] = field()
    was: Mapped[str | None] = field()
    became: Mapped[str | None] = field()
    words: Mapped[str | None] = field(restricted=True)


@rulebook.rule(RequestStep, grade=INTEGRITY, since=3)
def is_a_step_of_the_table(step: Any, today: date) -> Any:
    if not table("request_step").has(step.step):
        yield Finding("step", "unknown-code")


@rulebook.rule(RequestStep, grade=INTEGRITY, since=3)
def sorts_into_one_of_three(step: Any, today: date) -> Any:
    if step.step == SORT and not table("triage").has(step.became):
        yield Finding("became", "unknown-code")


@rulebook.rule(RequestStep, grade=QUALITY, since=3)
def says_why_it_is_sorted_anew(step: Any, today: date) -> Any:
    if step.step == SORT and step.was and not (step.words or "").strip():
        yield Finding("words", "missing")

"""Request: what a resident asks for, raised at a door or alone; a mediation is one with parties."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.codes import table
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, QUALITY, Finding, rulebook

MEDIATION = "mediation"


class Request(Record):
    """A resident's request, until they say it is solved."""

    __tablename__ = "request"
    part = "field"

    household: Mapped[str] = field(scope="household", index=True)
    visit: Mapped[str | None] = field(index=True)
    text: Mapped[str] = field(restricted=True)
    category: Mapped[str | None] = field(codes="request_category")
    urgency: Mapped[str | None] = field(codes="urgency")
    triage: Mapped[str | None] = field(codes="triage")
    state: Mapped[str | None] = field(codes="request_state")
    owner: Mapped[str | None] = field()
    promised_on: Mapped[str | None] = field(holds="date")
    reply: Mapped[str | None] = field(restricted=True)
    parties: Mapped[str | None] = field(restricted=True)
    result: Mapped[str | None] = field(codes="mediation_result")


def closes(state: str | None) -> bool:
    """Whether a request in this state counts as handled, so that it has to be sorted."""
    known = table("request_state").get(state)
    return bool(known and known.extra.get("sorted"))


@rulebook.rule(Request, grade=INTEGRITY, since=1)
def says_what_is_asked(request: Any, today: date) -> Any:
    if not request.text.strip():
        yield Finding("text", "missing")


@rulebook.rule(Request, grade=INTEGRITY, since=3)
def is_sorted_before_it_closes(request: Any, today: date) -> Any:
    if closes(request.state) and not table("triage").has(request.triage):
        yield Finding("triage", "not-sorted")


@rulebook.rule(Request, grade=QUALITY, since=3)
def as_a_mediation_says_how_it_ended(request: Any, today: date) -> Any:
    if request.category == MEDIATION and closes(request.state) and not request.result:
        yield Finding("result", "missing")

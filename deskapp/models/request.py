"""Request: what a resident asks for, raised at a door or alone."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, Finding, rulebook


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


@rulebook.rule(Request, grade=INTEGRITY, since=1)
def says_what_is_asked(request: Any, today: date) -> Any:
    if not request.text.strip():
        yield Finding("text", "missing")

"""Community and user: who the sub-district is made of."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped

from deskapp.models.actor import ROLES
from deskapp.models.record import Record, field
from deskapp.models.rules import INTEGRITY, Finding, rulebook
from deskapp.models.scope import STREET, is_unit


class Community(Record):
    """One of the sub-district's communities; its code names its scopes."""

    __tablename__ = "community"
    part = "public"
    fixed_unit = STREET

    code: Mapped[str] = field(index=True)
    name: Mapped[str] = field()
    number: Mapped[int | None] = field()


class User(Record):
    """A person who works with Hutong: one role in one unit."""

    __tablename__ = "user"
    part = "public"
    fixed_unit = STREET

    name: Mapped[str] = field()
    role: Mapped[str] = field(codes="role")
    community: Mapped[str] = field(index=True)
    active: Mapped[bool] = field()


@rulebook.rule(Community, grade=INTEGRITY, since=1)
def has_a_short_code(community: Any, today: date) -> Any:
    if not is_unit(community.code) or community.code == STREET:
        yield Finding("code", "not-a-code")


@rulebook.rule(User, grade=INTEGRITY, since=1)
def has_a_known_role(user: Any, today: date) -> Any:
    if user.role not in ROLES:
        yield Finding("role", "unknown-code")

"""Units: what the communities of the sub-district are called."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.community import Community
from deskapp.models.scope import STREET


def unit_name(session: Session, unit: str) -> str:
    """The community's name as the center has it; its code until the first round, nothing for the street."""
    if unit == STREET:
        return ""
    statement = select(Community.name).where(Community.code == unit, Community.gone.is_(False)).limit(1)
    return session.scalar(statement) or unit

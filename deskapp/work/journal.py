"""Journal: the records that wait to be sent, each with the door it is about."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from deskapp.work.standing import waiting_rows
from deskapp.work.subjects import Subject, subjects


def waiting_entries(session: Session, today: date) -> list[Subject]:
    """As many as `waiting` counts, in stair order; what is about no door comes first."""
    found = subjects(session, waiting_rows(session)).values()
    return sorted(found, key=lambda each: (each.door.sort_key if each.door else "", each.kind, each.id))

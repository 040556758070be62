"""Needs: how much waits for somebody here: what came back, and the center's questions."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.models.actor import WRITE, Actor
from deskapp.models.record import table_of
from deskapp.models.review import Review
from deskapp.work.doors import here
from deskapp.work.returned import FORWARDED, returned
from deskapp.work.reviews import OPEN


@dataclass(frozen=True, slots=True)
class Needs:
    """As many as the screen 要您处理 lists as one's own."""

    returned: int = 0
    forwarded: int = 0
    reviews: int = 0
    since: str | None = None
    """When the oldest came back, ISO."""

    @property
    def total(self) -> int:
        return self.returned + self.forwarded + self.reviews


def needs(session: Session, actor: Actor) -> Needs:
    """What is this actor's, and what is nobody's."""
    back = returned(session, actor)
    on = [case for case in back if case.status == FORWARDED]
    theirs = Review.owner.is_(None) | (Review.owner == actor.id)
    statement = (
        select(Review.scope, Review.made_at)
        .where(Review.state == OPEN, theirs, Review.row_kind != "review", here(table_of("review")))
        .order_by(Review.made_at)
    )
    asked = [at for scope, at in session.execute(statement) if actor.may(WRITE, scope)]
    oldest = min((*(case.back_at for case in back), *asked), default=None)
    return Needs(len(back) - len(on), len(on), len(asked), oldest)

"""Upgrade: change sets of earlier editions, as this edition would have made them.

A body stays as it was written, in the outbox and at the center; it is lifted whenever it is judged or laid
over a record again. Its edition stays too: it is judged by the rules it was made under.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from deskapp.models.change import ChangeSet, from_body
from deskapp.models.edition import EDITION

WINDOW = 3
LEAST = max(1, EDITION - WINDOW)
"""The oldest edition that is still given rows. What an older one pushes is taken as far as understood."""

Body = dict[str, Any]
STEPS: dict[int, Callable[[Body], Body]] = {}
"""Edition → what turns a body of it into one of the next. An edition that only added something needs none."""


def lift(change_set: ChangeSet) -> ChangeSet:
    """A set as this edition would have made it; as it is, if a step cannot make sense of it."""
    steps = [STEPS[n] for n in range(change_set.edition, EDITION) if n in STEPS] if STEPS else []
    if not steps:
        return change_set
    body: Body = msgspec.to_builtins(change_set)
    try:
        for step in steps:
            body = step(body)
        return msgspec.convert(body | {"edition": change_set.edition, "id": change_set.id}, ChangeSet)
    except (LookupError, TypeError, ValueError, AttributeError, msgspec.ValidationError):
        return change_set


def read_body(body: bytes) -> ChangeSet:
    """The set of a body, lifted. Raises msgspec.DecodeError if the bytes are no change set."""
    return lift(from_body(body))

"""What Hutong keeps and believes: records, rules, changes. No Qt, no network, no files of its own."""

from deskapp.models import (
    attachment,
    campaign,
    community,
    household,
    person,
    request,
    request_step,
    review,
    tag,
    visit,
)
from deskapp.models.record import Record, kinds

__all__ = [
    "Record",
    "attachment",
    "campaign",
    "community",
    "household",
    "kinds",
    "person",
    "request",
    "request_step",
    "review",
    "tag",
    "visit",
]

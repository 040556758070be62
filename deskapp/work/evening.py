"""Evening: shorthand that was read becomes visits, each with its requests; the text that is left stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from deskapp.models.actor import Actor
from deskapp.store import drafts
from deskapp.store.capture import CapturingSession
from deskapp.work.shorthand import READY, Entry, Heading, Reading
from deskapp.work.shorthandwords import PHONE
from deskapp.work.visits import defaults_for, write_visit

FORM, SUBJECT = "shorthand", "evening"
"""The draft of the text: owner the actor, form and subject these."""
BY_PHONE = "phone"


def save_entry(
    session: CapturingSession, *, entry: Entry, id: str, day: date, actor: Actor, left: drafts.Draft
) -> str:
    """A job: one entry as a visit with its requests, and what is left of the text, in one commit.

    A visit begun in the door's own form stays there. Raises ValueError for an entry that is not ready.
    """
    if entry.state != READY or entry.home is None:
        raise ValueError(entry.words)
    begun = defaults_for(session, entry.home.id, actor, day)
    values = begun | {"safety": None} | visit_of(entry) | {"id": id}
    requests = [{"text": asked.text} for asked in entry.said.requests]
    write_visit(session, values, actor, day, requests)
    keep_left(session, left)
    return id


def visit_of(entry: Entry) -> dict[str, Any]:
    """The fields of a visit the entry fills in."""
    said = entry.said
    values: dict[str, Any] = {
        "outcome": said.outcome,
        "met": list(said.met) or None,
        "notice_left": True if said.notice_left else None,
        "note": said.note or None,
        "next_try": said.next_try or None,
    }
    return values | ({"mode": BY_PHONE} if said.outcome == PHONE else {})


def kept_text(session: Session, actor: Actor) -> tuple[str, str]:
    """The text that was not submitted yet and the day of its round, both "" if there is none."""
    found = drafts.find(session.connection(), actor.id, FORM, SUBJECT)
    return (str(found.doc.get("text") or ""), str(found.doc.get("day") or "")) if found else ("", "")


def keep_left(session: Session, left: drafts.Draft) -> None:
    """What is left of the text, or nothing if nothing is."""
    if left.doc.get("text", "").strip():
        drafts.keep(session.connection(), left)
    else:
        drafts.drop(session.connection(), left.owner, left.form, left.subject)


def rest(text: str, reading: Reading, gone: Collection[int]) -> str:
    """The text without the entries that begin at `gone`; what stays means what it meant."""
    if not gone:
        return text
    pieces: list[Entry | Heading] = sorted((*reading.entries, *reading.headings), key=lambda each: each.start)
    stays = {each.start for each in reading.entries if each.start not in gone}
    emptied = {entry.under for entry in reading.entries if entry.start in gone}
    needed = {entry.under for entry in reading.entries if entry.start in stays}
    kept: list[tuple[int, str]] = []
    for each in pieces:
        if isinstance(each, Entry):
            if each.start in stays:
                kept.append((each.line, alone(each) if each.under in gone else each.words))
        elif each.start in needed or each.start not in emptied:
            kept.append((each.line, text[each.start : each.end]))
    lines = [" / ".join(words for _, words in on) for _, on in groupby(kept, key=lambda each: each[0])]
    return "\n".join(lines)


def alone(entry: Entry) -> str:
    """The entry as it can stand anywhere, its door written out."""
    door = entry.home.door if entry.home else entry.door
    said = entry.words[len(entry.door_words) :]
    written = door.full() if door.estate else door.short()
    return f"{written}{said}" if door.building else entry.words

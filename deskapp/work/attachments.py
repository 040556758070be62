"""Attachments of a record: putting a file to it, and how far each file is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from deskapp.models.attachment import Attachment
from deskapp.models.blob import parts_of, shown_name
from deskapp.models.record import table_of
from deskapp.store import get_meta, tables
from deskapp.store.filequeue import FETCH, SEND
from deskapp.store.files import DAMAGED as DAMAGED
from deskapp.store.files import HERE as HERE
from deskapp.store.files import Files, Taken

WAITING, SENDING, FETCHING = "waiting", "sending", "fetching"
AT_CENTER, NOT_THERE = "at-the-center", "not-there-yet"


@dataclass(frozen=True)
class Attached:
    """One file of a record.

    `state`: here (and at the center) · waiting or sending (here only, `done` of `total` parts went) ·
    at-the-center (it can be fetched) · fetching (`done` of `total` came) · not-there-yet (the desk that
    has it has not sent it) · damaged (from the center it can be fetched anew). `arrived`: the center has it,
    as far as is known here. `problem` is the code of what went wrong last.
    """

    id: str
    sha256: str
    size: int
    name: str
    title: str
    media: str
    state: str
    done: int
    total: int
    arrived: bool
    thumb_sha256: str | None
    problem: str


@dataclass(frozen=True)
class DoorFiles:
    """How far the files of a household and of each of its visits are: "2/5", "" where there are none."""

    household: str = ""
    visits: dict[str, str] = field(default_factory=dict)


def attach(
    session: Session,
    files: Files,
    taken: Taken,
    kind: str,
    row: str,
    name: str,
    *,
    title: str | None = None,
    role: str | None = None,
    pages: int | None = None,
    thumb: Taken | None = None,
) -> str:
    """The job that puts a taken file (and its thumbnail) to a record; returns the attachment's id."""
    made = Attachment(
        row_kind=kind,
        row=row,
        sha256=taken.sha256,
        size=taken.size,
        name=shown_name(name),
        media=taken.media,
        title=title,
        role=role,
        pages=pages,
        thumb_sha256=thumb.sha256 if thumb else None,
    )
    session.add(made)
    session.flush()
    for one in (taken, thumb):
        if one is not None:
            files.keep(session.connection(), one)
    return made.id


def attach_all(
    session: Session, files: Files, found: list[tuple[str, Taken, Taken | None]], kind: str, row: str
) -> int:
    """The job that puts several (name, file, thumbnail) to a record; those it has already are left out."""
    there = {each.sha256 for each in files_of(session, kind, row)}
    added = 0
    for name, taken, thumb in found:
        if taken.sha256 not in there:
            attach(session, files, taken, kind, row, name, thumb=thumb)
            there.add(taken.sha256)
            added += 1
    return added


def withdraw(session: Session, id: str) -> None:
    """The job that takes a file off its record; it stays on the disks until nobody needs it."""
    session.get_one(Attachment, id).gone = True


def files_of(session: Session, kind: str, row: str) -> list[Attached]:
    """The files of one record in the order in which they were put to it."""
    return _attached(session, kind, [row]).get(row, [])


def progress_of(session: Session, kind: str, ids: Iterable[str]) -> dict[str, str]:
    """ "2/5" for each record that has files: how many of them the center has, as far as is known here."""
    return {
        row: f"{sum(each.arrived for each in found)}/{len(found)}"
        for row, found in _attached(session, kind, list(ids)).items()
    }


def door_files(session: Session, household: str, visits: list[str]) -> DoorFiles:
    """The files of one household and its visits, counted."""
    found = progress_of(session, "visit", visits)
    return DoorFiles(
        progress_of(session, "household", [household]).get(household, ""),
        {visit: found.get(visit, "") for visit in visits},
    )


def _attached(session: Session, kind: str, rows: list[str]) -> dict[str, list[Attached]]:
    c, send, fetch = table_of("attachment").c, tables.file_queue.alias(), tables.file_queue.alias()
    file = tables.file
    epoch = (get_meta(session.connection(), "epoch") or b"").decode()
    statement = (
        select(
            *(c.id, c.row, c.sha256, c.size, c.name, c.title, c.media, c.thumb_sha256),
            file.c.state,
            (send.c.sha256.is_not(None) & func.coalesce(send.c.epoch != epoch, True)).label("waits"),
            *(send.c.done.label("sent"), send.c.problem.label("send_problem")),
            *(fetch.c.done.label("came"), fetch.c.problem.label("fetch_problem")),
        )
        .outerjoin(file, file.c.sha256 == c.sha256)
        .outerjoin(send, (send.c.sha256 == c.sha256) & (send.c.way == SEND))
        .outerjoin(fetch, (fetch.c.sha256 == c.sha256) & (fetch.c.way == FETCH))
        .order_by(c.made_at, c.name, c.id)
    )
    found: dict[str, list[Attached]] = {}
    for start in range(0, len(rows), 500):
        some = c.row.in_(rows[start : start + 500])
        for r in session.execute(statement.where(some, c.row_kind == kind, c.gone.is_(False))):
            state, done, problem = _state(r)
            one = Attached(
                *(r.id, r.sha256, r.size, r.name, r.title or "", r.media),
                *(state, done, parts_of(r.size), not r.waits and state != NOT_THERE, r.thumb_sha256, problem),
            )
            found.setdefault(r.row, []).append(one)
    return found


def _state(r: Row[Any]) -> tuple[str, int, str]:
    """(state, parts that arrived, the last problem) of a file."""
    if r.state == DAMAGED:
        return DAMAGED, 0, r.fetch_problem or ""
    if r.state == HERE:
        if not r.waits:
            return HERE, parts_of(r.size), ""
        return (SENDING if r.sent else WAITING), r.sent, r.send_problem or ""
    if r.fetch_problem in ("file-not-there-yet", "unknown-file"):
        return NOT_THERE, 0, r.fetch_problem
    return (FETCHING if r.came else AT_CENTER), r.came or 0, r.fetch_problem or ""

"""A round by stick from the window: what the page asks for in the files' thread, each under the round's lock.

written = write(opened, folder, hand)      a Slip: what was put there
seen = look(opened, file, hand)            a Seen: what the center's file would bring; nothing is changed
report = take(opened, seen, hand)          the Report of a round
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deskapp.sync import stick
from deskapp.sync.courier import Report
from deskapp.sync.stick import Preview, Written
from deskapp.wholefile import put_on

PATIENCE = 30.0
"""Seconds a round over the network is waited for."""


@dataclass(frozen=True)
class Slip:
    """What stands on the paper that goes with a stick: nothing of a resident."""

    file: Path
    number: int
    sets: int
    records: int
    made_at: str
    device: str


@dataclass(frozen=True)
class Seen:
    """A file of the center, and what it would bring."""

    file: Path
    content: bytes
    preview: Preview


def write(opened: Any, folder: Path, _hand: Any) -> Slip:
    """Raises BadBundle, ProfileError("courier-busy") or OSError."""
    store = opened.desk.store
    with opened.round(PATIENCE):
        written: Written = stick.write_out(store)
        path = put_on(folder, written.name, [written.content])
    facts = written.number, written.sets, written.records, written.made_at
    return Slip(path, *facts, store.device.id)


def look(opened: Any, file: Path, _hand: Any) -> Seen:
    """Raises BadBundle or OSError."""
    content = file.read_bytes()
    return Seen(file, content, stick.look(opened.desk.store, content))


def take(opened: Any, seen: Seen, _hand: Any) -> Report:
    """Raises BadBundle, RoadError, or ProfileError("courier-busy")."""
    with opened.round(PATIENCE):
        report = stick.take_back(opened.desk.store, seen.content)
        opened.refresh_actor()
    return report

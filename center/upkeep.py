"""The commands with which a center is looked after: backup, restore, verify, page; and answering a stick."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from center.database import Database

Answer = dict[str, Any]
Tell = Callable[[argparse.Namespace, Answer], None]


def add_commands(commands: Any, add: Callable[..., Any], tell: Tell, say: Callable[[str], str]) -> None:
    """Adds them; `add` makes one, `tell` prints what it answers, `say` has the words of its help."""
    one = add(commands, "backup", lambda asked: tell(asked, back_up(asked)), "folder")
    one.add_argument("--to", type=Path, required=True, metavar="DIR", help=say("backup to"))
    one.add_argument("--keep", type=_count(say), default=7, metavar="N", help=say("keep"))
    one.add_argument("--blobs", type=Path, metavar="DIR", help=say("blobs"))
    one = add(commands, "restore", lambda asked: tell(asked, restore(asked)), "folder")
    one.add_argument(
        "--from", dest="file", type=Path, required=True, metavar="FILE", help=say("restore from")
    )
    one.add_argument("--database", metavar="URL", help=say("restore database"))
    one.add_argument("--blobs", type=Path, metavar="DIR", help=say("blobs"))
    add(commands, "verify", lambda asked: tell(asked, verify(asked)), "folder")
    one = add(commands, "page", lambda asked: tell(asked, page(asked)), "folder")
    address = "http://127.0.0.1:8765"
    one.add_argument("--address", type=_address(say), default=address, help=say("page address"))
    one = add(commands, "stick", lambda asked: answer_sticks(asked, tell), "folder")
    one.add_argument("files", type=Path, nargs="+", metavar="FILE.htb")
    one.add_argument("--to", type=Path, metavar="DIR", help=say("stick to"))


def back_up(asked: argparse.Namespace) -> Answer:
    """Makes a backup that passed its restore test."""
    from center import backups, registry
    from deskapp.models.clock import Clock

    database = registry.open_center(asked.folder)
    try:
        return asdict(backups.back_up(database, asked.to, asked.keep, Clock(), _blobs(asked)))
    finally:
        database.close()


def restore(asked: argparse.Namespace) -> Answer:
    """Puts a backup in place and begins a new epoch."""
    from center.restoring import restore
    from deskapp.models.clock import Clock

    return asdict(restore(asked.folder, asked.file, Clock(), asked.database, _blobs(asked)))


def answer_sticks(asked: argparse.Namespace, tell: Tell) -> None:
    """Takes desks' files and tells of each answer. One that cannot be taken keeps none of the others waiting.

    Raises an ExceptionGroup of what those met, each with its file as a note.
    """
    from center import registry
    from center.refusal import Refused
    from deskapp.models.bundle import BadBundle

    troubles: list[Exception] = []
    database = registry.open_center(asked.folder)
    try:
        for file in asked.files:
            try:
                answer = _answer_stick(database, file, asked.to or file.parent)
            except (Refused, BadBundle, OSError) as error:
                error.add_note(str(file))
                troubles.append(error)
            else:
                tell(asked, answer)
    finally:
        database.close()
    if troubles:
        raise ExceptionGroup("sticks", troubles)


def _answer_stick(database: Database, file: Path, to: Path) -> Answer:
    """Puts the answer to one desk's file into a folder, whole or not at all."""
    from center import sticks
    from deskapp.models.bundle import SUFFIX
    from deskapp.models.clock import Clock
    from deskapp.store.lock import write_whole

    header, content = sticks.answer(database, file.read_bytes(), Clock())
    path = to / f"back-{header.device[:8]}-{header.number:04d}{SUFFIX}"
    part = path.with_name(path.name + ".part")
    write_whole(part, content)
    part.replace(path)
    return {"file": str(path), "device": header.device, "number": header.number}


def verify(asked: argparse.Namespace) -> Answer:
    """Counts digests and chains again. Raises Refused with what differs."""
    from center import registry
    from center.refusal import Refused
    from center.verify import verify

    database = registry.open_center(asked.folder)
    try:
        with database.reading() as connection:
            found = verify(connection)
    finally:
        database.close()
    if found.places:
        raise Refused("does-not-agree", places=found.places)
    return {"sets": found.sets, "scopes": found.scopes, "devices": found.devices}


def page(asked: argparse.Namespace) -> Answer:
    """A link that opens the operator's page once, within ten minutes."""
    from center import passes, registry
    from deskapp.models.clock import Clock

    database = registry.open_center(asked.folder)
    try:
        return {"link": f"{asked.address}/page/{passes.make_link(database, Clock())}"}
    finally:
        database.close()


def _address(say: Callable[[str], str]) -> Callable[[str], str]:
    """Where the center answers: this machine, or https."""
    from urllib.parse import urlsplit

    from deskapp.models.address import is_loopback

    def read(text: str) -> str:
        try:
            parts = urlsplit(text)
            good = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        except ValueError:
            good = False
        if not good:
            raise argparse.ArgumentTypeError(say("not-an-address"))
        return text.rstrip("/")

    return read


def _blobs(asked: argparse.Namespace) -> Path:
    folder: Path = asked.blobs or asked.folder / "blobs"
    return folder


def _count(say: Callable[[str], str]) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= 9999:
            raise argparse.ArgumentTypeError(say("not-a-count"))
        return int(text)

    return read

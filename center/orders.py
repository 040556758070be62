"""The commands with which an operator puts records right: moving a household, merging a person, erasing."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]
Tell = Callable[[argparse.Namespace, Answer], None]


def add_commands(
    commands: Any, group: Callable[[str], Any], add: Callable[..., Any], tell: Tell, say: Callable[[str], str]
) -> None:
    """Adds them; `group` makes a group, `add` one command, `tell` prints its answer, `say` has its help."""
    one = add(
        group("household"), "household move", lambda asked: tell(asked, move(asked)), "folder", "id", "code"
    )
    one = add(group("person"), "person merge", lambda asked: tell(asked, merge(asked)), "folder")
    one.add_argument("keep", metavar="KEEP")
    one.add_argument("drop", metavar="DROP")
    one = add(commands, "erase", lambda asked: tell(asked, erase(asked)), "folder", "kind", "id")
    one.add_argument("--yes", action="store_true", help=say("yes"))


def move(asked: argparse.Namespace) -> Answer:
    """Moves a household to another community. Raises Refused."""
    return _command(asked, "move_household", household=asked.id, to=asked.code)


def merge(asked: argparse.Namespace) -> Answer:
    """Puts what is under one person under another. Raises Refused."""
    return _command(asked, "merge_persons", keep=asked.keep, drop=asked.drop)


def erase(asked: argparse.Namespace) -> Answer:
    """Erases a record, and notes it beside the database, so that no backup brings it back. Raises Refused."""
    from center.refusal import Refused

    if not asked.yes:
        raise Refused("say-yes", kind=asked.kind, id=asked.id)
    return _command(asked, "erase", kind=asked.kind, id=asked.id)


def _command(asked: argparse.Namespace, action: str, **args: str) -> Answer:
    from center import erasures, registry
    from deskapp.models.clock import Clock

    database = registry.open_center(asked.folder)
    try:
        receipts = registry.command(database, action, args, Clock())
        if action == "erase":
            erasures.keep(asked.folder, erasures.listed(database))
    finally:
        database.close()
    return {"scopes": receipts}

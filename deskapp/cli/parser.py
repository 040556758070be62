"""Reading a command line. Nothing heavy is imported here: each command brings what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from deskapp.cli.call import Call
from deskapp.language import Sentences

Command = Callable[[Call], int | None]


def parser(language: str) -> argparse.ArgumentParser:
    """The commands with what each of them takes."""
    top = _Parser(prog="hutong", description="Hutong 互通: the desk. Without a command: the window.")
    top.language = language
    top.set_defaults(command=_later("window", "window"))
    _common(top, top_level=True)
    commands = top.add_subparsers(metavar="COMMAND", required=False)

    def add(name: str, command: Command, help: str) -> argparse.ArgumentParser:
        one: _Parser = commands.add_parser(name, help=help, description=help)
        one.language = language
        one.set_defaults(command=command)
        _common(one)
        return one

    one = add("demo", _later("demo", "demo"), "a center on this PC and a desk with sample data")
    one.add_argument(
        "--dir", type=Path, metavar="D", help="where the demo is kept; used again when it is there"
    )
    one.add_argument(
        "--tour", type=Path, metavar="DIR", help="go through the screens unattended, pictures to DIR"
    )
    one.add_argument("--households", type=int, default=3100, metavar="N")
    one = add(
        "enrol", _later("desk", "enrol"), "make a profile here, or add a user to it, with a one-time code"
    )
    one.add_argument("--center", metavar="URL", help="https://…; not needed to add a user")
    one.add_argument("--code", required=True)
    one.add_argument(
        "--by", metavar="USER", help="who unlocks the profile to add a user (HUTONG_PASSWORD_BY)"
    )
    one.add_argument(
        "--authority", type=Path, metavar="FILE", help="certificate (PEM) of who signed the center's"
    )
    one.add_argument("--without-keyring", action="store_true", help="by a password of 12 characters alone")
    one = add("import", _later("roster", "import_roster"), "import a roster workbook")
    one.add_argument("file", type=Path, metavar="FILE.xlsx")
    one.add_argument("--dry-run", action="store_true", help="say what it would do and write nothing")
    one = add("add", _later("records", "add"), "add one record, a JSON object on stdin; prints its id")
    one.add_argument("kind", metavar="KIND")
    one.add_argument("--yes", action="store_true", help="doubtful values are meant")
    one = add("list", _later("records", "show"), "list the records of a kind")
    one.add_argument("kind", metavar="KIND")
    one.add_argument("--where", action="append", default=[], metavar="field=value")
    one = add("set", _later("records", "change"), "change fields of one record")
    one.add_argument("kind", metavar="KIND")
    one.add_argument("id", metavar="ID")
    one.add_argument("pairs", nargs="+", metavar="field=value")
    one.add_argument("--yes", action="store_true", help="doubtful values are meant")
    add("sync", _later("desk", "sync"), "one whole round to the center and back")
    add("status", _later("desk", "status"), "how this desk stands")
    add("doctor", _later("doctor", "doctor"), "look at everything this program needs")
    return top


def _common(one: argparse.ArgumentParser, top_level: bool = False) -> None:
    """The same options before and behind a command; behind it they are left out unless given."""
    nothing: Any = None if top_level else argparse.SUPPRESS
    off: Any = False if top_level else argparse.SUPPRESS
    one.add_argument("--profile", type=Path, metavar="DIR", default=nothing, help="default: the data folder")
    one.add_argument("--user", metavar="NAME", default=nothing, help="default: the only one of this profile")
    one.add_argument("--json", action="store_true", default=off, help="one JSON object a line")


def _later(module: str, function: str) -> Command:
    def command(call: Call) -> int | None:
        run: Command = getattr(import_module(f"deskapp.cli.{module}"), function)
        return run(call)

    return command


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong."""

    language = "en"

    def error(self, message: str) -> NoReturn:
        from deskapp.cli.words import WORDS

        words = Sentences(WORDS, self.language)
        self.exit(2, f"hutong: {words.say('wrong-use', message=message, program=self.prog)}\n")

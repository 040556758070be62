"""Reading a command line. Nothing heavy is imported here: each command brings what it needs."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from deskapp.argwords import speak
from deskapp.cli.call import Call
from deskapp.cli.help import HELP
from deskapp.language import Sentences

Command = Callable[[Call], int | None]
MOST_HOUSEHOLDS = 40_000


def parser(language: str) -> argparse.ArgumentParser:
    """The commands with what each of them takes."""
    speak(language)
    words = Sentences(HELP, language)
    top = _Parser(prog="hutong", description=words.say("top"))
    top.language = language
    top.set_defaults(command=_later("display", "window"))
    _common(top, words, top_level=True)
    commands = top.add_subparsers(metavar="COMMAND", required=False)

    def add(name: str, module: str, function: str) -> argparse.ArgumentParser:
        one: _Parser = commands.add_parser(name, help=words.say(name), description=words.say(name))
        one.language = language
        one.set_defaults(command=_later(module, function))
        _common(one, words)
        return one

    _demo(add("demo", "demo", "demo"), words)
    _enrol(add("enrol", "desk", "enrol"), words)
    _import(add("import", "roster", "import_roster"), words)
    _add(add("add", "records", "add"), words)
    _list(add("list", "records", "show"))
    _set(add("set", "records", "change"), words)
    add("sync", "desk", "sync")
    _stick(add("stick-out", "stick", "write_out"), add("stick-in", "stick", "take_in"), words)
    add("status", "desk", "status")
    add("doctor", "doctor", "doctor")
    return top


def _demo(one: argparse.ArgumentParser, words: Sentences) -> None:
    def households(text: str) -> int:
        if not text.isdecimal() or not 1 <= int(text) <= MOST_HOUSEHOLDS:
            raise argparse.ArgumentTypeError(words.say("not-so-many", low=1, high=MOST_HOUSEHOLDS))
        return int(text)

    one.add_argument("--dir", type=Path, metavar="D", help=words.say("demo dir"))
    one.add_argument("--tour", type=Path, metavar="DIR", help=words.say("demo tour"))
    one.add_argument(
        "--households", type=households, default=3100, metavar="N", help=words.say("demo households")
    )


def _enrol(one: argparse.ArgumentParser, words: Sentences) -> None:
    one.add_argument("--center", metavar="URL", help=words.say("enrol center"))
    one.add_argument("--code", required=True, help=words.say("enrol code"))
    one.add_argument("--by", metavar="USER", help=words.say("enrol by"))
    one.add_argument("--authority", type=Path, metavar="FILE", help=words.say("enrol authority"))
    one.add_argument("--without-keyring", action="store_true", help=words.say("enrol without-keyring"))


def _import(one: argparse.ArgumentParser, words: Sentences) -> None:
    one.add_argument("file", type=Path, metavar="FILE.xlsx")
    one.add_argument("--dry-run", action="store_true", help=words.say("import dry-run"))


def _add(one: argparse.ArgumentParser, words: Sentences) -> None:
    one.add_argument("kind", metavar="KIND")
    one.add_argument("--yes", action="store_true", help=words.say("yes"))


def _list(one: argparse.ArgumentParser) -> None:
    one.add_argument("kind", metavar="KIND")
    one.add_argument("--where", action="append", default=[], metavar="field=value")


def _set(one: argparse.ArgumentParser, words: Sentences) -> None:
    one.add_argument("kind", metavar="KIND")
    one.add_argument("id", metavar="ID")
    one.add_argument("pairs", nargs="+", metavar="field=value")
    one.add_argument("--yes", action="store_true", help=words.say("yes"))


def _stick(out: argparse.ArgumentParser, back: argparse.ArgumentParser, words: Sentences) -> None:
    out.add_argument("folder", type=Path, metavar="DIR")
    back.add_argument("files", type=Path, nargs="+", metavar="FILE.htb")
    back.add_argument("--dry-run", action="store_true", help=words.say("import dry-run"))


def _common(one: argparse.ArgumentParser, words: Sentences, top_level: bool = False) -> None:
    """The same options before and behind a command; behind it they are left out unless given."""
    nothing: Any = None if top_level else argparse.SUPPRESS
    off: Any = False if top_level else argparse.SUPPRESS
    one.add_argument("--profile", type=Path, metavar="DIR", default=nothing, help=words.say("profile"))
    one.add_argument("--user", metavar="NAME", default=nothing, help=words.say("user"))
    one.add_argument("--json", action="store_true", default=off, help=words.say("json"))


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

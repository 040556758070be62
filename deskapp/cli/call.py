"""Call: one command as it was given, with the profile, the words and the password it works with."""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from deskapp.config import PASSWORD, Config
from deskapp.language import Sentences

if TYPE_CHECKING:
    from deskapp.app import OpenDesk
    from deskapp.cli.trouble import Trouble


class WrongUse(Exception):
    """The command cannot be understood; its code and what fills the sentence."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass
class Call:
    """What a command gets: its arguments, where the profile is, and how to speak."""

    asked: Namespace
    config: Config

    @cached_property
    def words(self) -> Sentences:
        from deskapp.cli import remarks, results, words

        return Sentences(words.WORDS | results.WORDS | remarks.WORDS, self.config.language)

    @contextmanager
    def desk(self) -> Iterator[OpenDesk]:
        """The profile's desk, unlocked for the user of this call."""
        from deskapp.app import open_desk
        from deskapp.profile import check_complete, check_place

        check_place(self.config.profile)
        check_complete(self.config.profile)
        opened = open_desk(self.config.profile, self.password(), self.asked.user)
        try:
            yield opened
        finally:
            opened.close()

    def password(self, variable: str = PASSWORD, prompt: str = "", twice: bool = False) -> str:
        """From the environment, or typed at a terminal. Raises WrongUse where there is neither."""
        given = os.environ.get(variable)
        if given is not None:
            return given
        if not has_terminal():
            raise WrongUse("no-password")
        typed = getpass.getpass(prompt or self.words.say("ask-password"))
        if twice and typed != getpass.getpass(self.words.say("ask-again")):
            raise WrongUse("passwords-differ")
        return typed

    def say(self, code: str, /, **params: Any) -> None:
        print(self.words.say(code, **params), flush=True)

    def report(self, answer: dict[str, Any], code: str, /, **params: Any) -> None:
        """One JSON object, or one sentence."""
        if self.asked.json:
            write_json(answer)
        else:
            self.say(code, **(answer | params))

    def complain(self, trouble: Trouble) -> None:
        """One line on stderr: what is wrong and what to do."""
        if self.asked.json:
            line = to_json({"error": trouble.code, "message": trouble.sentence} | trouble.details).decode()
        else:
            line = f"hutong: {' '.join(trouble.sentence.splitlines())}"
        print(line, file=sys.stderr, flush=True)


def to_json(value: Any) -> bytes:
    import msgspec

    return msgspec.json.encode(value)


def write_json(value: Any) -> None:
    """One object on one line, in UTF-8 whatever the locale."""
    sys.stdout.flush()
    sys.stdout.buffer.write(to_json(value) + b"\n")
    sys.stdout.buffer.flush()


def has_terminal() -> bool:
    """Whether somebody can be asked, even while stdin is a pipe."""
    if os.name == "nt":
        return sys.stdin is not None and sys.stdin.isatty()
    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
    except OSError:
        return False
    return True

"""The scripting door: each command is a function of a Call; what goes wrong becomes one line."""

import io
import os
import sys

from deskapp.cli.call import Call
from deskapp.cli.parser import parser
from deskapp.config import Config

COULD_NOT = 1


def run(words: list[str]) -> int:
    """Runs one command; 0, 1 (could not), 2 (wrong use), 130 (interrupted)."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    asked = parser(Config.read().language).parse_args(words)
    call = Call(asked, Config.read(profile=asked.profile))
    try:
        status: int = asked.command(call) or 0
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return COULD_NOT
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        from deskapp.cli.trouble import trouble_of

        trouble = trouble_of(error, call.words)
        if trouble is None:
            raise
        call.complain(trouble)
        return trouble.status

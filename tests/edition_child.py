"""Commands of one edition of the program, one after the other in one process; answers with JSON."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from typing import Any

from center.__main__ import main as center
from deskapp.__main__ import main as hutong
from deskapp.store import lock


def say(words: list[str]) -> dict[str, Any]:
    """How a command ended and what it said; after "<" stands its standard input."""
    words, given = (words[:-2], words[-1]) if words[-2:-1] == ["<"] else (words, "")
    sys.stdin = io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8")
    out = io.StringIO()
    program = {"hutong": hutong, "hutong-center": center}[words[0]]
    raw = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    with contextlib.redirect_stdout(raw), contextlib.redirect_stderr(out):
        try:
            status = program(words[1:])
        except SystemExit as ended:
            status = int(ended.code or 0)
        sys.stdout.flush()
    raw.seek(0)
    return {"status": status, "out": raw.read(), "err": out.getvalue()}


def main() -> None:
    """Reads lists of words, one a line, and answers each with a line."""
    lock.WITHOUT_KEYRING = lock.Cost(8 * 1024, 1, 1)  # what a password costs is not looked at here
    answers = []
    for line in sys.stdin.read().splitlines():  # all of it: each command has a standard input of its own
        answers.append(say(json.loads(line)))
    sys.stdout.write(json.dumps(answers))


if __name__ == "__main__":
    main()

"""A center with room for few at a time: python -m tests.center.small_center FOLDER. Prints its address."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from center import app, registry
from center.serve import serve
from center.turns import Turns
from deskapp.models.clock import Clock


def main(folder: Path) -> None:
    app.Turns = lambda clock, dice: Turns(clock, random.Random(1), at_work=2, in_line=4)  # type: ignore[assignment,misc]
    database = registry.open_center(folder)
    serve(app.make_app(database, Clock()), "127.0.0.1", 0, None, lambda address: print(address, flush=True))  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]))

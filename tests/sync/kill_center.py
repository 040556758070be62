"""A center that can be told to die: python -m tests.sync.kill_center FOLDER. Prints its address.

If there is a file FOLDER/fate with a number N, it dies in the next push: at the N-th statement of its
transaction, or after the commit and before the answer if the transaction has fewer.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from sqlalchemy import event

from center import registry
from center.app import make_app
from center.serve import serve
from deskapp.models.clock import Clock


def main(folder: Path) -> None:
    database = registry.open_center(folder)
    fate, count = folder / "fate", [-1]

    def die() -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    @event.listens_for(database.engine, "before_cursor_execute")
    def statement(_connection: Any, _cursor: Any, sql: str, *_: Any) -> None:
        if count[0] < 0 and "FROM envelope" not in sql and "FROM epoch" not in sql:
            return
        if count[0] < 0 and fate.exists():
            count[0] = int(fate.read_text())
        if count[0] == 0:
            die()
        count[0] = max(-1, count[0] - 1)

    @event.listens_for(database.engine, "checkin")
    def committed(*_: Any) -> None:
        if count[0] >= 0:
            die()

    def listening(address: str) -> None:
        sys.stdout.write(address + "\n")
        sys.stdout.flush()

    serve(make_app(database, Clock()), "127.0.0.1", 0, None, listening)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""A desk with planted names that waits to be killed: python leak_child.py PROFILE PLANTED."""

from __future__ import annotations

import logging
import sys
import time
from pathlib import Path

from deskapp.desk import Desk
from deskapp.models.clock import Clock
from deskapp.store import Store, drafts, search
from deskapp.store.capture import EVERYTHING
from deskapp.store.lock import Cost, Lock
from tests.people import WORKER, household, person, setting, visit

PASSWORD = "a long password"


def main(profile: Path, planted: list[str]) -> None:
    logging.basicConfig(filename=profile / "hutong.log", level=logging.DEBUG)
    lock = Lock(profile, cost=Cost(32, 1))
    key = lock.create(with_keyring=False)
    lock.add(key, WORKER.id, WORKER.name, PASSWORD)
    store = Store.open(profile, key, Clock())
    desk = Desk(store, WORKER, store.clock)

    def plant(session: object) -> str:
        home = household(note=planted[0])
        session.add(home)  # type: ignore[attr-defined]
        session.flush()  # type: ignore[attr-defined]
        for n, (name, number, note) in enumerate(
            zip(planted[::3], planted[1::3], planted[2::3], strict=False)
        ):
            one = person(home.id, name, id_number=number, phone=number, note=note)
            session.add_all([one, visit(home.id, note=f"{note}{n}")])  # type: ignore[attr-defined]
        return str(home.id)

    home = desk.do(plant, EVERYTHING)
    desk.do(setting(type(household()), home, note=planted[1]))
    with store.keeping() as connection:
        drafts.keep(connection, drafts.Draft(WORKER.id, "visit", home, {"note": planted[2]}, "now"))
    fail_loudly(store, planted)
    sys.stdout.write("planted\n")
    sys.stdout.flush()
    time.sleep(600)


def fail_loudly(store: Store, planted: list[str]) -> None:
    """What an error, a sort and a search might write into a log or a temporary file."""
    with store.engine.connect() as connection:
        try:
            connection.exec_driver_sql("SELECT * FROM nowhere WHERE name = ?", (planted[0],))
        except Exception:
            logging.exception("a query failed")
        connection.exec_driver_sql(
            "SELECT a.name FROM person a, person b, person c ORDER BY a.note || b.note || c.note LIMIT 3"
        ).fetchall()
        search.find(connection, planted[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).read_text("utf-8").splitlines())

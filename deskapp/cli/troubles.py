"""What a demo's last round brings back: a phone two people wrote, a visit refused, a household moved away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from deskapp.app import OpenDesk

OURS, THEIRS = "13900012214", "18600035530"
REFUSED = "开门见到本人，说膝盖不好，想问辅具怎么申请。"
MOVED = "儿媳说房子已经卖了，这个月就搬走。"
ELSEWHERE = "donglu"


def make_troubles(opened: OpenDesk, center: Path, colleague: Callable[[], OpenDesk]) -> None:
    """Three doors of the first day's round; `colleague` enrols another desk, which is taken away again."""
    from deskapp.models.clock import Clock

    doors = _doors(opened)
    if len(doors) < 3:
        return
    both, refused, moved = doors[:3]
    _write_phone(colleague, both[1])
    _visit(opened, refused[0], REFUSED)
    with _not_theirs(center, opened.desk.actor.id):
        _push_only(opened)
    _visit(opened, moved[0], MOVED)
    _move(center, moved[0], Clock())
    opened.desk.do(partial(write_phone, person=both[1], phone=OURS))


def _doors(opened: OpenDesk) -> list[tuple[str, str]]:
    """(household, its head) of the doors of today's round nobody was at yet."""
    from deskapp.work.doors import residents
    from deskapp.work.today import todays_round

    desk = opened.desk

    def find(session: Any) -> list[tuple[str, str]]:
        lines = todays_round(session, desk.actor, desk.clock.today())
        lines = [line for line in lines if line.state == "not-yet" and not line.requests]
        homes = [line.household for line in sorted(lines, key=lambda line: line.due is not None)]
        members = residents(session, homes)
        return [(home, members[home][0].id) for home in homes if home in members]

    return desk.ask(find)


def _write_phone(colleague: Callable[[], OpenDesk], person: str) -> None:
    other = colleague()
    try:
        other.sync()
        other.desk.do(partial(write_phone, person=person, phone=THEIRS))
        other.sync()
    finally:
        other.close()
        shutil.rmtree(other.profile, ignore_errors=True)


def write_phone(session: Any, person: str, phone: str) -> None:
    """A job: what somebody heard at the door."""
    from deskapp.models.person import Person

    session.get_one(Person, person).phone = phone


def _visit(opened: OpenDesk, home: str, words: str) -> None:
    from deskapp.store.capture import EVERYTHING
    from deskapp.work.visits import save_visit

    desk = opened.desk
    draft = {"household": home, "outcome": "O1", "note": words, "started": "09:40"}
    job = partial(save_visit, draft=draft, actor=desk.actor, today=desk.clock.today())
    desk.do(job, EVERYTHING)


@contextmanager
def _not_theirs(center: Path, user: str) -> Iterator[None]:
    """Meanwhile the center takes them for somebody of another post."""
    before = _give_post(center, user, "inspector")
    try:
        yield
    finally:
        _give_post(center, user, before)


def _give_post(center: Path, user: str, role: str) -> str:
    """The post they had."""
    from center import ledger, registry, settings
    from deskapp.models.change import Change
    from deskapp.models.clock import Clock

    database = registry.open_center(center)
    try:
        (row,) = [row for row in registry.listed(database, "user") if row["id"] == user]
        with database.reading() as connection:
            epoch = settings.epoch(connection)[1]
        change = Change("user", user, (epoch, row["rev"]), {"role": role}, was={"role": row["role"]})
        ledger.edit(database, "give_post", [change], Clock())
    finally:
        database.close()
    return str(row["role"])


def _move(center: Path, home: str, clock: Any) -> None:
    from center import registry

    database = registry.open_center(center)
    try:
        registry.command(database, "move_household", {"household": home, "to": ELSEWHERE}, clock)
    finally:
        database.close()


def _push_only(opened: OpenDesk) -> None:
    """A round that ends before anything is asked for."""
    from deskapp.sync.courier import Stopped

    phases: list[str] = []
    try:
        opened.sync(lambda progress: phases.append(progress.phase), lambda: "push" in phases)
    except Stopped:
        return

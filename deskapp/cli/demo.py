"""demo: a center on this PC and an enrolled desk with sample data, then the window or an unattended tour."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock, Timeout

from deskapp.cli.call import Call
from deskapp.cli.display import PLATFORM, check_display, has_display
from deskapp.config import default_profile
from deskapp.profile import ProfileError
from deskapp.ui.entrance import ROSTER

if TYPE_CHECKING:
    from deskapp.app import OpenDesk
    from deskapp.demo.town import Community

MARK, LOCK, CENTER, DESK = "demo.json", "demo.lock", "center", "desk"
COLLEAGUE = "colleague"
CODE, NAME = "houbao", "后堡"
PASSWORD = "hutong-demo-2026"
SECOND_ROSTER = "花名册-新并入.xlsx"
VACANT_SHARE = 180 / 3100
VISITS_A_DOOR = 1.0


def demo(call: Call, show: Callable[[Call, Path, str], int] | None = None) -> int:
    """Makes the demo or takes up the one that is there; all of it ends with the window, or with `show`."""
    if show is None and not call.asked.tour:
        check_display()
    folder = (call.asked.dir or default_profile("hutong-demo")).absolute()
    with _only_here(folder):
        return _run(call, folder, show or _show)


def _run(call: Call, folder: Path, show: Callable[[Call, Path, str], int]) -> int:
    made = _read_mark(folder)
    if made is None:
        _clear(folder)
        _make_center(call, folder)
    else:
        call.say("demo-again", folder=folder)
        call.say("demo-workbook", path=folder / ROSTER)
    with _serving(call, folder / CENTER) as address:
        call.say("demo-listening", address=address)
        if made is None:
            made = _make_desk(call, folder, address)
        else:
            _point_at(folder, address)
        status = show(call, folder / DESK, made["user"])
    call.say("demo-end")
    return status


def _read_mark(folder: Path) -> dict[str, Any] | None:
    """What a finished demo says of itself; None if it was never made to the end."""
    try:
        made: dict[str, Any] = json.loads((folder / MARK).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return made if made.get("done") else None


@contextmanager
def _only_here(folder: Path) -> Iterator[None]:
    """One demo at a time in a folder: a second center would take the desk's address from the first.

    A folder with anything else in it is refused.
    """
    if (
        folder.is_dir()
        and any(folder.iterdir())
        and not ((folder / MARK).exists() or (folder / LOCK).exists())
    ):
        raise ProfileError("demo-not-ours", folder=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise ProfileError("demo-open", folder=str(folder)) from None
    try:
        yield
    finally:
        lock.release()


def _clear(folder: Path) -> None:
    """Takes away what an earlier, unfinished demo left."""
    for name in (CENTER, DESK):
        shutil.rmtree(folder / name, ignore_errors=True)
    _mark(folder, done=False)


def _mark(folder: Path, **content: Any) -> None:
    (folder / MARK).write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def _community(call: Call) -> Community:
    from deskapp.demo.town import make_community
    from deskapp.models.clock import Clock

    n = call.asked.households
    return make_community(CODE, NAME, n, round(n * VACANT_SHARE), today=Clock().today())


def _make_center(call: Call, folder: Path) -> None:
    """A center with the community and its workers; the other communities are there by name."""
    from center import registry
    from deskapp.demo.town import STREET
    from deskapp.models.clock import Clock

    call.say("demo-center", name=NAME)
    clock = Clock()
    database = registry.init(folder / CENTER, None, clock)
    try:
        for code, name in STREET:
            registry.add_community(database, code, name, clock)
        for worker in _community(call).workers:
            registry.add_user(database, worker.name, "community_worker", CODE, clock)
    finally:
        database.close()


@contextmanager
def _serving(call: Call, center: Path) -> Iterator[str]:
    """The center in a process of its own that ends with ours, however ours ends."""
    command = [sys.executable, "-m", "center", "serve", str(center), "--port", "0", "--until-stdin-ends"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdin
            assert process.stdout
            said = process.stdout.readline()
            if not said.startswith("listening on "):
                raise ProfileError("demo-no-center")
            yield said.removeprefix("listening on ").strip()
        finally:
            process.terminate()


def _make_desk(call: Call, folder: Path, address: str) -> dict[str, Any]:
    """The first worker's desk: enrolled, roster imported, campaign and visits made, all of it sent."""
    from deskapp.app import enrol, open_desk
    from deskapp.cli.troubles import make_troubles
    from deskapp.demo.asking import fill_requests
    from deskapp.demo.day import fill_day
    from deskapp.demo.filling import fill_visits

    community = _community(call)
    user = community.workers[0].name
    call.say("demo-enrol", name=user)
    code = _device_code(folder / CENTER, user)
    enrol(folder / DESK, address, code, user, PASSWORD, without_keyring=True)
    opened = open_desk(folder / DESK, PASSWORD)
    try:
        opened.sync()
        call.say("demo-roster", n=len(community.households))
        homes = _import(opened, community, folder / ROSTER)
        call.say("demo-workbook", path=folder / ROSTER)
        call.say("demo-shares")
        campaign, workers = _share_out(opened, community, homes)
        visits = round(len(homes) * VISITS_A_DOOR)
        call.say("demo-visits", n=visits)
        fill_visits(opened.desk, community, homes, campaign, visits, workers=workers)
        fill_requests(opened.desk, community, homes, workers)
        fill_day(opened.desk, community, homes, workers, campaign)
        call.say("demo-sync")
        call.say("synced", **vars(opened.sync()))
        colleague = partial(_colleague, folder, address, community.workers[1].name)
        make_troubles(opened, folder / CENTER, colleague)
        opened.sync()
    finally:
        opened.close()
    made = {"done": True, "user": user, "households": len(homes)}
    _mark(folder, **made)
    return made


def _colleague(folder: Path, address: str, user: str) -> OpenDesk:
    """Another worker's desk."""
    from deskapp.app import enrol, open_desk

    profile = folder / COLLEAGUE
    shutil.rmtree(profile, ignore_errors=True)
    code = _device_code(folder / CENTER, user)
    enrol(profile, address, code, user, PASSWORD, without_keyring=True)
    return open_desk(profile, PASSWORD)


def _device_code(center: Path, user: str) -> str:
    from center import devices, registry
    from deskapp.models.clock import Clock

    database = registry.open_center(center)
    try:
        id = registry.find_user(database, CODE, user)
        with database.writing() as connection:
            return devices.make_code(connection, CODE, id, Clock())
    finally:
        database.close()


def _import(opened: OpenDesk, community: Community, path: Path) -> list[str]:
    """Writes a workbook, imports it as the window does; the households' ids in the community's order."""
    from deskapp.demo.workbook import write_roster
    from deskapp.store.capture import EVERYTHING
    from deskapp.work.imports import apply_import
    from deskapp.work.workbook import read_roster

    write_roster(path, community)
    roster = read_roster(path, community.today)
    opened.desk.do(partial(apply_import, roster=roster, community=CODE), EVERYTHING)
    return opened.desk.ask(partial(_ids_of_doors, community=community))


def _ids_of_doors(session: Any, community: Community) -> list[str]:
    from sqlalchemy import select

    from deskapp.models.household import Household

    columns = (Household.estate, Household.building, Household.unit, Household.room, Household.id)
    ids = {tuple(row[:4]): row[4] for row in session.execute(select(*columns))}
    return [ids[(h.estate, h.building, h.unit, h.room)] for h in community.households]


def _share_out(opened: OpenDesk, community: Community, homes: list[str]) -> tuple[str, list[str]]:
    """The groups people are in, the campaign and the shares: the campaign's id and the workers'."""
    from sqlalchemy import select

    from deskapp.demo.filling import fill_campaign
    from deskapp.models.community import User
    from deskapp.store.capture import EVERYTHING

    users = opened.desk.ask(
        lambda session: {row[0]: row[1] for row in session.execute(select(User.name, User.id))}
    )
    opened.desk.do(partial(mark_groups, community=community, homes=homes), EVERYTHING)
    workers = [users[w.name] for w in community.workers]
    return fill_campaign(opened.desk, community, homes, workers), workers


def mark_groups(session: Any, community: Community, homes: list[str]) -> None:
    """The special groups people are in, which no roster says; who was held back at the import is left out."""
    from sqlalchemy import select

    from deskapp.models.person import Person
    from deskapp.models.tag import Tag

    found = session.execute(select(Person.household, Person.name, Person.id))
    people = {(row[0], row[1]): row[2] for row in found}
    for tag in community.tags:
        person = community.persons[tag.person]
        if id := people.get((homes[person.household], person.name)):
            session.add(Tag(person=id, code=tag.code, since=tag.since, source=tag.source))


def _point_at(folder: Path, address: str) -> None:
    """The center of a demo listens on another port each time."""
    from deskapp.app import open_desk

    opened = open_desk(folder / DESK, PASSWORD)
    opened.store.put("center", address)
    opened.close()


def _second_roster(folder: Path) -> Path:
    """A workbook nobody has imported yet, so that a preview has something to show."""
    from deskapp.demo.town import make_community
    from deskapp.demo.workbook import write_roster
    from deskapp.models.clock import Clock

    path = folder / SECOND_ROSTER
    if not path.exists():
        write_roster(path, make_community("nancheng", "南城", 320, 19, today=Clock().today()))
    return path


def _show(call: Call, profile: Path, user: str) -> int:
    """The window until it is closed, or the tour."""
    try:
        if call.asked.tour:
            from deskapp.cli.window import entrance_of
            from deskapp.ui.tour import run as tour

            if not has_display():
                os.environ[PLATFORM] = "offscreen"
            call.say("demo-tour", folder=call.asked.tour)
            status: int | None = tour(
                entrance_of(profile),
                call.asked.tour.absolute(),
                PASSWORD,
                _second_roster(profile.parent),
                told_in=call.config.language,
            )
        else:
            from deskapp.cli.window import entrance_of
            from deskapp.ui.main import run as window

            call.say("demo-window", name=user, password=PASSWORD)
            status = window(entrance_of(profile), call.config.window_language)
    except ImportError as error:
        raise ProfileError("no-window", reason=error.name or str(error)) from error
    return status or 0

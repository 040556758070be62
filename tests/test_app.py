"""The composition root: a profile comes to be whole or not at all, and opens as the center has its user."""

import os
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from center import ledger, registry, renewals, settings
from deskapp.app import actor_of, enrol, enrol_another, open_desk
from deskapp.config import Config
from deskapp.models.change import Change
from deskapp.models.clock import Clock, ClockAt
from deskapp.models.household import Household
from deskapp.profile import ProfileError, check_place
from deskapp.store.capture import Refused
from deskapp.store.lock import LockError, SystemKeyring
from deskapp.sync.nonces import Nonces
from deskapp.sync.road import HttpRoad, RoadError
from tests.cli.conftest import CHEAP, PASSWORD, Office, make_center
from tests.process import CenterProcess


class Ring(SystemKeyring):
    """A keyring in memory."""

    def __init__(self, there: bool = True) -> None:
        self.there = there
        self.kept: dict[str, bytes] = {}

    def available(self) -> bool:
        return self.there

    def get(self, profile: str) -> bytes | None:
        return self.kept.get(profile)

    def put(self, profile: str, secret: bytes) -> None:
        self.kept[profile] = secret


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    make_center(tmp_path / "center")
    office = Office(CenterProcess(tmp_path / "center"), tmp_path / "center")
    yield office
    office.process.kill()


def say_of_user(office: Office, who: str, /, **values: object) -> None:
    """The operator changes a user at the center."""
    database = registry.open_center(office.folder)
    (user,) = (row for row in registry.listed(database, "user") if row["name"] == who)
    with database.reading() as connection:
        epoch = settings.epoch(connection)[1]
    was = {field: user[field] for field in values}
    ledger.edit(
        database, "edit_user", [Change("user", user["id"], (epoch, user["rev"]), values, was=was)], Clock()
    )
    database.close()


def test_an_enrolled_profile_opens_with_its_password_only(office: Office, tmp_path: Path) -> None:
    profile = office.desk(tmp_path / "desk")
    with pytest.raises(LockError, match="wrong-password"):
        open_desk(profile, "not-the-password")
    opened = open_desk(profile, PASSWORD)
    assert (opened.desk.actor.name, opened.desk.actor.role) == ("冉小禾", "community_worker")
    assert (opened.desk.actor.unit, opened.center) == ("houbao", office.address)
    opened.close()
    there = {path.name for path in profile.iterdir()}
    assert there <= {"slots.json", "slots.json.1", "store.db", "store.lock"}


def test_a_wrong_clock_is_right_from_the_enrolment_on(office: Office, tmp_path: Path) -> None:
    wrong = ClockAt("2019-01-01T00:00:00Z")
    profile, code = tmp_path / "desk", office.code("houbao")
    options = {"without_keyring": True, "cost": CHEAP, "clock": wrong}
    enrol(profile, office.address, code, "冉小禾", PASSWORD, **options)
    opened = open_desk(profile, PASSWORD, clock=ClockAt("2019-01-01T00:00:00Z"))
    assert abs(opened.desk.clock.corrected() - Clock().now()) < timedelta(minutes=5)
    opened.close()


def test_the_actor_is_what_the_center_says_after_each_round(office: Office, tmp_path: Path) -> None:
    opened = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    opened.sync()
    say_of_user(office, "冉小禾", role="community_secretary", name="冉禾")
    opened.sync()
    assert (opened.desk.actor.role, opened.desk.actor.name) == ("community_secretary", "冉禾")
    say_of_user(office, "冉禾", active=False)
    opened.sync()
    assert opened.desk.actor.role == ""
    with pytest.raises(Refused):
        opened.desk.do(lambda session: session.add(Household(community="houbao", room="1-1", vacant=False)))
    opened.close()
    again = open_desk(opened.profile, PASSWORD)
    assert again.desk.actor.role == ""
    again.close()


def test_a_refused_code_leaves_nothing_and_the_right_one_goes_through(office: Office, tmp_path: Path) -> None:
    profile, code = tmp_path / "desk", office.code("houbao")
    wrong = code[:3] + ("B" if code[3] != "B" else "C") + code[4:]
    with pytest.raises(RoadError, match="bad-code"):
        enrol(profile, office.address, wrong, "冉小禾", PASSWORD, without_keyring=True, cost=CHEAP)
    assert not profile.exists()
    enrol(profile, office.address, code, "冉小禾", PASSWORD, without_keyring=True, cost=CHEAP)
    open_desk(profile, PASSWORD).close()
    with pytest.raises(ProfileError, match="profile-exists"):
        enrol(profile, office.address, code, "冉小禾", PASSWORD, without_keyring=True, cost=CHEAP)


def test_what_would_fail_here_does_not_use_up_the_code(office: Office, tmp_path: Path) -> None:
    code, profile = office.code("houbao"), tmp_path / "desk"
    with pytest.raises(LockError, match="no-keyring"):
        enrol(profile, office.address, code, "冉小禾", PASSWORD, ring=Ring(there=False))
    with pytest.raises(LockError, match="password-too-short"):
        enrol(profile, office.address, code, "冉小禾", "eleven-long", without_keyring=True)
    with pytest.raises(LockError, match="password-too-short"):
        enrol(profile, office.address, code, "冉小禾", "five5", ring=Ring())
    with pytest.raises(RoadError, match="https-only"):
        enrol(profile, "http://center.example", code, "冉小禾", PASSWORD, ring=Ring())
    assert not profile.exists()
    ring = Ring()
    enrol(profile, office.address, code, "冉小禾", "six666", ring=ring, cost=CHEAP)
    assert len(ring.kept) == 1
    open_desk(profile, "six666", ring=ring).close()
    with pytest.raises(LockError, match="keyring-lost"):
        open_desk(profile, "six666", ring=Ring())


def test_no_profile_comes_from_a_center_that_is_away(office: Office, tmp_path: Path) -> None:
    code = office.code("houbao")
    office.process.kill()
    with pytest.raises(RoadError, match="unreachable"):
        enrol(tmp_path / "desk", office.address, code, "冉小禾", PASSWORD, without_keyring=True, cost=CHEAP)
    with pytest.raises(ProfileError, match="no-profile"):
        open_desk(tmp_path / "desk", PASSWORD)


def test_a_second_user_gets_a_slot_of_their_own(office: Office, tmp_path: Path) -> None:
    profile = office.desk(tmp_path / "desk")
    opened = open_desk(profile, PASSWORD)
    code = office.code("houbao", "蒲晓舟")
    with pytest.raises(LockError, match="password-too-short"):
        enrol_another(opened, PASSWORD, code, "蒲晓舟", "short", cost=CHEAP)
    answer = enrol_another(opened, PASSWORD, code, "蒲晓舟", "another-password", cost=CHEAP)
    assert answer.device == opened.store.device.id
    opened.close()
    with pytest.raises(LockError, match="which-user"):
        open_desk(profile, PASSWORD)
    with pytest.raises(LockError, match="wrong-password"):
        open_desk(profile, PASSWORD, "蒲晓舟")
    second = open_desk(profile, "another-password", "蒲晓舟")
    assert second.desk.actor.name == "蒲晓舟"
    assert actor_of(second.store, opened.user).name == "冉小禾"
    second.close()


def test_a_store_without_slots_is_kept_aside_by_a_new_profile(office: Office, tmp_path: Path) -> None:
    profile = tmp_path / "desk"
    profile.mkdir()
    (profile / "store.db").write_bytes(b"what somebody may still need")
    office.desk(profile)
    assert (profile / "store.db.aside-1").read_bytes() == b"what somebody may still need"
    open_desk(profile, PASSWORD).close()


def test_slots_without_a_store_are_not_given_an_empty_one(office: Office, tmp_path: Path) -> None:
    profile = office.desk(tmp_path / "desk")
    os.rename(profile / "store.db", tmp_path / "elsewhere.db")
    with pytest.raises(ProfileError, match="store-missing"):
        open_desk(profile, PASSWORD)
    assert not (profile / "store.db").exists()


@pytest.mark.skipif(os.name == "nt", reason="on Windows the folder itself is the user's own")
def test_nobody_else_on_the_pc_can_look_into_a_profile_or_a_center(office: Office, tmp_path: Path) -> None:
    for folder in (office.desk(tmp_path / "desk"), office.folder):
        assert folder.stat().st_mode & 0o077 == 0


def test_a_round_of_another_process_is_waited_for(office: Office, tmp_path: Path) -> None:
    opened = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    lock = FileLock(opened.profile / "courier.lock", thread_local=False)
    lock.acquire()
    threading.Timer(0.2, lock.release).start()
    assert opened.sync(patience=30).received > 0
    opened.close()


def test_a_copied_profile_renews_itself_and_goes_on_once_it_is_confirmed(
    office: Office, tmp_path: Path
) -> None:
    opened = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    opened.sync()
    opened.close()
    shutil.copytree(tmp_path / "desk", tmp_path / "twin")
    opened, twin = open_desk(tmp_path / "desk", PASSWORD), open_desk(tmp_path / "twin", PASSWORD)
    opened.sync()
    was = twin.store.device.id
    with pytest.raises(RoadError, match="not-confirmed"):
        twin.sync()
    assert twin.store.device.id != was
    database = registry.open_center(office.folder)
    renewals.confirm(database, twin.store.device.id)
    database.close()
    assert twin.sync().waiting == 0
    opened.close()
    twin.close()


def test_rounds_of_two_processes_one_after_the_other_are_no_copies(office: Office, tmp_path: Path) -> None:
    first = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    second = open_desk(tmp_path / "desk", PASSWORD)
    was = first.store.device.id
    for _ in range(3):
        first.sync()
        second.sync()
    assert first.store.device.id == was
    first.close()
    second.close()


def test_a_request_that_is_refused_as_replayed_is_not_made_for_ever(office: Office, tmp_path: Path) -> None:
    opened = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    opened.sync()
    asked = []

    class Stuck(Nonces):
        def __call__(self) -> int:
            asked.append(1)
            return 1

        def ours(self, nonce: str) -> bool:
            return True

    road = HttpRoad(opened.center, opened.store.device, Stuck(opened.store))
    with pytest.raises(RoadError, match="replayed"):
        road.status()
    assert len(asked) == 2
    road.close()
    opened.close()


def test_only_one_courier_goes_at_a_time(office: Office, tmp_path: Path) -> None:
    opened = open_desk(office.desk(tmp_path / "desk"), PASSWORD)
    with FileLock(opened.profile / "courier.lock"), pytest.raises(ProfileError, match="courier-busy"):
        opened.sync()
    assert opened.sync().received > 0
    assert opened.desk.clock.offset == int(opened.store.text("clock_offset"))
    opened.close()


@pytest.mark.parametrize("place", [r"\\server\share\hutong", "//server/share/hutong"])
def test_a_network_place_is_refused(place: str) -> None:
    with pytest.raises(ProfileError, match="network-folder"):
        check_place(Path(place))


def test_a_place_on_this_disk_is_not(tmp_path: Path) -> None:
    check_place(tmp_path / "not" / "there" / "yet")


@pytest.mark.parametrize(
    ("environ", "commands", "window"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh", "zh"),
        ({"LC_ALL": "en_GB.UTF-8", "LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"LANG": "C.UTF-8"}, "en", "zh"),
        ({}, "en", "zh"),
    ],
)
def test_the_locale_decides_the_language(environ: dict[str, str], commands: str, window: str) -> None:
    config = Config.read(environ, Path("somewhere"))
    assert (config.language, config.window_language) == (commands, window)
    assert config.profile.is_absolute()

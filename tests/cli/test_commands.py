"""The desk's commands: what they do, and what they say when they cannot."""

import json
from pathlib import Path

import pytest
from filelock import FileLock

from deskapp.app import open_desk
from deskapp.demo.town import make_community
from deskapp.demo.workbook import write_roster
from deskapp.sync.courier import go_round
from tests.cli.conftest import PASSWORD, Hutong, Office, Said, make_center
from tests.process import CenterProcess


def add(hutong: Hutong, profile: Path, kind: str, *more: str, **values: object) -> str:
    said = hutong("add", kind, "--profile", profile, *more, stdin=json.dumps(values))
    assert said.status == 0, said.err
    return said.out.strip()


def rows(hutong: Hutong, profile: Path, kind: str, *where: str) -> list[dict[str, object]]:
    words = [word for each in where for word in ("--where", each)]
    said = hutong("list", kind, "--profile", profile, "--json", *words)
    assert said.status == 0, said.err
    return said.rows


def one_line(said: Said) -> bool:
    return said.err.endswith("\n") and said.err.count("\n") == 1 and said.err.startswith("hutong: ")


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile for tests that change nothing; its center is away."""
    folder = tmp_path_factory.mktemp("still")
    make_center(folder / "center")
    office = Office(CenterProcess(folder / "center"), folder / "center")
    try:
        return office.desk(folder / "desk")
    finally:
        office.process.kill()


@pytest.fixture
def desk(office: Office, tmp_path: Path) -> Path:
    return office.desk(tmp_path / "desk")


@pytest.mark.parametrize(
    "words",
    [
        ("dance",),
        ("add",),
        ("list", "dog"),
        ("list", "household", "--where", "colour=red"),
        ("list", "household", "--where", "vacant"),
        ("list", "household", "--where", "vacant=perhaps"),
        ("set", "household", "some-id"),
        ("set", "household", "some-id", "rev=7"),
        ("set", "visit", "some-id", 'visitors=["one"'),
        ("enrol", "--code", "BCDFGHJKLM"),
        ("demo", "--households", "many"),
        ("demo", "--households", "-5"),
        ("demo", "--households=-5"),
        ("demo", "--households", "0"),
        ("demo", "--households", "40001"),
    ],
)
def test_wrong_use_ends_with_2_and_one_line(hutong: Hutong, still: Path, words: tuple[str, ...]) -> None:
    said = hutong(*words, "--profile", still)
    assert (said.status, said.out) == (2, "")
    assert one_line(said)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '"visit"', '{"note": "\\ud800"}', '{"colour": 1}', '{"id": "7"}']
)
def test_what_is_no_record_is_wrong_use(hutong: Hutong, still: Path, text: str) -> None:
    said = hutong("add", "visit", "--profile", still, stdin=text)
    assert (said.status, said.out) == (2, "")
    assert one_line(said)
    assert rows(hutong, still, "visit") == []


def test_an_error_is_an_object_with_json(hutong: Hutong, still: Path) -> None:
    said = hutong("list", "dog", "--profile", still, "--json")
    assert json.loads(said.err)["error"] == "unknown-kind"


def test_chinese_where_the_locale_is_chinese(
    hutong: Hutong, still: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "没有这种记录" in hutong("list", "dog", "--profile", still).err
    assert "用法不对" in hutong("dance").err


def test_options_may_stand_before_the_command(hutong: Hutong, still: Path) -> None:
    said = hutong("--profile", still, "--json", "status")
    assert said.rows[0]["waiting"] == 0


def test_a_visit_fills_in_what_goes_without_saying(hutong: Hutong, desk: Path) -> None:
    home = add(hutong, desk, "household", estate="温泉花园", building="3", unit="2", room="12-3")
    add(hutong, desk, "campaign", name="去年", since="2020-01-01", until="2020-12-31")
    campaign = add(hutong, desk, "campaign", name="全面走访", since="2020-01-01", until="2099-12-31")
    visit = add(hutong, desk, "visit", household=home, outcome="O1", purpose="P01", note="平安")
    assert hutong("sync", "--profile", desk).status == 0
    (found,) = rows(hutong, desk, "visit")
    (me,) = rows(hutong, desk, "user", "name=冉小禾")
    assert found["id"] == visit
    assert found["campaign"] == campaign
    assert found["visitors"] == [me["id"]]
    assert str(found["visited_on"]) > "2026-01-01"
    assert found["state"] == "received"
    assert rows(hutong, desk, "visit", f"visitors={me['id']}") == [found]
    assert rows(hutong, desk, "visit", "visitors=nobody") == []


def test_a_household_has_the_worker_of_its_assignment(hutong: Hutong, desk: Path) -> None:
    assert hutong("sync", "--profile", desk).status == 0
    ids = {row["name"]: row["id"] for row in rows(hutong, desk, "user")}
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1", worker="冉小禾")
    assert rows(hutong, desk, "household")[0]["worker"] == ids["冉小禾"]
    assert hutong("set", "household", home, "worker=蒲晓舟", "--profile", desk).status == 0
    assert [row["id"] for row in rows(hutong, desk, "household", "worker=蒲晓舟")] == [home]
    assert rows(hutong, desk, "household", "worker=冉小禾") == []
    assert len(rows(hutong, desk, "assignment")) == 2
    said = hutong("set", "household", home, "worker=童一苇", "--profile", desk)
    assert (said.status, one_line(said)) == (1, True)


def test_set_reads_a_value_as_its_field_wants_it(hutong: Hutong, desk: Path) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1", tenure="T1")
    changes = ("vacant=是", "floor=02", "tenure=")
    assert hutong("set", "household", home, *changes, "--profile", desk).status == 0
    (found,) = rows(hutong, desk, "household", "vacant=true")
    assert (found["vacant"], found["floor"], found["tenure"]) == (True, "02", None)
    visit = add(hutong, desk, "visit", household=home, outcome="O3")
    change = ('met=["李大川"]', "notice_left=true")
    assert hutong("set", "visit", visit, *change, "--profile", desk).status == 0
    (changed,) = rows(hutong, desk, "visit")
    assert (changed["met"], changed["notice_left"]) == (["李大川"], True)


def test_a_withdrawn_record_is_listed_on_demand(hutong: Hutong, desk: Path) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    assert hutong("set", "household", home, "gone=true", "--profile", desk).status == 0
    assert rows(hutong, desk, "household") == []
    assert [row["id"] for row in rows(hutong, desk, "household", "gone=true")] == [home]


def test_what_is_doubtful_needs_yes_and_what_cannot_be_is_refused(hutong: Hutong, desk: Path) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    doubtful = {"household": home, "name": "李大川", "id_number": "123"}
    said = hutong("add", "person", "--profile", desk, stdin=json.dumps(doubtful))
    assert (said.status, one_line(said)) == (1, True)
    assert "--yes" in said.err
    add(hutong, desk, "person", "--yes", **doubtful)
    bad = {"household": home, "name": 7}
    said = hutong("add", "person", "--profile", desk, "--yes", "--json", stdin=json.dumps(bad))
    assert said.status == 1
    assert json.loads(said.err)["findings"][0] | {"params": {}} == {
        "kind": "person",
        "field": "name",
        "code": "wrong-type",
        "params": {},
    }
    assert len(rows(hutong, desk, "person")) == 1


def test_the_same_id_is_not_given_twice(hutong: Hutong, desk: Path) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    said = hutong("add", "household", "--profile", desk, stdin=json.dumps({"id": home, "room": "1-1"}))
    assert (said.status, one_line(said)) == (1, True)
    assert hutong("set", "household", "nowhere", "room=1", "--profile", desk).status == 1


def test_waiting_counts_records_not_saves(hutong: Hutong, desk: Path) -> None:
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    for floor in ("1", "2"):
        assert hutong("set", "household", home, f"floor={floor}", "--profile", desk).status == 0
    before = hutong("status", "--profile", desk, "--json").rows[0]
    assert (before["waiting"], before["last_sync"], before["verified"]) == (1, None, None)
    done = hutong("sync", "--profile", desk, "--json").rows[0]
    assert (done["sent"], done["settled"], done["waiting"]) == (3, 3, 0)
    after = hutong("status", "--profile", desk, "--json").rows[0]
    assert (after["waiting"], after["last_sync"], after["verified"]) == (0, done["last_sync"], True)


def test_a_roster_is_looked_at_imported_and_imported_again(
    hutong: Hutong, desk: Path, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"
    write_roster(path, make_community("houbao", "后堡", households=40, vacant=4))
    dry = hutong("import", path, "--dry-run", "--profile", desk, "--json").rows[0]
    assert dry["households"]["new"] == 40
    assert rows(hutong, desk, "household") == []
    done = hutong("import", path, "--profile", desk, "--json").rows[0]
    assert (done["households"], done["persons"]) == (dry["households"], dry["persons"])
    assert len(rows(hutong, desk, "household")) == 40
    assert len(rows(hutong, desk, "household", "vacant=true")) == 4
    assert len(rows(hutong, desk, "person")) == done["persons"]["new"]
    again = hutong("import", path, "--profile", desk, "--json").rows[0]
    assert (again["households"]["same"], again["households"]["new"], again["persons"]["new"]) == (40, 0, 0)
    said = hutong("import", tmp_path / "none.xlsx", "--profile", desk)
    assert (said.status, one_line(said)) == (1, True)


def test_two_desks_of_a_community_share_their_visits_and_another_sees_nothing(
    hutong: Hutong, office: Office, desk: Path, tmp_path: Path
) -> None:
    second = office.desk(tmp_path / "second", "蒲晓舟")
    other = office.desk(tmp_path / "other", "童一苇")
    home = add(hutong, desk, "household", building="3", unit="1", room="2-1")
    add(hutong, desk, "visit", household=home, outcome="O1", note="门口有狗")
    assert hutong("sync", "--profile", desk).status == 0
    for profile in (second, other):
        assert hutong("sync", "--profile", profile).status == 0
    (seen,) = rows(hutong, second, "visit")
    assert (seen["household"], seen["note"]) == (home, "门口有狗")
    said = hutong("set", "visit", str(seen["id"]), "note=改", "--profile", second)
    assert (said.status, one_line(said)) == (1, True)
    add(hutong, second, "visit", household=home, outcome="O3")
    assert hutong("sync", "--profile", second).status == 0
    assert hutong("sync", "--profile", desk).status == 0
    assert len(rows(hutong, desk, "visit")) == 2
    for kind in ("visit", "household", "person"):
        assert rows(hutong, other, kind) == []
    said = hutong("add", "visit", "--profile", other, stdin=json.dumps({"household": home, "outcome": "O1"}))
    assert (said.status, one_line(said)) == (1, True)


def test_a_killed_center_is_said_in_one_line_and_nothing_is_lost(
    hutong: Hutong, office: Office, desk: Path
) -> None:
    add(hutong, desk, "household", building="3", unit="1", room="2-1")
    office.process.kill()
    said = hutong("sync", "--profile", desk)
    assert (said.status, said.out, one_line(said)) == (1, "", True)
    assert office.address in said.err
    assert hutong("status", "--profile", desk, "--json").rows[0]["waiting"] == 1
    checks = {row["check"]: row["ok"] for row in hutong("doctor", "--profile", desk, "--json").rows}
    assert (checks["store"], checks["center"]) == (True, False)


def test_the_doctor_finds_nothing_to_do(hutong: Hutong, desk: Path) -> None:
    assert hutong("sync", "--profile", desk).status == 0
    said = hutong("doctor", "--profile", desk, "--json")
    assert [row for row in said.rows if not row["ok"]] == []
    assert said.status == 0


def test_the_doctor_does_not_disturb_the_courier_of_an_open_window(hutong: Hutong, desk: Path) -> None:
    opened = open_desk(desk, PASSWORD)
    road = opened.road()
    go_round(opened.store, road)
    assert hutong("doctor", "--profile", desk).status == 0
    go_round(opened.store, road)
    road.close()
    opened.close()


def test_a_wrong_or_missing_password_opens_nothing(
    hutong: Hutong, still: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUTONG_PASSWORD", "not-the-password")
    said = hutong("list", "user", "--profile", still)
    assert (said.status, said.out, one_line(said)) == (1, "", True)
    said = hutong("list", "user", "--profile", still, "--user", "郝大川")
    assert (said.status, one_line(said)) == (1, True)
    monkeypatch.delenv("HUTONG_PASSWORD")
    said = hutong("list", "user", "--profile", still)
    assert (said.status, said.out, one_line(said)) == (2, "", True)


def test_a_folder_without_a_profile_is_said(hutong: Hutong, tmp_path: Path) -> None:
    said = hutong("status", "--profile", tmp_path / "nothing")
    assert (said.status, one_line(said)) == (1, True)
    assert not (tmp_path / "nothing").exists()


def test_a_person_enrols_by_the_command(hutong: Hutong, office: Office, tmp_path: Path) -> None:
    words = ("enrol", "--profile", tmp_path / "desk", "--center", office.address, "--user", "冉小禾")
    code = office.code("houbao")
    said = hutong(*words, "--code", code)
    assert (said.status, one_line(said)) == (1, True)
    assert "--without-keyring" in said.err
    said = hutong(*words, "--code", code, "--without-keyring", "--json")
    assert said.rows[0]["unit"] == "houbao"
    said = hutong(*words, "--code", code, "--without-keyring")
    assert (said.status, one_line(said)) == (1, True)
    assert "--by" in said.err


def test_an_open_window_does_the_syncing(hutong: Hutong, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("deskapp.cli.desk.PATIENCE", 0.1)
    with FileLock(desk / "courier.lock"):
        said = hutong("sync", "--profile", desk)
    assert (said.status, said.out, one_line(said)) == (1, "", True)
    assert hutong("sync", "--profile", desk).status == 0

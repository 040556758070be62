"""The demo: made once, taken up again, and gone with its window."""

from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select

from deskapp.app import open_desk
from deskapp.cli.call import Call
from deskapp.cli.demo import PASSWORD, demo
from deskapp.cli.parser import parser
from deskapp.config import Config
from deskapp.models.campaign import Assignment
from deskapp.models.household import Household
from deskapp.models.visit import Visit
from deskapp.profile import ProfileError
from deskapp.store import lock
from deskapp.work.today import Counters, counters
from tests.cli.conftest import CHEAP


@pytest.fixture(autouse=True)
def cheap_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "WITHOUT_KEYRING", CHEAP)


def call(folder: Path, *more: str) -> Call:
    words = ["demo", "--dir", str(folder), "--households", "60", *more]
    return Call(parser("en").parse_args(words), Config.read({}, folder / "unused"))


class Window:
    """Stands where the window would: looks at the desk and syncs once more."""

    def __init__(self) -> None:
        self.counts: list[dict[str, int]] = []
        self.addresses: list[str] = []
        self.homes: list[Counters] = []

    def __call__(self, _call: Call, profile: Path, user: str) -> int:
        opened = open_desk(profile, PASSWORD)
        assert opened.desk.actor.name == user
        opened.sync()
        with opened.store.reading() as session:
            kinds = (Household, Assignment, Visit)
            counts = {
                k.__tablename__: session.scalar(select(func.count()).select_from(k)) or 0 for k in kinds
            }
        self.counts.append(counts)
        self.addresses.append(opened.center)
        desk = opened.desk
        self.homes.append(desk.ask(partial(counters, actor=desk.actor, today=desk.clock.today())))
        opened.close()
        return 0


def test_a_demo_is_made_once_and_taken_up_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    window = Window()
    assert demo(call(tmp_path / "demo"), window) == 0
    said = capsys.readouterr().out
    assert "Step 6" in said
    assert str(tmp_path / "demo" / "花名册.xlsx") in said
    assert demo(call(tmp_path / "demo"), window) == 0
    assert "Step" not in capsys.readouterr().out
    assert window.counts[0] == {"household": 59, "assignment": 62, "visit": 62}
    assert window.counts[1] == window.counts[0]
    assert len(set(window.addresses)) == 2
    assert window.homes[0].assigned_new == 3
    assert window.homes[0].due >= 7
    assert {"visit", "request"} <= set(window.homes[0].due_kinds)
    needs = window.homes[0].needs
    assert (needs.returned, needs.reviews, needs.forwarded) == (1, 1, 1)


def test_a_second_start_in_the_same_folder_leaves_the_open_demo_alone(tmp_path: Path) -> None:
    refused: list[str] = []

    def window(_call: Call, profile: Path, _user: str) -> int:
        with pytest.raises(ProfileError, match="demo-open") as caught:
            demo(call(tmp_path / "demo"), Window())
        refused.append(caught.value.code)
        opened = open_desk(profile, PASSWORD)
        opened.sync()  # the first center is still the one the desk goes to
        opened.close()
        return 0

    assert demo(call(tmp_path / "demo"), window) == 0
    assert refused == ["demo-open"]
    assert demo(call(tmp_path / "demo"), Window()) == 0


def test_a_demo_that_was_cut_short_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "demo" / "desk").mkdir(parents=True)
    (tmp_path / "demo" / "demo.json").write_text('{"done": false}')
    (tmp_path / "demo" / "desk" / "slots.json").write_text("half of it")
    window = Window()
    assert demo(call(tmp_path / "demo"), window) == 0
    assert window.counts[0]["household"] == 59


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear all")
    with pytest.raises(ProfileError, match="demo-not-ours"):
        demo(call(tmp_path), Window())
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]

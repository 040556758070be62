"""Settings: the look at once, kept for this PC, the password, and one more who may sign in."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.store.lock import Lock, LockError
from deskapp.ui.theme import current
from deskapp.ui.wishes import FILE, Wishes, keep_wishes, read_wishes
from tests.ui.house import PASSWORD, House, focused, press, tab_to, type_words

Key = Qt.Key


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path)
    house.sign_in().go_to("settings")
    yield house
    house.shell.wish(language="zh")
    house.settle()
    house.close()


def test_dark_is_dark_at_once_and_the_next_time(house: House) -> None:
    tab_to("跟电脑")
    press(Key.Key_Right)
    press(Key.Key_Right)
    press(Key.Key_Space)
    assert current().name == "dark"
    assert read_wishes(house.profile).theme == "dark"


def test_a_bigger_size_makes_everything_bigger(house: House) -> None:
    before = house.shell.frame.search.height()
    tab_to("100 %")
    for _ in range(3):
        press(Key.Key_Right)
    press(Key.Key_Space)
    house.settle()
    assert current().scale == 1.5
    assert house.shell.frame.search.height() > before


def test_the_lock_minutes_are_a_choice(house: House) -> None:
    tab_to("没人动几分钟就锁上")
    press(Key.Key_Down)
    assert read_wishes(house.profile).lock_minutes == 15


def test_the_device_says_who_it_is(house: House) -> None:
    said = {name: fact.text() for name, fact in house.screen.facts.items()}
    assert said["device"]
    assert house.opened[0].desk.store.device.id.startswith(said["device"])
    assert said["folder"] == str(house.profile)
    assert "0004" in said["versions"]
    assert said["last"] == "还没有同步过"


def test_a_new_password_opens_from_then_on(house: House) -> None:
    tab_to("现在的口令")
    for words in (PASSWORD, "xin-kouling-2026", "xin-kouling-2026"):
        type_words(words)
        press(Key.Key_Return)
    house.until(lambda: "口令换好了" in house.strip())
    Lock(house.profile).open("xin-kouling-2026")
    with pytest.raises(LockError, match="wrong-password"):
        Lock(house.profile).open(PASSWORD)
    assert house.screen.password.old.text() == ""


def test_a_wrong_old_password_changes_nothing_and_is_said_there(house: House) -> None:
    tab_to("现在的口令")
    for words in ("mistaken", "xin-kouling-2026", "xin-kouling-2026"):
        type_words(words)
        press(Key.Key_Return)
    house.until(lambda: house.screen.password.answer.text() == "口令不对，再试一次")
    assert focused() is house.screen.password.old
    Lock(house.profile).open(PASSWORD)


def test_two_new_passwords_that_differ_are_not_taken(house: House) -> None:
    tab_to("现在的口令")
    for words in (PASSWORD, "xin-kouling-2026", "xin-kouling-2027"):
        type_words(words)
        press(Key.Key_Return)
    assert house.screen.password.answer.text() == "两遍口令不一样，再输一遍"


def test_one_more_user_by_a_code(house: House) -> None:
    tab_to("登记码")
    for words in ("WXYZ", "蒲晓舟", "putong-kouling", "putong-kouling", PASSWORD):
        type_words(words)
        press(Key.Key_Return)
    house.until(lambda: "加好了" in house.strip())
    assert "蒲晓舟" in [user["name"] for user in Lock(house.profile).users()]


def test_passwords_do_not_stay_in_a_page_that_is_left(house: House) -> None:
    settings = house.screen
    tab_to("现在的口令")
    type_words("abc")
    house.go_to("today")
    assert settings.password.old.text() == ""


def test_english_is_spoken_at_once(house: House) -> None:
    old = house.shell.frame
    tab_to("中文")
    press(Key.Key_Right)
    press(Key.Key_Space)
    house.until(lambda: house.shell.frame is not old)
    QTest.qWaitForWindowActive(house.shell.frame)
    house.settle()
    assert house.shell.frame.open_screen() == "settings"
    assert house.shell.frame.title.text() == "Settings"
    assert focused() in house.screen.languages.children()
    assert focused().text() == "English"
    assert len(house.opened) == 1


@pytest.mark.parametrize("said", ["", "{", "[]", '{"theme": "pink", "size": 117, "lock_minutes": "ten"}'])
def test_a_file_that_says_nonsense_is_left_at_the_defaults(tmp_path: Path, said: str) -> None:
    (tmp_path / FILE).write_text(said)
    assert read_wishes(tmp_path) == Wishes()


def test_wishes_are_kept_and_read_again(tmp_path: Path) -> None:
    wishes = Wishes("dark", 130, "en", 5, "u1", "AdnQywAD")
    keep_wishes(tmp_path, wishes)
    assert read_wishes(tmp_path) == wishes
    assert json.loads((tmp_path / FILE).read_text())["size"] == 130


def test_without_a_profile_nothing_is_written(tmp_path: Path) -> None:
    keep_wishes(tmp_path / "none", Wishes())
    assert not (tmp_path / "none").exists()

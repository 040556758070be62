"""The card before the desk: who, the password, what is wrong, and letting a new PC in."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from deskapp.store.lock import LockError
from deskapp.sync.road import RoadError
from tests.ui.house import PASSWORD, House, focused, press, tab_to, type_words

Key = Qt.Key


@pytest.fixture
def house(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path)
    yield house
    house.close()


@pytest.fixture
def new_pc(tmp_path: Path, qapp: object) -> Iterator[House]:
    house = House(tmp_path, enrolled=False)
    yield house
    house.close()


def test_the_password_field_is_ready_to_be_typed_into(house: House) -> None:
    assert focused() is house.shell.sign_in.password
    assert house.shell.sign_in.who.currentText() == house.seat.desk.actor.name


def test_the_right_password_leads_to_the_first_page(house: House) -> None:
    house.sign_in()
    assert house.shell.frame.open_screen() == "today"
    assert house.shell.sign_in.password.text() == ""


def test_a_wrong_password_is_said_and_can_be_typed_over(house: House) -> None:
    type_words("mistaken")
    press(Key.Key_Return)
    house.until(lambda: not house.shell.sign_in.busy)
    card = house.shell.sign_in.card
    assert card.answer.text() == "口令不对，再试一次"
    assert house.shell.seat is None
    house.sign_in()
    assert house.shell.frame.open_screen() == "today"


def test_no_password_at_all_asks_for_one(house: House) -> None:
    press(Key.Key_Return)
    assert house.shell.sign_in.card.answer.text() == "先输口令"


def test_a_letter_in_the_wrong_case_means_the_caps_lock_is_on(house: House) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClick(focused(), "A")
    assert "大写锁定" in house.shell.sign_in.card.answer.text()
    QTest.keyClick(focused(), "a")
    assert house.shell.sign_in.card.answer.text() == ""


def test_a_lost_keyring_is_explained_with_the_way_out(house: House) -> None:
    house.shell.sign_in.refused(LockError("keyring-lost"))
    assert "管理员恢复" in house.shell.sign_in.card.answer.text()


def test_a_pc_nobody_enrolled_shows_the_form_with_the_code(new_pc: House) -> None:
    page = new_pc.shell.sign_in.enrolment
    assert focused() is page.center
    for words in ("https://center.example", "ABCD-1234", "冉小禾", PASSWORD, PASSWORD):
        type_words(words)
        press(Key.Key_Return)
    new_pc.until(lambda: new_pc.shell.seat is not None)
    new_pc.settle()
    assert new_pc.enrolled == [("https://center.example", "ABCD-1234", "冉小禾", PASSWORD, False, None)]
    assert new_pc.shell.frame.open_screen() == "today"


def test_two_different_passwords_let_nobody_in(new_pc: House) -> None:
    for words in ("https://center.example", "ABCD-1234", "冉小禾", PASSWORD, PASSWORD + "6"):
        type_words(words)
        press(Key.Key_Return)
    assert new_pc.shell.sign_in.enrolment.card.answer.text() == "两遍口令不一样，再输一遍"
    assert new_pc.enrolled == []


def test_without_a_keyring_the_password_has_to_be_longer(new_pc: House) -> None:
    page = new_pc.shell.sign_in.enrolment
    for words in ("https://center.example", "ABCD-1234", "冉小禾", "kouling", "kouling"):
        type_words(words)
        press(Key.Key_Tab)
    tab_to(page.alone.text())
    press(Key.Key_Space)
    assert "只靠口令锁" in page.card.answer.text()
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert page.card.answer.text() == "口令太短了，至少 12 个字"


def test_a_used_code_is_said_at_the_code(new_pc: House) -> None:
    from deskapp.models.wire import Refusal

    new_pc.refusal = RoadError("bad-code", Refusal("bad-code"))
    page = new_pc.shell.sign_in.enrolment
    for words in ("https://center.example", "ABCD-1234", "冉小禾", PASSWORD, PASSWORD):
        type_words(words)
        press(Key.Key_Return)
    new_pc.until(lambda: page.card.answer.text().startswith("登记码"))
    assert focused() is page.code


def test_enter_on_an_empty_form_says_which_field_is_missing(new_pc: House) -> None:
    page = new_pc.shell.sign_in.enrolment
    press(Key.Key_Return)
    assert page.card.answer.text() == "还没有填：中心网址"
    page.again.setFocus()
    type_words("x")
    press(Key.Key_Return)
    assert focused() is page.center
    assert page.card.answer.text() == "还没有填：中心网址"


def test_without_the_center_the_form_says_that_nothing_is_enrolled(new_pc: House) -> None:
    new_pc.refusal = RoadError("unreachable")
    page = new_pc.shell.sign_in.enrolment
    for words in ("https://center.example", "ABCD-1234", "冉小禾", PASSWORD, PASSWORD):
        type_words(words)
        press(Key.Key_Return)
    new_pc.until(lambda: "还没有登记" in page.card.answer.text())
    assert "存好" not in page.card.answer.text()
    assert focused() is page.center


def test_a_certificate_file_goes_with_the_enrolment(new_pc: House, tmp_path: Path) -> None:
    page = new_pc.shell.sign_in.enrolment
    tab_to("证书文件（可不填）")
    type_words(str(tmp_path / "center.pem"))
    page.center.setFocus()
    for words in ("https://center.example", "ABCD-1234", "冉小禾", PASSWORD, PASSWORD):
        type_words(words)
        press(Key.Key_Return)
    new_pc.until(lambda: new_pc.shell.seat is not None)
    new_pc.settle()
    assert new_pc.enrolled[0][-1] == tmp_path / "center.pem"


def test_a_certificate_not_trusted_leads_to_its_field(new_pc: House) -> None:
    page = new_pc.shell.sign_in.enrolment
    page.refused(RoadError("tls"))
    assert focused() is page.authority
    assert "证书文件" in page.card.answer.text()


def test_the_sign_in_page_needs_neither_the_store_nor_the_network() -> None:
    code = (
        "import sys, deskapp.ui.shell, deskapp.ui.main, deskapp.cli.window\n"
        "heavy = {'sqlalchemy', 'requests', 'openpyxl', 'argon2', 'alembic'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True)

"""Works with referrals, the kind docs/a-new-kind.md adds; started by test_a_new_kind.py in a copy.

It goes through what it is to show in order and prints what it saw as JSON.
"""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

import center
import deskapp
from deskapp.models.record import kinds
from deskapp.models.referral import Referral
from deskapp.store.capture import Refused, Unconfirmed
from deskapp.ui.doorlines import kind_word
from deskapp.ui.screen import workspace
from deskapp.ui.screens import screens
from deskapp.ui.theme import Theme
from tests.people import adding, household, person, setting
from tests.town import Town
from tests.ui.window import Window, press, rows, strips, tab_to, type_words

CTRL = Qt.KeyboardModifier.ControlModifier


def referral(home: str, **more: Any) -> Referral:
    return Referral(household=home, **({"to": "clinic", "urgent": False} | more))


def opened(seat: Any) -> Any:
    """The desk's window on the screen the document declares, found as the program finds it."""
    window = Window(seat.desk)
    (made,) = [each for each in workspace(seat.desk.actor.role, screens()) if each.name == "referrals"]
    screen = window.screens["referrals"] = made(window.sitting)
    window.frame.add_screen(made.name, screen.title(), made.icon, screen)
    window.frame.resize(1366, 768)
    window.show().frame.show_screen("referrals")
    window.settle()
    return window


def written_by_keyboard(window: Any) -> None:
    press(Qt.Key.Key_N, CTRL)
    window.settle()
    type_words("3-2-501")
    window.settle()
    press(Qt.Key.Key_Return)
    tab_to("转给谁")
    press(Qt.Key.Key_Down)
    tab_to("日期")
    type_words("11-20")
    tab_to("加急")
    press(Qt.Key.Key_Space)
    tab_to("原因")
    type_words("腿脚不便")
    press(Qt.Key.Key_S, CTRL)
    window.settle()


def shown(window: Any) -> list[list[str]]:
    model = window.screens["referrals"].list.model
    model.index(0, 0).data()
    window.settle()
    return [[model.index(r, c).data() for c in range(model.columnCount())] for r in range(model.rowCount())]


def refusal(seat: Any, record: Referral) -> str:
    try:
        seat.do(adding(record))
    except Unconfirmed as error:
        return f"asked: {error}"
    except Refused as error:
        return f"refused: {error}"
    return "taken"


def main(folder: Path) -> dict[str, Any]:
    app = QApplication([])
    Theme.load("light").apply(app)
    town = Town(folder)
    town.community("houbao")
    town.community("donglu")
    first, second, other = town.join("houbao"), town.join("houbao"), town.join("donglu")
    town.sync()
    home = first.do(adding(household("501")))
    first.do(adding(person(home)))
    saw: dict[str, Any] = {"from": [deskapp.__file__, center.__file__]}
    window = opened(first)
    saw["word"] = kind_word("referral")
    saw["empty"] = window.screens["referrals"].list.none.title.text()
    written_by_keyboard(window)
    saw["strips"], saw["listed"] = strips(window), shown(window)
    (row,) = rows(first.desk, "referral")
    id = row["id"]
    town.sync()
    saw["second"] = second.row("referral", id)
    saw["other"] = other.row("referral", id)
    second.do(setting(Referral, id, to="legal"))
    town.sync()
    window.screens["referrals"].refresh()
    window.settle()
    saw["after"] = shown(window)
    saw["broke"] = [repr(error) for error in window.broke]
    saw["agrees"] = town.agrees()
    saw["unknown helper"] = refusal(first, referral(home, to="nobody"))
    saw["future"] = refusal(first, referral(home, sent_on="2099-01-01"))
    saw["elsewhere"] = refusal(other, referral(home))
    saw["kinds"] = list(kinds())
    window.close()
    return saw


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1])), ensure_ascii=False) + "\n")

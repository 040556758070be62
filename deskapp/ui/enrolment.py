"""Enrolment: the card that lets this PC in with a one-time code, and the user's first password.

page = Enrolment(ask, parent)
page.asked                 Signal(object): a Wish, once everything is filled in
page.refused(error)        says what was wrong, at its field
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.ui.ask import Ask
from deskapp.ui.buttons import button
from deskapp.ui.card import Card
from deskapp.ui.secret import Secret
from deskapp.ui.sheet import scrolling
from deskapp.ui.words import problem

SHORTEST, SHORTEST_ALONE = 6, 12
_FIELD_OF = {
    "bad-code": "code",
    "code-of-another-user": "name",
    "no-such-user": "name",
    "which-user": "name",
    "password-too-short": "password",
    "tls": "authority",
    "file-unusable": "authority",
}


@dataclass(frozen=True)
class Wish:
    """What somebody wants to be let in with."""

    center: str
    code: str
    name: str
    password: str
    without_keyring: bool
    authority: Path | None
    """Certificate of who signed the center's, where the PC does not know it."""


class Enrolment(QWidget):
    """One card, six fields; the last one may stay empty."""

    asked = Signal(object)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._questions = ask
        self.card = Card(self.tr("登记这台电脑"), self, width=600)
        self.center, self.code, self.name, self.authority = (QLineEdit(self.card) for _ in range(4))
        self.center.setPlaceholderText("https://")
        self.password = Secret(self.card, name=self.tr("口令"))
        self.again = Secret(self.card, name=self.tr("再输一遍口令"))
        self.card.row(self.tr("中心网址"), self.center)
        self.card.pair(
            (self.tr("登记码（管理员给的，只能用一次）"), self.code), (self.tr("您的姓名"), self.name)
        )
        self.card.pair((self.tr("口令"), self.password), (self.tr("再输一遍口令"), self.again))
        self._make_authority()
        for field in (self.center, self.code, self.name, self.password, self.again, self.authority):
            field.returnPressed.connect(partial(self._next, field))
            field.textEdited.connect(self.card.quiet)
        for secret in (self.password, self.again):
            secret.caps.connect(self._hint)
        self.alone = QCheckBox(self.tr("不用系统密钥环，只用口令（至少 12 个字）"), self.card)
        self.alone.toggled.connect(self._explain)
        self.card.tick(self.alone)
        self.enter = button(self.tr("登记并进入"), "main", key="Enter", parent=self.card)
        self.enter.clicked.connect(self._ask)
        self.card.act(self.enter)
        self._fields = {
            "center": self.center,
            "code": self.code,
            "name": self.name,
            "password": self.password,
        }
        self._places = {**self._fields, "authority": self.authority}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scrolling(self.card, self))

    def _make_authority(self) -> None:
        """Most centers are known to the PC; this is for one with a certificate of its own."""
        held = QWidget(self.card)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        choose = button(self.tr("选…"), parent=held)
        choose.clicked.connect(self._choose_authority)
        row.addWidget(self.authority, 1)
        row.addWidget(choose)
        self.card.row(self.tr("证书文件（可不填）"), self.authority, held)

    @Slot()
    def _choose_authority(self) -> None:
        kinds = self.tr("证书 (*.pem *.crt *.cer)")
        path = self._questions.open_file(self, self.tr("选证书文件"), kinds)
        if path is not None:
            self.authority.setText(str(path))

    def _next(self, here: QLineEdit) -> None:
        """Enter goes on to the next empty field, and says so of one that was passed over; then it lets in."""
        order = [*self._fields.values(), self.again]
        place = order.index(here) if here in order else len(order)
        empty = next((field for field in order if not field.text().strip()), None)
        if empty is not None and order.index(empty) > place:
            empty.setFocus()
        elif empty is not None:
            self._missing(empty)
        else:
            self._ask()

    def _missing(self, field: QLineEdit) -> None:
        self.card.wrong(field, self.tr("还没有填：{0}").format(field.accessibleName()))

    @Slot()
    def _ask(self) -> None:
        need = SHORTEST_ALONE if self.alone.isChecked() else SHORTEST
        empty = next((field for field in self._fields.values() if not field.text().strip()), None)
        if empty is not None:
            self._missing(empty)
        elif len(self.password.text()) < need:
            self.card.wrong(self.password, self.tr("口令太短了，至少 {0} 个字").format(need))
        elif self.password.text() != self.again.text():
            self.card.wrong(self.again, self.tr("两遍口令不一样，再输一遍"))
        else:
            self.asked.emit(
                Wish(
                    self.center.text().strip(),
                    self.code.text().strip(),
                    self.name.text().strip(),
                    self.password.text(),
                    self.alone.isChecked(),
                    Path(chosen) if (chosen := self.authority.text().strip()) else None,
                )
            )

    @Slot(bool)
    def _hint(self, on: bool) -> None:
        if on:
            self.card.tell(self.tr("大写锁定开着，口令分大小写"), "waiting")
        else:
            self.card.quiet()

    @Slot(bool)
    def _explain(self, alone: bool) -> None:
        if alone:
            words = self.tr("只靠口令锁：口令要长，忘了只有管理员的恢复钥匙能开")
            self.card.tell(words, "waiting")
        else:
            self.card.quiet()

    def refused(self, error: Any) -> None:
        code = getattr(error, "code", "")
        words = problem(error, enrolling=True)
        if code == "no-keyring":
            self.card.wrong(self.alone, words)
            return
        self.card.wrong(self._places[_FIELD_OF.get(code, "center")], words)

"""Two sheets about passwords: changing one's own, and letting a second person sign in here.

sheet = ChangePassword(parent)      asked -> Signal(str, str): old, new
sheet = AddUser(parent)             asked -> Signal(object): a NewUser
sheet.busy(True); sheet.refused(error); sheet.done(); sheet.forget()
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.secret import Secret
from deskapp.ui.sheet import Sheet
from deskapp.ui.text import label
from deskapp.ui.theme import set_state
from deskapp.ui.words import problem

SHORTEST = 6


@dataclass(frozen=True)
class NewUser:
    """Who is let in by whom."""

    own: str
    code: str
    name: str
    password: str


class _Asking(Sheet):
    """Some fields, one answer line, one button."""

    def __init__(self, title: str, more: str, act: str, parent: QWidget | None = None) -> None:
        super().__init__(title, more, parent)
        inside = QWidget(self)
        self._form = QFormLayout(inside)
        self._form.setContentsMargins(20, 14, 20, 8)
        self._form.setHorizontalSpacing(20)
        self._form.setVerticalSpacing(10)
        self._fields: list[QLineEdit] = []
        self.answer = label("", "small", "text2", self, wrap=True)
        self.add(inside)
        self.enter = button(act, parent=self)
        self.enter.clicked.connect(self.press)
        foot = self.foot()
        foot.addWidget(self.enter)
        foot.addWidget(self.answer, 1)

    def row(self, word: str, field: QLineEdit) -> None:
        field.setAccessibleName(word)
        field.returnPressed.connect(self._next)
        field.textEdited.connect(self.quiet)
        if isinstance(field, Secret):
            field.caps.connect(self._hint)
        self._form.addRow(label(word, "body", "text2", self), field)
        self._fields.append(field)

    @Slot()
    def _next(self) -> None:
        empty = next((field for field in self._fields if not field.text()), None)
        if empty is not None:
            empty.setFocus()
        else:
            self.press()

    @Slot()
    def press(self) -> None:
        empty = next((field for field in self._fields if not field.text().strip()), None)
        if empty is not None:
            self.wrong(empty, self.tr("这一格还没有填"))
        else:
            self.send()

    def send(self) -> None:
        """All fields are filled in."""

    def passwords_fit(self, first: QLineEdit, again: QLineEdit) -> bool:
        if len(first.text()) < SHORTEST:
            self.wrong(first, self.tr("口令太短了，至少 {0} 个字").format(SHORTEST))
        elif first.text() != again.text():
            self.wrong(again, self.tr("两遍口令不一样，再输一遍"))
        else:
            return True
        return False

    @Slot()
    def quiet(self) -> None:
        self.tell("", "text2")
        for field in self._fields:
            set_state(field, state="")

    def tell(self, words: str, tone: str) -> None:
        self.answer.setText(words)
        set_state(self.answer, tone=tone)

    def wrong(self, field: QLineEdit, words: str) -> None:
        self.quiet()
        self.tell(words, "trouble")
        set_state(field, state="error")
        field.setFocus()
        field.selectAll()

    @Slot(bool)
    def _hint(self, on: bool) -> None:
        self.tell(self.tr("大写锁定开着，口令分大小写") if on else "", "waiting")

    def busy(self, on: bool) -> None:
        self.enter.setEnabled(not on)
        self.tell(self.tr("请等一下…") if on else "", "text2")

    def refused(self, error: Any) -> None:
        self.busy(False)
        self.wrong(self.blamed(getattr(error, "code", "")), problem(error))

    def blamed(self, code: str) -> QLineEdit:
        """The field an error is about."""
        return self._fields[0]

    def forget(self) -> None:
        """No password stays in a field nobody looks at."""
        for field in self._fields:
            field.clear()
        self.quiet()

    def done(self) -> None:
        self.forget()


class ChangePassword(_Asking):
    """换口令."""

    asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", parent)
        self.set_head(self.tr("换口令"), self.tr("只换您自己的"))
        self.enter.setText(self.tr("换口令"))
        self.old = Secret(self, name="")
        self.new = Secret(self, name="")
        self.again = Secret(self, name="")
        self.row(self.tr("现在的口令"), self.old)
        self.row(self.tr("新口令"), self.new)
        self.row(self.tr("再输一遍新口令"), self.again)

    def send(self) -> None:
        if self.passwords_fit(self.new, self.again):
            self.asked.emit(self.old.text(), self.new.text())

    def blamed(self, code: str) -> QLineEdit:
        return self.new if code == "password-too-short" else self.old


class AddUser(_Asking):
    """再加一位."""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", "", parent)
        self.set_head(self.tr("再加一位"), self.tr("同一社区的人，凭管理员给的登记码"))
        self.enter.setText(self.tr("加上"))
        self.code, self.name = QLineEdit(self), QLineEdit(self)
        self.password = Secret(self, name="")
        self.again = Secret(self, name="")
        self.own = Secret(self, name="")
        self.row(self.tr("登记码"), self.code)
        self.row(self.tr("姓名"), self.name)
        self.row(self.tr("这一位的口令"), self.password)
        self.row(self.tr("再输一遍"), self.again)
        self.row(self.tr("您自己的口令"), self.own)

    def send(self) -> None:
        if self.passwords_fit(self.password, self.again):
            self.asked.emit(
                NewUser(
                    self.own.text(), self.code.text().strip(), self.name.text().strip(), self.password.text()
                )
            )

    def blamed(self, code: str) -> QLineEdit:
        if code == "wrong-password":
            return self.own
        if code in ("no-such-user", "which-user", "code-of-another-user"):
            return self.name
        return self.password if code == "password-too-short" else self.code

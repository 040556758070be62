"""The head of a door's page: its number, whose it is, what they are, and one line more.

head = DoorHead(parent=self, whole=True)     whole: a button that leads to the household's own page
head.show_door(page, today)                  a HouseholdPage
head.whole_asked, head.phone_asked           Signal()
head.files                                   the button with the household's files: show_files("2/5")
head.show_phone("138 0013 8000")
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.attachmentlines import count_words
from deskapp.ui.buttons import button
from deskapp.ui.chips import Tag, paint_tag, tag_width
from deskapp.ui.phrases import full_door, nobody, tag_words
from deskapp.ui.text import Line, Run
from deskapp.ui.theme import current
from deskapp.work.households import HouseholdPage


class TagRow(QWidget):
    """As many kind tags as there is room for, the weightiest first; the rest as a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tags: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_tags(self, tags: Sequence[str]) -> None:
        self._tags = tuple(tags)
        self.setAccessibleName("，".join(tags))
        self.setToolTip("，".join(tags))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(0, current().px("tag"))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        left = 0
        for place, word in enumerate(self._tags):
            rest = len(self._tags) - place
            room = self.width() - left - (tag_width(Tag(f"+{rest}", "kind")) + 8 if rest > 1 else 0)
            fits = tag_width(Tag(word, "kind")) <= room
            tag = Tag(word if fits else f"+{rest}", "kind")
            if left + tag_width(tag) > self.width():
                break
            paint_tag(painter, QRectF(left, 0, self.width() - left, self.height()), tag)
            left += tag_width(tag) + 8
            if not fits:
                break
        painter.end()


class DoorHead(QWidget):
    """Which door this is."""

    whole_asked = Signal()
    phone_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._phone = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 10, 20, 9)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        top = QHBoxLayout()
        top.setSpacing(12)
        self.door, self.tags = Line(parent=self), TagRow(self)
        self.more, self.phone = Line(parent=self), Line(parent=self)
        self.phone.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        top.addWidget(self.door)
        top.addWidget(self.tags, 1)
        words.addLayout(top)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self.more)
        below.addWidget(self.phone)
        below.addStretch(1)
        words.addLayout(below)
        row.addLayout(words, 1)
        self.whole = button(self.tr("整户"), icon="home", small=True, parent=self)
        self.whole.setVisible(whole)
        self.whole.clicked.connect(self.whole_asked)
        self.others = button(self.tr("更多"), icon="more", small=True, parent=self)
        menu = QMenu(self.others)
        self._call = menu.addAction(self.tr("看完整电话"))
        self._call.triggered.connect(self.phone_asked)
        self.others.setMenu(menu)
        self.files = button(count_words(""), icon="file", small=True, parent=self)
        self.show_files("")
        row.addWidget(self.files)
        row.addWidget(self.whole)
        row.addWidget(self.others)

    def show_door(self, page: HouseholdPage, today: date) -> None:
        name = nobody(page.vacant) if page.head is None else page.head.name
        quiet = page.head is None
        tone = "text3" if quiet else "text"
        self.door.set_runs([Run(page.door, "door"), Run(name, "door", tone, gap=10)])
        self.tags.set_tags(tag_words(page.tags))
        self._phone = page.head.phone if page.head else ""
        self._parts = [full_door(page)]
        if page.members:
            self._parts.append(self.tr("{0} 人").format(len(page.members)))
        self._parts += [page.worker] if page.worker else []
        self._call.setEnabled(bool(self._phone))
        self._say(self._phone)

    def show_files(self, progress: str) -> None:
        """How many of the household's files the center has, of all; "" for none."""
        self.files.setText(count_words(progress))
        self.files.setAccessibleName(self.tr("这户的{0}").format(count_words(progress)))
        self.files.updateGeometry()

    def show_phone(self, phone: str) -> None:
        self._say(phone)

    def _say(self, phone: str) -> None:
        """The phone is never cut off; what stands before it gives way."""
        self.more.set_runs([Run(" · ".join(self._parts), "small", "text2")])
        self.more.setToolTip(self.more.text())
        self.phone.set_runs([Run(f" · {phone}" if phone else "", "small", "text2")])

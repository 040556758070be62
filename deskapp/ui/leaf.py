"""The page beside a list: a head with its state, one body that scrolls, and buttons in sight.

leaf.head                            the row of the head; what else stands there is added at its end
leaf.show_body(widget)               the body that is shown now, in a scroll area it returns
leaf.show_empty(empty)               nothing is chosen: why, and what one can do
leaf.add_below(foot)                 under the body, behind a line it returns
leaf.clear()                         takes away what is shown
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskapp.ui.chips import StateTag, Tag
from deskapp.ui.empty import Empty
from deskapp.ui.sheet import Sheet, rule, scrolling
from deskapp.ui.text import label


class Leaf(Sheet):
    """One of a list's things at a time. `size` is the style of its name."""

    def __init__(self, size: str, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self._nothing: Empty | None = None
        self.area: QScrollArea | None = None
        self.held = QWidget(self)
        self._leaf = QVBoxLayout(self.held)
        self._leaf.setContentsMargins(0, 0, 0, 0)
        self._leaf.setSpacing(0)
        self._leaf.addWidget(self._make_head(size))
        self._leaf.addWidget(rule(self.held))
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        self._leaf.addLayout(self._place, 1)
        self.add(self.held, 1)
        self.held.hide()

    def _make_head(self, size: str) -> QWidget:
        made = QWidget(self.held)
        self.head = QHBoxLayout(made)
        self.head.setContentsMargins(20, 10, 20, 10)
        self.head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = label("", size, "text", made)
        self.about = label("", "small", "text2", made, wrap=True)
        words.addWidget(self.name)
        words.addWidget(self.about)
        self.head.addLayout(words, 1)
        self.tag = StateTag(Tag(""), made)
        self.head.addWidget(self.tag)
        return made

    def add_below(self, foot: QWidget) -> QFrame:
        line = rule(self.held)
        self._leaf.addWidget(line)
        self._leaf.addWidget(foot)
        return line

    def show_body(self, body: QWidget) -> QScrollArea:
        self.area = scrolling(body, self.held)
        self._place.addWidget(self.area)
        return self.area

    def show_empty(self, empty: Empty) -> None:
        self.clear()
        self.held.hide()
        self._nothing = empty
        self.add(empty, 1)
        empty.show()

    def clear(self) -> None:
        if self.area is not None:
            self._place.removeWidget(self.area)
            self.area.hide()
            self.area.deleteLater()
            self.area = None
        if self._nothing is not None:
            self._nothing.hide()
            self._nothing.deleteLater()
            self._nothing = None

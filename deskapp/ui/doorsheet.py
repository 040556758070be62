"""How a door's page lies: its head, the form of a visit with its buttons, and beside it what is known.

sheet = DoorSheet(today, parent, whole=True)
sheet.show_body(True)                the door; without it, that none is chosen
sheet.name_onward("502")             what the main button says of the door after this one
sheet.lead_to("ended")               the focus there, and what is said of the field in sight
"""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.doorhead import DoorHead
from deskapp.ui.doorside import DoorSide, side_width
from deskapp.ui.empty import Empty
from deskapp.ui.inplace import InPlace
from deskapp.ui.sheet import Sheet, page, rule, scrolling
from deskapp.ui.symbols import Icon
from deskapp.ui.theme import current
from deskapp.ui.visitform import VisitForm


class DoorSheet(Sheet):
    """Everything one sees of a door; what it does is its page's."""

    def __init__(self, today: date, parent: QWidget | None = None, *, whole: bool = True) -> None:
        super().__init__(parent=parent)
        self.whole = whole
        self.head = DoorHead(self, whole=whole)
        self.form = VisitForm(today, self)
        self.side = DoorSide(self)
        left = QWidget(self)
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(0)
        inside, self._inside = page(left, margin=0, spacing=0)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.addWidget(self.form, 1)
        self._scroll = scrolling(inside, left)
        self._left.addWidget(self._scroll, 1)
        self._left.addLayout(self._make_foot())
        self.here = InPlace(self._left, self)
        below = self._make_below(left)
        self._parts = (self.head, rule(self), below)
        for part in self._parts:
            self.add(part, int(part is below))
        words = self.tr("选中的一户会开在这里，记走访、看家里人都在一页上")
        self.nothing = Empty(Icon("home"), self.tr("还没选户"), words, parent=self)
        self.add(self.nothing, 1)
        self.show_body(False)

    def _make_foot(self) -> QHBoxLayout:
        self.onward = button(self.tr("保存，下一户"), "main", key="Ctrl ↵", parent=self)
        self.save_button = button(self.tr("保存"), parent=self)
        self.later = button(self.tr("先放着"), "quiet", parent=self)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self.onward)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.later)
        return foot

    def _make_below(self, left: QWidget) -> QWidget:
        aside, self._beside = page(self, margin=0, spacing=0)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.addWidget(self.side)
        self._aside = scrolling(aside, self)
        below = QWidget(self)
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(left, 1)
        self._upright = rule(self, upright=True)
        row.addWidget(self._upright)
        row.addWidget(self._aside)
        below.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        return below

    def show_body(self, shown: bool) -> None:
        for part in self._parts:
            part.setVisible(shown)
        self.nothing.setVisible(not shown)

    def name_onward(self, room: str) -> None:
        words = self.tr("保存，下一户 {0}").format(room) if room else self.tr("保存，这圈走完了")
        self.onward.setText(words)
        self.onward.updateGeometry()

    def lead_to(self, field: str) -> None:
        self.form.lead_to(field)
        self.bring_field(field)

    def bring_field(self, field: str) -> None:
        """Into sight, its words first; they find their place only after this event."""
        QTimer.singleShot(0, self.form, partial(self._bring_field, field))

    def _bring_field(self, field: str) -> None:
        self.bring(self.form.words_of(field))
        self.bring(self.form.place_of(field))

    def bring(self, place: QWidget) -> None:
        if not place.isHidden():
            self._scroll.ensureWidgetVisible(place, 0, current().px(28))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where there is no room beside the form, what is known of the door stands under it."""
        beside = self.width() >= current().px(600)
        if beside == self._aside.isHidden():
            (self._beside if beside else self._inside).addWidget(self.side)
        for part in (self._upright, self._aside):
            part.setVisible(beside)
        self._aside.setFixedWidth(side_width(self.width()))
        self.form.set_tight(self.height() < current().px(500))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "nothing"):
            self._fit()

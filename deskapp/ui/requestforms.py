"""The parts of the forms about a request: words, cards, a day ahead; what lacks is said in words.

form.title, form.verb, form.done         its head, the words of its button, and of the strip afterwards
form.missing()                           what is lacking in words; "" when it can be done
form.job()                               the job, for desk.do
form.typed(), form.put_back(typed)       what was filled in so far, by place: its value and its words
form.changed                             Signal()
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.ui.buttons import button
from deskapp.ui.choice import ChoiceRow, Option
from deskapp.ui.fields import DayPlace, LinesPlace, TextPlace
from deskapp.ui.requestwords import why_words
from deskapp.ui.screen import Sitting
from deskapp.ui.text import label
from deskapp.work.requests import working_days_on

USUAL = (3, 5, 10)
"""Working days that are promised most often."""


class RequestForm(QWidget):
    """A few places to fill in, and the job they make."""

    changed = Signal()
    title = verb = done = ""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent)
        self.sitting = sitting
        self.first: QWidget | None = None
        self._places: dict[str, Any] = {}
        self._begun: dict[str, list[Any]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def begin(self) -> None:
        """Makes its places; called once, by whoever opens it."""
        self.make()
        self._begun = self._stands()

    def make(self) -> None:
        """The places of this form."""
        raise NotImplementedError

    def missing(self) -> str:
        return ""

    def job(self) -> Callable[..., Any]:
        raise NotImplementedError

    def take_focus(self) -> None:
        if self.first is not None:
            self.first.setFocus()

    def press(self, digit: int) -> None:
        """A digit was pressed outside the text fields."""

    def typed(self) -> dict[str, list[Any]]:
        """What stands in its places that did not at the beginning, by their names: value and words."""
        return {name: now for name, now in self._stands().items() if now != self._begun.get(name)}

    def put_back(self, typed: Mapping[str, Sequence[Any]]) -> None:
        for name, (value, words) in typed.items():
            if name in self._places:
                self._places[name].put(value, words)

    def _stands(self) -> dict[str, list[Any]]:
        return {name: [place.value(), place.words()] for name, place in self._places.items()}

    # --- parts

    def named(self, words: str, place: Any) -> Any:
        """A place with its name over it."""
        name = label(words, "small", "text2", self)
        name.setBuddy(place)
        place.setAccessibleName(words)
        self._column.addWidget(name)
        self._column.addWidget(place)
        self.first = self.first or place
        return place

    def kept(self, words: str, place: Any) -> Any:
        """A place with its name over it, which is filled in again if the form was left half done."""
        self._places[words] = place
        place.changed.connect(self.changed)
        return self.named(words, place)

    def beside(self, *shares: int) -> None:
        """The last places with their names, side by side instead of one under the other."""
        first = self._column.count() - 2 * len(shares)
        parts = [self._column.takeAt(first) for _ in range(2 * len(shares))]
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for n, part in enumerate(parts):
            grid.addWidget(part.widget(), n % 2, n // 2)
        for column, share in enumerate(shares):
            grid.setColumnStretch(column, share)
        self._column.addLayout(grid)

    def line(self, words: str, hint: str = "") -> TextPlace:
        made = TextPlace(self)
        made.setPlaceholderText(hint)
        return self.kept(words, made)

    def lines(self, words: str, hint: str = "") -> LinesPlace:
        made = LinesPlace(2, self)
        made.setPlaceholderText(hint)
        return self.kept(words, made)

    def cards(self, words: str, options: Sequence[Option]) -> ChoiceRow:
        made = self._places[words] = ChoiceRow(words, options, self, plain=True)
        made.changed.connect(self.changed)
        self._column.addWidget(made)
        self.first = self.first or made.cards[0]
        return made

    def day(self, words: str) -> DayPlace:
        """A day ahead, with those that are promised most often as buttons."""
        today = self.sitting.clock.today()
        place = self._places[words] = DayPlace(today, self, ahead=True)
        place.changed.connect(self.changed)
        place.textChanged.connect(self.changed)
        held = QWidget(self)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(place)
        for days in USUAL:
            usual = button(self.tr("{0} 个工作日").format(days), small=True, parent=held)
            usual.clicked.connect(partial(place.set_value, working_days_on(today, days)))
            usual.clicked.connect(self.changed)
            row.addWidget(usual)
        row.addStretch(1)
        self.named(words, held)
        place.setAccessibleName(words)
        self.first = place if self.first is held else self.first
        return place

    def lacks_day(self, place: DayPlace) -> str:
        value = place.value()
        if place.trouble() or not value:
            return why_words("no-day")
        return why_words("day-over") if value < self.sitting.clock.today().isoformat() else ""

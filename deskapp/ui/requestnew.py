"""A request that came without a visit: at the counter, by telephone, on the stairs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp.models.request import MEDIATION
from deskapp.ui.fields import ChoicePlace
from deskapp.ui.offers import OfferField
from deskapp.ui.requestforms import RequestForm
from deskapp.ui.requestwords import why_words
from deskapp.ui.screen import Sitting
from deskapp.work import triage


class NewForm(RequestForm):
    """Which door, and what is asked; of a mediation, between whom."""

    def make(self) -> None:
        self.title, self.verb = self.tr("记一件诉求"), self.tr("记下这件")
        self.done = self.tr("记下了，等着分流。")
        self.home = self.kept(self.tr("哪一户"), OfferField(self.sitting.desk, "household", self))
        self.text = self.lines(self.tr("居民说的事"), self.tr("照居民的话写，几句就行"))
        self.category = self.kept(self.tr("哪一类"), ChoicePlace("request_category", self))
        self.urgency = self.kept(self.tr("急不急"), ChoicePlace("urgency", self))
        self.beside(1, 1)
        before = self._column.count()
        self.parties = self.line(self.tr("哪几方"), self.tr("501 与 601 两家；业主与物业"))
        self._of_mediation = [self._column.itemAt(n).widget() for n in range(before, self._column.count())]
        self.category.changed.connect(self._show_parties)
        self._show_parties()

    def _show_parties(self) -> None:
        for part in self._of_mediation:
            part.setVisible(self.category.value() == MEDIATION)

    def missing(self) -> str:
        if not self.home.value():
            return why_words("no-household")
        if not self.text.value():
            return why_words("no-words")
        lacks = self.category.value() == MEDIATION and not self.parties.value()
        return why_words("no-parties") if lacks else ""

    def job(self) -> Callable[..., Any]:
        given = {
            "household": self.home.value(),
            "text": self.text.value(),
            "category": self.category.value(),
            "urgency": self.urgency.value(),
            "parties": self.parties.value() if self.category.value() == MEDIATION else None,
        }
        actor, today = self.sitting.actor, self.sitting.clock.today()
        return partial(triage.raise_request, given=given, actor=actor, today=today)


def new_form(sitting: Sitting, parent: QWidget) -> NewForm:
    form = NewForm(sitting, parent)
    form.begin()
    return form

"""What is done with a request: for each act the form that makes its job.

form = act_form("sort", page, sitting, people, parent)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from deskapp.models.codes import table
from deskapp.ui.choice import ChoiceRow, Option
from deskapp.ui.phrases import code_word
from deskapp.ui.requestforms import RequestForm
from deskapp.ui.requestwords import why_words
from deskapp.ui.screen import Sitting
from deskapp.work import lawful, triage
from deskapp.work.requests import RequestFull

Who = Sequence[tuple[str, str]]


class PersonPlace(QComboBox):
    """One of some people."""

    changed = Signal()

    def __init__(self, who: Who, chosen: str, parent: QWidget) -> None:
        super().__init__(parent)
        for id, name in who:
            self.addItem(name, id)
        self.put(chosen)
        self.currentIndexChanged.connect(self.changed)

    def value(self) -> str | None:
        return self.currentData()

    def words(self) -> str:
        return self.currentText()

    def put(self, value: Any, words: str = "") -> None:
        self.setCurrentIndex(max(0, self.findData(value)))


class ActForm(RequestForm):
    """One act on one request."""

    def __init__(self, page: RequestFull, sitting: Sitting, who: Who, parent: QWidget) -> None:
        super().__init__(sitting, parent)
        self.page, self.who = page, who

    def given(self) -> dict[str, Any]:
        return {
            "id": self.page.row.id,
            "actor": self.sitting.actor,
            "today": self.sitting.clock.today(),
        }

    def person(self, words: str, chosen: str) -> PersonPlace:
        return self.kept(words, PersonPlace(self.who, chosen, self))


class SortForm(ActForm):
    """大事, 小事, 私事."""

    def make(self) -> None:
        self.title = self.tr("三事分流")
        self.done = self.tr("分好了。")
        self._again = self.page.row.triage
        self.verb = self.tr("改分流") if self._again else self.tr("定下分流")
        examples = {
            "big": self.tr("政府办：道路、管网、违建"),
            "small": self.tr("社区办：楼道灯、停车、卫生"),
            "private": self.tr("居民办：社区帮着牵线"),
        }
        options = [
            Option(
                each.code,
                f"{n}  {code_word('triage', each.code)}",
                examples.get(each.code, ""),
                why_words("same-triage") if each.code == self._again else "",
            )
            for n, each in enumerate(table("triage"), 1)
        ]
        self.kinds = self.cards(self.title, options)
        hint = self.tr("要动公共管网，社区办不了") if self._again else self.tr("可以不写；以后改分流时看得到")
        self.reason = self.line(self.tr("为什么"), hint)
        self.decider = self.person(self.tr("谁定的"), self.sitting.actor.id)
        self.beside(2, 1)

    def press(self, digit: int) -> None:
        codes = [each.code for each in table("triage")]
        if digit <= len(codes) and codes[digit - 1] != self._again:
            self.kinds.choose(codes[digit - 1])
            self.reason.setFocus()

    def missing(self) -> str:
        if not self.kinds.chosen():
            return why_words("no-such-triage")
        return why_words("no-reason") if self._again and not self.reason.text().strip() else ""

    def job(self) -> Callable[..., Any]:
        who = self.decider.value()
        kind, reason = self.kinds.chosen(), self.reason.text()
        return partial(triage.sort_request, triage=kind, reason=reason, who=who, **self.given())


class OwnerForm(ActForm):
    """Who has it."""

    def make(self) -> None:
        self.title = self.tr("交给谁办")
        self.verb, self.done = self.tr("交给他办"), self.tr("交过去了。")
        self.owner = self.person(self.tr("交给"), self.page.owner_id)
        self.words = self.line(self.tr("交代一句"), self.tr("可以不写"))

    def missing(self) -> str:
        chosen = self.owner.value()
        if not chosen:
            return why_words("no-owner")
        return why_words("same-owner") if chosen == self.page.owner_id else ""

    def job(self) -> Callable[..., Any]:
        owner = self.owner.value() or ""
        return partial(triage.give_owner, owner=owner, words=self.words.text(), **self.given())


class PromiseForm(ActForm):
    """By when."""

    def make(self) -> None:
        self.title = self.tr("答应哪天前回话")
        self.verb, self.done = self.tr("答应这一天"), self.tr("记下了。")
        self.until = self.day(self.tr("哪天前"))
        self.words = self.line(self.tr("说明"), self.tr("可以不写"))

    def missing(self) -> str:
        return self.lacks_day(self.until)

    def job(self) -> Callable[..., Any]:
        return partial(triage.promise, day=self.until.value(), words=self.words.text(), **self.given())


class WordsForm(ActForm):
    """Some words that are needed."""

    ask = hint = ""
    work: Callable[..., Any]
    lacks = "no-words"

    def make(self) -> None:
        self.words = self.lines(self.ask, self.hint)

    def missing(self) -> str:
        return "" if self.words.value() else why_words(self.lacks)

    def job(self) -> Callable[..., Any]:
        return partial(type(self).work, words=self.words.value() or "", **self.given())


class ProgressForm(WordsForm):
    """What happened meanwhile; of a mediation, what was said."""

    work = staticmethod(triage.note_progress)

    def make(self) -> None:
        talk = self.page.mediation
        self.title = self.tr("记一次劝和") if talk else self.tr("记进展")
        self.verb, self.done = self.tr("记下来"), self.tr("记下了。")
        self.ask = self.tr("谁说了什么") if talk else self.tr("办到哪里了")
        super().make()


class FinishForm(WordsForm):
    """It is handled; of a mediation, with its result."""

    work = staticmethod(triage.finish)

    def make(self) -> None:
        self.title, self.verb = self.tr("办结"), self.tr("办结，等回访")
        self.done = self.tr("办结了，三个工作日内问问居民。")
        self.result: ChoiceRow | None = None
        if self.page.mediation:
            options = [
                Option(each.code, f"{n}  {code_word('mediation_result', each.code)}")
                for n, each in enumerate(table("mediation_result"), 1)
            ]
            self.result = self.cards(self.tr("谈得怎样"), options)
        self.ask = self.tr("怎么办的，怎么答复居民的")
        super().make()

    def press(self, digit: int) -> None:
        if self.result is not None and digit <= len(self.result.cards):
            self.result.choose(self.result.cards[digit - 1].option.key)
            self.words.setFocus()

    def missing(self) -> str:
        if self.result is not None and not self.result.chosen():
            return why_words("no-result")
        return super().missing()

    def job(self) -> Callable[..., Any]:
        result = self.result.chosen() if self.result is not None else None
        return partial(super().job(), result=result)


class FollowUpForm(ActForm):
    """What the resident says."""

    def make(self) -> None:
        self.title, self.verb = self.tr("回访：居民怎么说"), self.tr("记下回访")
        self.done = self.tr("回访记下了。")
        options = [
            Option("yes", self.tr("1  解决了"), self.tr("居民认可")),
            Option("no", self.tr("2  没解决"), self.tr("接着办，另答应一个日子")),
        ]
        self.answer = self.cards(self.title, options)
        self.words = self.line(self.tr("居民的原话"), self.tr("可以不写"))
        before = self._column.count()
        self.until = self.day(self.tr("改到哪天前"))
        self._later = [self._column.itemAt(n).widget() for n in range(before, self._column.count())]
        self.answer.changed.connect(self._show_day)
        self._show_day()

    def _show_day(self) -> None:
        for part in self._later:
            part.setVisible(self.answer.chosen() == "no")

    def press(self, digit: int) -> None:
        if digit <= 2:
            self.answer.choose(("yes", "no")[digit - 1])
            (self.words if digit == 1 else self.until).setFocus()

    def missing(self) -> str:
        if not self.answer.chosen():
            return why_words("no-answer")
        return self.lacks_day(self.until) if self.answer.chosen() == "no" else ""

    def job(self) -> Callable[..., Any]:
        solved = self.answer.chosen() == "yes"
        day, words = None if solved else self.until.value(), self.words.text()
        return partial(triage.follow_up, solved=solved, day=day, words=words, **self.given())


class CloseForm(WordsForm):
    """Closed though nobody said yes."""

    work = staticmethod(triage.close_unconfirmed)
    lacks = "no-reason"

    def make(self) -> None:
        self.title, self.verb = self.tr("居民没认可也办结"), self.tr("就这样办结")
        self.done = self.tr("办结了，记作居民没认可。")
        self.ask, self.hint = self.tr("为什么"), self.tr("找不到人，或者居民不同意也只能这样")
        super().make()


class WithdrawForm(WordsForm):
    """The resident does not want it any more."""

    work = staticmethod(triage.withdraw_request)
    lacks = "no-reason"

    def make(self) -> None:
        self.title, self.verb = self.tr("撤回这件诉求"), self.tr("撤回")
        self.done = self.tr("撤回了。")
        self.ask, self.hint = self.tr("为什么"), self.tr("居民自己弄好了，或者记重了")
        super().make()


FORMS: dict[str, type[ActForm]] = {
    lawful.SORT: SortForm,
    lawful.OWNER: OwnerForm,
    lawful.PROMISE: PromiseForm,
    lawful.PROGRESS: ProgressForm,
    lawful.FINISH: FinishForm,
    lawful.FOLLOW_UP: FollowUpForm,
    lawful.CLOSE: CloseForm,
    lawful.WITHDRAW: WithdrawForm,
}


def act_form(act: str, page: RequestFull, sitting: Sitting, who: Who, parent: QWidget) -> ActForm:
    form = FORMS[act](page, sitting, who, parent)
    form.begin()
    return form

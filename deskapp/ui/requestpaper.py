"""The page of one request: what is asked, the form of the step that is taken now, and all that happened.

paper.show_request(page, people)     paper.show_new(home, words)     paper.show_nothing(empty)
paper.did                            Signal(object, str): a job for desk.do, and the words when it is done
paper.door_asked, paper.put_by       Signal(): 看这一户; Esc from a form that was not open by itself
paper.begin("promise")               opens the form of an act; paper.digit(2); paper.press()
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.ui.buttons import PressButton, button, why
from deskapp.ui.empty import Empty
from deskapp.ui.flow import Flow
from deskapp.ui.keeping import Keeping
from deskapp.ui.leaf import Leaf
from deskapp.ui.phrases import code_word, day_short, nobody, read_day
from deskapp.ui.requestacts import act_form
from deskapp.ui.requestforms import RequestForm
from deskapp.ui.requesthistory import facts, history, similar
from deskapp.ui.requestnew import new_form
from deskapp.ui.requestwords import stage_tag, why_words
from deskapp.ui.screen import Sitting
from deskapp.ui.sheet import page, rule
from deskapp.ui.text import label
from deskapp.work import lawful
from deskapp.work.requests import RequestFull
from deskapp.work.triage import FORM, NEW, draft_of, give_owner, kept_forms

BY_ITSELF = (lawful.SORT, lawful.FOLLOW_UP)
"""The forms that stand open when theirs is the next step: they are answered with one digit."""
SAYS_WHY = (lawful.FINISH, lawful.UNSORTED)
"""The button that stays where it is not lawful, and says why: nothing closes unsorted."""


Typed = dict[str, list[Any]]
Kept = dict[str, Typed]
"""By the subject of a draft, what stands in the places of its form."""


class RequestPaper(Leaf):
    """One request, or one that is being written down."""

    did = Signal(object, str)
    door_asked = Signal()
    put_by = Signal()
    edited = Signal()
    """For the keeping of what is typed."""

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__("door", parent)
        self.sitting = sitting
        self.page: RequestFull | None = None
        self.form: RequestForm | None = None
        self.act = ""
        self._people: Sequence[tuple[str, str]] = ()
        self._kept: Kept = {}
        self._sent: tuple[str, Typed] = ("", {})
        self._done: tuple[str, Typed] = ("", {})
        """What is on its way to be saved, and what was saved last."""
        self.door = button(self.tr("看这一户"), icon="home", small=True, parent=self.held)
        self.door.clicked.connect(self.door_asked)
        self.head.addWidget(self.door)
        self._below = self._make_foot()
        self._below_rule = self.add_below(self._below)
        self.keeping = Keeping(sitting, self, self, FORM)
        sitting.desk.ask(self, partial(kept_forms, actor=sitting.actor), self._restore)

    def _make_foot(self) -> QWidget:
        held = QWidget(self.held)
        foot = QVBoxLayout(held)
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.main = button("", "main", key="Ctrl ↵", parent=held)
        self.lacks = label("", "small", "text2", held, wrap=True)
        self.later = button(self.tr("先不写"), "quiet", key="Esc", parent=held)
        row.addWidget(self.main)
        row.addWidget(self.lacks, 1)
        row.addWidget(self.later)
        foot.addLayout(row)
        self.acts = QWidget(held)
        self._act_row = Flow(self.acts, 4)
        foot.addWidget(self.acts)
        self.main.clicked.connect(self.press)
        self.later.clicked.connect(self.put_away)
        return held

    # --- what is shown

    def show_request(self, shown: RequestFull, people: Sequence[tuple[str, str]]) -> None:
        """The same request again leaves what is being typed alone."""
        same = self.page is not None and self.page.row.id == shown.row.id
        if same and self.page == shown and self._people == people:
            return
        typing = self.act if same and self.form is not None and self.form.typed() else ""
        self.keep()
        self.page, self._people = shown, people
        row = shown.row
        self.name.setText(f"{self._door(shown)}  {row.name or nobody(False)}")
        self.about.setText(" · ".join(self._about(shown)))
        self.tag.set_tag(stage_tag(row.stage))
        self.setAccessibleName(self.name.text())
        if typing and not lawful.why_not(typing, row.stage):
            self._open(typing)
        else:
            self._open(shown.next if shown.next in BY_ITSELF else "")

    def show_new(self) -> None:
        self.keep()
        self.page, self.act = None, NEW
        self.name.setText(self.tr("记一件诉求"))
        self.about.setText(self.tr("电话里、窗口前、楼道里说的事"))
        self._begin()
        form = new_form(self.sitting, self._inner)
        self._put_form(form)
        self._end()
        form.take_focus()

    def show_nothing(self, empty: Empty) -> None:
        self.keep()
        self.page, self.act = None, ""
        self.show_empty(empty)

    def _door(self, shown: RequestFull) -> str:
        row = shown.row
        return "-".join(part for part in (row.building, row.unit, row.room) if part)

    def _about(self, shown: RequestFull) -> list[str]:
        row, today = shown.row, self.sitting.clock.today()
        raised = read_day(row.raised_on)
        said = day_short(raised, today) if raised else row.raised_on
        words = self.tr("{0}走访时提的") if shown.visit else self.tr("{0}提的")
        parts = [code_word("request_category", row.category), words.format(said)]
        if row.urgency and row.urgency != "normal":
            parts.insert(1, code_word("urgency", row.urgency))
        return [part for part in parts if part]

    # --- the body

    def _begin(self) -> None:
        self.clear()
        self._inner, self._lines = page(self.held, spacing=10)
        self.show_body(self._inner)

    def _end(self) -> None:
        self._lines.addStretch(1)
        self.held.show()
        if self.area is not None:
            self.area.show()  # at once, so that Tab finds its places
        self.door.setVisible(self.page is not None)
        self.tag.setVisible(self.page is not None)
        self._show_acts()
        self._check()

    def clear(self) -> None:
        super().clear()
        self.form = None

    def _open(self, act: str) -> None:
        """Lays out the page with the form of an act, or without one."""
        shown = self.page
        if shown is None:
            return
        self.act = act
        self._begin()
        self._lines.addWidget(label(shown.row.text, "card", "text", self._inner, wrap=True))
        self._lines.addWidget(facts(shown, self.sitting.clock.today(), self._inner))
        if act:
            self._lines.addWidget(rule(self._inner))
            form = act_form(act, shown, self.sitting, self._people, self._inner)
            self._title = label(form.title, "strong", "text", self._inner)
            self._lines.addWidget(self._title)
            self._put_form(form)
            if act == lawful.SORT:
                self._lines.addWidget(similar(shown, self._inner))
        self._lines.addWidget(rule(self._inner))
        self._lines.addWidget(history(shown, self.sitting.clock.today(), self._inner))
        self._end()

    def _put_form(self, form: RequestForm) -> None:
        """With what was typed in it before, here or before the program ended."""
        self.form = form
        self.keeping.start(self._subject())
        form.put_back(self._kept.get(self._subject(), {}))
        form.changed.connect(self._check)
        form.changed.connect(self.edited)
        self._lines.addWidget(form)

    # --- what is typed and not done yet

    def state(self) -> Typed:
        return self.form.typed() if self.form is not None else {}

    def _subject(self) -> str:
        return draft_of(self.page.row.id if self.page is not None else "", self.act)

    def keep(self) -> None:
        """What was typed for a request waits until it is chosen again."""
        if self.form is not None:
            self._kept[self._subject()] = self.state()
            self.keeping.now()

    def _restore(self, kept: Kept) -> None:
        """From before the program ended; what was typed since is newer."""
        self._kept = kept | self._kept
        if self.form is not None and not self.state():
            self.form.put_back(self._kept.get(self._subject(), {}))

    def hold(self) -> None:
        """What is typed is on its way to be saved, and its draft goes with it."""
        self._sent = (self._subject(), self.state())
        self.keeping.hold(True)

    def not_settled(self) -> None:
        """It was not saved: it is kept as before."""
        self.keeping.hold(False)
        self._put_by_for_later(*self._sent)

    def settled(self) -> None:
        """What was sent is saved; it comes back into its form if the step is taken back."""
        self._done = self._sent
        self._kept.pop(self._done[0], None)
        if self._done[0] == self._subject():
            self.form, self.page = None, None

    def give_back(self) -> None:
        """The step was taken back: what was typed for it is in its form again."""
        self.keep()
        self._put_by_for_later(*self._done)
        self.form, self.page = None, None

    def _put_by_for_later(self, subject: str, typed: Typed) -> None:
        if typed:
            self._kept[subject] = typed
            self.keeping.keep(subject, typed)

    # --- buttons

    def _show_acts(self) -> None:
        while (item := self._act_row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        shown = self.page
        self.acts.setVisible(shown is not None)
        for act, words in self._words().items():
            if shown is None or act in (self.act, "" if self.act else shown.next) or not self._shows(act):
                continue
            made = button(words, "quiet", small=True, parent=self.acts)
            why(made, why_words(lawful.why_not(act, shown.row.stage)))
            made.clicked.connect(partial(self.begin, act))
            self._act_row.addWidget(made)
            made.show()
        self.acts.setVisible(self._act_row.count() > 0)

    def _shows(self, act: str) -> bool:
        shown = self.page
        if shown is None or lawful.is_over(shown.row.stage):
            return shown is not None and not lawful.why_not(act, shown.row.stage)
        if act == lawful.TAKE and shown.owner_id == self.sitting.actor.id:
            return False
        return (act, shown.row.stage) == SAYS_WHY or not lawful.why_not(act, shown.row.stage)

    def _words(self) -> dict[str, str]:
        talk = self.page is not None and self.page.mediation
        again = self.page is not None and self.page.row.triage
        promised = self.page is not None and self.page.row.promised_on
        return {
            lawful.SORT: self.tr("改分流") if again else self.tr("分流"),
            lawful.TAKE: self.tr("我来办"),
            lawful.OWNER: self.tr("交给别人"),
            lawful.PROMISE: self.tr("改日子") if promised else self.tr("答应日子"),
            lawful.PROGRESS: self.tr("记劝和") if talk else self.tr("记进展"),
            lawful.FINISH: self.tr("办结"),
            lawful.FOLLOW_UP: self.tr("回访"),
            lawful.CLOSE: self.tr("没认可也办结"),
            lawful.WITHDRAW: self.tr("撤回"),
        }

    @Slot()
    def _check(self) -> None:
        """What the main button does now, and why it cannot."""
        shown, lacks = self.page, ""
        if self.form is not None:
            lacks = self.form.missing()
            self.main.setText(self.form.verb)
        elif shown is not None and shown.next:
            self.main.setText(self._words()[shown.next])
        self.main.setVisible(self.form is not None or bool(shown and shown.next))
        why(self.main, lacks)
        self.lacks.setText("；".join(words for words in (lacks, self._greyed()) if words))
        self.later.setVisible(self.form is not None and not self._by_itself())
        self.main.updateGeometry()
        self.lacks.setVisible(not self.main.isHidden())
        seen = not (self.main.isHidden() and self._act_row.count() == 0)
        for part in (self._below_rule, self._below):
            part.setVisible(seen)

    def _greyed(self) -> str:
        """Why a button of the row cannot be pressed, in words that are seen."""
        grey = [each for each in self.buttons() if not each.isEnabled()]
        return grey[0].accessibleDescription() if grey else ""

    def buttons(self) -> list[PressButton]:
        held = [self._act_row.itemAt(n) for n in range(self._act_row.count())]
        widgets = [item.widget() for item in held if item is not None]
        return [each for each in widgets if isinstance(each, PressButton)]

    def _by_itself(self) -> bool:
        return self.page is not None and self.act == self.page.next and self.act in BY_ITSELF

    def begin(self, act: str) -> None:
        """An act by its button: its form, or at once where nothing is asked."""
        shown = self.page
        if shown is None or lawful.why_not(act, shown.row.stage):
            return
        if act == lawful.TAKE:
            who, today = self.sitting.actor, self.sitting.clock.today()
            job = partial(give_owner, id=shown.row.id, owner=who.id, actor=who, today=today)
            self.did.emit(job, self.tr("归您办了。"))
            return
        self.keep()
        self._open(act)
        self.take_focus()

    @Slot()
    def press(self) -> None:
        """The main button, or its key from anywhere."""
        if not self.main.isEnabled() or self.main.isHidden():
            return
        if self.form is not None:
            self.did.emit(self.form.job(), self.form.done)
        elif self.page is not None and self.page.next:
            self.begin(self.page.next)

    def digit(self, digit: int) -> None:
        """1 to 3 sort, or answer what the open form asks."""
        if self.form is None and self.page is not None:
            self.begin(lawful.SORT)
        if self.form is not None:
            self.form.press(digit)
            self._bring_form()

    def _bring_form(self) -> None:
        """Where the page is too low for all of it, the form stands at its top."""
        form, area = self.form, self.area
        if form is None or area is None or self.page is None:
            return
        title, bar = self._title, area.verticalScrollBar()

        def bring() -> None:
            if form.geometry().bottom() > bar.value() + area.viewport().height():
                bar.setValue(title.y() - 8)

        QTimer.singleShot(0, form, bring)

    @Slot()
    def put_away(self) -> None:
        """Closes a form that was opened; then the list has the focus."""
        self.keep()
        if self.page is not None and self.form is not None and not self._by_itself():
            self._open(self.page.next if self.page.next in BY_ITSELF else "")
        self.put_by.emit()

    def take_focus(self) -> None:
        if self.form is not None:
            self.form.take_focus()
            self._bring_form()
        elif self.main.isVisible():
            self.main.setFocus()
        else:
            next(iter(self.buttons()), self.door).setFocus()

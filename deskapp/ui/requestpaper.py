"""The page of one request: what is asked, the form of the step that is taken now, and all that happened.

paper.show_request(page, people)     paper.show_new(home, words)     paper.show_nothing(empty)
paper.did                            Signal(object, str): a job for desk.do, and the words when it is done
paper.door_asked, paper.put_by       Signal(): 看这一户; Esc from a form that was not open by itself
paper.begin("promise")               opens the form of an act; paper.digit(2); paper.press()
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from deskapp.ui.buttons import PressButton, button, why
from deskapp.ui.chips import StateTag, Tag
from deskapp.ui.empty import Empty
from deskapp.ui.flow import Flow
from deskapp.ui.phrases import code_word, day_short, nobody, read_day
from deskapp.ui.requestacts import act_form
from deskapp.ui.requestforms import RequestForm
from deskapp.ui.requesthistory import facts, history, similar
from deskapp.ui.requestnew import new_form
from deskapp.ui.requestwords import stage_tag, why_words
from deskapp.ui.screen import Sitting
from deskapp.ui.sheet import Sheet, page, rule, scrolling
from deskapp.ui.text import label
from deskapp.work import lawful
from deskapp.work.requests import RequestFull
from deskapp.work.triage import give_owner

BY_ITSELF = (lawful.SORT, lawful.FOLLOW_UP)
"""The forms that stand open when theirs is the next step: they are answered with one digit."""
SAYS_WHY = (lawful.FINISH, lawful.UNSORTED)
"""The button that stays where it is not lawful, and says why: nothing closes unsorted."""


class RequestPaper(Sheet):
    """One request, or one that is being written down."""

    did = Signal(object, str)
    door_asked = Signal()
    put_by = Signal()

    def __init__(self, sitting: Sitting, parent: QWidget) -> None:
        super().__init__(parent=parent)
        self.sitting = sitting
        self.page: RequestFull | None = None
        self.form: RequestForm | None = None
        self.act = ""
        self._people: Sequence[tuple[str, str]] = ()
        self._kept: dict[tuple[str, str], dict[str, str]] = {}
        self._nothing: Empty | None = None
        self._body: QScrollArea | None = None
        self._held = QWidget(self)
        self._leaf = QVBoxLayout(self._held)
        self._leaf.setContentsMargins(0, 0, 0, 0)
        self._leaf.setSpacing(0)
        self._leaf.addWidget(self._make_head())
        self._leaf.addWidget(rule(self._held))
        self._place = QVBoxLayout()
        self._leaf.addLayout(self._place, 1)
        self._below_rule = rule(self._held)
        self._leaf.addWidget(self._below_rule)
        self._below = self._make_foot()
        self._leaf.addWidget(self._below)
        self.add(self._held, 1)
        self._held.hide()

    def _make_head(self) -> QWidget:
        head = QWidget(self._held)
        row = QHBoxLayout(head)
        row.setContentsMargins(20, 10, 20, 10)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name = label("", "door", "text", head)
        self.about = label("", "small", "text2", head, wrap=True)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        self.tag = StateTag(Tag(""), head)
        row.addWidget(self.tag)
        self.door = button(self.tr("看这一户"), icon="home", small=True, parent=head)
        self.door.clicked.connect(self.door_asked)
        row.addWidget(self.door)
        return head

    def _make_foot(self) -> QWidget:
        held = QWidget(self._held)
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
        self._keep()
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
        self._keep()
        self.page, self.act = None, "new"
        self.name.setText(self.tr("记一件诉求"))
        self.about.setText(self.tr("电话里、窗口前、楼道里说的事"))
        self._begin()
        form = new_form(self.sitting, self._inner)
        form.put_back(self._kept.pop(("", self.act), {}))
        self._put_form(form)
        self._end()
        form.take_focus()

    def show_nothing(self, empty: Empty) -> None:
        self._keep()
        self.page, self.form, self.act = None, None, ""
        self._clear()
        self._held.hide()
        self._nothing = empty
        self.add(empty, 1)
        empty.show()

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
        self._clear()
        self._inner, self._lines = page(self._held, spacing=10)
        self._body = scrolling(self._inner, self._held)
        self._place.addWidget(self._body)

    def _end(self) -> None:
        self._lines.addStretch(1)
        self._held.show()
        if self._body is not None:
            self._body.show()  # at once, so that Tab finds its places
        self.door.setVisible(self.page is not None)
        self.tag.setVisible(self.page is not None)
        self._show_acts()
        self._check()

    def _clear(self) -> None:
        self.form = None
        if self._body is not None:
            self._place.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
            self._body = None
        if self._nothing is not None:
            self._nothing.hide()
            self._nothing.deleteLater()
            self._nothing = None

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
            form.put_back(self._kept.pop((shown.row.id, act), {}))
            self._title = label(form.title, "strong", "text", self._inner)
            self._lines.addWidget(self._title)
            self._put_form(form)
            if act == lawful.SORT:
                self._lines.addWidget(similar(shown, self._inner))
        self._lines.addWidget(rule(self._inner))
        self._lines.addWidget(history(shown, self.sitting.clock.today(), self._inner))
        self._end()

    def _put_form(self, form: RequestForm) -> None:
        self.form = form
        form.changed.connect(self._check)
        self._lines.addWidget(form)

    def _keep(self) -> None:
        """What was typed for a request waits until it is chosen again."""
        if self.form is not None and self.form.typed():
            self._kept[(self._id(), self.act)] = self.form.typed()

    def _id(self) -> str:
        """ "" for one that is being written down."""
        return self.page.row.id if self.page is not None else ""

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
        self._keep()
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
        form, area = self.form, self._body
        if form is None or area is None or self.page is None:
            return
        title, bar = self._title, area.verticalScrollBar()

        def bring() -> None:
            if form.geometry().bottom() > bar.value() + area.viewport().height():
                bar.setValue(title.y() - 8)

        QTimer.singleShot(0, form, bring)

    def settled(self) -> None:
        """What was written is saved: nothing of it is kept."""
        self.form = None
        self._kept.pop((self._id(), self.act), None)
        self.page = None

    @Slot()
    def put_away(self) -> None:
        """Closes a form that was opened; then the list has the focus."""
        self._keep()
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

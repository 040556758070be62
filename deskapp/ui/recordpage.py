"""The paper of one record beside its list: a form, saved, withdrawn and taken back here.

paper = RecordPaper(sitting, "referral", "转介", fields, "Referrals", parent)
paper.show_record(id); paper.begin_new({"household": id})      what was begun before is kept as a draft
paper.save(); paper.withdraw(); paper.undo()
paper.changed                        Signal(str): the record saved, withdrawn or taken back
paper.put_by                         Signal(): done here, or Escape; the list is next
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.models.actor import WRITE
from deskapp.models.change import ChangeSet
from deskapp.models.record import kinds
from deskapp.store import drafts
from deskapp.store.capture import Refused, Unconfirmed
from deskapp.ui.buttons import button
from deskapp.ui.empty import Empty
from deskapp.ui.fields import Field
from deskapp.ui.form import Form, finding_line
from deskapp.ui.inplace import InPlace
from deskapp.ui.keeping import Keeping
from deskapp.ui.phrases import moment, state_tag
from deskapp.ui.screen import Sitting
from deskapp.ui.sheet import Sheet, scrolling
from deskapp.ui.strips import Act, Said
from deskapp.ui.symbols import Icon
from deskapp.ui.words import field_words, problem
from deskapp.work.entry import form_of, is_new, new_subject, save_record, withdraw
from deskapp.work.kinds import RecordPage, record_page, words_of


@dataclass(frozen=True)
class _Shown:
    """What a paper is made of."""

    page: RecordPage | None
    words: dict[str, str]
    draft: drafts.Draft | None


class RecordPaper(Sheet):
    """One record, or a new one."""

    changed = Signal(str)
    put_by = Signal()

    def __init__(
        self,
        sitting: Sitting,
        kind: str,
        called: str,
        fields: Sequence[Field],
        context: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent=parent)
        self._sitting, self._kind, self._called = sitting, kind, called
        self._subject = self._wanted = ""
        self._given: dict[str, Any] = {}
        self._page: RecordPage | None = None
        self._may_add = self._saving = False
        self._sets: dict[str, str] = {}
        self._undo: tuple[str, str] | None = None
        self.form = Form(sitting, kind, fields, self, context=context)
        self._make()
        self._here = InPlace(self._column_of_form, self)
        self._keeping = Keeping(sitting, self.form, self, form_of(kind))
        self._connect()
        self._show_body(False)

    def _make(self) -> None:
        self._body = QWidget(self)
        self._column_of_form = QVBoxLayout(self._body)
        self._column_of_form.setContentsMargins(0, 0, 0, 0)
        self._column_of_form.setSpacing(0)
        self._scroll = scrolling(self.form, self._body)
        self._column_of_form.addWidget(self._scroll, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 4, 20, 12)
        foot.setSpacing(8)
        self.save_button = button(self.tr("保存"), "main", key="Ctrl S", parent=self._body)
        self.withdraw_button = button(self.tr("撤掉这条"), "quiet", parent=self._body)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        foot.addWidget(self.withdraw_button)
        self._column_of_form.addLayout(foot)
        self.add(self._body, 1)
        self._nothing = Empty(Icon("file"), self.tr("还没选"), self.tr("选中的一条会开在这里"), parent=self)
        self.add(self._nothing, 1)

    def _connect(self) -> None:
        self._keeping.kept.connect(self._kept)
        self._keeping.failed.connect(self._not_kept)
        self.save_button.clicked.connect(self.save)
        self.withdraw_button.clicked.connect(self.withdraw)
        self._sitting.desk.changed.connect(self._hear)

    # --- which record

    @Slot(str)
    def show_record(self, id: str) -> None:
        """No id: none."""
        if id != self._wanted:
            self._go_to(id, {})

    def begin_new(self, given: dict[str, Any]) -> None:
        if self._wanted == new_subject(given):
            self.form.take_focus()
        else:
            self._go_to(new_subject(given), given)

    def _go_to(self, subject: str, given: dict[str, Any]) -> None:
        self.keep_now()
        self._wanted, self._given = subject, given
        if subject:
            self._ask()
        else:
            self._subject, self._page = "", None
            self._here.clear()
            self._show_body(False)

    @Slot()
    def reload(self) -> None:
        """Reads the record again unless something is being written into it."""
        still = self._wanted == self._subject and not (self.is_new() or self.form.changes() or self._saving)
        if self._wanted and still:
            self._subject = ""
            self._ask()

    def set_may_add(self, may: bool) -> None:
        self._may_add = may

    def is_new(self) -> bool:
        return is_new(self._wanted)

    def begun(self) -> bool:
        """Whether somebody writes here."""
        return bool(self._subject) and bool(self.form.changes())

    def _ask(self) -> None:
        subject, kind, owner, given = self._wanted, self._kind, self._sitting.actor.id, self._given

        def paper(session: Any) -> _Shown:
            draft = drafts.find(session.connection(), owner, form_of(kind), subject)
            page = None if is_new(subject) else record_page(session, kind, subject)
            return _Shown(page, words_of(session, kind, given), draft)

        self._sitting.desk.ask(self, paper, partial(self._show, subject), lane="paper")

    def _show(self, subject: str, shown: _Shown) -> None:
        if shown.page is None and not is_new(subject):
            self._wanted = self._subject = ""
            self._show_body(False)
            return
        if subject == self._subject:
            return
        self._subject, self._page = subject, shown.page
        self._here.clear()
        values, words = (shown.page.values, shown.page.words) if shown.page else (self._given, shown.words)
        self.form.begin(values, words)
        self.form.set_locked(self._why_locked())
        self._keeping.start(subject)
        self._show_body(True)
        if shown.draft is not None and not self.form.reason:
            self._go_on(shown.draft)
        if is_new(subject):
            self.form.take_focus()

    def _go_on(self, draft: drafts.Draft) -> None:
        self.form.restore(draft.doc)
        at = moment(draft.saved_at, self._sitting.clock.today())
        drop = Act("drop", self.tr("不要了"), quiet=True)
        words = self.tr("{0} 没写完的，接着填上了").format(at)
        strip = self._here.say(Said("question", words, acts=[drop]), above=True)
        strip.acted.connect(self._drop_draft)

    @Slot(str)
    def _drop_draft(self, act: str) -> None:
        self._keeping.drop(self._subject)
        self._subject = ""
        self._ask()

    def _why_locked(self) -> str:
        actor = self._sitting.actor
        if self._page is None:
            return "" if self._may_add else self.tr("您的岗位只能看，不能记")
        if not actor.may(WRITE, self._page.scope):
            return self.tr("您的岗位只能看，不能改")
        if kinds()[self._kind].only_author and self._page.author != actor.id:
            return self.tr("只有记的人自己能改")
        return ""

    def _show_body(self, shown: bool) -> None:
        self._body.setVisible(shown)
        self._nothing.setVisible(not shown)
        new = is_new(self._subject)
        open_ = not self.form.reason
        self.save_button.setVisible(open_)
        self.withdraw_button.setVisible(open_ and not new and self._page is not None)
        self.set_head(self._title() if shown else "", self._more() if shown else "")

    def _title(self) -> str:
        return self.tr("新的{0}").format(self._called) if is_new(self._subject) else self._called

    def _more(self, kept: str = "") -> str:
        tag = state_tag(self._page.sync or "") if self._page else None
        return " · ".join(part for part in (tag.text if tag else "", kept) if part)

    @Slot()
    def take_focus(self) -> None:
        if self._subject:
            self.form.take_focus()

    @Slot()
    def put_aside(self) -> None:
        """Escape: what was begun is kept as a draft, the list is next."""
        self.keep_now()
        self.put_by.emit()

    # --- drafts

    @Slot()
    def keep_now(self) -> None:
        self._keeping.now()

    @Slot(str, str)
    def _kept(self, subject: str, at: str) -> None:
        if subject == self._subject:
            words = self.tr("{0} 已自动存草稿").format(moment(at, self._sitting.clock.today())) if at else ""
            self.set_head(self._title(), self._more(words))

    @Slot(object)
    def _not_kept(self, error: Exception) -> None:
        self._here.say(Said("broken", self.tr("草稿没存上，写的都还在这里"), closable=False))

    # --- saving

    @Slot()
    def save(self, confirmed: frozenset[str] = frozenset()) -> None:
        if self._saving or not self._subject or self.form.reason:
            return
        self._here.clear()
        found = self.form.findings()
        self.form.show_findings(found)
        if found:
            self._lead_to(found[0].field)
            return
        self._saving = True
        self._keeping.now()  # the save's own commit drops it
        self._keeping.hold(True)
        subject, state = self._subject, self.form.state()
        values = self.form.changes() if self._page else {**self._given, **self.form.values()}
        job = partial(
            save_record,
            kind=self._kind,
            subject=subject,
            values=values,
            actor=self._sitting.actor,
            today=self._sitting.clock.today().isoformat(),
        )
        self._sitting.desk.do(
            self,
            job,
            partial(self._saved, subject, state),
            failed=partial(self._failed, subject, state),
            confirmed=confirmed or frozenset(),
        )

    def _saved(self, subject: str, state: dict[str, Any], id: str) -> None:
        self._saving = False
        self._say_done("done", self.tr("已存。"), id)
        if self._subject == subject and self.form.state() != state:
            self._go_on_with(id)
        elif self._wanted == subject:  # one has not gone elsewhere meanwhile
            self._subject, self._wanted = "", id
            self._ask()
            self.put_by.emit()
        self.changed.emit(id)

    def _go_on_with(self, id: str) -> None:
        """What was typed while the save was on its way is a draft of what is saved; all of it goes next."""
        self._keeping.hold(False)
        self._keeping.keep(id, self.form.state())
        if self._wanted != self._subject:  # one has gone elsewhere meanwhile
            return
        self._subject = self._wanted = id
        self._page = None
        self._keeping.start(id)
        self._show_body(True)
        self._here.say(Said("question", self.tr("接着写的还没存，再保存一次")))

    @Slot()
    def withdraw(self) -> None:
        if self._page is None or self.form.reason or self._saving:
            return
        self._saving = True
        self._keeping.now()
        self._keeping.hold(True)
        subject, state, owner, kind = self._subject, self.form.state(), self._sitting.actor.id, self._kind

        def job(session: Any) -> None:
            withdraw(session, kind=kind, id=subject)
            drafts.drop(session.connection(), owner, form_of(kind), subject)

        failed = partial(self._failed, subject, state)
        self._sitting.desk.do(self, job, partial(self._withdrawn, subject), failed=failed)

    def _withdrawn(self, id: str, nothing: None) -> None:
        self._saving = False
        if self._wanted == id:
            self._go_to("", {})
            self.put_by.emit()
        self._say_done("undo", self.tr("撤掉了一条{0}").format(self._called), id)
        self.changed.emit("")

    def _say_done(self, kind: str, words: str, id: str) -> None:
        set_id = self._sets.pop(id, "")
        self._undo = (set_id, id) if set_id else None
        acts = [Act("undo", self.tr("撤销"), shown_key="Ctrl Z")] if set_id else []
        lead, words = (words, self._called) if kind == "done" else ("", words)
        strip = self._sitting.say(Said(kind, words, lead=lead, acts=acts))
        strip.acted.connect(self.undo)

    def _failed(self, subject: str, state: dict[str, Any], error: Exception) -> None:
        self._saving = False
        self._keeping.hold(False)
        self._keeping.keep(subject, state)
        if subject != self._subject:  # one has gone elsewhere meanwhile; it waits there as a draft
            self._sitting.say(Said("broken", problem(error)))
            return
        if not isinstance(error, Refused):
            self._here.say(Said("broken", problem(error), closable=False))
            return
        findings = [finding for found in error.findings.values() for finding in found]
        lost = self.form.show_findings(findings)
        if isinstance(error, Unconfirmed):
            words = "；".join(dict.fromkeys(map(finding_line, findings)))
            mend = partial(self._lead_to, findings[0].field)
            self._bring(findings[0].field)
            self._here.ask(words, partial(self.save, frozenset(map(str, findings))), mend)
            return
        self._lead_to(findings[0].field)
        if lost:
            words = "；".join(dict.fromkeys(field_words(finding.code) for finding in lost))
            self._here.say(Said("broken", words, closable=False))

    def _lead_to(self, name: str) -> None:
        self.form.lead_to(name)
        self._bring(name)

    def _bring(self, name: str) -> None:
        """A field and the words under it into sight, once these have their place."""
        cell = self.form.places[name].parentWidget() if name in self.form.places else self.form
        QTimer.singleShot(0, cell, lambda: self._scroll.ensureWidgetVisible(cell, 0, 12))

    @Slot()
    def undo(self) -> None:
        """Takes back what was last saved or withdrawn here."""
        if self._undo is not None:
            (set_id, id), self._undo = self._undo, None
            self._sitting.desk.undo(self, set_id, partial(self._undone, id))

    def _undone(self, id: str, nothing: None) -> None:
        self._sitting.say(Said("done", self.tr("撤销了")))
        if self._wanted in ("", id):
            self._subject, self._wanted = "", id
            self._ask()
        self.changed.emit(id)

    @Slot(object)
    def _hear(self, sets: list[ChangeSet]) -> None:
        for each in sets:
            for change in each.changes:
                if change.kind == self._kind:
                    self._sets = {change.id: each.id}

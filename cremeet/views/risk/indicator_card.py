"""One indicator: what is asked, the answer now beside last time's, and what the answer rests on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from cremeet.practice.instrument import Question
from cremeet.practice.scoring import Change
from cremeet.services.assessing import Answer
from cremeet.views.fields import AutoSave, across, button, label, space, wear
from cremeet.views.fields.commands import stands_for_command
from cremeet.views.fields.words import card, down
from cremeet.views.risk.answer_choice import answer_choice, describe
from cremeet.views.risk.basis_form import BasisForm
from cremeet.views.risk.fold import Fold
from cremeet.views.risk.reading import change_words


class IndicatorCard(QFrame):
    """`answered` carries (indicator id, Answer): at once for a choice, shortly after typing rests for words."""

    answered = Signal(str, object)
    typed = Signal()

    def __init__(
        self, question: Question, given: Answer, today: Callable[[], date], *, columns: int, locked: bool
    ) -> None:
        super().__init__()
        self.question, self._kept, self._locked = question, given, locked
        indicator = question.indicator
        self.setAccessibleName(indicator.text)
        anchors = {anchor.answer: anchor.text for anchor in indicator.anchors}
        self.now = answer_choice(question.scale, indicator.text, anchors, columns=columns)
        self.now.set_value(given.answer or None)
        self.before = None
        if question.before is not None:
            asked = self.tr("{indicator}, in the past").format(indicator=indicator.text)
            self.before = answer_choice(question.before, asked, {}, columns=columns)
            self.before.set_value(given.historic or None)
        self.basis = BasisForm(indicator.text, indicator.evidence or "", today)
        self.basis.show_answer(given)
        self._change = label("", "chip-plain")
        self._then = label("", "small", wrap=True)
        self._needed = label(self.tr("Evidence is needed for this answer"), "chip-warn")
        self._fault = label("", "error", wrap=True)
        self.clear = button(
            self.tr("Clear the answer"), "quiet", name=self.tr("Clear the answer: {text}").format(text=indicator.text)
        )
        stands_for_command(self.clear)
        self.fold = Fold(self.tr("Evidence and source"), self._details())
        self._lay_out()
        self._save = AutoSave(self, self.typed, self.keep)
        self.basis.edited.connect(self.typed)
        self.now.edited.connect(self._chose)
        if self.before is not None:
            self.before.edited.connect(self._chose)
        self.clear.clicked.connect(self._clear)
        for one in (self.now, self.before, self.basis, self.clear):
            if one is not None:
                one.setEnabled(not locked)
        self.basis.edited.connect(self._sum_up)
        self._sum_up()

    @property
    def target(self) -> QWidget:
        """Where the keyboard goes."""
        return self.now.target

    def answer(self) -> Answer:
        """Return the answer as it stands on the screen; a day that cannot be read keeps the last one."""
        return self.basis.answer(
            self.now.value() or "", (self.before.value() or "") if self.before is not None else "", self._kept
        )

    def keep(self) -> None:
        """Hand the answer over now, where it is not what was handed over last."""
        given = self.answer()
        if given != self._kept:
            self._kept = given
            self._fault.hide()
            self.answered.emit(self.question.indicator.id, given)

    def flush(self) -> None:
        """Hand over what waits."""
        self._save.flush()

    def refuse(self, sentence: str) -> None:
        """Show why the record did not take the answer."""
        self._fault.setText(self.tr("Error: {sentence}").format(sentence=sentence))
        self._fault.show()

    def show_change(self, change: Change | None, *, compared: bool, needs_evidence: bool) -> None:
        """Show how this stands beside the last assessment."""
        words, role = change_words(change)
        wear(self._change, "role", role)
        self._change.setText(words)
        self._change.setVisible(bool(words))
        then = change.then if change else None
        self._then.setText(
            self.tr("Last time: {answer}").format(answer=then or self.tr("not answered")) if compared else ""
        )
        self._then.setVisible(compared)
        self._needed.setVisible(needs_evidence)
        if needs_evidence:
            self.fold.open()
        describe(self.now, ". ".join(one for one in (words, self._then.text()) if one))

    def _details(self) -> QWidget:
        inside = QWidget()
        column = down(self.basis, across(self.clear, None), gap=6)
        column.setContentsMargins(0, 0, 0, 0)
        inside.setLayout(column)
        return inside

    def _lay_out(self) -> None:
        indicator = self.question.indicator
        critical = label(self.tr("Critical sign"), "chip-bad") if indicator.critical else None
        head = [label(indicator.text, "strong", wrap=True), self._change, *([critical] if critical else [])]
        row = across(*head, gap=8)
        row.setStretch(0, 1)
        frame, column = card()
        column.addLayout(row)
        column.addWidget(label(indicator.help, "small", wrap=True))
        if self.before is not None:
            column.addWidget(label(self.question.scale.title, "small", wrap=True))
        column.addWidget(self.now)
        if self.question.before is not None and self.before is not None:
            column.addWidget(label(self.question.before.title, "small", wrap=True))
            column.addWidget(self.before)
        foot = across(self._then, self._needed, gap=8)
        foot.setStretch(0, 1)
        column.addLayout(foot)
        column.addWidget(self._fault)
        column.addWidget(self.fold)
        for one in (self._fault, self._change, self._then, self._needed):
            one.hide()
        whole = down(frame, gap=0)
        space(whole, 0)
        self.setLayout(whole)

    def _chose(self) -> None:
        self._unfold()
        self.keep()

    def _clear(self) -> None:
        for one in (self.now, self.before):
            if one is not None:
                one.set_value(None)
        self.basis.show_answer(Answer())
        self._sum_up()
        self.keep()
        self.target.setFocus()

    def _unfold(self) -> None:
        """Ask what an answer rests on once it says that the sign is there."""
        for field, scale in ((self.now, self.question.scale), (self.before, self.question.before)):
            value = field.value() if field is not None else None
            answer = scale.get(value) if scale is not None and value else None
            if answer is not None and answer.present:
                self.fold.open()

    def _sum_up(self) -> None:
        said = self.basis.summary()
        words = self.tr("Evidence and source")
        self.fold.set_words(f"{words}: {said}" if said else words)
        about = self.question.indicator.text
        self.fold.head.setAccessibleName(f"{self.fold.head.accessibleName()} ({about})")

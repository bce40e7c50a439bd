"""One area of the instrument: its rating, its indicators, and what the meeting makes of it.

Only the area shown has widgets: a page of a hundred and fifty controls makes a screen reader lag.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.practice.instrument import Domain
from cremeet.services.assessing import Answer
from cremeet.views.fields import AutoSave, FieldRow, TextField, label, reveal, space
from cremeet.views.fields.words import card
from cremeet.views.risk.answer_choice import AnswerChoice, answer_choice, describe
from cremeet.views.risk.indicator_card import IndicatorCard
from cremeet.views.risk.reading import Sheet, change_words, changes_of, questions_of


class DomainPanel(QWidget):
    """`answered` carries (indicator id, Answer); `analysed` (domain id, words, rating); `typed` follows each letter."""

    answered = Signal(str, object)
    analysed = Signal(str, str, str)
    typed = Signal()

    def __init__(self, sheet: Sheet, domain: Domain, today: Callable[[], date], *, columns: int) -> None:
        super().__init__()
        assert sheet.view is not None, "an area shows once an assessment is begun"
        self._domain, self._record = domain, sheet.view.now
        kept = self._record
        self._handed = kept.analysis_by_domain.get(domain.id, ""), kept.rating_by_domain.get(domain.id, "")
        self.cards: dict[str, IndicatorCard] = {}
        self.rating: AnswerChoice | None = None
        self.analysis: TextField | None = None
        column = QVBoxLayout(self)
        space(column, 10, 2, 2, 8, 8)
        column.addWidget(label(domain.title, "h2", wrap=True))
        column.addWidget(label(domain.help, "muted", wrap=True))
        self._add_rating(sheet, column)
        self._add_indicators(sheet, column, today, columns)
        self._add_analysis(column)
        column.addStretch(1)
        self._save = AutoSave(self, self.typed, self._keep)
        self.refresh(sheet)

    def refresh(self, sheet: Sheet) -> None:
        """Show how each question now stands beside the last assessment; what is being typed is left alone."""
        if sheet.view is None:
            return
        changes, needed = changes_of(sheet.view), sheet.view.now.suggestion.missing_evidence
        compared = sheet.view.before is not None
        for name, one in self.cards.items():
            one.show_change(changes.get(name), compared=compared, needs_evidence=name in needed)
        if self.rating is not None:
            change = changes.get(self._domain.id)
            words, _ = change_words(change)
            then = (change.then if change else None) or self.tr("not rated")
            said = self.tr("Last time: {answer}").format(answer=then)
            self._change.setText(f"{words}. {said}" if words else said)
            self._change.setVisible(compared)
            describe(self.rating, self._change.text() if compared else "")

    def refuse(self, indicator: str, sentence: str) -> None:
        """Show why an answer was not taken."""
        if indicator in self.cards:
            self.cards[indicator].refuse(sentence)

    def go_to(self, indicator: str) -> None:
        """Put the keyboard on an indicator, or on the rating of this area."""
        if indicator in self.cards:
            target: QWidget | None = self.cards[indicator].target
            reveal(self.cards[indicator])
        else:
            target = self.rating.target if self.rating is not None else None
        if target is not None:
            target.setFocus()
            reveal(target)

    def flush(self) -> None:
        """Hand over every word that waits."""
        for one in self.cards.values():
            one.flush()
        self._save.flush()

    def _add_rating(self, sheet: Sheet, column: QVBoxLayout) -> None:
        scale = sheet.instrument.scale_called(self._domain.rating)
        if scale is None:
            return
        words = {answer.id: answer.help for answer in scale.answers if answer.help}
        words |= {anchor.answer: anchor.text for anchor in self._domain.anchors}
        self.rating = answer_choice(scale, self._domain.title, words, columns=1)
        self.rating.set_value(self._record.rating_by_domain.get(self._domain.id))
        self.rating.setEnabled(not self._record.locked)
        self.rating.edited.connect(self._keep)
        self._change = label("", "small", wrap=True)
        frame, inside = card()
        inside.addWidget(label(scale.title, "strong", wrap=True))
        inside.addWidget(self.rating)
        inside.addWidget(self._change)
        column.addWidget(frame)

    def _add_indicators(self, sheet: Sheet, column: QVBoxLayout, today: Callable[[], date], columns: int) -> None:
        for question in questions_of(sheet.instrument, self._domain):
            given = self._record.answers.get(question.indicator.id, Answer())
            one = IndicatorCard(question, given, today, columns=columns, locked=self._record.locked)
            one.answered.connect(self.answered)
            one.typed.connect(self.typed)
            self.cards[question.indicator.id] = one
            column.addWidget(one)

    def _add_analysis(self, column: QVBoxLayout) -> None:
        if not self._domain.asks_analysis:
            return
        self.analysis = TextField(self._record.analysis_by_domain.get(self._domain.id, ""), rows=4)
        self.analysis.setReadOnly(self._record.locked)
        self.analysis.edited.connect(self.typed)
        hint = self._domain.analysis_prompt or ""
        frame, inside = card()
        inside.addWidget(FieldRow(self.tr("What the meeting makes of this area"), self.analysis, hint=hint))
        column.addWidget(frame)

    def _keep(self) -> None:
        words = self.analysis.value() if self.analysis is not None else ""
        rating = (self.rating.value() or "") if self.rating is not None else ""
        if (words, rating) != self._handed:
            self._handed = words, rating
            self.analysed.emit(self._domain.id, words, rating)

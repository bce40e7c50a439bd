"""What the answers suggest: the level with its caution, the steps to it, types of exploitation, and what changed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.practice.scoring import Change, SubResult, Suggestion
from cremeet.views.children.levels import tone_of
from cremeet.views.fields import across, label, show_date, space, wear
from cremeet.views.fields.words import card
from cremeet.views.risk.fold import Fold
from cremeet.views.risk.level_form import LevelForm
from cremeet.views.risk.lines import Lines
from cremeet.views.risk.reading import Sheet, change_words


class ResultPanel(QWidget):
    """`followed` carries the indicator or area that a line is about."""

    followed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._suggested = label("", "chip-plain")
        self._reads, self._caution = label("", wrap=True), label("", "small", wrap=True)
        self._could_be = label("", "strong", wrap=True)
        self.steps = Lines(self.tr("How the level was reached, step by step"))
        self.types = Lines(self.tr("By type of exploitation"))
        self.changes = Lines(self.tr("What changed since the last assessment"))
        self.prompts = Lines(self.tr("Say to the meeting"))
        self.level = LevelForm()
        self._folds = {
            "changes": Fold(self.tr("Changes since last time"), self.changes, opened=True),
            "steps": Fold(self.tr("Show the arithmetic"), self.steps),
            "types": Fold(self.tr("By type of exploitation"), self.types),
            "prompts": Fold(self.tr("Say to the meeting"), self.prompts, opened=True),
        }
        frame, inside = card()
        head = across(label(self.tr("Suggested by the answers"), "h2", wrap=True), self._suggested)
        head.setStretch(0, 1)
        inside.addLayout(head)
        for said in (self._reads, self._could_be, self._caution):
            inside.addWidget(said)
        column = QVBoxLayout(self)
        space(column, 10, 2, 2, 8, 8)
        column.addWidget(frame)
        column.addWidget(self.level)
        for fold in self._folds.values():
            column.addWidget(fold)
        column.addStretch(1)
        for lines in (self.steps, self.changes):
            lines.chosen.connect(self.followed)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show the suggestion on the answers as they now stand."""
        assert sheet.view is not None, "a suggestion shows once an assessment is begun"
        found = sheet.view.now.suggestion
        wear(self._suggested, "role", f"chip-{tone_of(found.level or '') or 'plain'}")
        self._suggested.setText(found.level_title)
        self._reads.setText(found.reads)
        self._could_be.setVisible(found.provisional and found.could_be != found.level)
        could_be = sheet.instrument.level_title(found.could_be)
        self._could_be.setText(self.tr("It could be as high as {level}.").format(level=could_be))
        self._caution.setVisible(bool(found.caution))
        self._caution.setText(found.caution)
        self.steps.set_lines([(line.words, line.indicator or line.domain or "") for line in found.arithmetic])
        self.types.set_lines([(self._type(one), "") for one in (*found.types, found.shared)])
        self._folds["types"].setVisible(bool(found.types))
        self._show_changes(sheet)
        self._show_prompts(found)
        self.level.show_sheet(sheet)

    def _show_changes(self, sheet: Sheet) -> None:
        assert sheet.view is not None
        before = sheet.view.before
        moved = [change for change in sheet.view.changes if change_words(change)[0]]
        self._folds["changes"].setVisible(before is not None)
        if before is not None:
            words = self.tr("Changes since {day} ({count})")
            self._folds["changes"].set_words(words.format(day=show_date(before.assessed_on), count=len(moved)))
        nothing = [(self.tr("Nothing has changed."), "")]
        self.changes.set_lines([(self._moved(change), change.id) for change in moved] or nothing)

    def _show_prompts(self, found: Suggestion) -> None:
        self._folds["prompts"].setVisible(bool(found.prompts))
        self.prompts.set_lines(
            [(f"{one.text} ({one.source}, {show_date(one.dated)})", "") for one in found.prompts]
        )  # fmt: skip

    def _moved(self, change: Change) -> str:
        words, _ = change_words(change)
        nothing = self.tr("not answered")
        return self.tr("{mark}: {text} ({then} → {now})").format(
            mark=words, text=change.text, then=change.then or nothing, now=change.now or nothing
        )

    def _type(self, one: SubResult) -> str:
        return self.tr("{title}: {level}. Signs: {present}. Not known: {unknown} of {asked}.").format(
            title=one.title,
            level=one.level_title,
            present=one.present_count,
            unknown=one.unknown_count,
            asked=one.asked_count,
        )

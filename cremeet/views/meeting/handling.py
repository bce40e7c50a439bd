"""Asking who may read an entry: one tag of the pack with its meaning, and the agencies that it names."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from cremeet.practice.pack import Pack
from cremeet.views.fields import FieldRow, ManyOf, OneOf, Question, label

Handling = tuple[str, tuple[str, ...]]
"""A tag's id, and the ids of the agencies that it names."""


class HandlingQuestion(Question):
    """Opens beside the window; `then` is called with the answer."""

    topic = "handling"

    def __init__(
        self, window: QWidget, pack: Pack, present: Handling, then: Callable[[str, tuple[str, ...]], None]
    ) -> None:
        title = self.tr("Who may read this entry?")
        super().__init__(window.window(), title, "", self.tr("Use this handling"), self.tr("Cancel"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pack, self._then = pack, then
        self.tags = OneOf([(tag.id, tag.title) for tag in pack.tags])
        self.tags.set_value(present[0])
        self._meaning = label("", "small", wrap=True)
        self.agencies = ManyOf([(agency.id, agency.short) for agency in pack.agencies], columns=3)
        self.agencies.set_value(present[1])
        self._named = FieldRow(self.tr("Named agencies"), self.agencies)
        self.content.addWidget(FieldRow(self.tr("Handling"), self.tags))
        self.content.addWidget(self._meaning)
        self.content.addWidget(self._named)
        self.tags.edited.connect(self._show)
        self.accepted.connect(self._answer)
        self._show()
        self.tags.target.setFocus()

    def _show(self) -> None:
        tag = next((one for one in self._pack.tags if one.id == self.tags.value()), None)
        self._meaning.setText(tag.meaning if tag else "")
        self._named.setVisible(tag is not None and tag.named)
        self.adjustSize()

    def _answer(self) -> None:
        tag = self.tags.value()
        if tag:
            named = any(one.id == tag and one.named for one in self._pack.tags)
            self._then(tag, self.agencies.value() if named else ())

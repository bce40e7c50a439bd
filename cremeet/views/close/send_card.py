"""The way from the close list to the documents: how far the action sheet and the minutes have gone out."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame

from cremeet.views.close.reading import Closing
from cremeet.views.fields import across, button, label
from cremeet.views.fields.words import card, down
from cremeet.views.navigation import Desk


class SendCard(QFrame):
    """One button, and a line for each stage."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__()
        self.go = button(self.tr("Issue documents"), "primary", shortcut="Ctrl+D", hint=self.tr("documents"))
        self.go.clicked.connect(lambda: desk.go.show_send(meeting_id))
        self.said = label("", "muted", wrap=True)
        frame, column = card(gap=8)
        column.addWidget(label(self.tr("Documents"), "h2"))
        column.addWidget(self.said)
        column.addLayout(across(None, self.go))
        whole = down(frame, gap=0)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)

    def show_closing(self, found: Closing) -> None:
        """Say how many readers have which document, and what is late."""
        lines = []
        for stage in found.stages:
            said = self.tr("{title}: {sent} of %n readers.", "", stage.of).format(title=stage.title, sent=stage.sent)
            if stage.days_late and stage.waiting:
                said += " " + self.tr("%n days late.", "", stage.days_late)
            lines.append(said)
        if not lines:
            lines = [self.tr("Each reader gets a copy of their own: numbered, protected and registered.")]
        if found.open_comments:
            lines.append(self.tr("%n comments on the draft wait for an answer.", "", found.open_comments))
        self.said.setText("\n".join(lines))

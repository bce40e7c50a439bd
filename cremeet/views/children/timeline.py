"""The timeline of the open episode: what the record has a day for, drawn, and day by day as a table."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.exports.timeline import Day, days, timeline
from cremeet.services.child_page import EpisodeRecord
from cremeet.views.fields.measure import space
from cremeet.views.fields.pictured import Pictured
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import label
from cremeet.views.theme import Theme


class Timeline(QWidget):
    """The timeline as a picture or a table; words instead while nothing has a day."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.table = ListTable(theme, self.tr("Timeline"), self._columns(), say=_say)
        self.pictured = Pictured(theme, Yielding(self.table), self.tr("Show the timeline as a picture"))
        self._none = label(self.tr("Nothing has happened in this episode yet."), "muted", wrap=True)
        column = QVBoxLayout(self)
        space(column, 10, 0, 12)
        column.addWidget(self._none)
        column.addWidget(self.pictured, 1)

    def show_episode(self, episode: EpisodeRecord | None) -> None:
        """Show the days of an episode, or that there are none."""
        happened = episode.timeline if episode is not None else ()
        self._none.setVisible(not happened)
        self.pictured.setVisible(bool(happened))
        self.pictured.show_picture(timeline(happened))
        self.table.set_rows(days(happened), key=lambda row: (row.on, row.kind, row.what))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Day"), lambda row: show_date(row.on), 150, strong=True),
            Column(self.tr("What"), lambda row: row.kind, 170),
            Column(self.tr("How"), lambda row: row.what, None),
        )


def _say(row: Day) -> str:
    return f"{show_date(row.on)}, {row.kind}, {row.what}"

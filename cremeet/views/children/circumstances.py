"""What happens around the meetings, in simple form: missing episodes, people and places, NRM, disruption."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.clock import in_london
from cremeet.exports.concern_map import concern_map
from cremeet.practice.pack import Pack
from cremeet.services import circumstances as verbs
from cremeet.services.child_page import EpisodeRecord
from cremeet.services.circumstances import (
    ConcernDetails,
    ConcernRecord,
    DisruptionDetails,
    DisruptionRecord,
    MissingDetails,
    MissingRecord,
    NrmDetails,
    NrmRecord,
)
from cremeet.views.children import questions
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.measure import space
from cremeet.views.fields.pictured import Pictured
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk


class Kept(QWidget):
    """A table of one kind of record, with a button to add one; Enter opens the chosen one.

    With `drawn`, the words that offer it, a restricted picture of the table can be asked for.
    """

    def __init__(
        self, desk: Desk, name: str, note: str, columns: Sequence[Column], add: str, *, drawn: str = ""
    ) -> None:
        super().__init__()
        self.table = ListTable(desk.theme, name, columns)
        self.add = button(add, shortcut="Ctrl+N")
        self.note = label(note, "muted", wrap=True)
        column = QVBoxLayout(self)
        space(column, 10, 0, 12)
        row = across(self.note, self.add, gap=12)
        row.setStretch(0, 1)
        column.addLayout(row)
        room = Yielding(self.table)
        self.pictured = Pictured(desk.theme, room, drawn, restricted=True) if drawn else None
        column.addWidget(self.pictured or room, 1)


class CircumstancesPanel(QWidget):
    """Four tables of one episode and the dialogs that fill them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.hide()
        self._desk, self._pack, self._episode = desk, None, None  # type: Desk, Pack | None, EpisodeRecord | None
        self.missing = Kept(desk, self.tr("Missing episodes"), "", self._missing_columns(), self.tr("Add an episode"))
        restricted = self.tr("Restricted to police unless a meeting widens it.")
        self.concerns = Kept(
            desk,
            self.tr("People and places of concern"),
            restricted,
            self._concern_columns(),
            self.tr("Add a concern"),
            drawn=self.tr("Show as a map"),
        )
        self.nrm = Kept(desk, self.tr("National Referral Mechanism"), "", self._nrm_columns(), self.tr("Add"))
        self.disruption = Kept(
            desk, self.tr("Disruption measures"), restricted, self._disruption_columns(), self.tr("Add a measure")
        )
        for kept, opens in (
            (self.missing, self._open_missing),
            (self.concerns, self._open_concern),
            (self.nrm, self._open_nrm),
            (self.disruption, self._open_disruption),
        ):
            kept.add.clicked.connect(lambda _=False, does=opens: does(None))
            kept.table.chosen.connect(opens)

    def tabs(self) -> tuple[tuple[str, QWidget], ...]:
        """Return the panels with their tab's words."""
        return (
            (self.tr("Missing"), self.missing),
            (self.tr("People and places"), self.concerns),
            (self.tr("NRM"), self.nrm),
            (self.tr("Disruption"), self.disruption),
        )

    def set_pack(self, pack: Pack) -> None:
        """Use the choices of this pack."""
        self._pack = pack

    def show_episode(self, episode: EpisodeRecord | None, child: str) -> None:
        """Show what is recorded around an episode of a child (their name), or nothing while none is open."""
        self._episode = episode
        shown: tuple[tuple[Kept, Sequence[Any], str], ...] = (
            (self.missing, episode.missing if episode else (), "missing_id"),
            (self.concerns, episode.concerns if episode else (), "concern_id"),
            (self.nrm, episode.nrm if episode else (), "nrm_id"),
            (self.disruption, episode.disruption if episode else (), "disruption_id"),
        )
        for kept, rows, key in shown:
            kept.setEnabled(episode is not None)
            kept.table.set_rows(rows, key=attrgetter(key))
        if self.concerns.pictured is not None:
            self.concerns.pictured.show_picture(concern_map(child, episode.concerns if episode else ()))
        self.missing.note.setText(episode.missing_trigger if episode else "")

    def _open_missing(self, row: MissingRecord | None) -> None:
        self._ask(
            self.tr("Missing episode"),
            questions.missing,
            row.details if row else None,
            lambda values: (verbs.record_missing, MissingDetails(**values), row.missing_id if row else None),
        )

    def _open_concern(self, row: ConcernRecord | None) -> None:
        tag = row.details.tag if row else ""
        self._ask(
            self.tr("Person, place or thing of concern"),
            questions.concern,
            row.details if row else None,
            lambda values: (verbs.record_concern, ConcernDetails(**values, tag=tag), row.concern_id if row else None),
        )

    def _open_nrm(self, row: NrmRecord | None) -> None:
        self._ask(
            self.tr("National Referral Mechanism"),
            questions.nrm,
            row.details if row else None,
            lambda values: (verbs.record_nrm, NrmDetails(**values), row.nrm_id if row else None),
        )

    def _open_disruption(self, row: DisruptionRecord | None) -> None:
        tag = row.details.tag if row else ""
        known = self._episode.concerns if self._episode else ()
        choices = [(one.concern_id, one.details.descriptor) for one in known]

        def keep(values: dict[str, Any]) -> tuple[Callable[..., Any], Any, str | None]:
            values["concern_id"] = values["concern_id"] or None
            return verbs.record_disruption, DisruptionDetails(**values, tag=tag), row.disruption_id if row else None

        self._ask(
            self.tr("Disruption measure"),
            lambda pack: questions.disruption(pack, choices),
            row.details if row else None,
            keep,
        )

    def _ask(
        self,
        title: str,
        asks: Callable[[Pack], Sequence[Ask]],
        details: Any,
        make: Callable[[dict[str, Any]], tuple[Callable[..., Any], Any, str | None]],
    ) -> None:
        if self._pack is None or self._episode is None:
            return
        form = AskForm(asks(self._pack), self._desk.today)
        if details is not None:
            form.fill(asdict(details))
        episode_id = self._episode.episode_id

        def keep(values: dict[str, Any], done: Callable[[], None], refused: Any) -> None:
            verb, filled, row_id = make(values)
            self._desk.record.do(self, lambda _: done(), verb, episode_id, filled, row_id, failed=refused)

        AskDialog(self.missing.window(), title, form, keep).exec()

    def _missing_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Missing from"), lambda row: _moment(row.details.missing_from), 190, strong=True),
            Column(self.tr("For"), self._lasted, 100),
            Column(self.tr("Police grade"), lambda row: row.grade_title, 110),
            Column(self.tr("Found"), lambda row: row.details.where_found, None),
            Column(self.tr("Return interview"), self._interview, 170,
                   tone=lambda row: "warn" if row.interview_in_time is False else None),
        )  # fmt: skip

    def _lasted(self, row: MissingRecord) -> str:
        hours = row.hours_missing
        return self.tr("still missing") if hours is None else self.tr("%n hours", "", round(hours))

    def _interview(self, row: MissingRecord) -> str:
        if row.interview_in_time is None:
            return self.tr("not held yet") if row.details.found_at else ""
        held = row.details.interview_at is not None
        if row.interview_in_time:
            return self.tr("in time")
        return self.tr("held late") if held else self.tr("overdue")

    def _concern_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Kind"), lambda row: row.kind_title, 130),
            Column(self.tr("Description"), lambda row: row.details.descriptor, None, strong=True),
            Column(self.tr("Link"), lambda row: row.details.link, None),
            Column(self.tr("Handling"), self._handling, 120, tone=lambda _: "warn"),
        )

    def _handling(self, row: ConcernRecord) -> str:
        """Return the title of the tag; one that this pack does not know is shown as it is kept."""
        titles = {tag.id: tag.title for tag in self._pack.tags} if self._pack else {}
        return titles.get(row.tag, row.tag)

    def _nrm_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Considered"), lambda row: show_date(row.details.considered_on), 150, strong=True),
            Column(self.tr("Referred"), lambda row: self.tr("Yes") if row.details.referred else self.tr("No"), 90),
            Column(self.tr("Why"), lambda row: row.details.reason, None),
            Column(self.tr("Reference"), lambda row: row.details.nrm_reference, 150),
            Column(self.tr("Grounds"), lambda row: row.details.reasonable_grounds, 100),
        )

    def _disruption_columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Measure"), lambda row: row.measure_title, None, strong=True),
            Column(self.tr("Stage"), lambda row: row.stage_title, 110, tone=lambda _: "info"),
            Column(self.tr("Since"), lambda row: show_date(row.details.stage_on), 130),
            Column(self.tr("Agency"), lambda row: row.agency_title, 140),
            Column(self.tr("About"), lambda row: row.about, None),
        )


def _moment(moment: Any) -> str:
    there = in_london(moment)
    return f"{show_date(there.date())}, {there:%H:%M}"

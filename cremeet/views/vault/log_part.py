"""The record of who did what: read in pages, filtered in the record itself, and checked whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QTimer

from cremeet.clock import in_london
from cremeet.services import audit_log, by_reference
from cremeet.services.audit_log import AuditFilter
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.entry import DateField, LineField
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.form import FieldRow
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import across, button, label
from cremeet.views.keeper import Keeper, why_not
from cremeet.views.navigation import Desk
from cremeet.views.vault.actions import action_choices, action_title, detail_words
from cremeet.views.vault.part import Buttons, Part, stacked
from cremeet.views.vault.report import ReportCard

if TYPE_CHECKING:
    from cremeet.services.audit_log import AuditLine, AuditPage
    from cremeet.vault.audit import Head, Verdict

PAUSE_MS = 250
PAGE = 100


class LogPart(Part):
    """Entries, the newest first; by day, person, action and reference."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.since, self.until = DateField(desk.today, lean="past"), DateField(desk.today, lean="past")
        self.person = ChoiceField(prompt=self.tr("Everybody"))
        self.action = ChoiceField(action_choices(), prompt=self.tr("Everything"))
        self.reference = LineField(longest=40, placeholder="CRE-7F3K")
        self.table = ListTable(desk.theme, self.tr("Who did what"), self._columns())
        self.count = label("", "small")
        self.newer, self.older = button(self.tr("Newer"), shortcut="Alt+N"), button(self.tr("Older"), shortcut="Alt+O")
        self.check = button(self.tr("Check the whole record"), shortcut="Alt+K")
        self.offer = Buttons(self.check)
        self.verdict = ReportCard()
        self._head: Head | None = None
        self._starts: list[int] = [0]
        """Behind which entry each page from the first to this one begins: 0 is the newest."""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        """Ask for the people who did something, and for the entries."""
        refused = why_not(self.keeper, "audit")
        self.offer.allow(self.check, refused)
        for one in (self._filters, self._list):
            one.setVisible(not refused)
        if not refused:
            self.desk.record.do(self, self._offer_people, audit_log.people_in_log)
            self._ask()

    def _lay_out(self) -> None:
        self._rows = (
            FieldRow(self.tr("From"), self.since),
            FieldRow(self.tr("To"), self.until),
            FieldRow(self.tr("Who"), self.person),
            FieldRow(self.tr("Did what"), self.action),
            FieldRow(self.tr("Reference"), self.reference),
        )
        self._filters = flowing(*self._rows, gap=14)
        self._list = stacked(Yielding(self.table, 5), across(self.newer, self.older, None, self.count))
        for piece in (self._filters, self.offer, self.verdict):
            self.content.addWidget(piece)
        self.content.addWidget(self._list, 1)
        self.content.addStretch(0)

    def _connect(self) -> None:
        for field in (self.since, self.until, self.person, self.action, self.reference):
            field.edited.connect(self._pause.start)
        self._pause.timeout.connect(self._begin_again)
        self.newer.clicked.connect(self._turn_back)
        self.older.clicked.connect(self._turn_on)
        self.check.clicked.connect(self._check)

    def _begin_again(self) -> None:
        self._starts = [0]
        self._ask()

    def _turn_on(self) -> None:
        if self.table.rows:
            self._starts.append(self.table.rows[-1].seq)
            self._ask()

    def _turn_back(self) -> None:
        if len(self._starts) > 1:
            self._starts.pop()
            self._ask()

    def _ask(self) -> None:
        if [row for row in self._rows if row.check()]:
            return
        wanted = AuditFilter(
            since=self.since.value(),
            until=self.until.value(),
            who=self.person.value() or "",
            action=self.action.value() or "",
            before=self._starts[-1],
            limit=PAGE,
        )
        typed = self.reference.value()
        if typed:
            self.desk.record.do(self, lambda target: self._ask_about(wanted, target), by_reference.target, typed)
        else:
            self.desk.record.do(self, self._show, audit_log.audit_log, wanted)

    def _ask_about(self, wanted: AuditFilter, target: str) -> None:
        """Ask for what was done to one record, once it is known which has that reference."""
        if target:
            self.desk.record.do(self, self._show, audit_log.audit_log, replace(wanted, target=target))
        else:
            self._rows[-1].set_fault(self.tr("No child, episode or meeting here has this reference."))

    def _check(self) -> None:
        from cremeet.vault import audit, sitting

        def with_anchors(anchors: tuple[Head, ...]) -> None:
            self.desk.record.do(self, self._tell, audit.check, anchors)

        self.keeper.do(self, with_anchors, sitting.anchors)

    def _tell(self, verdict: Verdict) -> None:
        if not verdict.ok:
            self.verdict.say(verdict.sentence, good=False)
            return
        title = self.tr("Chain whole, %Ln entries.", "", verdict.entries)
        lines = []
        if self._head is not None:
            lines.append(
                self.tr("It ends with {head}: compare that with a number that was printed or written down.").format(
                    head=self._head.short
                )
            )
        self.verdict.say(title, lines, good=True)

    def _offer_people(self, people: tuple[str, ...]) -> None:
        self.person.set_choices((name, name) for name in people)

    def _show(self, found: AuditPage) -> None:
        self._head = found.head
        self.table.set_rows(found.lines, key=lambda line: line.seq)
        first = (len(self._starts) - 1) * PAGE
        last = first + len(found.lines)
        self.newer.setEnabled(len(self._starts) > 1)
        self.older.setEnabled(last < found.total)
        if found.lines:
            total = QLocale().toString(found.total)
            self.count.setText(self.tr("{first}–{last} of {total}").format(first=first + 1, last=last, total=total))
        else:
            self.count.setText(self.tr("Nothing here fits what you look for."))

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("No."), lambda line: str(line.seq), 70),
            Column(self.tr("When"), _when, 215),
            Column(self.tr("Who"), lambda line: line.who, 190),
            Column(self.tr("Did what"), lambda line: action_title(line.action), 210, strong=True),
            Column(self.tr("To which"), self._which, 190),
            Column(self.tr("More"), lambda line: detail_words(line.detail), None),
        )

    def _which(self, line: AuditLine) -> str:
        about = line.about
        if about.kind == audit_log.GONE:
            return self.tr("No longer here")
        both = about.child_reference and about.child_reference != about.reference
        return f"{about.reference} ({about.child_reference})" if both else about.reference


def _when(line: AuditLine) -> str:
    if line.at is None:
        return "?"
    at = in_london(line.at)
    return f"{show_date(at.date())} {at:%H:%M:%S}"

"""The list of children: found as you type, narrowed by type, level and status."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from cremeet.clock import in_london
from cremeet.errors import RuleError
from cremeet.practice.pack import Pack
from cremeet.services import child_list, children, packs
from cremeet.services.child_list import ChildFilter, ChildList, ChildRow
from cremeet.services.children import ChildDetails, Identity
from cremeet.views.children import questions
from cremeet.views.children.levels import tone_of
from cremeet.views.fields.asking import AskDialog, AskForm
from cremeet.views.fields.choose import ChoiceField
from cremeet.views.fields.commands import command
from cremeet.views.fields.dialogs import confirm
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.page import Page
from cremeet.views.fields.speak import announce
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import across, button, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes

PAUSE_MS = 120
"""How long typing must rest before the list is asked again."""
SHOWN_IN = frozenset({"Child", "Episode", "Meeting", "Action", "Assessment"})


class ChildrenPage(Page):
    """Every child, a page of the list at a time."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("", scrolls=False)
        self._desk, self._pack, self._wanted = desk, None, ChildFilter()  # type: Desk, Pack | None, ChildFilter
        self.set_title(self.tr("Children"))
        self.place = self.tr("Children")
        self.keys = (("Enter", self.tr("open")),)
        self.search = LineField(placeholder=self.tr("Name or reference"))
        self.search.setAccessibleName(self.tr("Find a child by name or reference"))
        self.search.setClearButtonEnabled(True)
        self.kind, self.level, self.status, self.sort = (ChoiceField() for _ in range(4))
        self.add = button(self.tr("Add a child"), "primary", shortcut="Ctrl+N", hint=self.tr("add a child"))
        self.count = label("", "small")
        self.table = ListTable(desk.theme, self.tr("Children"), self._columns(), say=self._say)
        self._first: QPushButton | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._lay_out()
        self._connect()
        desk.record.do(self, self._dress, packs.practice)

    def first_focus(self) -> QWidget:
        """Return the search line, or the button that adds the first child."""
        return self.search if self._first is None else self._first

    def _lay_out(self) -> None:
        self.add_to_heading(self.add)
        self.content.addWidget(self.search)
        pieces: list[QWidget] = []
        for words, field in (
            (self.tr("Type"), self.kind),
            (self.tr("Level"), self.level),
            (self.tr("Status"), self.status),
            (self.tr("Order"), self.sort),
        ):
            field.setAccessibleName(words)
            name, piece = QLabel(words), QWidget()
            name.setBuddy(field)
            piece.setLayout(across(name, field, gap=6))
            pieces.append(piece)
        self.content.addWidget(flowing(*pieces, self.count, gap=12))
        self.content.addWidget(self.table, 1)

    def _connect(self) -> None:
        self.search.edited.connect(self._pause.start)
        self.search.textChanged.connect(lambda words: self._pause.start() if not words else None)
        self.search.returnPressed.connect(self._enter)
        self._pause.timeout.connect(self._ask)
        for field in (self.kind, self.level, self.status, self.sort):
            field.edited.connect(self._ask)
        self.table.chosen.connect(lambda row: self._desk.go.show_child(row.child_id))
        self.add.clicked.connect(self._add)
        command(self, self.tr("Find a child"), "Ctrl+F", self.search.setFocus, hint=self.tr("find"))
        self._desk.record.changed.connect(self._heard)

    def _dress(self, pack: Pack) -> None:
        self._pack = pack
        every = self.tr("All")
        for field, choices in (
            (self.kind, questions.listed(pack, "exploitation_types")),
            (self.level, [(level.id, level.title) for level in pack.levels.levels]),
            (self.status, [*questions.listed(pack, "episode_statuses"), ("none", self.tr("No open episode"))]),
        ):
            field.set_choices(choices)
            field.setItemText(0, every)
        self.sort.set_choices(
            (
                ("level", self.tr("Highest level first")),
                ("overdue", self.tr("Most overdue actions first")),
                ("next-meeting", self.tr("Next meeting first")),
                ("age", self.tr("Youngest first")),
            )
        )
        self.sort.setItemText(0, self.tr("By name"))
        self._ask()

    def _ask(self, then: Callable[[], None] | None = None) -> None:
        """Ask for the list; `then` follows once it is shown."""
        self._pause.stop()
        self._wanted = replace(
            self._wanted,
            search=self.search.value(),
            type=self.kind.value() or "",
            level=self.level.value() or "",
            status=self.status.value() or "",
            sort=self.sort.value() or "name",
        )

        def shown(found: ChildList) -> None:
            self._show(found)
            if then is not None:
                then()

        self._desk.record.do(self, shown, child_list.children, self._wanted)

    def _show(self, found: ChildList) -> None:
        self.table.set_rows(found.rows, key=lambda row: row.child_id)
        shown = len(found.rows)
        words = self.tr("%n children", "", found.total)
        if shown < found.total:
            words = self.tr("The first {shown} of {total}: type more of the name").format(
                shown=shown, total=found.total
            )
        if words != self.count.text():
            self.count.setText(words)
            announce(self.search, words)
        if not found.total and self._wanted != ChildFilter(sort=self._wanted.sort):
            self.count.setText(self.tr("No child matches. Try less of the name, or take a filter away."))
        self._show_whether_empty(empty=not found.total and self._wanted == ChildFilter(sort=self._wanted.sort))

    def _show_whether_empty(self, *, empty: bool) -> None:
        """Offer to add the first child where there is none, and the list where there is one."""
        if empty == (self._first is not None):
            return
        self.add.setVisible(not empty)
        if not empty:
            self._first = None
            self.set_state("ready")
            return
        self._first = button(self.tr("Add the first child"), "primary", shortcut="Ctrl+N")
        self._first.clicked.connect(self._add)
        self.set_state("empty", self.tr("No child is in this vault yet."), self._first)
        if self.isVisible():
            self._first.setFocus()

    def _heard(self, changes: Changes) -> None:
        if self._pack is not None and any(thing in SHOWN_IN for thing, _ in changes):
            self._ask()

    def _enter(self) -> None:
        """Open the one child that what is typed finds; where it finds more, go to the list to choose by eye.

        The list is asked again first: a hasty Enter must never open a child found by an earlier word.
        """

        def go() -> None:
            if len(self.table.rows) == 1:
                self._desk.go.show_child(self.table.rows[0].child_id)
            elif self.table.rows:
                self.table.setFocus()

        self._ask(go)

    def _add(self) -> None:
        if self._pack is None:
            return
        form = AskForm(questions.child(self._pack), self._desk.today)
        form.fill({"enrolled": True})
        AskDialog(self, self.tr("Add a child"), form, self._keep, yes=self.tr("Add the child")).exec()

    def _keep(self, values: dict[str, Any], done: Any, refused: Any) -> None:
        """Point out same names first; then keep the child and open the page."""
        details = ChildDetails(**values)

        def kept(identity: Identity) -> None:
            done()
            self._desk.go.show_child(identity.child_id)

        def look(alike: tuple[Identity, ...]) -> None:
            if alike and not confirm(
                self,
                self.tr("Another child has this name"),
                "\n".join(identity.line for identity in alike),
                yes=self.tr("Add as another child"),
                no=self.tr("Go back"),
            ):
                refused(RuleError(self.tr("A child of this name is here already; open that page if it is the same.")))
                return
            self._desk.record.do(self, kept, children.add_child, details, failed=refused)

        self._desk.record.do(self, look, children.same_named, details.given_names, details.family_name, failed=refused)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Name"), lambda row: row.name + (self.tr(" (shared name)") if row.same_name else ""), None,
                   strong=True),
            Column(self.tr("Born"), lambda row: f"{show_date(row.born_on)} ({row.age})" if row.born_on else "", 170),
            Column(self.tr("Reference"), lambda row: row.reference, 100),
            Column(self.tr("Level"), lambda row: row.level_title, 90, tone=lambda row: tone_of(row.level)),
            Column(self.tr("Concern"), lambda row: ", ".join(row.types), 230),
            Column(self.tr("Next meeting"), self._next, 150),
            Column(self.tr("Actions"), self._actions, 130,
                   tone=lambda row: "bad" if row.overdue_actions else None),
        )  # fmt: skip

    def _next(self, row: ChildRow) -> str:
        return show_date(in_london(row.next_meeting_at).date()) if row.next_meeting_at else ""

    def _actions(self, row: ChildRow) -> str:
        if row.overdue_actions:
            return self.tr("{late} overdue of {all}").format(late=row.overdue_actions, all=row.open_actions)
        return str(row.open_actions) if row.open_actions else ""

    def _say(self, row: ChildRow) -> str:
        shared = self.tr(", another child has this name") if row.same_name else ""
        level = row.level_title or self.tr("no level agreed")
        born = (
            self.tr("born {day}").format(day=show_date(row.born_on)) if row.born_on else self.tr("birth date not known")
        )
        age = str(row.age) if row.age is not None else ""
        said = (row.name + shared, born, age, row.reference, level, ", ".join(row.types), self._actions(row))
        return ", ".join(one for one in said if one)

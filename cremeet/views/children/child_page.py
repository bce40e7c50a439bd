"""A child's page: who they are, the episode, its meetings and levels, and what happens around them."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from cremeet.practice.pack import Pack
from cremeet.services import actions, child_page, children, packs
from cremeet.services.child_page import ChildPage as Shown
from cremeet.services.child_page import EpisodeRecord
from cremeet.services.children import Identity, MeetingLine
from cremeet.views.children import erase, forms
from cremeet.views.children.circumstances import CircumstancesPanel
from cremeet.views.children.episode_card import EpisodeCard
from cremeet.views.children.open_actions import OpenActions
from cremeet.views.children.person_card import PersonCard
from cremeet.views.children.timeline import Timeline
from cremeet.views.fields.measure import space
from cremeet.views.fields.page import Page
from cremeet.views.fields.tabs import FittingTabs
from cremeet.views.fields.words import button, label
from cremeet.views.navigation import Desk
from cremeet.views.record import Changes

SHOWN_IN = frozenset(
    {
        "Action",
        "Assessment",
        "Carer",
        "Child",
        "ChildLink",
        "Concern",
        "DisruptionMeasure",
        "Episode",
        "Meeting",
        "MissingEpisode",
        "NrmReferral",
    }
)
SIDE_EM = 72
"""Below this width, in letters of body text, the two columns stand under each other."""


class ChildPage(Page):
    """One child. The strip above it names the child all the while."""

    def __init__(self, desk: Desk, child_id: str) -> None:
        super().__init__("")
        self._desk, self._child_id = desk, child_id
        self._pack: Pack | None = None
        self._page: Shown | None = None
        self.place = self.tr("Child")
        self._warning = label("", "chip-warn", wrap=True)
        self.person = PersonCard(desk.theme)
        self.episode = EpisodeCard(desk.theme)
        self.to_do = OpenActions(desk.theme)
        self.timeline = Timeline(desk.theme)
        self.around = CircumstancesPanel(desk)
        self._earlier = QVBoxLayout()
        self._build()
        self.set_state("loading", self.tr("Fetching the record…"))
        desk.record.changed.connect(self._heard)
        desk.record.do(self, self._dress, packs.practice)

    def _build(self) -> None:
        self.plan = button(self.tr("Plan a meeting"), "primary", shortcut="Ctrl+M", hint=self.tr("plan a meeting"))
        self.edit = button(self.tr("Edit the child"), shortcut="Ctrl+E", hint=self.tr("edit the child"))
        self.link = button(self.tr("Link another child"), "quiet", shortcut="Alt+L")
        self.erase = button(self.tr("Erase this child…"), "danger", shortcut="Alt+X")
        self.erase.setHidden(self._desk.keeper is None)
        for made, does in (
            (self.plan, self._plan),
            (self.edit, self._edit),
            (self.erase, lambda: erase.ask(self, self._desk, self._child_id, self._need_pack())),
            (self.link, lambda: forms.link(self, self._desk, self._child_id, self._need_pack())),
        ):
            made.clicked.connect(does)
        self.add_action(self.link, left=True)
        self.add_action(self.erase, left=True)
        self.add_action(self.edit)
        self.add_action(self.plan)
        self.content.addWidget(self._warning)
        left, right = QWidget(), QWidget()
        left_column, right_column = QVBoxLayout(left), QVBoxLayout(right)
        for column in (left_column, right_column):
            space(column, 12)
        left_column.addWidget(self.person)
        left_column.addStretch(1)
        tabs = FittingTabs(self.tr("The episode"))
        tabs.addTab(self.episode, self.tr("Episode and meetings"))
        tabs.addTab(self.to_do, self.tr("Open actions"))
        for words, panel in self.around.tabs():
            tabs.addTab(panel, words)
        tabs.addTab(self.timeline, self.tr("Timeline"))
        right_column.addWidget(tabs, 1)
        right_column.addLayout(self._earlier)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._columns, 16)
        self._columns.addWidget(left)
        self._columns.addWidget(right)
        self._columns.setStretch(0, 2)
        self._columns.setStretch(1, 5)
        self.content.addLayout(self._columns, 1)
        self.episode.open_pressed.connect(self._open_episode)
        self.episode.change_pressed.connect(self._change_episode)
        self.episode.close_pressed.connect(self._close_episode)
        self.episode.meeting_chosen.connect(self._show_meeting)
        self.to_do.chosen.connect(lambda line: self._desk.go.show_plan(line.meeting_id, line.action_id))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Put the columns under each other where there is no room side by side: the work first, the facts below."""
        super().resizeEvent(event)
        beside = self._desk.theme.em(self.width()) >= SIDE_EM
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.BottomToTop
        self._columns.setDirection(way)

    def _dress(self, pack: Pack) -> None:
        self._pack = pack
        self.around.set_pack(pack)
        self._ask()

    def _ask(self) -> None:
        self._desk.record.do(
            self,
            self._show,
            child_page.child_page,
            self._child_id,
            failed=lambda error: self.set_state("error", str(error)),
        )
        self._desk.record.do(self, self.to_do.show_actions, actions.open_actions, child_id=self._child_id)

    def _show(self, page: Shown) -> None:
        self._page = page
        identity = page.identity
        self.set_title(identity.name)
        self.set_identity(identity.line, self.tr("Child"))
        self._warn(identity)
        self.person.show_child(page)
        current = self._current()
        self.episode.show_episode(current)
        self.around.show_episode(current, identity.name)
        self.timeline.show_episode(current)
        self.plan.setEnabled(current is not None)
        self._show_earlier([one for one in page.episodes if one is not current])
        self.set_state("ready")

    def _warn(self, identity: Identity) -> None:
        self._warning.setVisible(bool(identity.same_name))
        self._warning.setText(
            self.tr("Not the only one: compare with {references} before you write.").format(
                references=", ".join(identity.same_name)
            )
        )

    def _show_earlier(self, episodes: list[EpisodeRecord]) -> None:
        while (item := self._earlier.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in episodes:
            words = self.tr("Earlier episode {reference}, {types}: {status}. {reason}").format(
                reference=one.reference,
                types=", ".join(one.type_titles),
                status=one.status_title,
                reason=one.closing_reason,
            )
            self._earlier.addWidget(label(words, "muted", wrap=True))

    def _current(self) -> EpisodeRecord | None:
        episodes = self._page.episodes if self._page else ()
        return next((one for one in episodes if one.closed_on is None), None)

    def _heard(self, changes: Changes) -> None:
        if self._page is not None and any(thing in SHOWN_IN for thing, _ in changes):
            self._ask()

    def _need_pack(self) -> Pack:
        assert self._pack is not None, "the page's buttons show once the pack is there"
        return self._pack

    def _plan(self) -> None:
        if self._current() is not None:
            self._desk.go.show_planner(self._child_id)

    def _edit(self) -> None:
        if self._page is not None:
            forms.edit_child(self, self._desk, self._page, self._need_pack(), children.change_child)

    def _open_episode(self) -> None:
        forms.open_episode(self, self._desk, self._child_id, self._need_pack())

    def _change_episode(self) -> None:
        current = self._current()
        if current is not None:
            forms.change_episode(self, self._desk, current, self._need_pack())

    def _close_episode(self) -> None:
        current = self._current()
        if current is not None:
            forms.close_episode(self, self._desk, current)

    def _show_meeting(self, line: MeetingLine) -> None:
        if line.state == "planned":
            self._desk.go.show_planner(self._child_id, line.meeting_id)
        else:
            self._desk.go.show_meeting(line.meeting_id)

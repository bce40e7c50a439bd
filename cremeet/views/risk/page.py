"""Assess risk: the instrument beside the last assessment, what it suggests, and the level that the meeting agrees."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from cremeet.errors import CremeetError
from cremeet.services import assessing
from cremeet.services.assessing import Answer, AssessmentView
from cremeet.views.fields import MessageStrip, Page, announce, button, command, show_date
from cremeet.views.fields.tab_order import tab_after
from cremeet.views.navigation import Desk
from cremeet.views.risk.area_list import AreaList
from cremeet.views.risk.begin_card import BeginCard
from cremeet.views.risk.domain_panel import DomainPanel
from cremeet.views.risk.reading import WHOLE, Sheet, domain_of, look
from cremeet.views.risk.result_panel import ResultPanel
from cremeet.views.risk.three_panes import ThreePanes, scrolling
from cremeet.views.risk.whole_panel import Weighed, WholePanel
from cremeet.views.shell import panes

NARROW_EM = 68
"""Below this width, in letters of body text, the three panes stand behind tabs."""
_ONE_ROW_EM = 80
"""From this width five answers fit beside each other."""


class RiskPage(Page):
    """The risk assessment of one meeting."""

    def __init__(self, desk: Desk, meeting_id: str) -> None:
        super().__init__("", scrolls=False)
        self._desk, self._meeting_id, self._sheet = desk, meeting_id, None  # type: Desk, str, Sheet | None
        self._panel: DomainPanel | WholePanel | None = None
        self._wanted, self._just_begun = "", False
        self.set_title(self.tr("Risk"))
        self.place = self.tr("Risk")
        self.areas, self.result, self.begin = AreaList(), ResultPanel(), BeginCard()
        self.notice = MessageStrip()
        self._middle: QScrollArea = scrolling()
        self._right = scrolling(self.result)
        self._three = ThreePanes(
            (
                (self.tr("Areas"), self.areas),
                (self.tr("Answers"), self._middle),
                (self.tr("Level"), self._right),
            ),
            self.tr("Risk"),
        )
        self.plan = button(self.tr("Go to the plan"), shortcut="Ctrl+Shift+P")
        self.plan.clicked.connect(lambda: desk.go.show_plan(meeting_id))
        self.add_to_heading(self.plan)
        self.content.addWidget(self.notice)
        self.content.addWidget(self.begin)
        self.content.addWidget(self._three, 1)
        self._three.hide()
        self.begin.hide()
        self._connect()
        self.set_state("loading", self.tr("Fetching the assessment…"))

    def _connect(self) -> None:
        self.areas.turned.connect(self._turn)
        self.areas.entered_area.connect(self._enter)
        self.result.followed.connect(self.go_to)
        self.result.level.agreed.connect(self._agree)
        self.begin.begun.connect(self._begin)
        for made in (
            command(self, self.tr("Next area"), "Ctrl+Down", lambda: self._step(1), hint=self.tr("next area")),
            command(self, self.tr("Area before"), "Ctrl+Up", lambda: self._step(-1)),
        ):
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- what the window asks ------------------------------------------------------------------------------------------
    def shown(self) -> None:
        """Read the assessment each time the page comes to the front."""
        self._desk.record.do(
            self, self._show, look, self._meeting_id, failed=lambda error: self.set_state("error", str(error))
        )

    def leave(self) -> None:
        """Hand over every word that waits."""
        if self._panel is not None:
            self._panel.flush()

    def go_to(self, place_id: str) -> None:
        """Lead to an indicator or an area."""
        if self._sheet is None or self._sheet.view is None:
            self._wanted = place_id
            return
        area = domain_of(self._sheet.instrument, place_id)
        if area and self.areas.go_to(area) and isinstance(self._panel, DomainPanel):
            self._three.show_pane(1)
            self._panel.go_to(place_id)

    def panes(self) -> list[QWidget]:
        """Return the areas, the answers and the level."""
        return [self] if self._sheet is None or self._sheet.view is None else [self.areas, self._middle, self._right]

    def first_focus(self) -> QWidget | None:
        """Return the first answer of the area shown, or the button that begins."""
        if self._sheet is not None and self._sheet.view is None:
            return self.begin.begin
        if isinstance(self._panel, DomainPanel) and self._panel.cards:
            return next(iter(self._panel.cards.values())).target
        return super().first_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fold the panes behind tabs where there is no room."""
        super().resizeEvent(event)
        self._three.set_compact(compact=self._desk.theme.em(self.width()) < NARROW_EM)

    # -- showing -------------------------------------------------------------------------------------------------------
    def _show(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.set_identity(sheet.identity, self.tr("Risk, {reference}").format(reference=sheet.head.reference))
        self.set_title(sheet.instrument.title, self._beside(sheet))
        self.begin.setVisible(sheet.view is None)
        self._three.setVisible(sheet.view is not None)
        self.set_state("ready")
        if sheet.view is None:
            self.begin.show_sheet(sheet)
            if self.isVisible():
                self.begin.begin.setFocus()
            return
        if sheet.view.now.locked:
            self.notice.say(self.tr("The minutes are approved, so this assessment is locked."))
        area = self.areas.current() or sheet.instrument.domains[0].id
        self._refresh()
        if not self.areas.current():
            self.areas.go_to(area)  # builds its panel
        else:
            self._turn(area)
        wanted, self._wanted = self._wanted, ""
        if wanted:
            self.go_to(wanted)
        elif self._just_begun:
            self._enter()
        self._just_begun = False

    def _beside(self, sheet: Sheet) -> str:
        last = sheet.last
        if last is None:
            return self.tr("The first assessment of this episode.")
        return self.tr("Beside the assessment of {day}: {level}.").format(
            day=show_date(last.assessed_on), level=last.agreed_title
        )

    def _refresh(self) -> None:
        if self._sheet is not None and self._sheet.view is not None:
            self.areas.show_sheet(self._sheet)
            self.result.show_sheet(self._sheet)

    def _turn(self, area: str) -> None:
        """Build the widgets of the area shown, and let those of the last one go."""
        if self._sheet is None:
            return
        self.leave()
        made: DomainPanel | WholePanel
        if area == WHOLE:
            made = WholePanel(self._sheet)
            made.weighed.connect(self._weigh)
        else:
            domain = next(one for one in self._sheet.instrument.domains if one.id == area)
            columns = 5 if self._desk.theme.em(self.width()) >= _ONE_ROW_EM else 1
            made = DomainPanel(self._sheet, domain, self._desk.today, columns=columns)
            made.answered.connect(self._answer)
            made.analysed.connect(self._analyse)
        made.typed.connect(self.unsaved)
        self._panel = made
        self._middle.setWidget(made)  # the scroll area lets the last one go
        made.setAutoFillBackground(False)
        tab_after(made, self._right)

    def _step(self, by: int) -> None:
        row = self.areas.currentRow() + by
        if 0 <= row < self.areas.count():
            self.areas.setCurrentRow(row)
            self._enter()

    def _enter(self) -> None:
        """Put the keyboard into the area shown."""
        self._three.show_pane(1)
        panes.enter(self._middle)

    # -- keeping -------------------------------------------------------------------------------------------------------
    def _begin(self, author: str, agency: str, carry: bool) -> None:  # noqa: FBT001 - what the signal carries
        self._desk.record.do(
            self,
            lambda _: self._begun(),
            assessing.begin,
            self._meeting_id,
            author=author,
            agency=agency,
            carry=carry,
            failed=self._refused,
        )

    def _begun(self) -> None:
        """Go on in the first answer: the button that was pressed goes away."""
        self._just_begun = True
        self.shown()

    def _answer(self, indicator: str, given: Answer) -> None:
        panel = self._panel

        def refused(error: CremeetError) -> None:
            if isinstance(panel, DomainPanel) and panel is self._panel:
                panel.refuse(indicator, str(error))
            else:
                self._refused(error)

        self._keep(assessing.answer, indicator, given, failed=refused)

    def _analyse(self, area: str, words: str, rating: str) -> None:
        self._keep(assessing.analyse, area, words, rating)

    def _weigh(self, found: Weighed) -> None:
        self._keep(
            assessing.weigh,
            protective=found.protective,
            strengths=found.strengths,
            analysis=found.analysis,
            child_aware=found.child_aware,
            parent_aware=found.parent_aware,
        )

    def _agree(self, level: str, reason: str) -> None:
        self.leave()
        self._keep(
            assessing.agree_level, level, reason, failed=lambda error: self.result.level.refuse(str(error))
        )  # fmt: skip

    def _keep(
        self,
        verb: Callable[..., AssessmentView],
        *args: object,
        failed: Callable[[CremeetError], None] | None = None,
        **kwargs: object,
    ) -> None:
        """Keep a part of the assessment before anything that waits, and show what it now comes to."""
        if self._sheet is not None and self._sheet.view is not None:
            found = self._sheet.view.now.assessment_id
            self._desk.record.do(
                self, self._kept, verb, found, *args, urgent=True, failed=failed or self._refused, **kwargs
            )

    def _kept(self, view: AssessmentView) -> None:
        if self._sheet is None:
            return
        self._sheet = replace(self._sheet, view=view)
        self._refresh()
        if self._panel is not None:
            self._panel.refresh(self._sheet)

    def _refused(self, error: CremeetError) -> None:
        self.notice.say(str(error), "bad")
        announce(self, str(error), assertive=True)

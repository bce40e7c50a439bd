"""The demonstration's records on a running thread, and the way to each screen in each state that counts."""

from collections.abc import Callable
from datetime import timedelta

import sqlalchemy as sa

from cremeet.cli import AS_OF
from cremeet.clock import SteppingClock, london
from cremeet.demo import records
from cremeet.models import Base
from cremeet.services import child_list, meetings
from cremeet.services.child_list import ChildFilter
from cremeet.vault.thread import RecordThread, unit_of_work
from cremeet.views.main_window import MainWindow
from cremeet.views.record import Record


class Demonstration:
    """The demonstration's records on a running thread, and the ids that lead to each screen."""

    def __init__(self) -> None:
        self.engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool, connect_args={"check_same_thread": False})
        Base.metadata.create_all(self.engine)
        self.clock = SteppingClock(london(AS_OF, 9))
        self.info = records.demo_context(self.clock)
        with unit_of_work(self.engine, self.info) as session:
            made = records.fill(session, self.clock, AS_OF)
        self.clock.set(london(AS_OF, 10, 34) + timedelta(days=1))
        with unit_of_work(self.engine, self.info) as session:
            lines = meetings.meetings(session)
            child = child_list.children(session, ChildFilter()).rows[0].child_id
        held = next(line for line in lines if line.meeting_id == made.meeting_id)
        self.planned = planned = next(line for line in lines if line.state == "planned")
        adjourned = next(line for line in lines if line.state == "adjourned")
        self.ways: dict[str, Callable[[MainWindow], None]] = {
            "children": lambda window: window.show_children(),
            "child": lambda window: window.show_child(held.child_id),
            "meetings": lambda window: window.show_meetings(),
            "planner": lambda window: window.show_planner(planned.child_id, planned.meeting_id),
            "planner, new": lambda window: window.show_planner(child),
            "meeting": lambda window: window.show_meeting(adjourned.meeting_id),
            "meeting, held": lambda window: window.show_meeting(held.meeting_id),
            "meeting, planned": lambda window: window.show_meeting(planned.meeting_id),
            "risk": lambda window: window.show_risk(adjourned.meeting_id),
            "risk, held": lambda window: window.show_risk(held.meeting_id),
            "plan": lambda window: window.show_plan(adjourned.meeting_id),
            "plan, held": lambda window: window.show_plan(held.meeting_id),
            "read-back": lambda window: window.show_read_back(adjourned.meeting_id),
            "read-back, held": lambda window: window.show_read_back(held.meeting_id),
            "close": lambda window: window.show_close(adjourned.meeting_id),
            "close, held": lambda window: window.show_close(held.meeting_id),
            "send": lambda window: window.show_send(held.meeting_id),
            "send, register": lambda window: _at_tab(window, held.meeting_id, 1),
            "send, comments": lambda window: _at_tab(window, held.meeting_id, 2),
        }

    def record(self) -> Record:
        def start(announce):
            self.thread = RecordThread(self.engine, self.info, announce)
            self.thread.start()
            return self.thread

        return Record(start)


def _at_tab(window: MainWindow, meeting_id: str, tab: int) -> None:
    """Show a meeting's documents at one of the tabs."""
    window.show_send(meeting_id)
    window.pages.page.tabs.setCurrentIndex(tab)

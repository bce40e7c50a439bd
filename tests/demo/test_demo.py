"""The demonstration: what it leaves, that it is the same each time, and that it is rich enough to judge by."""

import shutil
from datetime import date
from itertools import pairwise

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.cli import AS_OF
from cremeet.clock import SteppingClock, london
from cremeet.demo import records
from cremeet.exports import issue
from cremeet.exports.reading import plain_text
from cremeet.models import Action, Base, Child, Decision, DisruptionMeasure, Dissent, Meeting, MinuteEntry, NrmReferral
from cremeet.services import child_list, child_page, closing
from cremeet.services.child_list import ChildFilter
from cremeet.services.children import age_on
from cremeet.services.meetings import meeting_by_reference
from cremeet.services.record import meeting_record
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import unlock
from tests.demonstrated import demonstration


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    """A unit of work on a copy of the demonstration's vault."""
    folder, answer = demonstration(tmp_path_factory)
    copy = shutil.copytree(folder / "northmere-demo.cremeet", tmp_path_factory.mktemp("shown") / "demo.cremeet")
    context = records.demo_context(SteppingClock(london(AS_OF, 17)))
    with unlock(copy, answer.told["passphrase"]) as vault, unit_of_work(vault.engine, context) as opened:
        yield opened


@pytest.fixture
def meeting_id(session, tmp_path_factory):
    """The meeting whose documents the demonstration leaves."""
    return meeting_by_reference(session, demonstration(tmp_path_factory)[1].told["meeting"]).meeting_id


def test_it_shows_children_of_many_ages_and_kinds_of_exploitation(session):
    rows = child_list.children(session, ChildFilter()).rows
    assert len(rows) >= 8
    ages = [row.age for row in rows]
    assert min(ages) <= 11
    assert max(ages) >= 22
    assert len({title for row in rows for title in row.types}) >= 5
    assert {row.level for row in rows} >= {"medium", "high"}


def test_it_shows_what_makes_the_work_hard(session):
    children = session.scalars(sa.select(Child)).all()
    assert any(child.out_of_area for child in children)
    assert any((age_on(child.born_on, AS_OF) or 0) >= 17 for child in children)
    pages = [child_page.child_page(session, child.id) for child in children]
    assert any(link.relation == "sibling" for page in pages for link in page.links)
    episodes = [episode for page in pages for episode in page.episodes]
    assert any(episode.missing for episode in episodes)
    assert any(episode.concerns for episode in episodes)
    assert any(episode.overdue_actions for episode in episodes)
    assert session.scalar(sa.select(sa.func.count()).select_from(NrmReferral))
    assert session.scalar(sa.select(sa.func.count()).select_from(DisruptionMeasure))
    assert session.scalar(sa.select(sa.func.count()).select_from(Dissent))
    assert session.scalar(sa.select(sa.func.count()).select_from(MinuteEntry).where(MinuteEntry.tag == "police"))


def test_names_stand_in_several_scripts(session):
    names = "".join(
        f"{child.given_names}{child.family_name}{child.name_in_own_script}"
        for child in session.scalars(sa.select(Child))
    )
    assert any("\u0600" <= letter <= "\u06ff" for letter in names)  # Arabic
    assert any("\u4e00" <= letter <= "\u9fff" for letter in names)  # Chinese
    assert any(letter in "ąćęłńóśźżŁŻŚ" for letter in names)  # Polish
    assert any(letter in "ŵŷâêîôûŴŶ" for letter in names)  # Welsh


def test_one_episode_has_five_meetings_over_a_year_and_its_risk_rises_and_falls(session, meeting_id):
    head = meeting_record(session, meeting_id).head
    meetings = session.scalars(
        sa.select(Meeting).where(Meeting.episode_id == head.episode_id).order_by(Meeting.planned_start)
    ).all()
    assert len(meetings) >= 5
    assert (meetings[-1].planned_start - meetings[0].planned_start).days >= 300
    levels = [child_list_rank(session, meeting.level_after) for meeting in meetings if meeting.level_after]
    steps = [after - before for before, after in pairwise(levels)]
    assert max(steps) > 0 > min(steps)
    carried = session.scalars(sa.select(Action).where(Action.episode_id == head.episode_id, Action.moved > 0)).all()
    assert carried or any(line.carried for line in meeting_record(session, meeting_id).plan.reviewed)


def child_list_rank(session, level):
    from cremeet.services.packs import practice

    return practice(session).level(level).rank


def test_every_meeting_that_ended_lacks_nothing_that_no_reason_covers(session):
    for meeting in session.scalars(sa.select(Meeting).where(Meeting.state == "ended")):
        assert [line.what for line in closing.missing(session, meeting.id) if not line.overridden] == []


def test_every_document_of_every_meeting_stands_for_every_reader(session, pack):
    for meeting_id in session.scalars(sa.select(Meeting.id)).all():
        record = meeting_record(session, meeting_id)
        for audience in pack.audiences:
            for document in issue.DOCUMENTS:
                assert plain_text(issue.build(record, document, audience=audience.id))


def test_every_decision_has_its_reason(session):
    for decision in session.scalars(sa.select(Decision)):
        assert decision.reason


def test_it_can_stand_on_another_day():
    day = date(2028, 2, 27)  # a Sunday; the days before it are of a leap year's winter
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(engine)
    clock = SteppingClock(london(day))
    with Session(engine, info=records.demo_context(clock)) as session:
        filled = records.fill(session, clock, day)
        assert meeting_record(session, filled.meeting_id).version
    engine.dispose()

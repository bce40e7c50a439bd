from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from cremeet.clock import london
from cremeet.errors import NotFoundError, RuleError
from cremeet.models import History
from cremeet.practice.pack import Pack
from cremeet.services import episodes, holding, meetings, minutes, packs, planning
from cremeet.services.episodes import EpisodeDetails
from cremeet.services.planning import MeetingPlan, PlannedItem
from tests import factory, held

FRIDAY = date(2026, 11, 20)


def plan(**changes):
    details = {
        "kind": "initial",
        "trigger": "Referral",
        "triggered_on": FRIDAY,
        "starts_at": factory.MONDAY,
        "planned_minutes": 90,
        "chair": "Cher Person",
        "minute_taker": "Minnie Taker",
    }
    return MeetingPlan(**details | changes)


def mandatory(session, episode_id, kind="initial", **when):
    proposal = planning.propose(session, episode_id, kind, FRIDAY, **when)
    return {item.template: item.why_mandatory for item in proposal.items if item.mandatory}


@pytest.fixture
def meeting_id(session):
    return factory.meeting(session)


def titles(session, meeting_id):
    return [item.title for item in meetings.meeting_view(session, meeting_id).items]


def test_the_pack_proposes_due_date_agenda_length_and_agencies(session, pack):
    proposal = planning.propose(session, factory.episode(session), "initial", FRIDAY)
    assert proposal.due_on == date(2026, 12, 4)  # ten working days
    assert proposal.due_why.startswith("Initial meeting: ")
    assert proposal.latest == london(date(2026, 12, 4), planning.LAST_HOUR)
    assert proposal.planned_minutes == sum(item.minutes for item in proposal.items)
    assert proposal.instrument == pack.default_instrument
    core = {agency.id for agency in pack.agencies if agency.core}
    assert set(proposal.invite[: len(core)]) == core
    assert set(proposal.invite) == {agency.id for agency in pack.agencies}


def test_a_higher_level_has_less_time(session, clock):
    episode_id = factory.episode(session)
    held.assess(session, held.live(session, episode_id), "high")
    assert planning.propose(session, episode_id, "initial", FRIDAY).due_on == date(2026, 11, 27)


def test_the_due_date_steps_over_bank_holidays(session):
    proposal = planning.propose(session, factory.episode(session), "initial", date(2026, 12, 18))
    assert proposal.due_on == date(2027, 1, 6)  # Christmas Day, Boxing Day (kept on Monday) and New Year's Day


def test_a_kind_of_meeting_that_the_pack_lacks_is_refused(session):
    with pytest.raises(RuleError, match="kind of meeting"):
        planning.propose(session, factory.episode(session), "party", FRIDAY)
    with pytest.raises(NotFoundError):
        planning.propose(session, "nothing", "initial", FRIDAY)


@pytest.mark.parametrize(
    ("changes", "item", "needed"),
    [
        ({"born_on": date(2010, 11, 23)}, "transition", True),  # 16 on the day
        ({"born_on": date(2010, 11, 24)}, "transition", False),  # 16 tomorrow
        ({"born_on": None}, "transition", True),  # nobody knows
        ({"out_of_area": True}, "out-of-area", True),
        ({"out_of_area": False}, "out-of-area", False),
        ({}, "contexts", True),  # no level agreed yet: the one that asks for more
    ],
)
def test_items_become_mandatory_by_age_and_area(session, changes, item, needed):
    episode_id = factory.episode(session, factory.child(session, **changes))
    found = mandatory(session, episode_id)
    assert (item in found) is needed
    assert all(found.values())


def test_age_counts_on_the_day_of_the_meeting(session):
    episode_id = factory.episode(session, factory.child(session, born_on=date(2010, 11, 24)))
    assert "transition" not in mandatory(session, episode_id)
    tomorrow = factory.MONDAY + timedelta(days=1)
    assert "transition" in mandatory(session, episode_id, starts_at=tomorrow)
    midnight_in_england = datetime(2026, 11, 24, 0, 0, tzinfo=UTC)
    assert "transition" in mandatory(session, episode_id, starts_at=midnight_in_england)


def test_items_become_mandatory_by_level_and_by_an_earlier_meeting(session):
    episode_id = factory.episode(session)
    held.assess(session, held.live(session, episode_id), "low")
    assert "contexts" not in mandatory(session, episode_id)
    assert "previous-actions" not in mandatory(session, episode_id)
    assert "previous-actions" in mandatory(session, episode_id, "review")


def test_a_planned_meeting_keeps_what_was_planned(session, meeting_id, pack):
    head = meetings.meeting_head(session, meeting_id)
    assert head.reference.startswith("M-")
    assert (head.state, head.kind, head.due_on, head.is_late) == ("planned", "initial", date(2026, 12, 4), False)
    assert (head.chair, head.minute_taker, head.instrument) == ("Cher Person", "Minnie Taker", pack.default_instrument)
    proposed = [item.title for item in pack.agenda("initial").items]
    assert titles(session, meeting_id) == proposed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"chair": "Cher Person", "minute_taker": " cher person "}, "take the minutes"),
        ({"planned_minutes": 0}, "minutes"),
        ({"planned_minutes": -5}, "minutes"),
        ({"starts_at": london(date(2026, 12, 7), 10)}, "please say why"),
        ({"starts_at": london(date(2026, 12, 7), 10), "late_reason": "  "}, "please say why"),
        ({"instrument": "crystal-ball"}, "risk instrument"),
    ],
)
def test_a_plan_that_will_not_do_is_refused_when_made_and_when_changed(session, meeting_id, wrong, words):
    with pytest.raises(RuleError, match=words):
        planning.plan_meeting(session, factory.episode(session), plan(**wrong))
    with pytest.raises(RuleError, match=words):
        planning.change_plan(session, meeting_id, plan(**wrong))


def test_the_chair_and_minute_taker_may_both_still_be_unknown(session):
    assert planning.plan_meeting(session, factory.episode(session), plan(chair="", minute_taker=""))


def test_a_late_meeting_says_why_and_the_due_day_itself_is_in_time(session):
    late = planning.plan_meeting(
        session, factory.episode(session), plan(starts_at=london(date(2026, 12, 7), 10), late_reason="Snow")
    )
    assert meetings.meeting_head(session, late).is_late
    assert meetings.meeting_head(session, late).late_reason == "Snow"
    child = factory.child(session, given_names="Alix")
    last = planning.plan_meeting(
        session, factory.episode(session, child), plan(starts_at=london(date(2026, 12, 4), 23, 59))
    )
    assert not meetings.meeting_head(session, last).is_late


def test_no_meeting_is_planned_in_a_closed_episode(session):
    episode_id = factory.episode(session)
    episodes.close_episode(session, episode_id, factory.MONDAY.date(), "Safe with her aunt")
    with pytest.raises(RuleError, match="closed"):
        planning.plan_meeting(session, episode_id, plan())


def test_a_plan_changes_until_the_meeting_begins(session, meeting_id):
    planning.change_plan(session, meeting_id, plan(place="Room 2", starts_at=london(date(2026, 11, 30), 14)))
    head = meetings.meeting_head(session, meeting_id)
    assert (head.place, head.starts_at) == ("Room 2", london(date(2026, 11, 30), 14))
    with pytest.raises(RuleError, match="kind"):
        planning.change_plan(session, meeting_id, plan(kind="review"))
    holding.start(session, meeting_id)
    with pytest.raises(RuleError, match="begun"):
        planning.change_plan(session, meeting_id, plan(place="Room 3"))
    with pytest.raises(RuleError, match="begun"):
        planning.set_agenda(session, meeting_id, planning.agenda_of(session, meeting_id))


def test_an_agenda_is_reordered_added_to_and_cut(session, meeting_id):
    agenda = planning.agenda_of(session, meeting_id)
    optional = next(item for item in agenda if not item.mandatory)
    kept = tuple(item for item in agenda if item is not optional)
    hand = PlannedItem(title="The dog", minutes=5, purpose="He misses her.")
    after = planning.set_agenda(session, meeting_id, (hand, *reversed(kept)))
    assert [item.title for item in after] == ["The dog", *(item.title for item in reversed(kept))]
    assert [item.position for item in after] == list(range(1, len(kept) + 2))
    assert {item.item_id for item in after[1:]} == {item.item_id for item in kept}
    assert after[0].captures == ("notes",)
    assert optional.title not in titles(session, meeting_id)


def test_a_mandatory_item_is_skipped_with_a_reason_and_never_removed(session, meeting_id):
    agenda = planning.agenda_of(session, meeting_id)
    needed = next(item for item in agenda if item.mandatory)
    without = tuple(item for item in agenda if item is not needed)
    with pytest.raises(RuleError, match=needed.title):
        planning.set_agenda(session, meeting_id, without)
    assert titles(session, meeting_id) == [item.title for item in agenda]
    skipped = tuple(replace(item, skip_reason=" Done today ") if item is needed else item for item in agenda)
    record = next(
        item for item in planning.set_agenda(session, meeting_id, skipped) if item.template == needed.template
    )
    assert (record.state, record.skip_reason) == ("skipped", "Done today")
    proposed = planning.propose(session, factory.episode(session), "initial", FRIDAY).items
    with pytest.raises(RuleError, match="mandatory"):
        planning.plan_meeting(session, factory.episode(session), plan(), proposed[1:])


@pytest.mark.parametrize("item", [PlannedItem(title=" ", minutes=5), PlannedItem(title="The dog", minutes=-1)])
def test_an_item_needs_a_title_and_a_length(session, meeting_id, item):
    with pytest.raises(RuleError):
        planning.set_agenda(session, meeting_id, (*planning.agenda_of(session, meeting_id), item))
    with pytest.raises(RuleError):
        planning.add_item(session, meeting_id, item.title, item.minutes)


def test_items_are_added_and_moved_while_the_meeting_is_live(session, meeting_id):
    holding.start(session, meeting_id)
    before = titles(session, meeting_id)
    second = meetings.meeting_view(session, meeting_id).items[1]
    added = planning.add_item(session, meeting_id, "The dog", 5, after_id=second.item_id)
    assert titles(session, meeting_id) == [*before[:2], "The dog", *before[2:]]
    last = planning.add_item(session, meeting_id, "The cat", 5)
    assert titles(session, meeting_id)[-1] == "The cat"
    assert [item.title for item in planning.move_item(session, added.item_id, 1)][:2] == ["The dog", before[0]]
    planning.move_item(session, last.item_id, -7)
    assert titles(session, meeting_id)[0] == "The cat"
    moved = planning.move_item(session, last.item_id, 999)
    assert [item.position for item in moved] == list(range(1, len(before) + 3))
    assert moved[-1].title == "The cat"


def test_the_agenda_of_an_ended_meeting_stands(session, clock):
    meeting_id = held.ended(session, clock)
    item = meetings.meeting_view(session, meeting_id).items[0]
    with pytest.raises(RuleError, match="ended"):
        planning.add_item(session, meeting_id, "The dog", 5)
    with pytest.raises(RuleError, match="ended"):
        planning.move_item(session, item.item_id, 2)


def test_a_meeting_keeps_the_pack_that_it_was_planned_with(session, meeting_id, pack):
    agendas = tuple(
        agenda.model_copy(update={"title": "Quite another meeting", "items": agenda.items[:3]})
        if agenda.id == "initial"
        else agenda
        for agenda in pack.agendas
    )
    another: Pack = pack.model_copy(update={"agendas": agendas})
    before = meetings.meeting_view(session, meeting_id)
    packs.adopt(session, another)
    assert packs.practice(session).agenda("initial").title == "Quite another meeting"
    assert meetings.meeting_view(session, meeting_id) == before
    again = planning.set_agenda(session, meeting_id, planning.agenda_of(session, meeting_id))
    assert [item.prompts for item in again] == [item.prompts for item in before.items]
    child_id = factory.child(session, given_names="Alix")
    episode_id = episodes.open_episode(session, child_id, EpisodeDetails(FRIDAY, ("cse",)))
    newer = planning.plan_meeting(session, episode_id, plan())
    assert meetings.meeting_head(session, newer).kind_title == "Quite another meeting"
    assert len(titles(session, newer)) == 3
    assert meetings.meeting_head(session, meeting_id).kind_title == before.head.kind_title


def test_history_says_how_a_plan_changed(session, meeting_id, clock):
    clock.advance(timedelta(minutes=5))
    planning.change_plan(session, meeting_id, plan(place="Room 2"))
    query = sa.select(History).where(History.thing == "Meeting", History.at == clock())
    assert [(row.who, row.field, row.old, row.new) for row in session.scalars(query)] == [
        ("Minnie Taker", "place", None, '"Room 2"')
    ]


def test_what_must_be_held_is_worked_out_again_when_the_meeting_moves_past_a_birthday(session):
    child_id = factory.child(session, born_on=date(2010, 12, 1))
    meeting_id = factory.meeting(session, factory.episode(session, child_id))
    before = {item.template: item.mandatory for item in planning.agenda_of(session, meeting_id)}
    assert not before["transition"]
    head = meetings.meeting_head(session, meeting_id)
    later = MeetingPlan(
        kind=head.kind,
        trigger=head.trigger,
        triggered_on=head.triggered_on,
        starts_at=london(date(2026, 12, 2), 10),
        planned_minutes=90,
        chair="Cher Person",
        minute_taker="Minnie Taker",
    )
    kept = planning.keep_plan(session, meeting_id, later, planning.agenda_of(session, meeting_id))
    assert next(item for item in kept if item.template == "transition").mandatory


def test_what_is_mandatory_is_the_agendas_word_and_not_the_callers(session, meeting_id):
    agenda = planning.agenda_of(session, meeting_id)
    must = {item.template for item in agenda if item.mandatory}
    planning.set_agenda(session, meeting_id, tuple(replace(item, mandatory=False) for item in agenda))
    assert {item.template for item in planning.agenda_of(session, meeting_id) if item.mandatory} == must
    for cut in ((), tuple(replace(item, template="") for item in agenda)):
        with pytest.raises(RuleError, match="mandatory"):
            planning.set_agenda(session, meeting_id, cut)
    assert {item.template for item in planning.agenda_of(session, meeting_id) if item.mandatory} == must
    proposed = planning.propose(session, factory.episode(session), "initial", FRIDAY).items
    never = tuple(replace(item, mandatory=False) for item in proposed)
    planned = planning.plan_meeting(session, factory.episode(session), plan(), never)
    assert {item.template for item in planning.agenda_of(session, planned) if item.mandatory} == must


def test_an_item_left_out_comes_back_when_it_must_be_held_after_all(session):
    episode_id = factory.episode(session, factory.child(session, born_on=date(2010, 12, 1)))
    meeting_id = factory.meeting(session, episode_id)
    without = tuple(item for item in planning.agenda_of(session, meeting_id) if item.template != "transition")
    planning.set_agenda(session, meeting_id, without)
    without = planning.agenda_of(session, meeting_id)
    kept = planning.keep_plan(session, meeting_id, plan(starts_at=london(date(2026, 12, 2), 10)), without)
    assert (kept[-1].template, kept[-1].mandatory) == ("transition", True)
    assert [item.item_id for item in kept[:-1]] == [item.item_id for item in without]
    with pytest.raises(RuleError, match="mandatory"):
        planning.set_agenda(session, meeting_id, without)


@pytest.mark.parametrize(
    ("whole", "after"), [("", "The dog: Ask gently"), ("Mind the time", "Mind the time\nThe dog: Ask gently")]
)
def test_the_chairs_note_outlives_the_item_it_was_about(session, meeting_id, whole, after):
    item = planning.add_item(session, meeting_id, "The dog", 5)
    holding.keep_chair_note(session, meeting_id, "Ask gently", item.item_id)
    if whole:
        holding.keep_chair_note(session, meeting_id, whole)
    agenda = planning.agenda_of(session, meeting_id)
    planning.set_agenda(session, meeting_id, tuple(each for each in agenda if each.item_id != item.item_id))
    session.commit()
    assert "The dog" not in titles(session, meeting_id)
    assert holding.chair_note(session, meeting_id) == after


def test_an_item_under_which_words_are_typed_stays(session, meeting_id):
    item = planning.add_item(session, meeting_id, "The dog", 5)
    minutes.save_draft(session, meeting_id, item.item_id, "She is")
    without = tuple(each for each in planning.agenda_of(session, meeting_id) if each.item_id != item.item_id)
    with pytest.raises(RuleError, match="still being typed under “The dog”"):
        planning.set_agenda(session, meeting_id, without)
    assert "The dog" in titles(session, meeting_id)
    minutes.save_draft(session, meeting_id, item.item_id, "")
    planning.set_agenda(session, meeting_id, without)
    assert "The dog" not in titles(session, meeting_id)

from dataclasses import replace
from datetime import timedelta

import pytest

from cremeet.clock import london
from cremeet.exports import issue
from cremeet.exports.document import Heading, Table
from cremeet.exports.reading import plain_text
from cremeet.services import actions, closing, holding, review
from cremeet.services.actions import ReviewDetails
from cremeet.services.record import meeting_record
from tests import held


@pytest.fixture
def meeting_id(session):
    return held.complete(session, held.live(session))


def plan(session, meeting_id, audience="chair"):
    return issue.build(meeting_record(session, meeting_id), "plan", audience=audience)


@pytest.fixture
def review_id(session, clock, meeting_id):
    """The live review of a meeting with three actions: one heard as done, one cancelled, one carried and late."""
    held.action(session, meeting_id, words="Ring her school")
    held.action(session, meeting_id, words="Visit the hotel")
    closing.end(session, meeting_id)
    clock.set(london(held.REVIEW_ON, 9, 30))
    found = review.start_review(session, meeting_id, review.propose_review_plan(session, meeting_id))
    holding.start(session, found)
    one, two, three = actions.plan(session, found).to_review
    actions.review_action(session, found, one.action_id, ReviewDetails("done", "Met.", impact="She trusts her worker"))
    actions.review_action(session, found, two.action_id, ReviewDetails("cancelled", reason="She has moved school"))
    actions.review_action(session, found, three.action_id, ReviewDetails("in-progress", "A date is set", "Staff away"))
    held.assess(session, found, "high")
    return found


def test_every_pillar_stands_with_its_actions_or_why_there_is_none(session, meeting_id, pack):
    tree = plan(session, meeting_id)
    titles = [block.text for block in tree.blocks if isinstance(block, Heading) and block.level == 3]
    assert [pillar.title for pillar in pack.pillars] == [
        title for title in titles if title in {pillar.title for pillar in pack.pillars}
    ]
    assert plain_text(tree).count("None, because: Nothing more is needed now.") == len(pack.pillars) - 1
    assert tree.landscape
    family = plain_text(plan(session, meeting_id, "family"))
    assert "Nothing more is needed now." not in family


def test_each_pillar_says_which_priorities_it_serves(session, meeting_id, pack):
    said = plain_text(plan(session, meeting_id))
    for priority in pack.priorities_of("protect"):
        assert priority.title in said


def test_what_changed_is_told_first(session, review_id):
    said = plain_text(plan(session, review_id))
    assert "The level of risk went from Medium to High." in said
    assert "Done since the last meeting: A1." in said
    assert "No longer needed: A2." in said
    assert "No new action was agreed." in said
    assert said.index("In a minute") < said.index("The plan\n")


def test_what_is_late_says_who_holds_it_and_what_was_heard(session, review_id):
    said = plain_text(plan(session, review_id))
    late = said[said.index("What is late") : said.index("Who holds what")]
    assert "Visit the hotel (Priya Testnair, " in late
    assert "A date is set" in late
    assert "A1" not in late


def test_who_holds_what_counts_open_and_overdue_actions(session, review_id):
    tree = plan(session, review_id)
    (table,) = [block for block in tree.blocks if isinstance(block, Table) and block.caption == "Who holds what"]
    (row,) = [["".join(run.text for run in cell) for cell in row] for row in table.rows]
    assert row[1:3] == ["1", "1"]


def test_what_ended_says_what_difference_it_made(session, review_id):
    said = plain_text(plan(session, review_id))
    ended = said[said.index("Ended at this meeting") :]
    assert "She trusts her worker" in ended
    assert "She has moved school" in ended
    family = plain_text(plan(session, review_id, "family"))
    assert "She has moved school" not in family or "everyone" in {
        line.tag for line in meeting_record(session, review_id).plan.reviewed
    }


def test_a_carried_action_says_how_often_and_how_old(session, review_id):
    assert "Carried forward once; 21 days old." in plain_text(plan(session, review_id))


def test_the_plan_of_an_earlier_meeting_stands_as_it_left_it(session, clock, meeting_id):
    closing.end(session, meeting_id)
    before = plan(session, meeting_id)
    clock.advance(timedelta(days=21))
    found = review.start_review(session, meeting_id, review.propose_review_plan(session, meeting_id))
    holding.start(session, found)
    held.action(session, found, words="Agreed later")
    (line,) = actions.plan(session, found).to_review
    actions.review_action(session, found, line.action_id, ReviewDetails("done", "Met."))
    assert plan(session, meeting_id).blocks == before.blocks


FALSE_ABSENCES = ("No action.", "No new action was agreed", "Nothing is overdue", "o action is open", "not recorded")


@pytest.mark.parametrize("document", ["plan", "actions"])
def test_what_is_only_withheld_is_never_said_not_to_be(session, clock, document):
    meeting_id = held.live(session)
    held.action(session, meeting_id, words="Zzwithheld", tag="police")
    clock.set(london(held.REVIEW_ON, 9, 30))
    record = meeting_record(session, meeting_id)
    for audience in ("family", "child", "agencies", "professionals"):
        said = plain_text(issue.build(record, document, audience=audience))
        assert "Zzwithheld" not in said
        assert not [words for words in FALSE_ABSENCES if words in said], audience
        assert "in this copy" in said
    chair = plain_text(issue.build(record, document, audience="chair"))
    assert "Zzwithheld" in chair
    assert "in this copy" not in chair


def test_the_whole_copy_says_plainly_that_there_is_nothing(session):
    said = plain_text(plan(session, held.live(session)))
    for words in ("No action.", "No new action was agreed.", "Nothing is overdue.", "no action is open."):
        assert words in said


def test_why_a_pillar_has_no_action_is_not_told_where_its_actions_are_withheld(session):
    meeting_id = held.live(session)
    held.action(session, meeting_id, words="Zzwithheld", tag="police")
    record = meeting_record(session, meeting_id)
    pillars = tuple(replace(pillar, none_reason=f"Zznone{pillar.pillar}") for pillar in record.plan.pillars)
    record = replace(record, plan=replace(record.plan, pillars=pillars))
    for document in ("plan", "minutes"):
        copy = plain_text(issue.build(record, document, audience="professionals"))
        assert "Zznoneprotect" not in copy
        assert "Zznonerecover" in copy

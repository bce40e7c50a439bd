from dataclasses import fields, replace
from datetime import date, timedelta

import pytest

from cremeet.errors import NotFoundError, RuleError
from cremeet.services import assessing, child_page, closing, episodes, holding, meetings, planning, review
from cremeet.services.assessing import Answer
from tests import factory, held
from tests.services.test_children import changes_of

REASON = "What each agency told the meeting."


@pytest.fixture
def questions(pack):
    """The questions of the default instrument."""
    return list(pack.instrument("").questions())


def present(question):
    return max(question.scale.answers, key=lambda each: (each.current, each.factor)).id


def absent(question):
    return next(each.id for each in question.scale.answers if each.known and not each.present)


@pytest.fixture
def begun(session):
    return assessing.begin(session, held.live(session), author="Priya Testnair", agency="social-care")


def answer(session, begun, question, given, **more):
    return assessing.answer(session, begun.now.assessment_id, question.indicator.id, Answer(given, **more))


def next_meeting(session, clock, meeting_id):
    """End the meeting, plan its review and begin it; return the review's id."""
    for line in closing.missing(session, meeting_id):
        closing.override(session, meeting_id, line.check, line.about_id, "Next time")
    closing.end(session, meeting_id)
    clock.advance(timedelta(days=1))
    review_id = review.start_review(session, meeting_id, review.propose_review_plan(session, meeting_id))
    holding.start(session, review_id)
    return review_id


def test_an_assessment_is_begun_once_and_can_be_begun_in_advance(session):
    meeting_id = factory.meeting(session)
    assert assessing.assessment_of(session, meeting_id) is None
    first = assessing.begin(session, meeting_id)
    assert (first.now.author, first.before, first.changes) == ("Minnie Taker", None, ())
    again = assessing.begin(session, meeting_id, author="Priya Testnair")
    assert again.now.assessment_id == first.now.assessment_id
    assert again.now.author == "Priya Testnair"


def test_nothing_answered_is_unknown_and_never_none(session, begun):
    assert begun.now.suggestion.level is None
    assert begun.now.suggested_title == "Not known yet"
    assert begun.now.suggestion.caution


def test_answering_not_known_to_everything_is_unknown_and_never_none(session, begun, questions):
    for question in questions:
        unknown = next((each.id for each in question.scale.answers if not each.known), None)
        if unknown is not None:
            view = answer(session, begun, question, unknown)
    assert view.now.suggestion.level is None
    assert view.now.agreed_level == ""


def test_everything_answered_no_suggests_the_least_level(session, begun, questions, pack):
    for question in questions:
        view = answer(session, begun, question, absent(question))
    assert view.now.suggestion.level == min(pack.levels.levels, key=lambda level: level.rank).id


def test_more_concern_raises_the_suggestion_and_taking_it_back_lowers_it_again(session, begun, questions):
    for question in questions:
        low = answer(session, begun, question, absent(question))
    for question in questions:
        high = answer(session, begun, question, present(question), evidence="Told us.")
    assert high.now.suggestion.score > low.now.suggestion.score
    assert high.now.suggestion.level != low.now.suggestion.level
    for question in questions:
        back = answer(session, begun, question, absent(question))
    assert back.now.suggestion == low.now.suggestion


def test_an_answer_is_kept_whole_and_an_empty_one_clears_it(session, begun, questions):
    given = Answer(present(questions[0]), "", date(2026, 11, 20), "Seen by her school.", "School", "fact")
    view = assessing.answer(session, begun.now.assessment_id, questions[0].indicator.id, given)
    assert view.now.answers == {questions[0].indicator.id: given}
    view = assessing.answer(session, begun.now.assessment_id, questions[0].indicator.id, Answer())
    assert view.now.answers == {}


def test_what_the_instrument_does_not_have_is_refused(session, begun, questions):
    now = begun.now.assessment_id
    tomorrow = factory.MONDAY.date() + timedelta(days=1)
    for attempt in (
        lambda: assessing.answer(session, now, "star-sign", Answer("yes")),
        lambda: answer(session, begun, questions[0], present(questions[0]), last_seen_on=tomorrow),
        lambda: assessing.analyse(session, now, "the-moon", "Full"),
        lambda: assessing.weigh(session, now, protective=("luck",), strengths="", analysis=""),
        lambda: assessing.agree_level(session, now, "purple", REASON),
        lambda: answer(session, begun, questions[0], "perhaps-maybe"),
    ):
        with pytest.raises(RuleError) as refusal:
            attempt()
        assert str(refusal.value).endswith(".")
    with pytest.raises(NotFoundError):
        assessing.answer(session, "nothing", questions[0].indicator.id, Answer())


def test_another_level_than_suggested_needs_its_reason(session, begun, questions):
    for question in questions:
        view = answer(session, begun, question, absent(question))
    with pytest.raises(RuleError, match="say why"):
        assessing.agree_level(session, begun.now.assessment_id, "high", "  ")
    agreed = assessing.agree_level(session, begun.now.assessment_id, "high", f" {REASON} ").now
    assert (agreed.agreed_level, agreed.agreed_title, agreed.agreed_reason) == ("high", "High", REASON)
    assert agreed.suggestion.level == view.now.suggestion.level
    as_suggested = assessing.agree_level(session, begun.now.assessment_id, view.now.suggestion.level, "").now
    assert as_suggested.agreed_reason == ""


def test_a_low_level_beside_unknown_answers_needs_its_reason(session, begun, questions):
    view = answer(session, begun, questions[0], absent(questions[0]))
    assert view.now.suggestion.provisional
    with pytest.raises(RuleError, match="not known yet could mean"):
        assessing.agree_level(session, begun.now.assessment_id, view.now.suggestion.level, " ")
    agreed = assessing.agree_level(session, begun.now.assessment_id, view.now.suggestion.level, REASON).now
    assert agreed.agreed_as_suggested
    assert agreed.reason_wanted == ""


def test_an_agreed_level_is_as_suggested_only_while_it_is(session, begun, questions):
    for question in questions:
        view = answer(session, begun, question, absent(question))
    agreed = assessing.agree_level(session, begun.now.assessment_id, view.now.suggestion.level, "").now
    assert (agreed.agreed_as_suggested, agreed.reason_wanted) == (True, "")
    for question in questions:
        view = answer(session, begun, question, present(question), evidence="Told us.")
    assert not view.now.agreed_as_suggested
    assert "without a reason" in view.now.reason_wanted


def test_a_level_is_agreed_by_a_meeting_that_has_begun_about_an_open_episode(session):
    episode_id = factory.episode(session)
    meeting_id = factory.meeting(session, episode_id)
    begun = assessing.begin(session, meeting_id)
    with pytest.raises(RuleError, match="not begun yet"):
        assessing.agree_level(session, begun.now.assessment_id, "high", REASON)
    episodes.close_episode(session, episode_id, factory.MONDAY.date(), "Moved away")
    with pytest.raises(RuleError, match="episode is closed"):
        holding.start(session, meeting_id)
    ended = held.live(session)
    late = assessing.begin(session, ended)
    for line in closing.missing(session, ended):
        closing.override(session, ended, line.check, line.about_id, "Next time")
    closing.end(session, ended)
    episodes.close_episode(session, meetings.meeting_head(session, ended).episode_id, factory.MONDAY.date(), "Moved")
    with pytest.raises(RuleError, match="episode is closed"):
        assessing.agree_level(session, late.now.assessment_id, "high", REASON)


def test_an_assessment_begun_in_advance_takes_the_day_and_level_of_the_meeting_when_it_begins(session, clock):
    episode_id = factory.episode(session)
    meeting_id = factory.meeting(session, episode_id)
    assessing.begin(session, meeting_id)
    held.assess(session, held.live(session, episode_id), "high")
    clock.advance(timedelta(days=3))
    holding.start(session, meeting_id)
    assert assessing.assessment_of(session, meeting_id).now.assessed_on == clock().date()
    assert meetings.meeting_head(session, meeting_id).level_before == "high"


def other_instrument(session, meeting_id, instrument="areas-rated"):
    """Change the instrument of a planned meeting."""
    head = meetings.meeting_head(session, meeting_id)
    changes = {field.name: getattr(head, field.name) for field in fields(planning.MeetingPlan)}
    planning.change_plan(session, meeting_id, planning.MeetingPlan(**changes | {"instrument": instrument}))


def test_another_instrument_begins_the_assessment_again_while_nothing_was_answered(session):
    meeting_id = factory.meeting(session)
    assessing.begin(session, meeting_id)
    other_instrument(session, meeting_id)
    assert assessing.begin(session, meeting_id).now.instrument == "areas-rated"
    other_instrument(session, meeting_id, "")
    holding.start(session, meeting_id)
    found = assessing.assessment_of(session, meeting_id).now
    assert found.instrument == meetings.meeting_head(session, meeting_id).instrument


def test_answers_carried_over_do_not_hold_to_the_instrument_they_were_given_to(session, clock, questions):
    first = held.live(session)
    begun = assessing.begin(session, first)
    answer(session, begun, questions[0], present(questions[0]), evidence="Told us.")
    assessing.agree_level(session, begun.now.assessment_id, "medium", REASON)
    for line in closing.missing(session, first):
        closing.override(session, first, line.check, line.about_id, "Next time")
    closing.end(session, first)
    second = review.start_review(session, first, review.propose_review_plan(session, first))
    assert assessing.assessment_of(session, second).now.answers
    clock.advance(timedelta(days=1))
    other_instrument(session, second)
    holding.start(session, second)
    found = assessing.assessment_of(session, second).now
    assert (found.instrument, found.agreed_level) == ("areas-rated", "")
    assert found.suggestion.instrument == "areas-rated"


def test_answers_to_another_instrument_are_not_thrown_away(session, questions):
    meeting_id = factory.meeting(session)
    begun = assessing.begin(session, meeting_id)
    answer(session, begun, questions[0], present(questions[0]), evidence="Told us.")
    other_instrument(session, meeting_id)
    for attempt in (holding.start, assessing.begin):
        with pytest.raises(RuleError, match="answers to another instrument"):
            attempt(session, meeting_id)


def test_without_a_suggestion_every_level_needs_a_reason(session, begun, pack):
    for level in pack.levels.levels:
        with pytest.raises(RuleError, match="say why"):
            assessing.agree_level(session, begun.now.assessment_id, level.id, "")


def test_the_agreed_level_becomes_the_meetings_and_the_childs(session):
    child_id = factory.child(session)
    meeting_id = held.live(session, factory.episode(session, child_id))
    held.assess(session, meeting_id, "medium")
    assert meetings.meeting_head(session, meeting_id).level_after == "medium"
    (episode,) = child_page.child_page(session, child_id).episodes
    assert (episode.level, episode.level_title) == ("medium", "Medium")
    assert [(point.level, point.reason) for point in episode.levels] == [("medium", REASON)]


@pytest.mark.parametrize(("level", "trend"), [("high", "up"), ("medium", "same"), ("low", "down")])
def test_the_trend_is_against_the_last_agreed_level(session, clock, level, trend):
    first = held.live(session)
    assert held.assess(session, first, "medium").now.trend == "first"
    second = next_meeting(session, clock, first)
    view = held.assess(session, second, level)
    assert (view.now.trend, view.before.agreed_level) == (trend, "medium")
    head = meetings.meeting_head(session, second)
    assert (head.level_before, head.level_after) == ("medium", level)


def test_changes_since_the_last_assessment_are_told_by_indicator(session, clock, questions):
    first = held.live(session)
    begun = assessing.begin(session, first)
    one, two, three = questions[:3]
    answer(session, begun, one, absent(one))
    answer(session, begun, two, present(two), evidence="Told us.")
    answer(session, begun, three, absent(three))
    assessing.agree_level(session, begun.now.assessment_id, "medium", REASON)
    carried = assessing.assessment_of(session, next_meeting(session, clock, first))
    assert set(carried.now.answers) == {one.indicator.id, two.indicator.id, three.indicator.id}
    answer(session, carried, one, present(one), evidence="Her school saw it.")
    view = answer(session, carried, two, absent(two))
    kinds = {change.id: change.kind for change in view.changes}
    assert (kinds[one.indicator.id], kinds[two.indicator.id]) == ("new", "better")
    assert kinds.get(three.indicator.id, "same") == "same"


def test_protective_factors_strengths_and_awareness_are_kept(session, begun, pack):
    factor = pack.instrument("").protective[0].id
    view = assessing.weigh(
        session,
        begun.now.assessment_id,
        protective=(factor,),
        strengths="Her aunt",
        analysis="Careful.",
        child_aware="yes",
        parent_aware="no",
    )
    now = view.now
    assert (now.protective, now.strengths, now.analysis) == ((factor,), "Her aunt", "Careful.")
    assert (now.child_aware, now.parent_aware) == ("yes", "no")


def test_each_area_keeps_what_the_meeting_makes_of_it(session, begun, pack):
    area = pack.instrument("").domains[0].id
    view = assessing.analyse(session, begun.now.assessment_id, area, "Less than before.")
    assert view.now.analysis_by_domain == {area: "Less than before."}
    assert assessing.analyse(session, begun.now.assessment_id, area, "").now.analysis_by_domain == {}


def test_an_approved_assessment_is_locked(session, clock, questions):
    meeting_id = held.approved(session, clock)
    found = assessing.assessment_of(session, meeting_id)
    assert found.now.locked
    now = found.now.assessment_id
    for attempt in (
        lambda: answer(session, found, questions[0], present(questions[0])),
        lambda: assessing.agree_level(session, now, "high", REASON),
        lambda: assessing.weigh(session, now, protective=(), strengths="", analysis=""),
        lambda: assessing.analyse(session, now, "any", "words"),
        lambda: assessing.begin(session, meeting_id, author="Somebody Else"),
    ):
        with pytest.raises(RuleError, match="amendment"):
            attempt()
    assert assessing.assessment_of(session, meeting_id) == found


def test_correcting_an_earlier_assessment_does_not_change_the_level_of_today(session, clock):
    child_id = factory.child(session)
    first = held.live(session, factory.episode(session, child_id))
    held.assess(session, first, "medium")
    second = next_meeting(session, clock, first)
    held.assess(session, second, "low")
    held.assess(session, first, "high")
    (episode,) = child_page.child_page(session, child_id).episodes
    assert episode.level == "low"
    assert [point.level for point in episode.levels] == ["high", "low"]
    assert meetings.meeting_head(session, first).level_after == "high"


def test_an_episodes_assessments_are_told_oldest_first(session, clock):
    episode_id = factory.episode(session)
    first = held.live(session, episode_id)
    held.assess(session, first, "medium")
    second = next_meeting(session, clock, first)
    held.assess(session, second, "low")
    told = assessing.assessments(session, episode_id)
    assert [(one.meeting_id, one.agreed_level) for one in told] == [(first, "medium"), (second, "low")]


def test_history_says_how_the_level_was_changed(session, begun):
    now = begun.now.assessment_id
    assessing.agree_level(session, now, "low", REASON)
    assessing.agree_level(session, now, "high", REASON)
    assert changes_of(session, "Assessment", "agreed_level") == [
        ("Minnie Taker", None, '"low"'),
        ("Minnie Taker", '"low"', '"high"'),
    ]
    assert changes_of(session, "Episode", "level")[-1] == ("Minnie Taker", '"low"', '"high"')


def test_an_instrument_that_rates_areas_suggests_from_the_ratings(session, pack):
    meeting_id = held.live(session, instrument="areas-rated")
    begun = assessing.begin(session, meeting_id)
    domain = next(each for each in pack.instrument("areas-rated").domains if each.rating)
    scale = next(each for each in pack.instrument("areas-rated").scales if each.id == domain.rating)
    worst = next(each for each in reversed(scale.answers) if each.present).id
    view = assessing.analyse(session, begun.now.assessment_id, domain.id, "As told.", worst)
    assert view.now.rating_by_domain == {domain.id: worst}
    assert view.now.suggestion.level is not None
    assert replace(view, changes=()) == assessing.assessment_of(session, meeting_id)

"""A line typed at the table: kinds, owners, dates and what is left in the words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet.errors import RuleError
from cremeet.services import capture, decisions, directory, due, meetings
from cremeet.services.capture import Table, read_line
from cremeet.services.due import Reckoning, read_due
from cremeet.services.entry_words import has_gap
from cremeet.services.minutes import NewEntry
from tests import held

MONDAY = date(2026, 11, 23)


@pytest.fixture
def reckoning(pack):
    return Reckoning(MONDAY, pack.timescales, date(2027, 1, 12))


@pytest.fixture
def meeting_id(session):
    made = held.live(session)
    held.arrive(session, made)
    return made


@pytest.fixture
def table(session, meeting_id, pack, reckoning):
    return Table(meetings.meeting_view(session, meeting_id).people, pack, reckoning)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("fri", date(2026, 11, 27)),
        ("Friday", date(2026, 11, 27)),
        ("monday", date(2026, 11, 30)),
        ("next fri", date(2026, 12, 4)),
        ("friday week", date(2026, 12, 4)),
        ("2w", date(2026, 12, 7)),
        ("a fortnight", date(2026, 12, 7)),
        ("10 wd", date(2026, 12, 7)),
        ("ten working days", date(2026, 12, 7)),
        ("72h", date(2026, 11, 26)),
        ("3/12", date(2026, 12, 3)),
        ("3/1", date(2027, 1, 3)),
        ("3.12.26", date(2026, 12, 3)),
        ("3rd of December", date(2026, 12, 3)),
        ("eom", date(2026, 11, 30)),
        ("end of the week", date(2026, 11, 27)),
        ("the next review", date(2027, 1, 12)),
        ("two months", date(2027, 1, 23)),
        ("tomorrow", date(2026, 11, 24)),
    ],
)
def test_a_due_date_as_people_say_it(said, day, reckoning):
    assert read_due(said, reckoning) == (day, len(said))


def test_working_days_step_over_christmas(pack):
    eve = Reckoning(date(2026, 12, 23), pack.timescales)
    assert read_due("3 wd", eve) == (date(2026, 12, 30), 4)  # 25 Dec and, for Boxing Day on a Saturday, 28 Dec


@pytest.mark.parametrize("said", ["1/11/2026", "31/11", "Fridays", "review board", "99 fish", ""])
def test_what_is_no_day_to_come_is_not_guessed(said, reckoning, pack):
    against = Reckoning(MONDAY, pack.timescales) if said.startswith("review") else reckoning
    assert read_due(said, against) is None


def test_a_whole_action_in_one_line(table):
    line = read_line("/a Apply for the notice @Amira Testkhan by fri !high", "note", table)
    assert (line.kind, line.words, line.priority, line.due_on) == (
        "action",
        "Apply for the notice",
        "high",
        date(2026, 11, 27),
    )
    assert line.owner.agency == "police"
    assert line.warnings == ()


@pytest.mark.parametrize("owner", ["@AT", "@amira", "@testkhan", "@Police"])
def test_an_owner_by_name_initials_or_agency(owner, table):
    line = read_line(f"Visit home {owner}, within 2 weeks", "action", table)
    assert (line.owner.name, line.words, line.due_on) == ("Amira Testkhan", "Visit home", date(2026, 12, 7))


@pytest.mark.parametrize(
    ("typed", "warning"),
    [
        ("/a Ring home by fri", "No owner yet."),
        ("/a Ring home @AT", "No due date yet."),
        ("/a Ring home @AT by sat", "not a working day"),
        ("/a Ring home @Nobody by fri", "nobody in this meeting"),
    ],
)
def test_what_an_action_lacks_is_said(typed, warning, table):
    assert any(warning in each for each in read_line(typed, "note", table).warnings)


def test_what_cannot_be_read_stays_in_the_words(table):
    line = read_line("/a Ring @Nobody in the morning by the way !soon", "note", table)
    assert line.words == "Ring @Nobody in the morning by the way !soon"


@pytest.mark.parametrize(
    ("typed", "kind"), [("/d Hold a plan", "decision"), ("/r Unknown car", "risk"), ("/v “Safe”", "voice")]
)
def test_kinds(typed, kind, table):
    assert read_line(typed, "note", table).kind == kind


@pytest.mark.parametrize("typed", ["/home address unknown", "and/or both", "£5 @ the shop by fri"])
def test_a_note_is_left_alone(typed, table):
    assert read_line(typed, "note", table).words == typed


@given(st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_nothing_typed_breaks_the_reader(typed):
    from cremeet import paths
    from cremeet.practice import loader

    pack = _PACK.setdefault("pack", loader.load(paths.shipped_practice())) if not _PACK else _PACK["pack"]
    reckoning = Reckoning(MONDAY, pack.timescales)
    line = read_line(f"/a {typed}", "note", Table((), pack, reckoning))
    assert line.due_on is None or line.due_on >= MONDAY
    assert due.read_due(typed, reckoning) is None or read_due(typed, reckoning)[0] >= MONDAY


_PACK = {}


def test_keeping_a_line_makes_the_action_with_owner_and_date(session, meeting_id):
    kept = capture.keep(session, held.item(session, meeting_id), NewEntry("/a Offer a trusted worker @Priya by 4/12"))
    assert kept.entry.kind == "action"
    action = meetings.meeting_view(session, meeting_id).actions[0]
    assert (action.words, action.owner, action.agency, action.due_on, action.moved) == (
        "Offer a trusted worker",
        "Priya Testnair",
        "social-care",
        date(2026, 12, 4),
        0,
    )


def test_a_restricted_line_is_read_by_the_fewest_that_need_no_names(session, meeting_id, pack):
    kept = capture.keep(session, held.item(session, meeting_id), NewEntry("/x Seen near the home"))
    assert (kept.entry.tag, kept.entry.kind) == ("police", "note")
    unnamed = [tag for tag in pack.tags if not tag.named]
    assert all(len(pack.tag("police").audiences) <= len(tag.audiences) for tag in unnamed)
    with pytest.raises(RuleError):
        capture.keep(session, held.item(session, meeting_id), NewEntry("/a "))


FRI, MON = date(2026, 11, 27), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("typed", "words", "owner", "due_on"),
    [
        ("Offer a place on monday club at the centre", "Offer a place on monday club at the centre", None, None),
        ("Visit in two weeks of the holidays", "Visit in two weeks of the holidays", None, None),
        ("Ask @Priya to check by fri", "Ask Priya to check", "Priya Testnair", FRI),
        ("Ask @Priya Testnair to check", "Ask Priya Testnair to check", "Priya Testnair", None),
        ("Speak to @Priya by fri", "Speak to Priya", "Priya Testnair", FRI),
        ("Check by fri with the school @Priya", "Check by fri with the school", "Priya Testnair", FRI),
        ("Check the school by fri @Priya.", "Check the school.", "Priya Testnair", FRI),
        ("Meet again on monday", "Meet again", None, MON),
        ("@Priya to ring the school", "Priya to ring the school", "Priya Testnair", None),
    ],
)
def test_no_word_is_lost_from_the_middle_of_a_line(typed, words, owner, due_on, table):
    line = read_line(typed, "action", table)
    assert (line.words, line.owner and line.owner.name, line.due_on) == (words, owner, due_on)


@pytest.mark.parametrize("typed", ["/x /a Watch the car @AT by fri", "/a /x Watch the car @AT by fri"])
def test_the_restricted_tag_goes_with_any_kind(typed, table):
    line = read_line(typed, "note", table)
    assert (line.kind, line.words, line.restricted) == ("action", "Watch the car", True)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("AT: heard of it", "Amira Testkhan"),
        ("Amira Testkhan: heard of it", "Amira Testkhan"),
        ("amira: heard of it", "Amira Testkhan"),
        ("@AT heard of it", "Amira Testkhan"),
        ("Police: heard of it", "Amira Testkhan"),
    ],
)
def test_the_speaker_by_initials_name_or_agency(typed, name, table):
    line = read_line(typed, "note", table)
    assert (line.speaker.name, line.words) == (name, "heard of it")


@pytest.mark.parametrize("typed", ["Note: heard of it", "At 10:30 heard of it", "ZZ: heard of it", "AT:heard of it"])
def test_what_names_nobody_here_stays_in_the_words(typed, table):
    line = read_line(typed, "note", table)
    assert (line.speaker, line.words) == (None, typed)


def test_two_people_of_one_name_are_told_and_neither_is_guessed(table):
    one = table.people[0]
    twin = replace(one, attendance_id="other", name=f"{one.name.split()[0]} Otherway", initials="AO")
    both = Table((*table.people, twin), table.pack, table.reckoning)
    line = read_line(f"{one.name.split()[0]}: heard of it", "note", both)
    assert line.speaker is None
    assert "More than one person" in line.warnings[0]


def test_a_day_that_has_passed_is_said_and_one_a_year_off_is_asked_about(table):
    gone = read_line("/a Ring home @AT by 1/11/2026", "note", table)
    assert gone.due_on is None
    assert "01/11/2026 has passed, so there is no due date yet." in gone.warnings
    far = read_line("/a Ring home @AT by 3/11", "note", table)
    assert far.due_on == date(2027, 11, 3)
    assert any("03/11/2027" in warning for warning in far.warnings)


def test_the_directory_comes_after_the_table_and_a_nearer_person_is_meant(session, table, meeting_id):
    details = directory.ProfessionalDetails("Olu Testbright", "police", "Detective")
    listed = (
        directory.add_professional(session, details),
        directory.add_professional(session, directory.ProfessionalDetails("Amira Elsewhere", "health")),
    )
    wide = Table(table.people, table.pack, table.reckoning, listed)
    line = read_line("/a Search the flat @Olu by fri", "note", wide)
    assert (line.owner.name, line.owner.professional_id) == ("Olu Testbright", listed[0].id)
    assert line.warnings == ("The owner was not invited to this meeting; somebody has to tell them.",)
    assert read_line("/a Search the flat @Amira by fri", "note", wide).owner.name == "Amira Testkhan"
    assert [one.name for one in wide.named("amira")] == ["Amira Testkhan", "Amira Elsewhere"]


def test_an_owner_of_the_directory_is_kept_with_the_action(session, meeting_id):
    directory.add_professional(session, directory.ProfessionalDetails("Olu Testbright", "police", "Detective"))
    capture.keep(session, held.item(session, meeting_id, "plan"), NewEntry("/a Search the flat @Olu by fri"))
    action = meetings.meeting_view(session, meeting_id).actions[0]
    assert (action.owner, action.role, action.agency) == ("Olu Testbright", "Detective", "police")


def test_a_decision_with_its_reason_in_one_line(session, meeting_id):
    item = held.item(session, meeting_id, "plan")
    capture.keep(session, item, NewEntry("/d Hold a plan because the risk is known"))
    record = meetings.meeting_view(session, meeting_id).decisions[0]
    assert (record.words, record.reason) == ("Hold a plan", "the risk is known")


def test_a_reason_goes_to_the_decision_in_those_words_that_has_none(session, meeting_id):
    item = held.item(session, meeting_id, "plan")
    for words in ("/d Hold a plan", "/d Refer on", "/d Hold a plan because of the first"):
        capture.keep(session, item, NewEntry(words))
    decisions.give_reason(session, item, "Hold a plan", "of the second")
    told = {(one.number, one.reason) for one in meetings.meeting_view(session, meeting_id).decisions}
    assert told == {(1, "of the second"), (2, ""), (3, "of the first")}
    with pytest.raises(RuleError, match="not in the minutes"):
        decisions.give_reason(session, item, "Hold a plan", "again")


def test_a_point_is_parked_and_an_older_practice_makes_it_a_note(session, meeting_id, table):
    kept = capture.keep(session, held.item(session, meeting_id, "plan"), NewEntry("/p Ask about the phone"))
    assert kept.entry.kind == "parked"
    kinds = tuple(one for one in table.pack.choices.entry_kinds if one.id != "parked")
    older = table.pack.model_copy(update={"choices": table.pack.choices.model_copy(update={"entry_kinds": kinds})})
    line = read_line("/p Ask about the phone", "note", Table(table.people, older, table.reckoning))
    assert (line.kind, line.words) == ("note", "Ask about the phone")
    assert "no such kind of entry" in line.warnings[0]


@pytest.mark.parametrize("words", ["Born in ??", "? to ask", "He said (?) that", "The car was ? that day", "When ?"])
def test_a_gap_is_a_question_mark_that_stands_alone(words):
    assert has_gap(words)


@pytest.mark.parametrize("words", ["Who was there?", "“Why me?” she asked", "A? B?", "", "http://a.b/?x=1"])
def test_a_question_is_no_gap(words):
    assert not has_gap(words)

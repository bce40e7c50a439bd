from dataclasses import fields, replace

import pytest

from cremeet.errors import ExportError
from cremeet.exports import issue
from cremeet.exports.admit import admit, audience_named
from cremeet.exports.reading import plain_text
from cremeet.services.actions import Plan
from cremeet.services.meeting_records import ActionLine
from cremeet.services.record import OpenLine
from tests.exports import told
from tests.exports.told import professional, tagged


@pytest.fixture
def record(empty_record, pack):
    return told.record(empty_record, pack)


def words(record, audience, reader=None):
    """Return everything that a builder is given for this reader, as text."""
    return repr(replace(admit(record, audience, reader=reader).record, pack=None))


def test_under_every_tag_each_audience_gets_what_it_may_read_and_nothing_else(record, pack):
    for audience in pack.audiences:
        given = words(record, audience)
        for tag in pack.tags:
            for place in told.PLACES:
                word = tagged(tag.id, place)
                allowed = pack.may_read(tag.id, audience.id) and (
                    place not in told.REVIEWED or told.reads_untagged(audience)
                )
                if word in repr(record):
                    assert (word in given) is allowed, (audience.id, tag.id, place)


def test_every_place_is_in_the_record_so_that_what_is_missing_was_taken_away(record, pack):
    whole = repr(record)
    for tag in pack.tags:
        assert not [place for place in told.PLACES if tagged(tag.id, place) not in whole]
    assert not [place for place in told.PROFESSIONAL if professional(place) not in whole]


def test_the_chairs_copy_has_every_word_but_private_notes(record, pack):
    given = words(record, pack.audience("chair"))
    assert not [place for place in told.PROFESSIONAL if professional(place) not in given]
    assert told.CHILD_WORDS in given
    assert told.PRIVATE not in repr(record)


def test_nobody_but_the_professionals_of_the_meeting_gets_a_word_that_carries_no_tag(record, pack):
    for audience in pack.audiences:
        given = words(record, audience)
        leaked = [place for place in told.PROFESSIONAL if professional(place) in given]
        assert bool(leaked) is told.reads_untagged(audience), (audience.id, leaked)


KEPT_OF_AN_ACTION = {
    "action_id", "label", "meeting_id", "pillar", "pillar_title", "outcome", "words", "owner_id", "owner", "role",
    "agency", "agency_title", "measure", "status", "status_title", "tag", "child_id", "child_reference", "child_name",
}  # fmt: skip


@pytest.mark.parametrize("audience", ["family", "child", "agencies"])
def test_of_an_action_others_get_what_was_promised_and_no_other_words(record, pack, audience):
    marked = {field.name: f"zz{field.name}zz" for field in fields(ActionLine) if field.type in {"str", "str | None"}}
    line = replace(record.plan.reviewed[0], **(marked | {"tag": "everyone"}))
    (given,) = admit(replace(record, plan=Plan((), (), (), (line,))), pack.audience(audience)).record.plan.reviewed
    assert {name for name in marked if getattr(given, name)} == KEPT_OF_AN_ACTION


def test_a_family_copy_keeps_the_childs_words_and_a_childs_copy_the_parents(record, pack):
    family, child = words(record, pack.audience("family")), words(record, pack.audience("child"))
    assert (told.CHILD_WORDS in family, told.PARENT_WORDS in family) == (False, True)
    assert (told.CHILD_WORDS in child, told.PARENT_WORDS in child) == (True, False)


def test_an_agencys_extract_has_its_entries_actions_and_dates_and_nobodys_views(record, pack):
    given = admit(record, pack.audience("agencies"), reader="health").record
    assert tagged("named-agencies", "entry") in repr(given.entries)
    assert [line.words for line in given.plan.to_review + given.plan.reviewed]
    assert [person.status for person in given.people] == [person.status for person in record.people]
    assert given.head.review_on == record.head.review_on
    assert told.CHILD_WORDS not in repr(given)
    assert told.PARENT_WORDS not in repr(given)


def test_a_line_of_the_close_list_is_handled_as_what_it_is_about(record, pack):
    lines = tuple(OpenLine(f"zz{tag}zz", tag) for tag in ("", "professionals", "police", "everyone"))
    for audience in pack.audiences:
        given = [line.tag for line in admit(replace(record, open_lines=lines), audience).record.open_lines]
        police = ["police"] if audience.id in {"police", "chair"} else []
        assert given == (["", "professionals", *police, "everyone"] if told.reads_untagged(audience) else [])


def test_why_a_restricted_item_was_not_held_is_for_those_who_may_read_it(record, pack):
    item = replace(record.items[0], closed_part=True, tag="police", state="skipped", skip_reason="zzsourcezz")
    for audience in pack.audiences:
        told_why = "zzsourcezz" in words(replace(record, items=(item,)), audience)
        assert told_why is (audience.id in {"police", "chair"})


def test_nobody_is_told_that_there_was_no_dissent_where_it_is_withheld(record, pack):
    assert all(one.dissents for one in record.decisions)
    asked = replace(record, decisions=tuple(replace(one, dissent_asked=True) for one in record.decisions))
    for audience in pack.audiences:
        text = plain_text(issue.build(asked, "minutes", audience=audience.id))
        assert "asked for; none" not in text


def test_an_entry_of_the_childs_voice_never_reaches_the_family(record, pack):
    said = replace(record.entries[0], kind="voice", tag="everyone", words="zzscaredzz", about_id="")
    for audience in pack.audiences:
        assert ("zzscaredzz" in words(replace(record, entries=(said,)), audience)) is (audience.id != "family")


@pytest.mark.parametrize("document", issue.DOCUMENTS)
def test_the_level_of_risk_stays_with_those_who_may_read_the_assessment(record, pack, document):
    risen = replace(record, head=replace(record.head, level_before="low", level_after="high"))
    for audience in pack.audiences:
        head = admit(risen, audience).record.head
        reads = told.reads_untagged(audience)
        assert (head.level_before, head.level_after) == (("low", "high") if reads else ("", ""))
        text = plain_text(issue.build(risen, document, audience=audience.id))
        silent = document in {"agenda", "read-out"} or (document == "brief" and audience.id != "chair")
        assert ("Level of risk" in text) is (reads and not silent)
        assert reads or "level of risk" not in text.lower()


def test_what_an_agency_cannot_share_is_for_the_chair_alone(record, pack):
    for audience in pack.audiences:
        assert (professional("cannotshare") in words(record, audience)) is (audience.id == "chair")


def test_a_named_agency_gets_its_entry_in_its_own_copy_alone(record, pack):
    word = tagged("named-agencies", "entry")
    agencies = pack.audience("agencies")
    assert word in words(record, agencies, reader="health")
    assert word not in words(record, agencies, reader="education")
    assert word not in words(record, agencies)
    assert word not in words(record, pack.audience("family"), reader="health")


def test_a_tag_unknown_to_the_pack_is_read_by_nobody(record, pack):
    strange = tuple(replace(entry, tag="of-another-pack") for entry in record.entries)
    for audience in pack.audiences:
        assert admit(replace(record, entries=strange), audience).record.entries == ()


def test_the_childs_page_goes_into_no_document(record, pack):
    record = replace(
        record, child=replace(record.child, details=replace(record.child.details, address="zzsecretaddresszz"))
    )
    assert "zzsecretaddresszz" in repr(record)
    for audience in pack.audiences:
        assert "zzsecretaddresszz" not in words(record, audience)


def test_the_last_meetings_head_is_taken_away_too(record, pack):
    marked = replace(
        record, previous=replace(record.previous, quorum_reason="zzlastquorumzz", trigger="zzlasttriggerzz")
    )
    given = words(marked, pack.audience("family"))
    assert "zzlast" not in given


@pytest.mark.parametrize("name", ["chair", "CHAIR", " Chair's full record ", "Chair's Full Record"])
def test_an_audience_is_called_by_id_or_title(pack, name):
    assert audience_named(pack, name).id == "chair"


def test_nobody_named_is_those_who_may_read_least(pack):
    narrowest = audience_named(pack, None)
    readable = {each.id: sum(each.id in tag.audiences for tag in pack.tags) for each in pack.audiences}
    assert readable[narrowest.id] == min(readable.values())
    assert not narrowest.professional


def test_an_unknown_audience_is_told_who_there_is(pack):
    with pytest.raises(ExportError) as refusal:
        audience_named(pack, "everybody")
    assert all(audience.id in str(refusal.value) for audience in pack.audiences)

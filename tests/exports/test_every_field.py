"""Every text of a record, with a word of its own, against every reader of every document: who may have it, who gets it.

Nothing here asks `exports.leaks`. A field that is new fails until somebody says in RULES who may have it.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace

import pytest

from cremeet.exports import issue
from cremeet.exports.admit import admit
from cremeet.practice.pack import Pack
from cremeet.services.closing import AmendmentRecord
from cremeet.services.meeting_records import AbsenceRecord, ReadingRecord
from tests.exports import told

READERS = (("family", None), ("child", None), ("agencies", "health"), ("agencies", "police"), ("professionals", None),
           ("police", None), ("chair", None))  # fmt: skip
MEETING = {"professionals", "police", "chair"}
"""Who may have what carries no tag."""
RULES = {
    "fact": """EpisodeSummary.reference EpisodeSummary.status_title Identity.name Identity.name_in_own_script
        Identity.preferred_name Identity.reference ItemRecord.title ItemRecord.purpose ItemRecord.script
        ItemRecord.why_mandatory MeetingHead.approved_by MeetingHead.chair MeetingHead.chair_role
        MeetingHead.kind_title MeetingHead.minute_taker MeetingHead.place MeetingHead.reference MeetingRecord.entry
        MeetingRecord.version PersonRecord.agency_title PersonRecord.deputy_for PersonRecord.name PersonRecord.role
        PersonRecord.status_title PillarPlan.meaning PillarPlan.title QuorumRecord.why VoiceDetails.feedback_by""",
    "tag": """ActionLine.agency_title ActionLine.label ActionLine.measure ActionLine.outcome ActionLine.owner
        ActionLine.pillar_title ActionLine.role ActionLine.status_title ActionLine.words AmendmentRecord.about
        AmendmentRecord.by AmendmentRecord.reason AmendmentRecord.words ConcernDetails.contact_restrictions
        ConcernDetails.descriptor ConcernDetails.link ConcernDetails.note ConcernRecord.kind_title
        DecisionRecord.outcome_title DecisionRecord.reason DecisionRecord.words DisruptionDetails.measure
        DisruptionDetails.note DisruptionDetails.victim_impact DisruptionRecord.about DisruptionRecord.agency_title
        DisruptionRecord.measure_title DisruptionRecord.stage_title EntryRecord.label EntryRecord.speaker
        EntryRecord.words PersonRecord.report ReadingRecord.words""",
    "tag, meeting": """ActionLine.cancel_reason ActionLine.contingency ActionLine.escalated_to ActionLine.impact
        ActionLine.indicator ActionLine.priority ActionLine.progress ActionLine.review_reason
        DecisionRecord.escalated_to DissentRecord.agency_title DissentRecord.person DissentRecord.reason
        Dated.words OpenLine.what OverrideRecord.by OverrideRecord.reason OverrideRecord.what""",
    "meeting": """Answer.evidence Answer.source AssessmentRecord.agreed_reason AssessmentRecord.agreed_title
        AssessmentRecord.analysis AssessmentRecord.author AssessmentRecord.child_aware
        AssessmentRecord.instrument_title AssessmentRecord.parent_aware AssessmentRecord.reason_wanted
        AssessmentRecord.strengths AssessmentRecord.suggested_title AssessmentRecord.trend_words Change.domain
        Change.now Change.text Change.then Circumstances.missing_trigger LevelPoint.meeting_reference LevelPoint.reason
        LevelPoint.title Line.domain Line.indicator Line.words Line.text Line.source MeetingHead.adjourned_reason
        ItemRecord.skip_reason
        MeetingHead.circulation MeetingHead.contingency MeetingHead.late_reason MeetingHead.quorum_reason
        MeetingHead.review_reason MeetingHead.trigger MeetingHead.trigger_plan MissingDetails.interview_by
        MissingDetails.learning MissingDetails.police_grade MissingDetails.where_found MissingRecord.grade_title
        NrmDetails.conclusive_grounds NrmDetails.first_responder NrmDetails.guardian NrmDetails.nrm_reference
        NrmDetails.reason NrmDetails.reasonable_grounds OwnerActions.agency_title OwnerActions.owner OwnerActions.role
        OwnerActions.suggested OwnerActions.told_by PersonRecord.reason PillarPlan.none_reason QuorumRecord.reason
        SubResult.level_title SubResult.title Suggestion.caution Suggestion.could_be Suggestion.level_title
        Suggestion.reads Suggestion.version VoiceDetails.absence_reason VoiceDetails.parents_gathered_by
        VoiceDetails.parents_not_invited_reason""",
    "meeting, child": """VoiceDetails.advocate VoiceDetails.audience VoiceDetails.feedback_how VoiceDetails.gathered_by
        VoiceDetails.influence VoiceDetails.invited_how VoiceDetails.method VoiceDetails.own_words VoiceDetails.space
        VoiceDetails.voice""",
    "meeting, family": "VoiceDetails.parents_views",
    "chair": "PersonRecord.cannot_share",
}  # fmt: skip
TOLD = (
    "ActionLine.words",
    "EntryRecord.words",
    "DecisionRecord.reason",
    "ReadingRecord.words",
    "AmendmentRecord.reason",
)
"""What every reader gets who may read its tag."""
NOBODY = {"ChildDetails", "EpisodeRecord", "MeetingLine", "LinkRecord", "ContactRecord"}
"""The child's page is in the record, and in no document."""
LISTED = {
    "agency", "attended", "basis", "answer", "historic", "check", "grade", "initials", "instrument", "kind", "level",
    "id", "level_after", "level_before", "agreed_level", "mode", "outcome@Decision", "part", "pillar", "place@Owner",
    "stage", "state", "status", "tag", "report_tag", "template", "trend", "what@Reading", "child_name",
    "child_reference",
}  # fmt: skip
"""Chosen from a list of the practice pack and not typed; and what of an action other screens alone show."""


def listed(kind: str, name: str) -> bool:
    """Say whether a field is a choice from a list, or an id."""
    own = any(f"{name}@{part}" in LISTED for part in ("Decision", "Owner", "Reading") if kind.startswith(part))
    return name in LISTED or own or name.endswith("_id")


def marked(thing, tag="", seen=None):
    """Return a record with a word of its own in every text: which field it is, and the handling tag it is under."""
    if isinstance(thing, Pack):
        return thing
    if isinstance(thing, tuple):
        return tuple(each if isinstance(each, str) else marked(each, tag, seen) for each in thing)
    if isinstance(thing, dict):
        return {key: each if isinstance(each, str) else marked(each, tag, seen) for key, each in thing.items()}
    if not is_dataclass(thing):
        return thing
    kind, changed = type(thing).__name__, {}
    under = tag if kind == "ItemRecord" else getattr(thing, "tag", tag) or tag
    for field in fields(thing):
        old = getattr(thing, field.name)
        if not isinstance(old, str):
            changed[field.name] = marked(old, under, seen)
        elif not listed(kind, field.name):
            of = thing.report_tag if field.name == "report" else under
            changed[field.name] = f"zz{kind}.{field.name}@{of}zz"
            seen.add((f"{kind}.{field.name}", of))
    return replace(thing, **changed)


@pytest.fixture
def record(empty_record, pack):
    """Return the meeting in which every thing is under every tag, with what nobody does in it added."""
    found, at = told.record(empty_record, pack), told.factory.MONDAY
    amendments = tuple(AmendmentRecord(n, "-", "-", "-", tag.id, at, "-") for n, tag in enumerate(pack.tags, 1))
    person, item = found.people[0].attendance_id, found.items[0].item_id
    return replace(found, amendments=amendments, absences=(AbsenceRecord(person, item, at, at),))


def rule_of(name: str) -> str:
    """Return the rule of a field; none is "nobody"."""
    if name.partition(".")[0] in NOBODY:
        return "nobody"
    return next((rule for rule, names in RULES.items() if name in names.split()), "")


def may_have(rule: str, tag: str, pack: Pack, audience: str, reader: str | None) -> bool:
    """Say by the rule of a field, and its tag, whether a reader may have it."""
    by_tag = not tag or pack.may_read(tag, audience, agencies=("health",), reader=reader)
    kinds = rule.split(", ")
    others = (("meeting" in kinds and audience in MEETING), audience in kinds)
    if rule == "nobody":
        return False
    return by_tag and (rule in {"fact", "tag"} or any(others))


def test_somebody_has_said_of_every_text_who_may_have_it(record):
    seen = set()
    marked(record, seen=seen)
    assert not {name for name, _ in seen if not rule_of(name)}
    assert len(seen) > 150


def test_no_document_tells_a_reader_a_text_that_is_not_theirs(record, pack):
    whole, reached = marked(record, seen=set()), set()
    answers = [ReadingRecord(f"r-{tag.id}", "conflict", "", told.factory.MONDAY, (), "", tag.id) for tag in pack.tags]
    for answer in answers:
        asked = marked(replace(record, readings=(answer,)), seen=set()).readings
        held = replace(whole, readings=asked)
        for audience, reader in READERS:
            named = pack.audience(audience)
            copy = admit(held, named, reader=reader)
            for document in issue.DOCUMENTS if answer is answers[0] else ("minutes",):
                if not issue.offered(document, named, pack):
                    continue
                for name, tag in re.findall(r"zz(\w+\.\w+)@([\w-]*)zz", repr(issue.built(copy, document))):
                    assert may_have(rule_of(name), tag, pack, audience, reader), (document, audience, name, tag)
                    reached.add((audience, name, tag))
    for audience, _ in READERS:
        tags = [tag.id for tag in pack.tags if pack.may_read(tag.id, audience)]
        assert not {(audience, name, tag) for name in TOLD for tag in tags} - reached


def test_an_answer_that_is_withheld_is_not_replaced_by_an_earlier_one(record, pack):
    at = told.factory.MONDAY
    asked = (ReadingRecord("r1", "conflict", "", at, (), "", "everyone"),
             ReadingRecord("r2", "conflict", "", at, (), "zznewestzz", "police"))  # fmt: skip
    for audience, _ in READERS:
        copy = admit(replace(record, readings=asked), pack.audience(audience))
        said = repr(issue.built(copy, "minutes"))
        reads = pack.may_read("police", audience)
        assert (("zznewestzz" in said), ("Conflicts of interest" in said)) == (reads, reads)


def test_what_was_said_in_a_closed_part_is_in_no_familys_cut(record, pack):
    closed = record.entries[0].item_id
    items = tuple(replace(item, closed_part=item.item_id == closed) for item in record.items)
    entries = tuple(replace(each, tag="everyone", kind="note") for each in record.entries)
    held = replace(record, items=items, entries=entries)
    for audience, _ in READERS:
        named = pack.audience(audience)
        kept = {entry.item_id for entry in admit(held, named).record.entries}
        assert (closed in kept) is named.professional

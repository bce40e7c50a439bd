"""What one reader may have of a meeting: everything else is taken away here, before any document is built.

Handling tags decide for entries, decisions, actions, reports, concerns and measures. What carries no tag (an
assessment's evidence, dissent, reasons for absence, missing episodes) is for those professional audiences alone that
may read the tag for professionals at the meeting: silence is safer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from cremeet.errors import ExportError
from cremeet.exports import pseudonyms
from cremeet.practice.audiences import Audience
from cremeet.practice.pack import Pack
from cremeet.services.actions import PillarPlan, Plan
from cremeet.services.child_page import ChildPage
from cremeet.services.children import ChildDetails
from cremeet.services.circumstances import Circumstances, DisruptionRecord
from cremeet.services.meeting_records import (
    ActionLine,
    DecisionRecord,
    EntryRecord,
    ItemRecord,
    MeetingHead,
    PersonRecord,
    ReadingRecord,
    VoiceDetails,
)
from cremeet.services.readback import OwnerActions
from cremeet.services.record import MeetingRecord
from cremeet.services.timeline import Dated

UNTAGGED = "professionals"
"""The handling tag of every pack that what carries none is handled as."""

CHILD = "child"
"""The audience of the child's own copy."""

_NOBODY = ChildDetails(given_names="", family_name="")
"""Documents name the child by the identity alone; nothing else of the child's page is let through."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A meeting's record with nothing in it that `audience` may not read; the only thing a builder is given."""

    record: MeetingRecord
    audience: Audience
    reader: str = ""
    """The id of the agency whose copy it is, or empty."""
    withheld: frozenset[str] = frozenset()
    """Where something was taken out: ids of agenda items, and voice, assessment, reports, around, people, items."""

    @property
    def reads_untagged(self) -> bool:
        """Whether these readers may have what carries no handling tag."""
        return reads_untagged(self.record.pack, self.audience)

    @property
    def whole(self) -> bool:
        """Whether these readers may have everything: only then can a copy say that there was nothing."""
        return all(self.audience.id in tag.audiences for tag in self.record.pack.tags)


def audience_named(pack: Pack, name: str | None) -> Audience:
    """Return the audience with this id or title, whatever its case; None is the narrowest.

    Raises ExportError naming those that the pack has.
    """
    if name is None:
        return pack.narrowest_audience()
    for audience in pack.audiences:
        if name.strip().casefold() in {audience.id.casefold(), audience.title.casefold()}:
            return audience
    known = ", ".join(audience.id for audience in pack.audiences)
    raise ExportError(f"There is no audience of that name; choose one of: {known}.")


def reads_untagged(pack: Pack, audience: Audience) -> bool:
    """Say whether an audience may have what carries no tag: it was said among the professionals of the meeting."""
    return audience.professional and pack.may_read(UNTAGGED, audience.id)


def admit(record: MeetingRecord, audience: Audience, *, reader: str | None = None) -> Copy:
    """Return the copy of `record` for `audience`; `reader` is the agency whose copy it is, where it is one agency's."""
    sieve = _Sieve(record.pack, audience, reader, record.named)
    untagged = sieve.untagged
    hidden = {item.item_id for item in record.items if item.closed_part and not audience.professional}
    admitted = replace(
        record,
        child=ChildPage(record.child.identity, _NOBODY),
        episode=record.episode if untagged else replace(record.episode, levels=()),
        items=tuple(sieve.item(item) for item in record.items if audience.professional or not item.closed_part),
        people=tuple(sieve.person(person) for person in record.people),
        entries=tuple(entry for entry in record.entries if entry.item_id not in hidden and sieve.entry(entry)),
        decisions=tuple(
            sieve.decision(decision) for decision in record.decisions if sieve.thing(decision.tag, decision.decision_id)
        ),
        readings=sieve.readings(record.readings, hidden),
        absences=record.absences if untagged else (),
        voice=record.voice if untagged else _voice_for(record.voice, audience),
        assessment=record.assessment if untagged else None,
        plan=sieve.plan(record.plan),
        named={},
        circumstances=sieve.circumstances(record.circumstances),
        timeline=tuple(one for one in record.timeline if sieve.dated(one)),
        overrides=tuple(one for one in record.overrides if sieve.of_closing(one.tag)),
        amendments=tuple(one for one in record.amendments if sieve.admits(one.tag)),
        read_back=sieve.read_back(record.read_back),
        open_lines=tuple(line for line in record.open_lines if sieve.of_closing(line.tag)),
        head=record.head if untagged else _bare(record.head),
        quorum=record.quorum if untagged else replace(record.quorum, reason=""),
        previous=record.previous if untagged else None,
    )
    taken_out = frozenset(_taken_out(record, admitted))
    return Copy(pseudonyms.applied(admitted, record), audience, audience.agency or reader or "", taken_out)


def _taken_out(record: MeetingRecord, admitted: MeetingRecord) -> Iterator[str]:
    """Yield where a copy has less than the record, and nothing of what it was."""
    kept = {entry.entry_id for entry in admitted.entries}
    shown = {item.item_id for item in admitted.items}
    yield from {entry.item_id for entry in record.entries if entry.entry_id not in kept} & shown
    reports = [person.report for person in record.people] != [person.report for person in admitted.people]
    said = [(one.reason, one.cannot_share) for one in record.people]
    for part, differs in (
        ("voice", record.voice != admitted.voice),
        ("assessment", record.assessment is not None and admitted.assessment is None),
        ("reports", reports),
        ("around", record.circumstances != admitted.circumstances),
        ("people", said != [(one.reason, one.cannot_share) for one in admitted.people]),
        ("items", len(record.items) != len(admitted.items)),
    ):
        if differs:
            yield part


@dataclass(frozen=True, slots=True)
class _Sieve:
    pack: Pack
    audience: Audience
    reader: str | None
    named: Mapping[str, tuple[str, ...]]

    def admits(self, tag: str, agencies: tuple[str, ...] = ()) -> bool:
        return self.pack.may_read(tag, self.audience.id, agencies=agencies, reader=self.reader)

    def thing(self, tag: str, thing_id: str) -> bool:
        """Say whether an action or a decision may be told: for the agencies that its minute entry names, as that is."""
        return self.admits(tag, self.named.get(thing_id, ()))

    @property
    def untagged(self) -> bool:
        return reads_untagged(self.pack, self.audience)

    def of_closing(self, tag: str) -> bool:
        """Say whether a line of the close list may be told: it has no words for others, and the tag of its thing."""
        return self.untagged and (not tag or self.admits(tag))

    def entry(self, entry: EntryRecord) -> bool:
        """Say whether an entry may be told: by its tag, and never the child's voice to the family, whatever the tag."""
        if entry.kind == "voice" and not (self.audience.professional or self.audience.id == CHILD):
            return False
        return self.admits(entry.tag, entry.agencies)

    def item(self, item: ItemRecord) -> ItemRecord:
        """Keep why an item was not held for those who may read what is said under it."""
        return item if self.untagged and self.admits(item.tag) else replace(item, skip_reason="")

    def readings(self, readings: tuple[ReadingRecord, ...], hidden: Collection[str]) -> tuple[ReadingRecord, ...]:
        """Keep what was read and answered, as far as it may be told.

        The newest answer counts: where that is withheld, so are the earlier, which would stand there in its place.
        """
        newest = {one.what: one for one in readings if one.words or one.tag}
        withheld = {what for what, one in newest.items() if one.tag and not self.admits(one.tag)}
        return tuple(
            one
            for one in readings
            if one.item_id not in hidden and one.what not in withheld and (not one.tag or self.admits(one.tag))
        )

    def decision(self, decision: DecisionRecord) -> DecisionRecord:
        """Keep dissent for professionals; whether it was asked for goes with it, or there would seem to be none."""
        if self.untagged:
            return decision
        return replace(decision, dissents=(), dissent_asked=False, escalated_to="")

    def person(self, person: PersonRecord) -> PersonRecord:
        """Keep a report for those who may read it, and what cannot be shared for those who may read everything."""
        reads_all = self.admits(self.pack.narrowest_tag().id)
        report = person.report if self.admits(person.report_tag) else ""
        return replace(
            person,
            report=report,
            cannot_share=person.cannot_share if reads_all else "",
            reason=person.reason if self.untagged else "",
        )

    def actions(self, lines: tuple[ActionLine, ...]) -> tuple[ActionLine, ...]:
        kept = (line for line in lines if self.thing(line.tag, line.action_id))
        return tuple(kept if self.untagged else (_promised(line) for line in kept))

    def plan(self, plan: Plan) -> Plan:
        return Plan(
            pillars=tuple(self.pillar(pillar) for pillar in plan.pillars),
            unplaced=self.actions(plan.unplaced),
            to_review=self.actions(plan.to_review),
            reviewed=self.actions(plan.reviewed),
        )

    def read_back(self, owners: tuple[OwnerActions, ...]) -> tuple[OwnerActions, ...]:
        """Keep who agreed what, and who tells them, as far as the actions themselves may be told."""
        if not self.untagged:
            return ()
        cut = (replace(one, actions=self.actions(one.actions), added_since=()) for one in owners)
        return tuple(one for one in cut if one.actions)

    def pillar(self, pillar: PillarPlan) -> PillarPlan:
        """Keep why there is no action where there truly is none, not where those there are only withheld."""
        reason = pillar.none_reason if self.untagged and not pillar.actions else ""
        return replace(pillar, actions=self.actions(pillar.actions), none_reason=reason)

    def dated(self, one: Dated) -> bool:
        """Say whether a day may be told: to the meeting's own, and of an action or a measure as its tag says."""
        return self.untagged and (not one.tag or self.thing(one.tag, one.about_id))

    def circumstances(self, around: Circumstances) -> Circumstances:
        """Keep what the reader may have; a measure names the concern that it is about where the concern is admitted."""
        concerns = tuple(one for one in around.concerns if self.admits(one.tag))
        kept = {one.concern_id for one in concerns}
        return Circumstances(
            missing=around.missing if self.untagged else (),
            concerns=concerns,
            nrm=around.nrm if self.untagged else (),
            disruption=tuple(_of_concerns(one, kept) for one in around.disruption if self.admits(one.tag)),
            missing_trigger=around.missing_trigger if self.untagged else "",
        )


def _promised(line: ActionLine) -> ActionLine:
    """Return an action as what was promised, by whom and by when: nothing that was heard or feared about it.

    A reason for delay or cancelling, and what a review heard, is typed for the meeting and has no tag of its own.
    """
    return replace(
        line, progress="", review_reason="", impact="", cancel_reason="", escalated_to="", contingency="",
        indicator="", priority="",
    )  # fmt: skip


def _of_concerns(measure: DisruptionRecord, kept: Collection[str]) -> DisruptionRecord:
    """Return a measure without anything of its concern, unless that is among those `kept`: each has its own tag."""
    if measure.details.concern_id in kept:
        return measure
    return replace(measure, about="", details=replace(measure.details, concern_id=None))


def _bare(head: MeetingHead) -> MeetingHead:
    """Return a head without the level of risk, or any words that professionals wrote for one another."""
    return replace(
        head, level_before="", level_after="", late_reason="", adjourned_reason="", quorum_reason="", contingency="",
        trigger_plan="", trigger="", review_reason="", circulation="",
    )  # fmt: skip


def _voice_for(voice: VoiceDetails, audience: Audience) -> VoiceDetails:
    """Keep what the child said for the child, what parents said for the family, and neither for a partner agency.

    Why somebody was not there is the professionals' (as in the attendance), the child's own absence too.
    """
    if audience.id == CHILD:
        return replace(
            voice, absence_reason="", parents_views="", parents_gathered_by="", parents_not_invited_reason=""
        )
    family = not audience.professional
    return VoiceDetails(
        attended=voice.attended,
        parents_views=voice.parents_views if family else "",
        parents_gathered_by=voice.parents_gathered_by if family else "",
        feedback_by=voice.feedback_by,
        feedback_on=voice.feedback_on,
    )

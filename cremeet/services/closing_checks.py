"""What a meeting must leave behind, rule by rule: each check yields the lines that are still missing.

A plan without owner, date or measure cannot be reviewed, a decision without its reason cannot be understood later, and
what a child said or was told is never an afterthought: these are the lessons of local and national audits of plans and
minutes. Every sentence says what is missing and what to do, and quotes titles and labels alone, never case text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from cremeet.counting import counted
from cremeet.practice.instrument import Instrument
from cremeet.practice.pack import Pack
from cremeet.services import closed_part, readings
from cremeet.services.action_lines import OPEN_STATUSES
from cremeet.services.actions import Plan
from cremeet.services.assessment_records import AssessmentRecord, could_be_raised
from cremeet.services.entry_words import PARKED, has_gap
from cremeet.services.high_signs import high_signs
from cremeet.services.meeting_records import ActionLine, EntryRecord, ItemRecord, MeetingView
from cremeet.services.titles import title


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a check finds it; `tag` is the handling tag of what it is about, empty where it is about nothing."""

    check: str
    about_id: str
    place: str
    what: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A meeting as it is checked: its view, plan and pack, and its assessment, if any, with the instrument of that."""

    view: MeetingView
    plan: Plan
    assessment: AssessmentRecord | None
    instrument: Instrument | None
    pack: Pack
    latest_review: date

    @property
    def level(self) -> str:
        """The level that was agreed, else the one before the meeting, else empty."""
        agreed = self.assessment.agreed_level if self.assessment else ""
        return agreed or self.view.head.level_before

    @property
    def raised(self) -> bool:
        """Whether the level is medium or high, or could be: what is unknown never lowers the bar."""
        known = self.pack.levels.get(self.level)
        return self.uncertain or known is None or known.rank >= self.pack.level(self.pack.elevated_level).rank

    @property
    def uncertain(self) -> bool:
        """Whether a low level is agreed that answers still unknown could raise to one that counts as raised."""
        if self.assessment is None or not self.assessment.agreed_level:
            return False
        worst = self.pack.levels.get(self.assessment.suggestion.could_be)
        elevated = self.pack.level(self.pack.elevated_level).rank
        could = worst is not None and worst.rank >= elevated
        return could and could_be_raised(self.pack, self.assessment.suggestion, self.assessment.agreed_level)

    def captures(self, what: str) -> bool:
        """Say whether this kind of meeting has an item for `what` (risk, plan) in its agenda."""
        agenda = self.pack.agenda(self.view.head.kind)
        return any(what in item.captures for item in agenda.items)

    def item_for(self, what: str) -> ItemRecord | None:
        """Return this meeting's item that captures `what`, or None."""
        return next((item for item in self.view.items if what in item.captures), None)

    def own_actions(self) -> tuple[ActionLine, ...]:
        """Return the actions that this meeting agreed."""
        return tuple(line for line in self.view.actions if not line.from_earlier)


def every_line(held: Held) -> list[Line]:
    """Return every line that is missing, in the order in which a chair would go through them."""
    return [line for check in CHECKS for line in check(held)]


def mandatory_items(held: Held) -> Iterator[Line]:
    """Each mandatory item is done (or is the current one), or is skipped with a reason."""
    for item in held.view.items:
        if not item.mandatory:
            continue
        place = f"agenda:{item.item_id}"
        if item.state == "waiting":
            words = f"“{item.title}” is mandatory and was not reached: hold it, or skip it with a reason."
            yield Line("item", item.item_id, place, words)
        elif item.state == "skipped" and not item.skip_reason:
            words = f"“{item.title}” is mandatory and was skipped without a reason: enter why."
            yield Line("item", item.item_id, place, words)


def late(held: Held) -> Iterator[Line]:
    """A meeting that was held after the day by which it was due says why."""
    head = held.view.head
    if head.is_late and not head.late_reason.strip():
        words = "The meeting was held after the day by which it was due: close this line with the reason why."
        yield Line("late", "", "review", words)  # stays on the close page, where the reason is entered


def confidentiality(held: Held) -> Iterator[Line]:
    """The confidentiality statement was read out, to those who came later too."""
    if held.view.head.confidentiality_read_at is None:
        item = held.item_for("confidentiality")
        place = f"agenda:{item.item_id}" if item else "people"
        yield Line("confidentiality", "", place, "The confidentiality statement was not read out: read it and note it.")
        return
    for person in readings.latecomers(held.view):
        words = "Somebody who came later has not heard the confidentiality statement: read it to them and note it."
        yield Line("confidentiality", person.attendance_id, "people", words)


def closed_parts(held: Held) -> Iterator[Line]:
    """Where a closed part was held with people in the meeting who have to leave for it, it is noted that they left."""
    leave = held.pack.closed_part.leave
    came = any(person.part in leave and person.status in {"present", "part"} for person in held.view.people)
    for item in held.view.items:
        held_it = item.closed_part and item.state in {"now", "done"}
        if held_it and came and not closed_part.out_for(held.view.absences, item):
            words = f"“{item.title}” is a closed part, and nothing says who left for it: note it, or say why not."
            yield Line("closed-part", item.item_id, f"agenda:{item.item_id}", words, item.tag)


def quorum(held: Held) -> Iterator[Line]:
    """The quorum is met, or the chair said why the meeting went on without."""
    if not held.view.quorum.met and not held.view.quorum.reason:
        words = f"{held.view.quorum.why} Mark who is here, or say why the meeting goes on."
        yield Line("quorum", "", "people", words)


def views(held: Held) -> Iterator[Line]:
    """The child took part, or their views are recorded with who asked for them (strategy: children attend)."""
    voice = held.view.voice
    here = any(person.part == "child" and person.status in {"present", "part"} for person in held.view.people)
    if here or voice.attended in {"all", "part"}:
        return
    if not (voice.own_words.strip() or voice.voice.strip()):
        words = "The child was not there and their views are not recorded: record their own words, and who asked them."
        yield Line("views", "", "voice", words)
    elif not voice.gathered_by.strip():
        yield Line("views", "", "voice", "The child's views do not say who gathered them: name that person.")


def level(held: Held) -> Iterator[Line]:
    """A level of risk is agreed, where this kind of meeting assesses risk, and fits the answers or says why not."""
    if held.assessment is None:
        if held.captures("risk"):
            yield Line(
                "level", "", "risk:", "Risk was not assessed: answer the instrument and agree the level of risk."
            )
    elif not held.assessment.agreed_level:
        yield Line("level", "", "risk:", "No level of risk is agreed: agree it, with the reason for it.")
    elif held.assessment.reason_wanted:
        yield Line("level", "", "risk:", held.assessment.reason_wanted)


def high_indicators(held: Held) -> Iterator[Line]:
    """Each high or critical sign that is there now is answered by an action."""
    if held.assessment is None or held.instrument is None:
        return
    answered = {line.indicator for line in held.view.actions if line.status in OPEN_STATUSES}
    item = held.item_for("risk")
    for indicator, text in high_signs(held.instrument, held.assessment):
        if indicator not in answered:
            words = f"“{text}” is high and no action answers it: add one, or name it in an action."
            yield Line("high-indicator", indicator, f"risk:{indicator}", words, item.tag if item else "")


def decisions(held: Held) -> Iterator[Line]:
    """Each decision has its reason, and every agency was asked whether it dissents."""
    for row in held.view.decisions:
        name, place = f"Decision D{row.number}", f"decision:{row.decision_id}"
        if not row.reason.strip():
            yield Line("decision-reason", row.decision_id, place, f"{name} has no reason: enter why.", row.tag)
        if not row.dissent_asked:
            words = f"{name}: nobody was asked whether they dissent. Ask, and record the answer."
            yield Line("dissent", row.decision_id, place, words, row.tag)


def action_details(held: Held) -> Iterator[Line]:
    """Each action has a named owner, a date and a measure of whether it worked."""
    for row in held.own_actions():
        for check, missing, words in (
            ("action-owner", not row.owner.strip(), "has no owner: name the person who will do it."),
            ("action-date", row.due_on is None, "has no date: agree when it is due."),
            ("action-measure", not row.measure.strip(), "has no measure: say how you will know that it helped."),
        ):
            if missing:
                yield Line(check, row.action_id, f"plan:{row.action_id}", f"Action {row.label} {words}", row.tag)


def previous_actions(held: Held) -> Iterator[Line]:
    """Each earlier action that was still open was reviewed here."""
    for row in held.plan.to_review:
        words = f"Action {row.label} of an earlier meeting was not reviewed: say how it stands."
        yield Line("previous-actions", row.action_id, f"plan:{row.action_id}", words, row.tag)


def pillars(held: Held) -> Iterator[Line]:
    """Each pillar of the plan has an action, or says why it needs none."""
    if not held.captures("plan"):
        return
    for row in held.plan.pillars:
        if not row.actions and not row.none_reason:
            words = f"The plan has nothing under “{row.title}”: agree an action, or say why none is needed."
            yield Line("pillar", row.pillar, "plan:", words)


def contingency(held: Held) -> Iterator[Line]:
    """At a raised level the plan says what happens if it does not hold."""
    if held.raised and not held.view.head.contingency.strip():
        named = title(held.pack, "levels", held.level).lower()
        at = f"At {named} risk" if named else "While the level of risk is not known"
        at = "While answers that are not known could mean a higher level of risk," if held.uncertain else at
        words = f"{at} the plan needs a contingency: say what happens if it does not hold."
        yield Line("contingency", "", "contingency", words)


def feedback(held: Held) -> Iterator[Line]:
    """Somebody is to tell the child what was decided, by a day."""
    voice = held.view.voice
    if not voice.feedback_by.strip() or (voice.feedback_on is None and voice.feedback_given_on is None):
        yield Line("feedback", "", "voice", "Feedback to the child is not agreed: name who gives it, and when.")


def review_date(held: Held) -> Iterator[Line]:
    """A review is set on a working day within the timescale, unless the episode closes."""
    head, scales = held.view.head, held.pack.timescales
    closes = any(each.outcome and held.pack.outcome(each.outcome).closes for each in held.view.decisions)
    if closes or head.kind == "closure":
        return
    if head.review_on is None:
        yield Line("review-date", "", "review", "No review date is set: agree when the plan is reviewed.")
    elif head.review_reason.strip():
        return
    elif not scales.is_working(head.review_on):
        called = scales.holiday_name(head.review_on)
        why = f" ({called})" if called else ""
        words = f"The review date is not a working day{why}: choose another, or say why it is this one."
        yield Line("review-date", "", "review", words)
    elif head.review_on > held.latest_review:
        words = "The review date is later than the timescale allows: choose an earlier one, or say why."
        yield Line("review-date", "", "review", words)


def restricted_handling(held: Held) -> Iterator[Line]:
    """Entries that few may read say for whom they are, stay as narrow as their item, and circulation is agreed."""
    items = {item.item_id: item for item in held.view.items}
    count = 0
    for entry in held.view.entries:
        item = items[entry.item_id]
        count += is_restricted(held.pack, entry.tag)
        words = _handling(held.pack, entry, item)
        if words:
            yield Line("restricted-handling", entry.entry_id, f"entry:{entry.entry_id}", words, entry.tag)
    if count and not held.view.head.circulation.strip():
        entries = counted(count, "restricted entry", "restricted entries")
        words = f"The minutes hold {entries}: say who receives them, and what is left out."
        yield Line("restricted-handling", "", "review", words)


def parked(held: Held) -> Iterator[Line]:
    """Each point that was parked was taken up again: turned into something else, or withdrawn."""
    items = {item.item_id: item.title for item in held.view.items}
    for entry in held.view.entries:
        if entry.kind == PARKED:
            words = f"A point parked under “{items[entry.item_id]}” is still open: take it up, or say why it waits."
            yield Line("parked", entry.entry_id, f"entry:{entry.entry_id}", words, entry.tag)


def gaps(held: Held) -> Iterator[Line]:
    """No entry is left with a mark that something is to be filled in."""
    items = {item.item_id: item.title for item in held.view.items}
    for entry in held.view.entries:
        if has_gap(entry.words):
            words = f"An entry under “{items[entry.item_id]}” has a gap marked with “?”: fill it in, or say why not."
            yield Line("gap", entry.entry_id, f"entry:{entry.entry_id}", words, entry.tag)


def drafts(held: Held) -> Iterator[Line]:
    """No words are left that were typed and never committed."""
    items = {item.item_id: item.title for item in held.view.items}
    for place, _ in held.view.drafts:
        where = f"under “{items[place]}”" if place in items else "in a form"
        words = f"Words {where} were typed but not added to the minutes: add or clear them."
        yield Line("drafts", place, f"agenda:{place}" if place in items else place, words)


CHECKS: tuple[Callable[[Held], Iterator[Line]], ...] = (
    mandatory_items,
    late,
    confidentiality,
    closed_parts,
    quorum,
    views,
    previous_actions,
    level,
    high_indicators,
    decisions,
    action_details,
    pillars,
    contingency,
    feedback,
    review_date,
    restricted_handling,
    parked,
    gaps,
    drafts,
)


def is_restricted(pack: Pack, tag_id: str) -> bool:
    """Say whether a tag is for few: for named agencies, or for at most half of the professional audiences."""
    tag = next((each for each in pack.tags if each.id == tag_id), None)
    if tag is None:
        return True
    professional = [audience.id for audience in pack.audiences if audience.professional]
    return tag.named or 2 * len(set(tag.audiences) & set(professional)) <= len(professional)


def _handling(pack: Pack, entry: EntryRecord, item: ItemRecord) -> str:
    """Return what is wrong with how an entry is to be handled, or an empty text."""
    tags = {tag.id: tag for tag in pack.tags}
    tag, default = tags.get(entry.tag), tags.get(item.tag)
    where = f"An entry under “{item.title}”"
    if tag is None:
        return f"{where} has a handling tag that the practice pack does not know: choose one of the list."
    if tag.named and not entry.agencies:
        return f"{where} is for named agencies but names none: say which may read it."
    if default is None or not (item.closed_part or is_restricted(pack, item.tag)):
        return ""
    readers = {pack.audience(each).agency for each in default.audiences}
    wider = not set(tag.audiences) <= set(default.audiences)
    if wider or (tag.named and not default.named and not set(entry.agencies) <= readers):
        return f"{where} may be read more widely than this restricted item: confirm that it may, or narrow it."
    return ""

"""The read-out for the child: what was decided, what happens next and who to ask, in large print and plain words.

It holds what the child may have and nothing more, whoever it is made for: an adult who prints it gives it to the child.
"""

from __future__ import annotations

from cremeet.exports import parts
from cremeet.exports.admit import CHILD, Copy, admit
from cremeet.exports.document import Block, Callout, Document, Heading, KeyValue, ListBlock, Paragraph, Run, paragraphs
from cremeet.practice.letters import ReadOut
from cremeet.services.meeting_records import ActionLine

_HELD = frozenset({"ended", "approved"})


def read_out(copy: Copy) -> Document:
    """Return the child's read-out of a meeting; before its end it says only whom to ask."""
    child = _for_child(copy)
    words = child.record.pack.read_out
    blocks: list[Block] = []
    if child.record.head.state in _HELD:
        name = child.record.child.identity.preferred_name or child.record.child.identity.name
        blocks.append(Paragraph(f"{name}, {words.hello}"))
        # others have the child's own words withheld, and would read that there are none
        blocks += _voice(child, words) if copy.reads_untagged or copy.audience.id == CHILD else ()
        blocks += [*_decided(child, words), *_next(child, words)]
    else:
        blocks.append(Paragraph(words.not_yet))
    blocks += [*_ask(child, words), Heading(2, words.safe_title), Paragraph(words.safe)]
    short = parts.abbreviations(child, tuple(blocks))
    if short:
        blocks += [Heading(2, "Short words"), KeyValue("What short words stand for", short)]
    subtitle = parts.day(parts.held_on(child))
    return parts.document(copy, "Read-out", words.title, subtitle, tuple(blocks), large=True, handling=words.handling)


def _for_child(copy: Copy) -> Copy:
    """Return what of a copy the child may have too."""
    pack = copy.record.pack
    audience = next((each for each in pack.audiences if each.id == CHILD), pack.narrowest_audience())
    return admit(copy.record, audience)


def _voice(copy: Copy, words: ReadOut) -> tuple[Block, ...]:
    voice = copy.record.voice
    said: list[Block] = [Heading(2, words.your_words)]
    if not voice.own_words:
        return (*said, Paragraph(words.not_heard))
    quoted = paragraphs(f"“{voice.own_words.strip('“”')}”")
    said += [Paragraph(words.heard), Callout("voice", "Your own words", quoted)]
    if voice.influence:
        said.append(parts.labelled("What changed because of what you said", voice.influence))
    return tuple(said)


def _decided(copy: Copy, words: ReadOut) -> tuple[Block, ...]:
    decisions = copy.record.decisions
    listed = ListBlock(tuple(each.words for each in decisions)) if decisions else Paragraph(words.nothing_decided)
    return Heading(2, words.decided), listed


def _next(copy: Copy, words: ReadOut) -> tuple[Block, ...]:
    lines = parts.every_action(copy)
    still = [line for line in lines if line.status not in {"done", "cancelled"}]
    said: list[Block] = [Heading(2, words.next)]
    if still:
        said += [
            Paragraph(words.promised),
            ListBlock(tuple(_promise(line) for line in sorted(still, key=parts.by_due))),
        ]
    else:
        said.append(Paragraph(words.nothing_promised))
    for status, sentence in (("done", words.done), ("cancelled", words.dropped)):
        ended = [line.words for line in lines if line.status == status]
        if ended:
            said += [Paragraph(sentence), ListBlock(tuple(ended))]
    if copy.record.head.review_on:
        said.append(parts.labelled(parts.day(copy.record.head.review_on), words.meet_again))
    return tuple(said)


def _promise(line: ActionLine) -> tuple[Run, ...]:
    by = f", by {parts.day(line.due_on)}" if line.due_on else ""
    late = " This is late. You can ask why." if line.overdue_days else ""
    return Run(line.words, bold=True), Run(f"\n{parts.owner(line)}{by}.{late}")


def _ask(copy: Copy, words: ReadOut) -> tuple[Block, ...]:
    voice = copy.record.voice
    said: list[Block] = [Heading(2, words.ask)]
    if voice.feedback_by and voice.feedback_given_on is None:
        by = f" by {parts.day(voice.feedback_on)}" if voice.feedback_on else ""
        said.append(Paragraph(f"{voice.feedback_by} will talk with you about this{by}."))
    elif voice.feedback_by:
        said.append(Paragraph(f"You can ask {voice.feedback_by}."))
    if voice.advocate:
        said.append(parts.labelled("Your advocate, who is there only for you", voice.advocate))
    return (*said, Paragraph(f"{words.ask_somebody} {words.wrong}"))

"""Where a meeting's record says something that the language guide words otherwise: looked at before closing.

It only advises: nothing here is a check that keeps a meeting open, and nothing is ever changed. What anybody is quoted
with is left alone, and so is every entry that is the child's own voice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from cremeet.clock import in_london
from cremeet.practice.language import Guide, quoted
from cremeet.services.meetings import MeetingView, meeting_view
from cremeet.services.packs import pack_of

OWN_WORDS = "voice"
"""The kind of entry that holds the child's own words."""


@dataclass(frozen=True, slots=True)
class WordingLine:
    """Words that the guide speaks about. `where` says in which part of the record, `found` what stands there.

    `place` is what a page's `go_to` takes; `avoid`, `prefer` and `why` are the guide's own words.
    """

    place: str
    where: str
    found: str
    avoid: str
    prefer: str
    why: str


def wording_of(session: Session, meeting_id: str) -> tuple[WordingLine, ...]:
    """Return every such place of a meeting's minutes, decisions, actions and views, in the order of the record."""
    view = meeting_view(session, meeting_id)
    pack = pack_of(session, view.head.practice_id)
    guide, titles = Guide(pack.language), {one.id: one.title for one in pack.choices.entry_kinds}
    return tuple(
        WordingLine(place, where, text[hint.start : hint.end], hint.pair.avoid, hint.pair.prefer, hint.pair.why)
        for place, where, text in _texts(view, titles)
        for hint in guide.hints(text, quoted(text))
    )


def _texts(view: MeetingView, kinds: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield (place, where, words) of all that professionals wrote; what an entry says is not said twice."""
    items = {item.item_id: item for item in view.items}
    minuted = {entry.about_id for entry in view.entries if entry.about_id}
    for entry in view.entries:
        if entry.kind != OWN_WORDS:
            item = items[entry.item_id]
            what = f"{kinds.get(entry.kind, '')} {entry.label}".strip()
            where = f"Item {item.position}, {in_london(entry.at):%H:%M}, {what}"
            yield f"entry:{entry.entry_id}", where, entry.words
    for row in view.decisions:
        place, name = f"decision:{row.decision_id}", f"Decision D{row.number}"
        if row.decision_id not in minuted:
            yield place, name, row.words
        yield place, f"{name}, reason", row.reason
        for dissent in row.dissents:
            yield place, f"{name}, dissent", dissent.reason
    for line in view.actions:
        if line.from_earlier:
            continue
        place, name = f"plan:{line.action_id}", f"Action {line.label}"
        if line.action_id not in minuted:
            yield place, name, line.words
        yield place, f"{name}, measure", line.measure
        yield place, f"{name}, if it does not work", line.contingency
    voice, head = view.voice, view.head
    for words in (voice.absence_reason, voice.method, voice.space, voice.voice, voice.audience, voice.influence):
        yield "voice", "Views of the child", words
    yield "contingency", "What happens if the plan does not hold", head.contingency
    yield "contingency", "Trigger plan", head.trigger_plan

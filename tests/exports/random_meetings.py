"""Random invented meetings in which every text has a word of its own, so that a leak of any of them can be told.

They are made from one that was really held (`told`), so that every kind of thing is in them; only words, tags and named
agencies are drawn anew. `Secret.word` is in no other text and in no language.
"""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

import pypdfium2

from cremeet.practice.audiences import Audience
from cremeet.practice.pack import Pack
from cremeet.services.meeting_records import ActionLine
from cremeet.services.record import MeetingRecord

_SYLLABLES = [f"{c}{v}" for c in "bdfgklmnprstvz" for v in "aeiou"]


@dataclass(frozen=True, slots=True)
class Secret:
    """A text of the meeting: its unique word, the tag that it carries (empty for none) and the agencies it names."""

    word: str
    tag: str
    agencies: tuple[str, ...] = ()


class Meeting:
    """A random meeting: its `record`, and the `secrets` in it."""

    def __init__(self, base: MeetingRecord, source: random.Random) -> None:
        self._source, self._pack = source, base.pack
        self.secrets: list[Secret] = []
        self.record = self._changed(base)

    def _words(self, tag: str, agencies: tuple[str, ...] = ()) -> str:
        """Return a sentence of nonsense with one unique word in it, noted as a secret under the tag."""
        unique = "".join(self._source.choice(_SYLLABLES) for _ in range(6)) + "q"
        self.secrets.append(Secret(unique, tag, agencies))
        said = ["".join(self._source.choice(_SYLLABLES) for _ in range(self._source.randint(1, 3))) for _ in range(9)]
        said.insert(self._source.randrange(len(said)), unique)
        accented = self._source.random() < 0.2
        return f"{'É' if accented else ''}{' '.join(said).capitalize()}{self._source.choice(['.', '!', ''])}"

    def _tag(self) -> tuple[str, tuple[str, ...]]:
        tag = self._source.choice(self._pack.tags)
        named = [agency.id for agency in self._pack.agencies]
        return tag.id, tuple(self._source.sample(named, 2)) if tag.named else ()

    def _changed(self, base: MeetingRecord) -> MeetingRecord:
        entries, named = [], {}
        for entry in base.entries:
            tag, agencies = self._tag()
            if entry.about_id:
                entries.append(replace(entry, words=self._words(tag, agencies), tag=tag, agencies=agencies))
                named[entry.about_id] = (tag, agencies)
            else:
                entries.append(
                    replace(entry, words=self._words(tag, agencies), tag=tag, agencies=agencies, kind="note")
                )
        decisions = []
        for decision in base.decisions:
            tag, agencies = named.get(decision.decision_id) or (self._tag()[0], ())
            words = {"words": self._words(tag, agencies), "reason": self._words(tag, agencies)}
            decisions.append(replace(decision, **words, tag=tag, dissents=()))
        lines: dict[str, ActionLine] = {}

        def line(each: ActionLine) -> ActionLine:
            if each.action_id not in lines:
                tag, agencies = named.get(each.action_id) or (self._tag()[0], ())
                plain = {"progress": "", "review_reason": "", "impact": "", "cancel_reason": "", "contingency": ""}
                lines[each.action_id] = replace(
                    each, words=self._words(tag, agencies), measure=self._words(tag, agencies), tag=tag, **plain
                )
            return lines[each.action_id]

        plan = base.plan
        plan = replace(
            plan,
            pillars=tuple(
                replace(pillar, actions=tuple(map(line, pillar.actions)), none_reason="") for pillar in plan.pillars
            ),
            unplaced=tuple(map(line, plan.unplaced)),
            to_review=tuple(map(line, plan.to_review)),
            reviewed=tuple(map(line, plan.reviewed)),
        )
        people = []
        for person in base.people:
            tag, _ = self._tag()
            report = self._words(tag) if person.report else ""
            people.append(replace(person, report=report, report_tag=tag if report else "", reason="", cannot_share=""))
        around = base.circumstances
        concerns = []
        for concern in around.concerns:
            tag, _ = self._tag()
            details = replace(concern.details, descriptor=self._words(tag), link="", note="", tag=tag)
            concerns.append(replace(concern, details=details, tag=tag))
        return replace(
            base,
            entries=tuple(entries),
            decisions=tuple(decisions),
            plan=plan,
            people=tuple(people),
            named={thing: agencies for thing, (_, agencies) in named.items() if agencies},
            circumstances=replace(around, concerns=tuple(concerns), disruption=()),
            read_back=(),
            overrides=(),
            open_lines=(),
        )

    def withheld(self, audience: Audience, reader: str | None) -> list[Secret]:
        """Return the secrets that this reader may not read: by the tag alone, as the pack's rule says it."""
        return [
            secret
            for secret in self.secrets
            if not self._pack.may_read(secret.tag, audience.id, agencies=secret.agencies, reader=reader)
        ]


def readers(pack: Pack) -> Iterator[tuple[Audience, str | None]]:
    """Yield every audience, and the agencies' once for each of two agencies."""
    for audience in pack.audiences:
        if audience.id == "agencies":
            yield from ((audience, agency) for agency in ("health", "education"))
        else:
            yield audience, None


def raw_words(content: bytes, form: str) -> str:
    """Return everything readable in a file, small and without spaces: a plainer search than the one that is tried."""
    if form == "word":
        with zipfile.ZipFile(BytesIO(content)) as file:
            said = b" ".join(file.read(name) for name in file.namelist()).decode("utf-8", "replace")
    else:
        read = pypdfium2.PdfDocument(content)
        said = " ".join(page.get_textpage().get_text_range() for page in read)
        read.close()
    return "".join(said.lower().split())

"""The leak test: what a reader may not have is searched for in the finished file, before the file leaves.

What is withheld is found twice over: everything in the meeting's whole record that is not in the reader's cut of it,
and everything under a handling tag that the reader may not read, whatever the cut says. Names and references are looked
for whole, texts by every five words in a row. Both sides are folded first: case, accents, ligatures, signs and
invisible letters are ignored, and words are also looked for with every space taken away, as splitting or spreading
them leaves them.

Words that this reader may have from elsewhere too (the same name in an entry for everyone) are for a person to judge.
What can be deduced, no search finds: a person signs for that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cached_property
from typing import Any

from cremeet.errors import ExportError
from cremeet.exports import pseudonyms
from cremeet.exports.admit import CHILD, Copy
from cremeet.exports.opened import Piece, pieces
from cremeet.practice.pack import Pack
from cremeet.services import folding
from cremeet.services.meeting_records import EntryRecord, ItemRecord, PersonRecord
from cremeet.services.record import MeetingRecord

SHINGLE = 5
"""Words in a row that make a withheld text known again."""
_SURE = SHINGLE + 1
"""Words in a row from which chance is no explanation: the forms' own sentences share five with what people write."""
_GRAM = 16
"""Letters in a row by which a text without spaces is known to hold a withheld passage perhaps."""
_SHORTEST_NAME, _LONG_WORD, _FEWEST_LETTERS = 3, 9, 4
_MOST_PLACES = 4
_FEWEST_IN_FIVE = 8

_WORD = re.compile(r"[^\W_]+")
_CAPITAL = re.compile(r"(?:\b|_)[A-ZÀ-ÖØ-Þ][\w'’-]{3,}")
_INVISIBLE = dict.fromkeys([0x00AD, 0x034F, 0x061C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F),
                            *range(0x2060, 0x2070), 0xFE00, 0xFEFF])  # fmt: skip

_NAMES = frozenset(
    ("descriptor", "nrm_reference", "address", "gp", "nhs_number", "police_reference", "aliases", "contact", "name",
     "preferred_name", "name_in_own_script", "guardian", "about")
)  # fmt: skip
"""Fields that hold a name, a place or a reference: they are looked for whole, however short."""

_CODES = frozenset(
    ("agencies", "agency", "answer", "audience", "basis", "captures", "check", "closing_reason", "conclusive_grounds",
     "ethnicity", "first_responder", "form", "gender", "grade", "initials", "instrument", "kind", "label",
     "legal_status", "level", "level_after", "level_before", "measure_id", "mode", "outcome_id", "part", "pillar",
     "place_id", "police_grade", "priority", "reasonable_grounds", "relation", "relationship_to_child", "report_tag",
     "stage", "state", "status", "symbol", "tag", "template", "trend", "types", "factors", "version", "entry",
     "what_id", "reference", "meeting_reference", "practice_id")
)  # fmt: skip
"""Fields that hold an id of the practice pack, a state, or what every copy is named by."""

_OUR_OWN = frozenset((("OpenLine", "what"), ("OverrideRecord", "what"), ("Dated", "words")))
"""Sentences of the close list: the program's words and a label, alike for whatever they are about. And the days of the
timeline: titles, numbers and references, each of which is looked for where it stands in the record."""

_CALLED = {
    "EntryRecord": "a minute entry",
    "DecisionRecord": "a decision",
    "DissentRecord": "a dissent",
    "ActionLine": "an action",
    "ConcernRecord": "a person or place of concern",
    "ConcernDetails": "a person or place of concern",
    "DisruptionRecord": "a disruption measure",
    "NrmDetails": "a referral",
    "MissingDetails": "a missing episode",
    "PersonRecord": "somebody's attendance or report",
    "VoiceDetails": "the child's or the family's views",
    "ReadingRecord": "an answer given to the room",
    "ChildDetails": "the child's page",
    "CarerDetails": "a carer on the child's page",
    "LinkRecord": "another child",
    "EpisodeRecord": "the child's page",
    "AmendmentRecord": "an amendment",
    "OverrideRecord": "a line of the close list",
}


@dataclass(frozen=True, slots=True)
class Secret:
    """Something withheld: its words as they stand in the record, what of the record it is, whether it is a name."""

    words: str
    what: str
    is_name: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Withheld words in a finished file. `where` in the file, `what` of the record; never write `words` to a log.

    `also` says where this reader may have the same words from, and a person judges; empty where nothing excuses them.
    """

    where: str
    what: str
    words: str
    also: str = ""

    @property
    def certain(self) -> bool:
        """Whether the copy is stopped without asking anybody."""
        return not self.also


class LeakError(ExportError):
    """A finished copy holds what its reader may not have; `findings` say where, for a person's eyes."""

    def __init__(self, findings: Collection[Finding]) -> None:
        places = sorted({finding.where for finding in findings})
        things = sorted({finding.what for finding in findings})
        super().__init__(
            f"The copy was stopped: it holds words of {_listed(things)} that its reader may not have "
            f"({_listed(places)}). Nothing was written; please tell your support team."
        )
        self.findings = tuple(findings)


class Folded:
    """Text as it is compared: its words, and the same without spaces with the places where words begin and end."""

    def __init__(self, text: str) -> None:
        self.words = _WORD.findall(fold(text))

    @cached_property
    def spaced(self) -> str:
        """The words with a space before, between and after them."""
        return f" {' '.join(self.words)} "

    @cached_property
    def squeezed(self) -> str:
        """The words without spaces."""
        return "".join(self.words)

    @cached_property
    def edges(self) -> list[int]:
        """Where in `squeezed` a word begins or ends, in order."""
        out, at = [0], 0
        for word in self.words:
            at += len(word)
            out.append(at)
        return out

    @cached_property
    def in_a_row(self) -> tuple[tuple[str, ...], ...]:
        """Every five words in a row, in order."""
        return tuple(_shingles(self.words))

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """Every five words in a row."""
        return frozenset(self.in_a_row)

    @cached_property
    def grams(self) -> frozenset[int]:
        """The hash of every sixteen letters in a row of `squeezed`."""
        text = self.squeezed
        return frozenset(hash(text[at : at + _GRAM]) for at in range(len(text) - _GRAM + 1))

    def has_name(self, name: Folded) -> bool:
        """Whether a name stands here as whole words, in whatever way they are spaced."""
        if name.spaced in self.spaced:
            return True
        at = self.squeezed.find(name.squeezed)
        while at >= 0:
            if self._is_edge(at) and self._is_edge(at + len(name.squeezed)):
                return True
            at = self.squeezed.find(name.squeezed, at + 1)
        return False

    def has_shingle(self, shingle: tuple[str, ...]) -> bool:
        """Whether these words stand here in a row, in whatever way they are spaced."""
        if shingle in self.shingles:
            return True
        text = "".join(shingle)
        if len(text) >= _GRAM and hash(text[:_GRAM]) not in self.grams:
            return False
        return text in self.squeezed

    def _is_edge(self, at: int) -> bool:
        place = bisect_left(self.edges, at)
        return place < len(self.edges) and self.edges[place] == at


class Withheld:
    """What one reader may not have of a meeting, ready to be looked for; see `withheld`."""

    def __init__(self, secrets: Iterable[Secret], admitted: Iterable[str], standing: Folded) -> None:
        given = [Folded(each) for each in frozenset(admitted)]
        self._texts = Folded("\n".join(each.spaced for each in given))
        self._standing = standing
        whole = {each.spaced for each in given}
        short = Folded(" | ".join(each.spaced for each in given if len(each.words) < SHINGLE))
        self.names: list[tuple[Secret, Folded]] = []
        self.phrases: list[tuple[Secret, Folded]] = []
        self.passages: list[tuple[Secret, Folded]] = []
        for secret in secrets:
            folded = Folded(secret.words)
            if secret.is_name:
                # what the reader has as a thing of its own, such as an attendee's name, is not kept from them
                if len(folded.squeezed) >= _SHORTEST_NAME and folded.spaced not in whole:
                    self.names.append((secret, folded))
            elif len(folded.words) >= SHINGLE:
                self.passages.append((secret, folded))
            elif _tells(secret.words, folded) and not (short.has_name(folded) or self._standing.has_name(folded)):
                self.phrases.append((secret, folded))

    def in_piece(self, piece: Piece) -> Iterator[Finding]:
        """Yield what of the withheld stands in one piece of a file."""
        text = Folded(piece.text)
        if not text.words:
            return
        for secret, name in self.names:
            if text.has_name(name):
                yield Finding(piece.place, secret.what, secret.words, self._also(name))
        for secret, phrase in self.phrases:
            if text.has_name(phrase):
                also = self._also(phrase) or "perhaps the form's own words"
                yield Finding(piece.place, secret.what, secret.words, also)
        for secret, passage in self.passages:
            found = self._passage(text, passage)
            if found is not None:
                yield Finding(piece.place, secret.what, found[0], found[1])

    def _passage(self, text: Folded, passage: Folded) -> tuple[str, str] | None:
        """Return the words of a passage that stand in a text, and what excuses them; None where none do."""
        hits = [shingle for shingle in passage.in_a_row if text.has_shingle(shingle)]
        if not hits:
            return None
        bare = [shingle for shingle in hits if not self._excused(shingle)]
        if not bare:
            # a turn of phrase that two texts share tells nothing; most of a text does, wherever else it may stand
            whole = 2 * len(hits) > len(passage.words) - SHINGLE + 1
            return (" ".join(hits[0]), "another part of this reader's copy, or the form's own words") if whole else None
        # one run of five that nothing excuses may be chance; six in a row, or the whole text, is not
        if len(passage.words) < _SURE or len(bare) > 1:
            return " ".join(bare[0]), ""
        return " ".join(bare[0]), "perhaps chance: five words in a row, and no more"

    def _excused(self, shingle: tuple[str, ...]) -> bool:
        return self._texts.has_shingle(shingle) or self._standing.has_shingle(shingle)

    def _also(self, name: Folded) -> str:
        if self._texts.has_name(name):
            return "another part of this reader's copy"
        return "the practice pack's own words" if self._standing.has_name(name) else ""


def withheld(record: MeetingRecord, copy: Copy) -> Withheld:
    """Return what `record` holds and the reader of `copy` may not have."""
    admitted = {words for _, words in _walk(copy.record, apart_from=lambda thing: _kept_from(thing, record, copy))}
    hidden = list(_hidden(record, record, copy))
    renamed = pseudonyms.renaming(copy.record, record) or str
    hidden += [(path, words) for path, words in _walk(record) if {words, renamed(words)}.isdisjoint(admitted)]
    secrets = dict.fromkeys(
        Secret(words, _CALLED.get(path[0], "the meeting's record"), path[1] in _NAMES) for path, words in hidden
    )
    parts = dict.fromkeys(
        Secret(part, "a person or place of concern", is_name=False)
        for path, words in hidden
        if path[1] == "descriptor"
        for part in _CAPITAL.findall(words)
    )
    return Withheld([*secrets, *parts], admitted, _standing(record.pack))


def _standing(pack: Pack) -> Folded:
    """Return the practice pack's own words, folded once for all copies of a batch."""
    if not _PACKS or _PACKS[0][0] is not pack:
        _PACKS[:] = [(pack, Folded("\n".join(words for _, words in _walk(pack))))]
    return _PACKS[0][1]


_PACKS: list[tuple[Pack, Folded]] = []
"""The last pack asked about, with its words: there is one for each meeting, and copies of one are made together."""


def search(hidden: Withheld, content: bytes, form: str) -> tuple[Finding, ...]:
    """Return what of the withheld stands in a finished, unprotected file (form word or pdf), the certain first."""
    places: dict[Finding, dict[str, None]] = {}
    for piece in pieces(content, form):
        for finding in hidden.in_piece(piece):
            places.setdefault(replace(finding, where=""), {})[finding.where] = None
    found = [replace(finding, where=_listed(list(where)[:_MOST_PLACES])) for finding, where in places.items()]
    return tuple(sorted(found, key=lambda finding: not finding.certain))


def fold(text: str) -> str:
    """Return text as it is compared: no case, accents, ligatures or invisible letters."""
    return folding.fold(text.translate(_INVISIBLE))


def _shingles(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield every five words in a row that are words: figures alone stand anywhere, most of all in a drawing."""
    for at in range(len(words) - SHINGLE + 1):
        shingle = tuple(words[at : at + SHINGLE])
        if sum(map(str.isalpha, "".join(shingle))) >= _FEWEST_IN_FIVE:
            yield shingle


def _tells(words: str, folded: Folded) -> bool:
    """Whether a few words are telling enough to be looked for: several, a long one, or one with a sign of its own."""
    if len(folded.squeezed) < _FEWEST_LETTERS:
        return False
    return (
        len(folded.words) > 1
        or len(folded.squeezed) >= _LONG_WORD
        or any(letter.isdigit() or letter.isupper() for letter in words[1:])
    )


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


Path = tuple[str, str]
"""The kind of record that words lie in, and the field."""


def _walk(
    thing: Any, kind: str = "", field: str = "", *, apart_from: Callable[[Any], bool] = lambda _: False
) -> Iterator[tuple[Path, str]]:
    """Yield all words of a record with the kind and field that they lie in; ids, states and the pack are left out.

    So is each thing that `apart_from` names: what a wrong cut let through is no excuse for itself.
    """
    if isinstance(thing, str):
        if thing.strip() and field not in _CODES and not field.endswith("_id") and (kind, field) not in _OUR_OWN:
            yield (kind, field), thing
    elif isinstance(thing, Pack) and kind:
        return
    elif is_dataclass(thing) and not isinstance(thing, type):
        if not apart_from(thing):
            for each in fields(thing):
                yield from _walk(getattr(thing, each.name), type(thing).__name__, each.name, apart_from=apart_from)
    elif isinstance(thing, dict | list | tuple | set | frozenset):
        for value in thing.values() if isinstance(thing, dict) else thing:
            yield from _walk(value, kind, field, apart_from=apart_from)
    elif hasattr(type(thing), "model_fields"):  # a shape of the practice pack
        for name in type(thing).model_fields:
            yield from _walk(getattr(thing, name), type(thing).__name__, name, apart_from=apart_from)


def _hidden(thing: Any, record: MeetingRecord, copy: Copy) -> Iterator[tuple[Path, str]]:
    """Yield the words under every handling tag that the reader may not read, without asking what was cut away."""
    if isinstance(thing, Pack | str):
        return
    if is_dataclass(thing) and not isinstance(thing, type):
        if _kept_from(thing, record, copy):
            yield from _walk(thing)
            return
        if isinstance(thing, PersonRecord) and thing.report and not _may_read(thing.report_tag, (), record, copy):
            yield ("PersonRecord", "report"), thing.report
        for each in fields(thing):
            yield from _hidden(getattr(thing, each.name), record, copy)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from _hidden(value, record, copy)


def _kept_from(thing: Any, record: MeetingRecord, copy: Copy) -> bool:
    """Whether a thing's own tag keeps it from the reader; an agenda item's tag is for what is said under it."""
    tag = getattr(thing, "tag", "")
    if not tag or isinstance(thing, ItemRecord):
        return False
    if isinstance(thing, EntryRecord):
        family = not (copy.audience.professional or copy.audience.id == CHILD)
        return (thing.kind == "voice" and family) or not _may_read(tag, thing.agencies, record, copy)
    thing_id = getattr(thing, "action_id", "") or getattr(thing, "decision_id", "")
    return not _may_read(tag, record.named.get(thing_id, ()), record, copy)


def _may_read(tag: str, agencies: tuple[str, ...], record: MeetingRecord, copy: Copy) -> bool:
    return record.pack.may_read(tag, copy.audience.id, agencies=agencies, reader=copy.reader or None)

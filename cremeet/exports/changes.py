"""The page that lists what changed between two versions of one document for the same reader.

A version is kept as lines (`kept_lines`): one for each heading, paragraph, entry of a list, fact, and row of a table.
Lines that occur once in both versions are matched first, and only the stretches between those are compared line by
line, as comparing everything with everything takes the square of the length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from cremeet.exports.document import (
    Block,
    Callout,
    Column,
    Document,
    Figure,
    Heading,
    KeyValue,
    ListBlock,
    Paragraph,
    Run,
    Table,
    WritingSpace,
)
from cremeet.exports.reading import words_of

_MARK = "\t"
"""Begins a kept heading, once for each level: no other line can, as a document's own text holds no tab."""
_COLUMNS = (Column("Change", 0.16), Column("Before", 0.42), Column("Now", 0.42))
_LARGEST_GAP = 40_000
"""Pairs of lines, or of words, in a stretch up to which all are compared."""
_AHEAD = 30
"""How many lines ahead the one that a line became is looked for."""
_ALIKE = 0.5
"""The share of words in common from which two lines are one that was changed."""
_ENDS = (".", "!", "?", ":", "”")
_AROUND = 8
"""Words shown on each side of those that changed."""


@dataclass(frozen=True, slots=True)
class _Change:
    below: str
    before: str
    now: str


def kept_lines(document: Document) -> tuple[str, ...]:
    """Return a document's lines as `changes` compares them, without its front, which differs with every version."""
    return tuple(line for block in document.blocks for line in _lines(block) if line.strip())


def changes(
    before: tuple[str, ...],
    now: Document,
    since: str = "the last version",
    *,
    may_repeat: Callable[[str], bool] = lambda _: True,
) -> tuple[Block, ...]:
    """Return a heading, and for each heading of the document a table of what was added, taken out and changed below it.

    `before` are the kept lines of the earlier version, `since` its name. `may_repeat` says whether an earlier line may
    be printed again: a reader who may no longer have it reads only that something was taken out.
    """
    title = Heading(2, f"What changed since {since}")
    found = list(_changes(before, kept_lines(now)))
    if not found:
        return title, Paragraph("Nothing has changed.")
    counts = Counter(_kind(change) for change in found)
    said = ", ".join(f"{counts[kind]} {kind.lower()}" for kind in ("Added", "Changed", "Taken out") if counts[kind])
    blocks: list[Block] = [title, Paragraph(f"{said}. What is not listed has stayed the same.", "lead")]
    by_heading: dict[str, list[_Change]] = {}
    for change in found:
        by_heading.setdefault(change.below, []).append(change)
    for heading, below in by_heading.items():
        rows = tuple(_row(change, may_repeat) for change in below)
        caption = f"Under “{heading}”" if heading else "At the beginning"
        blocks.append(
            Table(
                caption if not heading or may_repeat(heading) else "Under a heading that is not in this copy any more",
                _COLUMNS,
                rows,
                summary="One row for each change.",
            )
        )
    return tuple(blocks)


def _lines(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        number = "" if block.number is None else f"{block.number}. "
        yield f"{_MARK * (block.level - 1)}{number}{block.text}"
    elif isinstance(block, Paragraph):
        yield words_of(block.runs)
    elif isinstance(block, ListBlock):
        for item in block.entries:
            yield words_of(item.runs)
            if item.below:
                yield from _lines(item.below)
    elif isinstance(block, KeyValue):
        for label, value in block.items:
            yield f"{label}: {words_of(value)}"
    elif isinstance(block, Callout):
        inner = [line for part in block.blocks for line in _lines(part)]
        yield " ".join(line if line.endswith(_ENDS) else f"{line}." for line in (block.title, *inner))
    elif isinstance(block, WritingSpace):
        yield block.label
    elif isinstance(block, Figure):
        return
    else:
        for row in block.rows:
            yield " · ".join(words for cell in row if (words := words_of(cell)))


def _changes(before: tuple[str, ...], now: tuple[str, ...]) -> Iterator[_Change]:
    headings_before, headings_now = _headings(before), _headings(now)
    for start, end, first, last in _different(before, now):
        pairs = _pairs(before[start:end], now[first:last])
        for old, new in pairs:
            if old is not None and new is not None and before[start + old] == now[first + new]:
                continue  # met again in a stretch that was too long to compare line by line
            below = headings_now[first + new] if new is not None else headings_before[start + (old or 0)]
            yield _Change(
                below,
                before[start + old].strip() if old is not None else "",
                now[first + new].strip() if new is not None else "",
            )


def _headings(lines: tuple[str, ...]) -> list[str]:
    """Return for each line the heading that it stands below; a heading stands below itself."""
    found, heading = [], ""
    for line in lines:
        if line.startswith(_MARK):
            heading = line.strip()
        found.append(heading)
    return found


def _different(before: tuple[str, ...], now: tuple[str, ...]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches that differ, as a start and an end in each version."""
    old = new = 0
    for at_old, at_new in (*_anchors(before, now), (len(before), len(now))):
        yield from _in_gap(before, now, old, at_old, new, at_new)
        old, new = at_old + 1, at_new + 1


def _anchors(before: tuple[str, ...], now: tuple[str, ...]) -> list[tuple[int, int]]:
    """Return the longest run of places, rising in both, of lines that occur once in each version."""
    once_before, once_now = Counter(before), Counter(now)
    place = {line: at for at, line in enumerate(now) if once_now[line] == 1}
    both = [(at, place[line]) for at, line in enumerate(before) if once_before[line] == 1 and line in place]
    ends: list[int] = []
    tails: list[int] = []
    previous: list[int] = []
    for index, (_, at) in enumerate(both):
        length = bisect_left(ends, at)
        previous.append(tails[length - 1] if length else -1)
        ends[length : length + 1] = [at]
        tails[length : length + 1] = [index]
    chain, index = [], tails[-1] if tails else -1
    while index >= 0:
        chain.append(both[index])
        index = previous[index]
    return chain[::-1]


def _in_gap(
    before: tuple[str, ...], now: tuple[str, ...], start: int, end: int, first: int, last: int
) -> Iterator[tuple[int, int, int, int]]:
    while start < end and first < last and before[start] == now[first]:
        start, first = start + 1, first + 1
    while start < end and first < last and before[end - 1] == now[last - 1]:
        end, last = end - 1, last - 1
    if start == end and first == last:
        return
    if (end - start) * (last - first) > _LARGEST_GAP:
        yield start, end, first, last
        return
    matcher = SequenceMatcher(None, before[start:end], now[first:last], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield start + a, start + b, first + c, first + d


def _pairs(old: tuple[str, ...], new: tuple[str, ...]) -> list[tuple[int | None, int | None]]:
    """Return which earlier line became which, in order: None where a line was added or taken out."""
    bags = [Counter(line.split()) for line in new]
    pairs: list[tuple[int | None, int | None]] = []
    after = 0
    for place, line in enumerate(old):
        ahead = range(after, min(after + _AHEAD, len(new)))
        found = next((at for at in ahead if _alike(line, new[at], bags[at])), None)
        if found is None:
            pairs.append((place, None))
            continue
        pairs += [(None, at) for at in range(after, found)]
        pairs.append((place, found))
        after = found + 1
    return [*pairs, *((None, at) for at in range(after, len(new)))]


def _alike(old: str, new: str, bag: Counter[str]) -> bool:
    if old.startswith(_MARK) != new.startswith(_MARK):
        return False
    words = Counter(old.split())
    return 2 * (words & bag).total() >= _ALIKE * (words.total() + bag.total())


def _kind(change: _Change) -> str:
    if not change.before:
        return "Added"
    return "Changed" if change.now else "Taken out"


def _row(change: _Change, may_repeat: Callable[[str], bool]) -> tuple[str, tuple[Run, ...], tuple[Run, ...]]:
    kind = _kind(change)
    if change.before and not may_repeat(change.before):
        withheld = (Run("Words that are not in this copy any more."),)
        return kind, withheld, (Run(change.now or "–"),)
    if kind != "Changed":
        return kind, (Run(change.before or "–"),), (Run(change.now or "–"),)
    old, new = change.before.split(), change.now.split()
    spans = _word_spans(old, new)
    return kind, _shown(old, [(a, b) for a, b, _, _ in spans]), _shown(new, [(c, d) for _, _, c, d in spans])


def _word_spans(old: list[str], new: list[str]) -> list[tuple[int, int, int, int]]:
    """Return the stretches of words that differ; of very long lines all between what they begin and end with."""
    found = list(_in_gap(tuple(old), tuple(new), 0, len(old), 0, len(new)))
    return found or [(0, len(old), 0, len(new))]


def _shown(words: list[str], spans: list[tuple[int, int]]) -> tuple[Run, ...]:
    """Return words with those in `spans` bold; of a long stretch that stayed the same only what stands beside them."""
    runs: list[Run] = []
    at = 0
    for start, end in (*spans, (len(words), len(words))):
        same = words[at:start]
        left, right = (_AROUND if at else 0), (_AROUND if start < len(words) else 0)
        if len(same) > left + right + 2:
            same = [*same[:left], "…", *same[len(same) - right :]] if right else [*same[:left], "…"]
        if same:
            runs.append(Run(" ".join(same) + " "))
        if start < end:
            runs.append(Run(" ".join(words[start:end]) + " ", bold=True))
        at = end
    return tuple(runs) or (Run("–"),)

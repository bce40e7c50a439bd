"""Whatever a tree holds, both files say it, word for word, and their structure is whole."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cremeet.exports import pdf, word
from cremeet.exports.document import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Item,
    KeyValue,
    ListBlock,
    Paragraph,
    Run,
    Status,
    StatusKind,
    Table,
    WritingSpace,
)
from tests.exports import pdf_reader, test_pdf, test_word, word_reader
from tests.exports.documents import document

PARTS = [
    "the plan was agreed ", "łŵŷ ", "(", ")", "<b>&", "https://x.gov.uk/a?b=1 ", "a@b.uk ", "≥ → ✓", "12:30", "—",
    "محمد عارف خان ", "ٹیپو\u200cسلطان", "مُحَمَّد", "،", "٣٤", "陈美玲", "かな", "한글", "שלום", "\u0301", "\U0001f600",
    "\n", "  ", "\u00a0", "x" * 90, "\u202e", "\x00", "\t",
]  # fmt: skip
texts = st.lists(st.sampled_from(PARTS), max_size=7).map("".join)
runs = st.lists(
    st.builds(
        Run, texts, st.booleans(), st.sampled_from([None, None, "https://e.uk/x"]), st.sampled_from([None, "pl"])
    ),
    min_size=1,
    max_size=3,
).map(tuple)
cells = st.one_of(texts, runs, st.builds(Status, st.sampled_from(list(StatusKind)), texts))
flat_lists = st.builds(ListBlock, st.lists(runs, min_size=1, max_size=3).map(tuple), st.booleans())
nested_lists = st.builds(
    ListBlock, st.lists(st.builds(Item, runs, st.none() | flat_lists), min_size=1, max_size=3).map(tuple), st.booleans()
)
paragraphs = st.builds(Paragraph, runs, st.sampled_from(["body", "lead", "small", "label"]))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 5))
    columns = tuple(
        Column(f"C{draw(texts)}", 1 / count, draw(st.sampled_from(["left", "right"]))) for _ in range(count)
    )
    rows = draw(st.lists(st.tuples(*[cells] * count), max_size=4))
    row_header, written = draw(st.integers(0, count - 1)), draw(st.booleans())
    return Table(f"Table of {draw(texts)}", columns, tuple(rows), row_header, written=written)


facts = st.builds(KeyValue, texts, st.lists(st.tuples(texts.map("Label {}".format), cells), max_size=3).map(tuple))
spaces = st.builds(WritingSpace, texts.map("Notes {}".format), st.integers(1, 20))
callouts = st.builds(
    Callout,
    st.sampled_from(["decision", "action", "note", "restricted", "voice"]),
    texts,
    st.lists(paragraphs | flat_lists, max_size=3).map(tuple),
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    blocks: list[Block] = []
    level = 1
    for block in draw(
        st.lists(paragraphs | nested_lists | tables() | facts | callouts | spaces | st.none(), max_size=8)
    ):
        if block is not None:
            blocks.append(block)
            continue
        level = draw(st.integers(2, min(level + 1, 4)))
        blocks.append(Heading(level, draw(texts), draw(st.none() | st.integers(0, 9))))
    return document(*blocks, landscape=draw(st.booleans()), large=draw(st.booleans()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(documents(), st.sampled_from([1.0, 1.5]))
def test_both_files_say_what_any_tree_says(made: Document, scale: float) -> None:
    pdf_reading = pdf_reader.read(pdf.render(made, scale))
    assert pdf_reading.lines == test_pdf.said(made)
    assert pdf_reading.faults == []
    word_reading = word_reader.read(word.render(made))
    assert word_reading.lines == test_word.said(made)
    assert word_reading.faults == []

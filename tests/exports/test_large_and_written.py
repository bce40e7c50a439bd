"""Large print, and what is filled in by hand: ruled lines and tall rows."""

from __future__ import annotations

import io
import re
from typing import Any

import pikepdf
import pytest

from cremeet.exports import pdf, word
from cremeet.exports.document import Column, Heading, Paragraph, Table, WritingSpace
from cremeet.exports.reading import plain_text
from tests.exports import pdf_reader, test_pdf, test_word, word_reader
from tests.exports.documents import document, meeting

W = word_reader.W


def sizes(made: Any) -> dict[str, int]:
    """Return the size in half points of each paragraph style of a Word file."""
    styles = word_reader.read(word.render(made)).parts["word/styles.xml"].iter(W + "style")
    return {
        style.get(W + "styleId"): int(size.get(W + "val"))
        for style in styles
        if (size := style.find(f".//{W}sz")) is not None
    }


def test_large_print_is_half_as_large_again_in_word_but_for_what_surrounds_the_text() -> None:
    usual, large = sizes(meeting()), sizes(meeting(large=True))
    running = {"Header", "Footer", "RunningMarking", "RunningCopy", "FirstMarking"}
    assert large == {name: size if name in running else round(size * 1.5) for name, size in usual.items()}
    assert large["TableText"] == 33


def test_large_print_has_18_point_text_in_the_pdf() -> None:
    def used(made: Any) -> set[float]:
        with pikepdf.open(io.BytesIO(pdf.render(made))) as opened:
            operators = pikepdf.parse_content_stream(opened.pages[0])
            return {float(operands[1]) for operands, operator in operators if str(operator) == "Tf"}

    assert 12.0 in used(document(Paragraph("Words")))
    assert 18.0 in used(document(Paragraph("Words"), large=True))
    assert 18.0 not in used(document(Paragraph("Words")))


@pytest.mark.parametrize("large", [False, True])
def test_large_print_says_the_same(large: bool) -> None:
    made = meeting(large=large)
    assert pdf_reader.read(pdf.render(made)).lines == test_pdf.said(made)
    assert word_reader.read(word.render(made)).lines == test_word.said(made)


BLANK = Table(
    "New actions",
    (Column("No.", 0.1), Column("Action", 0.6), Column("By when", 0.3)),
    tuple((str(number), "", "") for number in range(1, 9)),
    written=True,
)


def test_lines_to_write_on_are_drawn_and_only_their_label_is_said() -> None:
    made = document(Heading(2, "Views"), WritingSpace("Notes", 4), WritingSpace("Reason", 2))
    assert plain_text(made).splitlines()[-2:] == ["Notes", "Reason"]
    for reading in (pdf_reader.read(pdf.render(made)), word_reader.read(word.render(made))):
        assert [line[-1] for line in reading.lines][-2:] == ["Notes", "Reason"]
        assert reading.faults == []
    body = word_reader.read(word.render(made)).parts["word/document.xml"]
    ruled = [p for p in body.iter(W + "p") if p.find(f".//{W}tab") is not None]
    assert [len(list(p.iter(W + "tab"))) for p in ruled] == [4, 2]
    assert not [p for p in body.iter(W + "p") if not list(p.iter(W + "r"))], "no empty paragraph, read out as blank"


def test_lines_that_no_page_holds_go_on_on_the_next() -> None:
    made = document(WritingSpace("Notes", 20), large=True, landscape=True)
    reading = pdf_reader.read(pdf.render(made))
    assert reading.lines == test_pdf.said(made)
    assert reading.faults == []


def test_the_rows_of_a_table_to_fill_in_are_tall_and_their_cells_are_whole() -> None:
    made = document(BLANK)
    reading = word_reader.read(word.render(made))
    assert reading.faults == []
    heights = [int(h.get(W + "val")) for h in reading.parts["word/document.xml"].iter(W + "trHeight")]
    assert heights == [680] * 8
    reading = pdf_reader.read(pdf.render(made))
    assert reading.faults == []
    assert [text for role, text in reading.lines if role == "TH"][-8:] == [str(number) for number in range(1, 9)]


def test_space_to_write_has_a_label_and_a_bounded_number_of_lines() -> None:
    for label, lines in ((" ", 3), ("Notes", 0), ("Notes", 21)):
        with pytest.raises(ValueError, match=re.escape("Space to write")):
            WritingSpace(label, lines)

"""The PDF says what the tree says to those who see it and to those who hear it."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from cremeet.exports import pdf
from cremeet.exports.document import Callout, Document, Heading, Paragraph, Run, Table
from cremeet.exports.pdf import canvas, fonts
from cremeet.exports.pdf.structure import Element
from cremeet.exports.reading import lines
from tests.exports import pdf_reader
from tests.exports.documents import NAMES, attendance, document, hostile, meeting, plan
from tests.exports.test_word import calls


def said(document_: Document) -> list[tuple[str, str]]:
    """Return what a PDF of this document has to say: the labels of lists are lines of their own."""
    out: list[tuple[str, str]] = []
    for line in lines(document_):
        text = "".join(letter if fonts.printable(letter) else fonts.code_point(letter) for letter in line.text)
        if line.role == "LI":
            out += [("Lbl", line.label), ("LI", text)]
        else:
            out.append((line.role, f"{line.label} {text}".strip()))
    return out


@pytest.fixture(scope="module")
def read_meeting() -> pdf_reader.Reading:
    """The minutes, rendered and read back."""
    return pdf_reader.read(pdf.render(meeting()))


def test_its_structure_tree_says_what_the_tree_says(read_meeting: pdf_reader.Reading) -> None:
    assert read_meeting.lines == said(meeting())


def test_every_mark_on_every_page_is_content_or_artifact(read_meeting: pdf_reader.Reading) -> None:
    assert read_meeting.faults == []


@pytest.mark.parametrize("fault", ["swapped order", "a lost cell", "joined words", "an orphaned paragraph"])
def test_faults_that_validators_pass_are_noticed(fault: str) -> None:
    made = pikepdf.open(io.BytesIO(pdf.render(meeting())))
    root = made.Root.StructTreeRoot.K[0]
    if fault == "swapped order":
        root.K[0], root.K[1] = root.K[1], root.K[0]
    elif fault == "a lost cell":
        table = next(kid for kid in root.K if kid.S == "/Table")
        del table.K[0].K[0].K[1]
    elif fault == "an orphaned paragraph":
        del root.K[2]
    else:
        page = made.pages[0]
        joined = re.sub(rb"circulation list", b"circulationlist", page.Contents.read_bytes())
        assert joined != page.Contents.read_bytes()
        page.Contents = made.make_stream(joined)
    out = io.BytesIO()
    made.save(out)
    assert pdf_reader.read(out.getvalue()).lines != said(meeting())


def test_untagged_drawing_would_be_noticed() -> None:
    made = pikepdf.open(io.BytesIO(pdf.render(document(Paragraph("x")))))
    page = made.pages[0]
    page.Contents = made.make_stream(page.Contents.read_bytes() + b"\n0 0 10 10 re f\n")
    out = io.BytesIO()
    made.save(out)
    assert pdf_reader.read(out.getvalue()).faults == ["page 1: f is neither content nor artifact"]


def test_text_without_an_element_is_refused() -> None:
    root = Element("Document", keep=True)
    made = canvas.TaggedCanvas(io.BytesIO(), root=root, document=document(), furniture=lambda *_: None)
    with pytest.raises(canvas.UntaggedError, match="outside the structure tree"):
        made.drawString(0, 0, "x")
    with made.content_of(root.add("P")):
        made.drawString(0, 0, "x")


def test_it_declares_itself_and_names_no_child(read_meeting: pdf_reader.Reading) -> None:
    root = read_meeting.pdf.Root
    assert str(root.Lang) == "en-GB"
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with read_meeting.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == "Minutes of a strategy meeting, MTG-7F3K"
        assert (metadata["pdfuaid:part"], metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("1", "2", "A")
    properties = {key: str(value) for key, value in read_meeting.pdf.docinfo.items()}
    assert properties["/Title"] == "Minutes of a strategy meeting, MTG-7F3K"
    assert properties["/CreationDate"].startswith("D:20261201")
    assert "Kacper" not in str(properties) + bytes(root.Metadata.read_bytes()).decode()


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_every_page_is_marked_numbered_and_says_its_standing(status: str) -> None:
    reading = pdf_reader.read(pdf.render(meeting(status=status)))
    pages = len(reading.pages)
    assert pages > 1
    for number, page in enumerate(reading.pages, start=1):
        assert page.artifacts.count("OFFICIAL-SENSITIVE") == 2
        assert f"Page {number} of {pages}" in page.artifacts
        assert f"Version 2 · {status.capitalize()}" in page.artifacts
        assert number == 1 or "MTG-7F3K" in page.artifacts
    marks = [page.Contents.read_bytes().count(b"/Subtype /Watermark") for page in reading.pdf.pages]
    assert marks == [int(status == "draft")] * pages


def test_headings_are_bookmarks(read_meeting: pdf_reader.Reading) -> None:
    with read_meeting.pdf.open_outline() as outline:
        title = outline.root[0]
    assert title.title == "Initial CRE strategy meeting"
    assert [item.title for item in title.children] == ["Attendance", "Discussion", "Plan"]
    assert title.children[1].children[0].title == "1. Why we are meeting"


def test_names_in_other_scripts_know_their_language(read_meeting: pdf_reader.Reading) -> None:
    assert {"ur", "zh", "pl"} <= set(read_meeting.languages)
    cells = {text for role, text in read_meeting.lines if role == "TH"}
    assert set(NAMES) <= cells


def test_repeated_headings_and_split_rows_are_read_once() -> None:
    long_row = " ".join(f"sentence {n} of an action that must not be lost" for n in range(300))
    tall = Table(plan().caption, plan().columns, (("1", long_row, "Ann", "x"), *plan(60).rows))
    made = document(Heading(2, "Plan"), tall, Callout("note", "", (Paragraph(long_row),)), attendance(90))
    reading = pdf_reader.read(pdf.render(made))
    assert len(reading.pages) > 8
    assert reading.lines == said(made)
    assert reading.faults == []
    assert sum("Attendance" in page.artifacts for page in reading.pages) >= 2


@pytest.mark.parametrize("above", range(18, 30, 2))
def test_a_heading_its_note_the_caption_and_the_first_row_share_a_page(above: int) -> None:
    filling = (Paragraph("A line of text."),) * above
    reading = pdf_reader.read(
        pdf.render(document(*filling, Heading(2, "Prevent"), Paragraph("A note.", "small"), plan()))
    )
    texts = ["".join(page.content.values()) for page in reading.pages]
    (page,) = [text for text in texts if "Prevent" in text]
    assert "A note." in page
    assert "Table 1. Actions" in page
    assert "Żółkiewski" in page


def test_links_that_wrap_or_recur_stay_whole() -> None:
    address = "https://example.gov.uk/x"
    long = Run(
        "a link that is long enough to wrap over more than one line of the page in twelve point type", link=address
    )
    made = document(
        Paragraph((Run("See "), long, Run(" and "), Run("the same", link=address))), Paragraph((long, long))
    )
    reading = pdf_reader.read(pdf.render(made))
    assert reading.lines == said(made)
    assert reading.faults == []
    assert reading.roles["Link"] >= 3


def test_the_same_document_gives_the_same_bytes() -> None:
    first = pdf.render(meeting())
    pdf.render(hostile())
    assert pdf.render(meeting()) == first
    assert pdf.render(meeting(version="3")) != first


def test_hostile_words_arrive_whole_and_break_nothing() -> None:
    reading = pdf_reader.read(pdf.render(hostile()))
    assert reading.faults == []
    assert reading.lines == said(hostile())


def test_what_cannot_be_printed_is_printed_as_its_number_and_reported() -> None:
    made = document(Paragraph("smile \U0001f600, ሀ and \ue000, not ŵ ₤ → ✓ 陈"))
    assert pdf.unprintable(made) == ("ሀ", "\ue000", "\U0001f600")
    assert ("P", "smile [U+1F600], [U+1200] and [U+E000], not ŵ ₤ → ✓ 陈") in pdf_reader.read(pdf.render(made)).lines


@pytest.mark.parametrize("changes", [{"landscape": True}, {"scale": 1.5}], ids=str)
def test_wide_pages_and_large_print_say_the_same(changes: dict[str, float]) -> None:
    made = meeting(landscape=bool(changes.get("landscape")))
    reading = pdf_reader.read(pdf.render(made, changes.get("scale", 1.0)))
    assert reading.lines == said(meeting())
    assert reading.faults == []


def test_effort_grows_with_the_length_and_no_faster() -> None:
    def effort(rows: int) -> int:
        made = document(*(Heading(2, f"Part {i}") for i in range(rows)), attendance(rows), plan(rows))
        return calls(lambda: pdf.render(made))

    pdf.render(meeting())
    small, middle, large = effort(20), effort(60), effort(100)
    assert 0.8 < (large - middle) / (middle - small) < 1.25


def test_an_issued_copy_names_its_entry_of_the_audit_on_every_page() -> None:
    reading = pdf_reader.read(pdf.render(meeting(entry="1204-7F3K-9Q2M")))
    assert len(reading.pages) > 1
    assert any("Record entry 1204-7F3K-9Q2M" in text for _, text in reading.lines)  # the first page
    for page in reading.pages[1:]:
        assert "MTG-7F3K · Record entry 1204-7F3K-9Q2M" in page.artifacts
    assert "Record entry" not in repr(pdf_reader.read(pdf.render(meeting())))

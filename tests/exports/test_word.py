"""The Word file says what the tree says, with real structure and no formatting of its own."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from typing import Any

import docx
import pytest
from fontTools.ttLib import TTFont

from cremeet.exports import word
from cremeet.exports.document import Document, Heading, Paragraph
from cremeet.exports.reading import lines
from tests.exports import word_reader
from tests.exports.documents import NAMES, attendance, document, hostile, meeting, plan


def said(document_: Document) -> list[tuple[str, str, str]]:
    """Return what a Word file of this document has to say."""
    return [(line.role, line.label, line.text) for line in lines(document_)]


@pytest.fixture(scope="module")
def read_meeting() -> word_reader.Reading:
    """The minutes, rendered and read back."""
    return word_reader.read(word.render(meeting()))


def test_it_says_what_the_tree_says_with_the_same_numbers(read_meeting: word_reader.Reading) -> None:
    assert read_meeting.lines == said(meeting())


def test_a_swapped_or_lost_paragraph_is_noticed() -> None:
    data = word.render(meeting())
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = package.read("word/document.xml").decode()
    first, second = re.findall(r"<w:p>(?:(?!</w:p>).)*?(?:Northmere Council|Initial CRE)(?:(?!</w:p>).)*?</w:p>", body)
    cell = next(iter(re.findall(r"<w:tc>.*?</w:tc>", body)))
    for broken in (body.replace(first + second, second + first), body.replace(second, ""), body.replace(cell, "")):
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                new.writestr(name, broken if name == "word/document.xml" else old.read(name))
        assert broken != body
        assert word_reader.read(out.getvalue()).lines != said(meeting())


def test_structure_is_whole_and_no_formatting_is_direct(read_meeting: word_reader.Reading) -> None:
    assert read_meeting.faults == []


def test_direct_formatting_would_be_noticed() -> None:
    made = docx.Document(io.BytesIO(word.render(document(Paragraph("x")))))
    made.paragraphs[-1].add_run("bold").bold = True
    out = io.BytesIO()
    made.save(out)
    assert word_reader.read(out.getvalue()).faults == ["direct formatting: b"]


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_every_page_is_marked_numbered_and_says_its_standing(status: str) -> None:
    reading = word_reader.read(word.render(meeting(status=status)))
    headers, footers = reading.text_of(r"word/header\d\.xml"), reading.text_of(r"word/footer\d\.xml")
    assert len(headers) == len(footers) == 2
    assert all("OFFICIAL-SENSITIVE" in text for text in headers + footers)
    assert sum("MTG-7F3K" in text for text in headers) == 1
    assert all(f"Version 2 · {status.capitalize()}" in text and "Page 1 of 1" in text for text in footers)
    codes = ["".join(p.itertext(word_reader.W + "instrText")) for n, p in reading.parts.items() if "footer" in n]
    assert all("PAGE" in code and "NUMPAGES" in code for code in codes)
    marks = [
        p
        for n, p in reading.parts.items()
        if "header" in n and p.find(".//{urn:schemas-microsoft-com:vml}textpath[@string]") is not None
    ]
    assert len(marks) == (2 if status == "draft" else 0)


def test_properties_name_no_child_and_no_maker() -> None:
    made = docx.Document(io.BytesIO(word.render(meeting(subtitle="Kacper Example"))))
    properties = made.core_properties
    assert properties.title == "Minutes of a strategy meeting, MTG-7F3K"
    assert (properties.author, properties.last_modified_by) == ("Northmere Council", "Northmere Council")
    assert (properties.language, properties.comments) == ("en-GB", "")
    with zipfile.ZipFile(io.BytesIO(word.render(meeting()))) as package:
        outside = b"".join(package.read(name) for name in package.namelist() if name != "word/document.xml")
        assert not any(
            word_ in name for name in package.namelist() for word_ in ("thumbnail", "customXml", "stylesWith")
        )
    assert b"Kacper" not in outside
    assert b"python-docx" not in outside


def test_word_opens_it_as_its_own_and_in_english(read_meeting: word_reader.Reading) -> None:
    settings = read_meeting.parts["word/settings.xml"]
    assert [s.get(word_reader.W + "val") for s in settings.iter(word_reader.W + "compatSetting")] == ["15"]
    language = read_meeting.parts["word/styles.xml"].find(f"{word_reader.W}docDefaults//{word_reader.W}lang")
    assert language.get(word_reader.W + "val") == "en-GB"


def test_python_docx_reads_headings_and_tables() -> None:
    made = docx.Document(io.BytesIO(word.render(meeting())))
    headings = [(p.style.name, p.text) for p in made.paragraphs if p.style.name.startswith("Heading")]
    assert headings[:2] == [("Heading 1", "Initial CRE strategy meeting"), ("Heading 2", "Attendance")]
    people = made.tables[1]
    assert [cell.text for cell in people.columns[0].cells][1:] == list(NAMES)


def test_names_carry_direction_and_language(read_meeting: word_reader.Reading) -> None:
    w, body = word_reader.W, read_meeting.parts["word/document.xml"]
    found: dict[str, str] = {}
    for run in body.iter(w + "r"):
        language = run.find(f"{w}rPr/{w}lang")
        if language is not None:
            found["".join(run.itertext(w + "t"))] = next(iter(language.attrib.values()))
            assert (run.find(f"{w}rPr/{w}rtl") is not None) == (w + "bidi" in language.attrib)
    assert found == {"ٹیپو سلطان": "ur-PK", "陈美玲": "zh-CN", "Dziękujemy za przybycie": "pl"}


def test_chinese_letters_travel_with_the_file_and_only_they() -> None:
    assert not any("font" in name for name in _names(word.render(document(Paragraph("Łukasz, محمد")))))
    with zipfile.ZipFile(io.BytesIO(word.render(document(Paragraph("陈美玲"))))) as package:
        obscured = package.read("word/fonts/font1.odttf")
        table = package.read("word/fontTable.xml").decode()
    key = bytes.fromhex(re.search(r'fontKey="{([^}]+)}"', table)[1].replace("-", ""))[::-1] * 2
    font = bytes(a ^ b for a, b in zip(obscured[:32], key, strict=True)) + obscured[32:]
    assert set(TTFont(io.BytesIO(font)).getBestCmap()) == {ord(letter) for letter in "陈美玲"}


def _names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [name for name in package.namelist() if "theme" not in name]


def test_the_same_document_gives_the_same_bytes() -> None:
    first = word.render(meeting())
    word.render(hostile())
    assert word.render(meeting()) == first
    assert word.render(meeting(version="3")) != first


def test_hostile_words_arrive_whole_and_break_nothing() -> None:
    reading = word_reader.read(word.render(hostile()))
    assert reading.lines == said(hostile())
    assert reading.faults == []
    targets = [
        r.get("Target") for r in reading.parts["word/_rels/document.xml.rels"] if r.get("TargetMode") == "External"
    ]
    assert targets
    assert all(re.fullmatch(r"(https://|mailto:)[!-~]+", target) for target in targets)


def test_a_wide_document_lies_on_its_side() -> None:
    section = docx.Document(io.BytesIO(word.render(document(plan(), landscape=True)))).sections[0]
    assert section.page_width > section.page_height


def calls(work: Callable[[], Any]) -> int:
    """Return how many calls `work` makes: a measure of effort that no busy machine disturbs."""
    count = 0

    def counted(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def test_effort_grows_with_the_length_and_no_faster() -> None:
    def effort(rows: int) -> int:
        made = document(*(Heading(2, f"Part {i}") for i in range(rows)), attendance(rows), plan(rows))
        return calls(lambda: word.render(made))

    word.render(document())
    small, middle, large = effort(50), effort(250), effort(450)
    assert 0.9 < (large - middle) / (middle - small) < 1.1


def test_an_issued_copy_names_its_entry_of_the_audit_on_every_page() -> None:
    reading = word_reader.read(word.render(meeting(entry="1204-7F3K-9Q2M")))
    headers = reading.text_of(r"word/header\d\.xml")
    assert sum("MTG-7F3K · Record entry 1204-7F3K-9Q2M" in text for text in headers) == 1  # that of the later pages
    assert sum("Record entry 1204-7F3K-9Q2M" in text for text in reading.text_of(r"word/document\.xml")) == 1
    plain = word_reader.read(word.render(meeting()))
    assert not any("Record entry" in text for text in plain.text_of(r"word/.*\.xml"))

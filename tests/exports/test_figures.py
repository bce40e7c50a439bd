import io
import re
import zipfile
from datetime import date, timedelta
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from cremeet.exports import issue
from cremeet.exports.document import Figure, Paragraph
from cremeet.exports.figures import WIDTH, Box, Holding, Label, Point, Stroke, actions_by_agency, risk_over_time
from cremeet.exports.word.figure import png
from tests.exports import told
from tests.exports.documents import document

LEVELS = ("None", "Low", "Medium", "High")


def points(*ranks, every=30):
    tones = ("quiet", "calm", "watch", "alarm")
    first = date(2026, 1, 5)
    return [Point(first + timedelta(days=every * at), rank, LEVELS[rank], tones[rank]) for at, rank in enumerate(ranks)]


def within(picture):
    for shape in picture.shapes:
        if isinstance(shape, Box):
            ends = [(shape.x, shape.y), (shape.x + shape.width, shape.y + shape.height)]
        elif isinstance(shape, Stroke):
            ends = [(shape.x1, shape.y1), (shape.x2, shape.y2)]
        else:
            ends = [(shape.x, shape.y)]
        assert all(0 <= x <= WIDTH and 0 <= y <= picture.height for x, y in ends), shape
    return True


@pytest.mark.parametrize(
    ("ranks", "said"),
    [
        ((1, 3), "rose from Low to High"),
        ((3, 1), "fell from High to Low"),
        ((2, 2), "was Medium then and is Medium now"),
        ((2, 3, 2), "with High on Wed 4 Feb 2026 between"),
    ],
)
def test_the_sentence_says_what_the_picture_shows(ranks, said):
    picture = risk_over_time(points(*ranks), LEVELS)
    assert said in picture.sentence
    assert within(picture)


def test_one_level_alone_is_no_picture_and_nobody_holds_none():
    assert risk_over_time(points(2), LEVELS) is None
    assert risk_over_time((), LEVELS) is None
    assert actions_by_agency(()) is None
    assert actions_by_agency([Holding("Police", 0, 0, 0)]) is None


@pytest.mark.parametrize("count", [2, 5, 12, 40])
def test_dates_do_not_lie_over_each_other(count):
    picture = risk_over_time(points(*(number % 4 for number in range(count))), LEVELS)
    dates = [shape for shape in picture.shapes if isinstance(shape, Label) and "202" in shape.text]
    spans = []
    for shape in dates:
        width = 6.2 * len(shape.text)
        start = {"start": shape.x, "middle": shape.x - width / 2, "end": shape.x - width}[shape.anchor]
        spans.append((start, start + width))
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert sum(isinstance(shape, Box) for shape in picture.shapes) == count
    assert within(picture)


def test_each_bar_says_its_number_and_what_is_overdue_is_filled_and_named():
    picture = actions_by_agency([Holding("Police", 2, 1, 1), Holding("A" * 80, 1, 0, 0)])
    words = [shape.text for shape in picture.shapes if isinstance(shape, Label)]
    assert {"2", "1", "Done", "Open", "Overdue", "Police"} <= set(words)
    assert any(word.endswith("…") for word in words)
    filled = [shape for shape in picture.shapes if isinstance(shape, Box) and shape.filled]
    assert {shape.tone for shape in filled} == {"alarm"}
    assert picture.sentence == "5 actions of 2 agencies, 1 overdue. Police holds the most: 4."
    assert within(picture)


def figure():
    return Figure(risk_over_time(points(1, 3, 2), LEVELS))


def test_a_pdf_has_one_tagged_figure_with_its_sentence_and_its_place():
    made = document(Paragraph("Before"), figure(), Paragraph("After"))
    with pikepdf.open(io.BytesIO(issue.render(made, "pdf"))) as file:
        found = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        (one,) = found
        assert str(one.Alt) == figure().picture.sentence
        left, bottom, right, top = (float(each) for each in one.A.BBox)
        assert 0 < left < right < 596
        assert 0 < bottom < top < 842


def test_a_word_file_has_a_picture_with_its_sentence():
    made = document(Paragraph("Before"), figure(), figure())
    content = issue.render(made, "word")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        body = etree.fromstring(file.read("word/document.xml"))
        assert [name for name in file.namelist() if name.endswith(".png")] == ["word/media/image1.png"]
        assert file.read("word/media/image1.png") == png(figure().picture)
    described = [each for each in body.iter() if each.tag.endswith("}docPr")]
    assert [each.get("descr") for each in described] == [figure().picture.sentence] * 2
    assert len({each.get("id") for each in described}) == 2
    assert issue.render(made, "word") == content


def test_a_picture_carries_nothing_but_its_points():
    content = png(figure().picture)
    kinds, at = [], 8
    while at < len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        kinds.append(content[at + 4 : at + 8])
        at += 12 + size
    assert set(kinds) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


def test_levels_are_drawn_for_those_who_may_have_them_alone(empty_record, pack):
    record = told.record(empty_record, pack)
    for audience in pack.audiences:
        for document_id in ("plan", "risk"):
            blocks = issue.build(record, document_id, audience=audience.id).blocks
            drawn = [block.picture.sentence for block in blocks if isinstance(block, Figure)]
            assert told.reads_untagged(audience) or not [each for each in drawn if "level of risk" in each]


@pytest.mark.parametrize("lines", [17, 20, 22])
def test_the_sentence_stands_on_the_page_of_its_picture(lines):
    sentence = figure().picture.sentence
    made = document(*(Paragraph(f"Line {n}") for n in range(lines)), Paragraph(sentence), figure())
    with pypdfium2.PdfDocument(issue.render(made, "pdf")) as file:
        texts = [page.get_textpage().get_text_range() for page in file]
        pictured = [bool(re.search(r"\bMedium\b[^.]*$", text)) for text in texts]
    said = [" ".join(text.split()) for text in texts]
    assert [sentence in text for text in said] == pictured

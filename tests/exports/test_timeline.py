"""The timeline and the map: what they show, that nothing lies over anything, and who never gets them."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pikepdf
import pytest
from PIL import ImageFont

from cremeet import paths
from cremeet.exports import issue, pictures
from cremeet.exports.admit import admit
from cremeet.exports.concern_map import concern_map
from cremeet.exports.document import Figure, Table
from cremeet.exports.figures import WIDTH, Box, Label, Stroke, width_of, wrapped
from cremeet.exports.timeline import days, timeline
from cremeet.services.circumstances import ConcernDetails, ConcernRecord
from cremeet.services.timeline import Dated
from tests.exports import told
from tests.exports.documents import document

FIRST = date(2026, 1, 5)


def around(kind, kind_title, descriptor, link=""):
    return ConcernRecord("", ConcernDetails(kind, descriptor, link=link), kind_title, "police")


AROUND = (
    around("person", "Person", "Adult M1, known as “Silver”", "Seen at the arcade, gives lifts and phone credit " * 4),
    around("person", "Person", "Adult M2"),
    around("place", "Place", "Flat above the invented takeaway, Notreal Street 12, second door", "Collected from here"),
    around("vehicle", "Vehicle", "AB12CDE" * 8, "Outside school"),
    around("account", "Online account", "@notarealname", "W" * 90),
)


def at(day, kind, words="", **more):
    return Dated(FIRST + timedelta(days=day), kind, words, **more)


HAPPENED = (
    at(0, "meeting", "Strategy meeting, M-1"), at(0, "level", "High", level="high"),
    *(at(0, "agreed", f"A{number}") for number in (1, 2, 3)),
    at(9, "missing", "30 hours"), at(12, "interview"), at(15, "done", "A2"), at(16, "done", "A3"),
    at(20, "nrm", "not referred"), at(25, "measure", "CAWN, issued"),
    at(90, "meeting", "Review, M-2"), at(90, "level", "Low", level="low"), at(140, "planned", "Review, M-3"),
)  # fmt: skip


def spans(picture):
    """Return the room of each of a picture's words: left, right, middle."""
    for shape in picture.shapes:
        if isinstance(shape, Label):
            width = width_of(shape.text)
            left = {"start": shape.x, "middle": shape.x - width / 2, "end": shape.x - width}[shape.anchor]
            yield left, left + width, shape.y


def whole(picture):
    """Say whether every word and box is in the frame, and no word lies on another."""
    boxes = [shape for shape in picture.shapes if isinstance(shape, Box)]
    assert all(box.x >= 0 and box.x + box.width <= WIDTH for box in boxes)
    assert all(box.y >= 0 and box.y + box.height <= picture.height for box in boxes)
    words = list(spans(picture))
    assert all(left >= 0 and right <= WIDTH and 6 <= y <= picture.height - 6 for left, right, y in words)
    for (left, right, y), (other_left, other_right, other_y) in combinations(words, 2):
        assert abs(y - other_y) >= 12 or right <= other_left or other_right <= left
    return True


def test_words_are_measured_wider_than_any_font_draws_them():
    for weight in ("Regular", "Bold"):
        font = ImageFont.truetype(str(paths.resources() / "fonts" / f"AtkinsonHyperlegibleNext-{weight}.ttf"), 110)
        letters = [chr(code) for code in (*range(32, 127), *range(0xC0, 0x180), 0x2013, 0x2014, 0x2019, 0x2026)]
        assert not [letter for letter in letters if font.getlength(letter) / 10 > width_of(letter)]


@pytest.mark.parametrize("text", ["Testowy-Notreal of somewhere", "W" * 50, "a b c", "", "word " * 30])
def test_words_that_are_wrapped_fit_and_say_where_they_are_cut(text):
    lines = wrapped(text, 80, 3)
    assert len(lines) <= 3
    assert all(width_of(line) <= 80 for line in lines)
    joined = "".join(lines).replace(" ", "")
    assert joined == text.replace(" ", "") or joined.endswith("…")


def test_a_lane_for_each_kind_and_a_mark_for_each_day():
    picture = timeline(HAPPENED)
    said = [shape.text for shape in picture.shapes if isinstance(shape, Label)]
    assert {"Meetings", "Level of risk", "Actions agreed", "Actions done", "Missing", "Disruption"} <= set(said)
    assert {"3", "2", "High", "Low", "5 Jan 2026", "25 May 2026"} <= set(said), "numbers, levels and days are in words"
    assert (
        "1 meeting planned, 2 levels of risk agreed, 3 actions agreed, 2 actions done, missing once" in picture.sentence
    )
    outlined = [shape for shape in picture.shapes if isinstance(shape, Box) and not shape.filled]
    assert len(outlined) == 1, "what is only planned is not filled"
    assert whole(picture)
    assert timeline(HAPPENED[:2]) is None
    assert timeline(()) is None


@pytest.mark.parametrize("every", [1, 3, 11, 200])
def test_marks_that_would_touch_are_one_with_their_number(every):
    picture = timeline([at(day * every, "missing", "1 hour") for day in range(60)])
    boxes = [shape for shape in picture.shapes if isinstance(shape, Box)]
    numbers = [int(shape.text) for shape in picture.shapes if isinstance(shape, Label) and shape.text.isdigit()]
    assert sum(numbers) + len(boxes) - len(numbers) == 60
    assert all(one.x + one.width <= other.x for one, other in pairwise(sorted(boxes, key=lambda box: box.x)))
    assert whole(picture)


def test_no_line_goes_through_a_word():
    for picture in (timeline(HAPPENED), concern_map("Kacper Testowy-Notreal", AROUND)):
        for stroke in (shape for shape in picture.shapes if isinstance(shape, Stroke)):
            for left, right, y in spans(picture):
                across = stroke.y1 == stroke.y2 and abs(stroke.y1 - y) < 5
                down = stroke.x1 == stroke.x2 and left < stroke.x1 < right and stroke.y1 < y < stroke.y2
                assert not down
                assert not across or stroke.x2 <= left or right <= stroke.x1


def test_the_table_has_a_line_for_each_kind_and_day():
    rows = [(day.on, day.kind, day.what) for day in days(HAPPENED)]
    assert (FIRST, "Actions agreed", "A1, A2, A3") in rows
    assert (FIRST + timedelta(days=20), "Referral (NRM)", "Not referred") in rows
    assert rows[-1] == (FIRST + timedelta(days=140), "Meetings", "Planned: Review, M-3")
    assert len(rows) == 12


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_the_map_names_everything_around_the_child_in_boxes_that_do_not_touch(count):
    concerns = (AROUND * 8)[:count]
    picture = concern_map("Kacper Testowy-Notreal", concerns)
    boxes = [shape for shape in picture.shapes if isinstance(shape, Box)]
    assert len(boxes) == count + 1
    for one, other in combinations(boxes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert beside or one.y + one.height <= other.y or other.y + other.height <= one.y
    for left, right, y in spans(picture):
        assert any(box.x <= left and right <= box.x + box.width and box.y < y < box.y + box.height for box in boxes), (
            "each word is inside its box"
        )
    assert whole(picture)
    assert picture == concern_map("Kacper Testowy-Notreal", concerns)


def test_the_map_says_each_kind_in_words_and_what_is_not_known():
    picture = concern_map("Kacper", AROUND)
    said = [shape.text for shape in picture.shapes if isinstance(shape, Label)]
    assert said.count("Person") == 2
    assert {"Place", "Online account", "Link not known", "Kacper"} <= set(said)
    assert picture.sentence.startswith("5 people and places of concern are known around Kacper (Person: 2, Place: 1")
    assert concern_map("Kacper", AROUND[:1]).sentence.startswith("1 person or place of concern is known")
    assert concern_map("Kacper", ()) is None


def drawn(copy):
    """Return the words that a copy's pictures are painted with, and those of the tables beside them."""
    blocks = (*pictures.over_time(copy), *pictures.concerns(copy))
    labels = [shape.text for block in blocks if isinstance(block, Figure) for shape in block.picture.shapes
              if isinstance(shape, Label)]  # fmt: skip
    return " ".join(labels), repr([block for block in blocks if isinstance(block, Table)])


def test_each_reader_is_shown_what_they_may_read_and_nothing_else(empty_record, pack):
    record = told.record(empty_record, pack)
    places = {tag.id: f"Place {tag.id}" for tag in pack.tags}
    concerns = tuple(
        replace(one, details=replace(one.details, descriptor=places[one.tag], link=f"link{one.tag}"))
        for one in record.circumstances.concerns
    )
    record = replace(
        record,
        circumstances=replace(record.circumstances, concerns=concerns),
        timeline=(*record.timeline, *(Dated(FIRST, "measure", f"step{tag.id}", tag=tag.id) for tag in pack.tags)),
    )
    shown = set()
    for audience in pack.audiences:
        copy = admit(record, audience)
        labels, tables = drawn(copy)
        for tag in pack.tags:
            may = pack.may_read(tag.id, audience.id)
            inside = told.reads_untagged(audience) and may
            assert (f"Place {tag.id}" in labels) == (f"link{tag.id}" in labels) == inside
            assert (f"link{tag.id}'" in tables) == may, "the table goes by the tag alone, as it did"
            assert bool(re.search(rf"[Ss]tep{tag.id}\b(?!-)", tables)) == inside
            shown |= {(audience.id, tag.id)} if inside else set()
        if not told.reads_untagged(audience):
            assert not copy.record.timeline
    assert ("police", "police") in shown
    assert ("professionals", "police") not in shown


def test_the_chairs_brief_has_both_and_the_polices_minutes_the_map(empty_record, pack):
    record = told.record(empty_record, pack)

    def sentences(name, audience):
        blocks = issue.build(record, name, audience=audience).blocks
        return " ".join(block.picture.sentence for block in blocks if isinstance(block, Figure))

    assert "actions agreed" in sentences("brief", "chair")
    assert "of concern are known around" in sentences("brief", "chair")
    assert "of concern are known around" in sentences("minutes", "police")
    assert "around" not in sentences("minutes", "family")


def test_a_timeline_of_an_ended_meeting_ends_with_it(empty_record, pack):
    record = told.record(empty_record, pack)
    assert {"meeting", "agreed", "missing", "nrm", "measure"} <= {one.kind for one in record.timeline}
    ends = [record.head.ended_at.date()] if record.head.ended_at else [record.made_at.date()]
    assert max(one.on for one in record.timeline) <= ends[0]


def test_both_are_painted_in_pdf_and_word_with_their_sentences():
    made = document(Figure(timeline(HAPPENED)), Figure(concern_map("Kacper", AROUND)))
    with pikepdf.open(io.BytesIO(issue.render(made, "pdf"))) as file:
        found = [each for each in file.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"]
        assert sorted(str(each.Alt) for each in found) == sorted(
            (timeline(HAPPENED).sentence, concern_map("Kacper", AROUND).sentence)
        )
    assert issue.render(made, "word") == issue.render(made, "word")

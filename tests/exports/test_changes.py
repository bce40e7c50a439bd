"""What changed between two versions of a document: added, taken out, changed, under the heading it stands below."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet.exports import issue, pdf, word
from cremeet.exports.changes import changes, kept_lines
from cremeet.exports.document import (
    Callout,
    Column,
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
from tests.exports import pdf_reader, test_pdf, test_word, told, word_reader
from tests.exports.documents import document


def shown(before, now, **more):
    """Return the changes as heading -> rows of (change, before, now), bold words between stars."""

    def words(cell):
        return "".join(f"*{run.text.strip()}* " if run.bold else run.text for run in cell).strip()

    tables = [block for block in changes(kept_lines(before), now, "Draft 2", **more) if isinstance(block, Table)]
    return {table.caption: [tuple(words(cell) for cell in row) for row in table.rows] for table in tables}


def said(*lines):
    return document(
        Heading(2, "Views"), *(Paragraph(line) for line in lines), Heading(2, "Plan"), Paragraph("It holds.")
    )


OLD = said("Robin likes boxing.", "Seen on Monday by the nurse at school.", "Lives with an aunt.")


def test_what_was_added_taken_out_and_changed_is_told_below_its_heading():
    now = said("Robin likes boxing.", "Seen on Tuesday by the nurse at school.", "Wants a bike for the summer.")
    assert shown(OLD, now) == {
        "Under “Views”": [
            ("Changed", "Seen on *Monday* by the nurse at school.", "Seen on *Tuesday* by the nurse at school."),
            ("Taken out", "Lives with an aunt.", "–"),
            ("Added", "–", "Wants a bike for the summer."),
        ]
    }


def test_the_page_has_its_heading_a_count_and_says_so_when_there_is_nothing():
    heading, lead, _ = changes(kept_lines(OLD), said("Robin likes boxing."), "Draft 2")
    assert heading == Heading(2, "What changed since Draft 2")
    assert lead == Paragraph("2 taken out. What is not listed has stayed the same.", "lead")
    assert changes(kept_lines(OLD), OLD, "Draft 2") == (heading, Paragraph("Nothing has changed."))
    assert "1 added" in repr(changes((), document(Paragraph("New.")), "Draft 1"))


def test_a_section_that_went_or_came_is_told_below_its_own_heading():
    without = document(Heading(2, "Views"), *OLD.blocks[1:4])
    assert shown(OLD, without) == {"Under “Plan”": [("Taken out", "Plan", "–"), ("Taken out", "It holds.", "–")]}
    assert shown(without, OLD) == {"Under “Plan”": [("Added", "–", "Plan"), ("Added", "–", "It holds.")]}
    assert list(shown(document(Paragraph("One.")), document(Paragraph("Two.")))) == ["At the beginning"]


def test_only_what_stands_beside_the_changed_words_of_a_long_line_is_shown():
    words = [f"w{number}" for number in range(60)]
    other = [*words[:30], "changed", *words[31:]]
    ((_, before, now),) = shown(said(" ".join(words)), said(" ".join(other)))["Under “Views”"]
    assert before == "… w22 w23 w24 w25 w26 w27 w28 w29 *w30* w31 w32 w33 w34 w35 w36 w37 w38 …"
    assert "*changed*" in now


def test_words_that_the_reader_may_no_longer_have_are_not_printed_again():
    now = said("Robin likes boxing.", "Seen on Tuesday by the nurse at school.")
    for block in changes(kept_lines(OLD), now, may_repeat=lambda line: False):
        assert "Monday" not in repr(block)
        assert "aunt" not in repr(block)
    told_ = shown(OLD, now, may_repeat=lambda line: "aunt" not in line)["Under “Views”"]
    assert told_[1] == ("Taken out", "Words that are not in this copy any more.", "–")
    assert "Monday" in told_[0][1]


def test_a_heading_that_the_reader_may_no_longer_have_is_not_printed_again():
    before = kept_lines(document(Heading(2, "The landlord", 4), Paragraph("Nothing in this copy.")))
    blocks = changes(before, document(), may_repeat=lambda line: "landlord" not in line)
    assert "landlord" not in repr(blocks)
    assert "landlord" in repr(changes(before, document()))


def test_every_kind_of_block_is_compared_whole_and_a_row_is_one_line():
    made = document(
        Heading(2, "All", 3),
        Paragraph((Run("Bold", bold=True), Run(" and not."))),
        ListBlock((Item("Outer", ListBlock(("Inner",))),)),
        KeyValue("Facts", (("Chair", "Cher"), ("Level", Status(StatusKind.HIGH)))),
        Callout("decision", "Decision D1", (Paragraph("“Hold a plan.”"), ListBlock(("Soon",)))),
        Table("Actions", (Column("No.", 0.5), Column("Action", 0.5)), (("A1", "Ring"), ("A2", ""))),
        WritingSpace("Notes"),
    )
    assert kept_lines(made) == (
        "\t3. All", "Bold and not.", "Outer", "Inner", "Chair: Cher", "Level: High",
        "Decision D1. “Hold a plan.” Soon.", "A1 · Ring", "A2", "Notes",
    )  # fmt: skip


def test_a_typed_line_is_never_taken_for_a_heading():
    assert shown(document(Paragraph("\tViews")), document(Paragraph("Other")))["At the beginning"]


LINES = st.lists(st.sampled_from(["a b c", "a b d", "x", "x y z", "same"]), max_size=12)


@settings(deadline=None)
@given(LINES, LINES)
def test_the_changes_account_for_every_line(before, now):
    """What was, less what is told to be gone, more what is told to be new, is what is."""
    old, new = document(*map(Paragraph, before)), document(*map(Paragraph, now))
    lines = Counter(before)
    for kind, gone, come in (row for rows in shown(old, new).values() for row in rows):
        if kind != "Added":
            lines[gone.replace("*", "")] -= 1
        if kind != "Taken out":
            lines[come.replace("*", "")] += 1
    assert +lines == Counter(now)
    assert all(count >= 0 for count in lines.values())


def calls(work):
    """Return how many lines of Python a piece of work runs: what time would say, and always the same."""
    count = 0

    def trace(*_):
        nonlocal count
        count += 1
        return trace

    old = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(old)
    return count


def test_the_work_grows_with_the_length_and_no_faster_however_much_repeats_or_is_rewritten():
    def work(count, old, new):
        before, now = (document(*(Paragraph(form.format(n)) for n in range(count) for form in f)) for f in (old, new))
        return calls(lambda: changes(kept_lines(before), now))

    reworded = ("Said {0} words",), ("Said {0} words now",)
    repeated = ("Nothing to record.",), ("Nothing at all.",)
    mixed = ("Nothing to record.", "w{0}"), ("Nothing to record.", "v{0}")
    for old, new in (reworded, repeated, (("w{0}",), ("v{0}",)), mixed):
        assert work(1200, old, new) <= 6 * work(300, old, new), old


def test_what_repeats_in_a_stretch_too_long_to_compare_is_not_told_as_changed():
    before = document(*(Paragraph(words) for n in range(300) for words in ("Nothing to record.", f"w{n}")))
    now = document(*(Paragraph(words) for n in range(300) for words in ("Nothing to record.", f"v{n}")))
    ((heading, rows),) = shown(before, now).items()
    assert heading == "At the beginning"
    assert Counter(row[0] for row in rows) == {"Added": 300, "Taken out": 300}


def test_a_page_about_real_minutes_is_whole_in_both_files(empty_record, pack):
    record = told.record(empty_record, pack)
    before = issue.build(record, "minutes", audience="chair")
    entries = tuple(replace(entry, words=f"{entry.words} indeed") for entry in record.entries if entry.kind == "note")
    now = issue.build(replace(record, entries=entries), "minutes", audience="chair")
    page = replace(now, blocks=changes(kept_lines(before), now, "Draft 1"))
    assert "indeed" in repr(page)
    assert kept_lines(before) == kept_lines(issue.build(record, "minutes", audience="chair"))
    for reading, lines in (
        (pdf_reader.read(pdf.render(page)), test_pdf.said(page)),
        (word_reader.read(word.render(page)), test_word.said(page)),
    ):
        assert reading.lines == lines
        assert reading.faults == []

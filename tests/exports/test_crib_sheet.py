"""The crib sheet: two tagged pages of A4, true of what the program reads, and room for a council's own short forms."""

from datetime import date
from pathlib import Path

import pytest

from cremeet.exports import crib_sheet
from cremeet.exports.reading import plain_text
from cremeet.services import capture
from tests.demonstrated import run
from tests.exports.pdf_reader import read

WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def sheet(pack):
    return plain_text(crib_sheet.build(pack, WEDNESDAY))


def pages(path):
    return read(Path(path).read_bytes()).pdf.pages


def test_it_is_two_tagged_pages_of_a4(pack, tmp_path):
    made = read(crib_sheet.write(pack, WEDNESDAY, tmp_path / "sheet.pdf").read_bytes())
    assert [tuple(round(float(side)) for side in page.mediabox[2:]) for page in made.pdf.pages] == [(595, 842)] * 2
    assert made.faults == [], "its tags are whole"
    assert [words for role, words in made.lines if role == "H2"] == [
        "Typing at the table",
        "Days as you say them",
        "Keys",
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.pdf"]


def test_it_stays_two_pages_with_a_thousand_short_forms_and_says_that_there_are_more(pack, tmp_path):
    one = pack.shorthand[0]
    many = tuple(one.model_copy(update={"id": f"s{n}", "typed": f"s{n}"}) for n in range(1000))
    full = pack.model_copy(update={"shorthand": many})
    assert len(pages(crib_sheet.write(full, WEDNESDAY, tmp_path / "sheet.pdf"))) == 2
    assert "and more in your council's practice" in plain_text(crib_sheet.build(full, WEDNESDAY))


def test_it_stays_two_pages_on_every_day_of_the_week(pack, tmp_path):
    for day in (23, 29):
        assert len(pages(crib_sheet.write(pack, date(2026, 11, day), tmp_path / "sheet.pdf"))) == 2


def test_it_tells_every_command_of_a_line_and_no_other(sheet):
    for letter in (*capture.COMMANDS, capture.RESTRICT):
        assert f"/{letter}" in sheet
    assert set(crib_sheet.MADE) == set(capture.COMMANDS.values())


def test_days_are_read_as_a_meeting_reads_them(sheet):
    for typed in ("fri Fri 27 Nov 2026", "next fri Fri 4 Dec 2026", "10 wd Wed 9 Dec 2026", "3/12 Thu 3 Dec 2026"):
        assert typed in sheet
    assert sum(len(forms) for _, forms in crib_sheet.DAYS) == sheet.count(" 2026") - sheet.count("Wed 25 Nov 2026")


def test_a_council_without_short_forms_gets_no_line_about_them(pack):
    assert "Short forms" not in plain_text(crib_sheet.build(pack.model_copy(update={"shorthand": ()}), WEDNESDAY))


def test_the_command_writes_it_into_a_folder(tmp_path):
    answer = run("crib-sheet", "--to", tmp_path / "new")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.strip() == str(tmp_path / "new" / crib_sheet.FILE_NAME)
    assert len(pages(answer.out.strip())) == 2


def test_a_folder_that_is_a_file_is_refused_in_one_line(tmp_path):
    (tmp_path / "file").write_text("in the way")
    answer = run("crib-sheet", "--to", tmp_path / "file")
    assert (answer.status, answer.out, answer.err.count("\n")) == (1, "", 1)

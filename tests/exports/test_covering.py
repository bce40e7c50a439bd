"""The covering note: whom the papers are for and how to handle them, with no word about the child."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cremeet.exports import pdf, word
from cremeet.exports.admit import admit, audience_named
from cremeet.exports.covering import Sending, covering, covering_text
from cremeet.exports.reading import plain_text
from tests.exports import pdf_reader, test_pdf, test_word, told, word_reader

FILES = ("CRE-7F3K-minutes-c07.pdf", "CRE-7F3K-actions-c08.docx")
SENDING = Sending("Amira Testkhan", FILES, agency="Testshire Police", password_by="text message")


@pytest.fixture
def copy(empty_record, pack):
    return admit(told.record(empty_record, pack), audience_named(pack, "police"))


def test_it_says_for_whom_what_how_to_handle_it_and_whom_to_tell_of_a_loss(copy, pack):
    said = plain_text(covering(copy, replace(SENDING, destroy_by=date(2027, 2, 1))))
    assert "Amira Testkhan, Testshire Police" in said
    assert "File 2 of 2\nCRE-7F3K-actions-c08.docx" in said
    assert "sent to you by text message" in said
    for words in (pack.covering.locked, *pack.covering.conditions, pack.covering.astray, pack.covering.receipt):
        assert words in said
    assert "Destroy your copy by: Mon 1 Feb 2027." in said
    assert "Tell: Cher Person" in said
    assert "Tell: The duty manager." in plain_text(covering(copy, replace(SENDING, astray_to="The duty manager")))


def test_it_names_no_child_and_tells_nothing_of_the_meeting(copy, pack):
    for audience in pack.audiences:
        tree = repr(covering(replace(copy, audience=audience), SENDING))
        assert "Testwood" not in tree
        assert "zz" not in tree


def test_an_unprotected_copy_says_so_and_no_password_is_spoken_of(copy, pack):
    said = plain_text(covering(copy, replace(SENDING, protected=False)))
    assert pack.covering.unlocked in said
    assert pack.covering.locked not in said
    assert "text message" not in said


def test_parents_are_spoken_to_in_plain_words(copy, pack):
    said = plain_text(covering(replace(copy, audience=audience_named(pack, "family")), SENDING))
    assert all(words in said for words in (*pack.covering.conditions_family, pack.covering.astray_family))
    assert not [words for words in (*pack.covering.conditions, pack.covering.astray) if words in said]


def test_as_plain_text_it_says_the_same_in_lines_that_an_email_keeps(copy):
    long = "CRE-7F3K-" + "minutes-" * 12 + "c07.pdf"
    note = covering(copy, replace(SENDING, files=(*FILES, long)))
    text = covering_text(note)
    assert all(len(line) <= 76 or long in line for line in text.splitlines())
    assert f"File 1 of 3: {FILES[0]}\n" in text
    assert long in text
    words = " ".join(text.split())
    for line in plain_text(note).splitlines():
        assert " ".join(line.split()) in words
    assert "\n\n\n" not in text


@pytest.mark.parametrize("files", [(), tuple(f"file-{number}.pdf" for number in range(60))])
def test_no_file_and_many_make_a_whole_note(copy, files):
    note = covering(copy, Sending("Ola", files))
    for reading, said in (
        (pdf_reader.read(pdf.render(note)), test_pdf.said(note)),
        (word_reader.read(word.render(note)), test_word.said(note)),
    ):
        assert reading.lines == said
        assert reading.faults == []

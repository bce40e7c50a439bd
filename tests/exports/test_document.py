"""The document tree checks itself: levels, tables, words for statuses, and clean text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet.exports.columns import fitted
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
    paragraphs,
    runs_of,
)
from cremeet.exports.reading import plain_text
from cremeet.exports.text import Script, clean, pieces, shown_day
from tests.exports.documents import attendance, document, meeting

ONE = (Column("Name", 1),)


def test_plain_text_is_the_whole_document_in_reading_order() -> None:
    made = document(
        Heading(2, "Views", 3),
        Paragraph((Run("He said "), Run("yes", bold=True))),
        ListBlock(("a", Item("b", ListBlock(("c",), numbered=True)))),
        Table("People", (Column("Name", 0.5), Column("Level", 0.5)), (("Ann", Status(StatusKind.LOW)),)),
        Callout("decision", "", (Paragraph("Go on."),)),
    )
    assert plain_text(made).split("\n") == [
        "Northmere Council",
        "Initial CRE strategy meeting",
        "Kacper Example",
        "Reference MTG-7F3K · Version 2 · Draft · Tue 1 Dec 2026 · For: Core group",
        "OFFICIAL-SENSITIVE",
        "Share only with those named on the circulation list.",
        "3. Views",
        "He said yes",
        "• a",
        "• b",
        "1. c",
        "Table 1. People",
        "Name",
        "Level",
        "Ann",
        "Low",
        "Decision",
        "Go on.",
    ]


@pytest.mark.parametrize(
    "levels", [(3,), (2, 4), (2, 3, 2, 4)], ids=["starts too deep", "skips one", "skips one after going up"]
)
def test_heading_levels_are_never_skipped(levels: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        document(*(Heading(level, "x") for level in levels))


@pytest.mark.parametrize("level", [1, 5, 0])
def test_only_the_title_is_of_level_1(level: int) -> None:
    with pytest.raises(ValueError, match="level 2 to 4"):
        Heading(level, "x")


def test_a_table_has_columns_whose_widths_fill_the_page() -> None:
    with pytest.raises(ValueError, match="add up"):
        Table("People", (), ((),))
    with pytest.raises(ValueError, match="add up"):
        Table("People", (Column("Name", 0.5),), (("Ann",),))


def test_a_table_has_a_row_header_a_caption_and_full_rows() -> None:
    with pytest.raises(ValueError, match="heads its rows"):
        Table("People", ONE, (("Ann",),), row_header=1)
    with pytest.raises(ValueError, match="caption"):
        Table(" ", ONE, (("Ann",),))
    with pytest.raises(ValueError, match="every column"):
        Table("People", ONE, (("Ann", "Lee"),))


def test_an_empty_table_or_set_of_facts_becomes_a_sentence() -> None:
    made = document(Table("People", ONE, ()), Table("Places", ONE, (), empty="No places."), KeyValue("Times", ()))
    assert made.blocks == (
        Paragraph("People: none recorded."),
        Paragraph("No places."),
        Paragraph("Times: none recorded."),
    )


def test_a_status_is_always_a_word() -> None:
    assert Status(StatusKind.AT_RISK).word == "At risk"
    assert Status(StatusKind.HIGH, word="Significant").word == "Significant"
    assert Status(StatusKind.HIGH, word=" \x00 ").word == "High"
    assert len({(Status(kind).shape, Status(kind).word) for kind in StatusKind}) == len(StatusKind)


def test_what_says_nothing_is_left_out_or_said_to_be_missing() -> None:
    made = document(Paragraph(" \x00"), Callout("note", "", (Paragraph(""),)), ListBlock(("a", "\u200b")))
    assert plain_text(made).split("\n")[6:] == ["Note", "• a", "• Not recorded."]


def test_lists_are_nested_three_deep_at_most_and_not_within_a_callout() -> None:
    deep = ListBlock((Item("1", ListBlock((Item("2", ListBlock(("3",))),))),))
    assert deep.depth == 3
    with pytest.raises(ValueError, match="3 deep"):
        ListBlock((Item("0", deep),))
    with pytest.raises(ValueError, match="not nested"):
        Callout("note", "", (deep,))


def test_a_document_says_what_it_is() -> None:
    with pytest.raises(ValueError, match="its marking"):
        document(marking="\u200b")
    assert "Kacper" not in meeting().neutral_title


def test_typed_addresses_become_links_and_other_targets_do_not() -> None:
    runs = runs_of("See https://example.gov.uk/a?b=1, or write to a.b@example.gov.uk.")
    assert [(run.text, run.link) for run in runs if run.link] == [
        ("https://example.gov.uk/a?b=1", "https://example.gov.uk/a?b=1"),
        ("a.b@example.gov.uk", "mailto:a.b@example.gov.uk"),
    ]
    assert "".join(run.text for run in runs) == "See https://example.gov.uk/a?b=1, or write to a.b@example.gov.uk."
    for target in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://[", "https://a b/"):
        assert Run("go", link=target).link is None
    assert Run("go", link="https://example.gov.uk/ü").link == "https://example.gov.uk/%C3%BC"


def test_what_was_typed_becomes_paragraphs() -> None:
    assert paragraphs("one\r\ntwo\n\n\n three \n\n") == (Paragraph("one\ntwo"), Paragraph("three"))


def test_text_is_cleaned_where_it_enters_the_tree() -> None:
    assert Run("w\u0302 \u202egnp\u202c\x00\x0b\ufeff").text == "ŵ gnp\n"
    assert Heading(2, "a\nb\u200b").text == "a b"
    assert clean("علی\u200cرضا") == "علی\u200cرضا"
    assert clean("a\u200cb") == "ab"


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_clean_text_is_xml_text_and_stays_clean(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert all(unicodedata.category(letter) not in {"Cc", "Cs"} or letter == "\n" for letter in once)
    assert not set(once) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab łŵ٣علی 陈美かな한.\n", max_size=40))
def test_pieces_lose_nothing(text: str) -> None:
    assert "".join(piece.text for piece in pieces(text)) == text


def test_pieces_know_script_and_language() -> None:
    found = [(piece.script, piece.text, piece.language) for piece in pieces("Dr محمد خان (ٹیپو) 陈美玲 かな 한글")]
    assert found == [
        (Script.LATIN, "Dr ", None),
        (Script.ARABIC, "محمد خان", "ar"),
        (Script.LATIN, " (", None),
        (Script.ARABIC, "ٹیپو", "ur"),
        (Script.LATIN, ") ", None),
        (Script.CJK, "陈美玲", "zh"),
        (Script.LATIN, " ", None),
        (Script.CJK, "かな", "ja"),
        (Script.LATIN, " ", None),
        (Script.CJK, "한글", "ko"),
    ]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(0.05, 1), st.floats(1, 400)), min_size=1, max_size=8))
def test_columns_fill_the_page_and_cut_no_word_that_fits(columns: list[tuple[float, float]]) -> None:
    total = sum(wish for wish, _ in columns)
    wished, needed = [wish / total for wish, _ in columns], [need for _, need in columns]
    got = fitted(wished, needed, 480)
    assert sum(got) == pytest.approx(480)
    if sum(needed) < 480:
        assert all(width >= min(need, 0.34 * 480) - 1e-6 for width, need in zip(got, needed, strict=True))


def test_days_are_shown_in_english() -> None:
    assert shown_day(date(2026, 12, 1)) == "Tue 1 Dec 2026"


def test_a_table_tells_its_rows_to_somebody_who_hears_it() -> None:
    assert attendance().summary == "One row for each person invited."
    assert Table("People", ONE, (("Ann",),)).summary == "One row for each entry: Name."


@pytest.mark.parametrize("lang", ["en GB", "/x", "e", "pl)"])
def test_a_language_is_a_tag(lang: str) -> None:
    with pytest.raises(ValueError, match="BCP 47"):
        Run("x", lang=lang)

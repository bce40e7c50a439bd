"""The language guide: it finds what it should, leaves quotes alone and never changes a word."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cremeet import paths
from cremeet.errors import PracticeError
from cremeet.practice import loader
from cremeet.practice.language import Guide, hints, quoted, spoken
from cremeet.practice.pack import Pack
from cremeet.practice.wording import LanguagePair, Shorthand


def pair(*forms: str) -> LanguagePair:
    return LanguagePair(id="tried", avoid="Words", forms=forms, prefer="Others", why="Because")


def found(text: str, *forms: str) -> list[str]:
    return [text[hint.start : hint.end] for hint in hints(text, (pair(*forms),))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She puts herself at risk.", "putting-self-at-risk"),
        ("He was PUTTING  HIMSELF\nat risk again", "putting-self-at-risk"),
        ("They absconded twice", "absconding"),
        ("She is streetwise", "streetwise"),
        ("a lifestyle choice", "lifestyle-choice"),
        ("He won’t engage with us", "refuses-to-engage"),
        ("in a relationship with a man of 30", "in-a-relationship"),
        ("hanging around with older men", "associating-with"),
        ("She failed to disclose", "failed-to-disclose"),
        ("sent him some naked pictures", "sending-images"),
        ("risky behaviour", "risky-behaviour"),
    ],
)
def test_it_finds_forms_of_the_words(text: str, expected: str, pack: Pack) -> None:
    assert [hint.pair.id for hint in pack.hints(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He has been exploited by a group.",
        "It was difficult to arrange the visit.",
        "The boyfriendly dog",
        "She said: “I put myself at risk, they say, and my boyfriend laughed.”",
        'She said "I am streetwise" to her worker',
        "",
    ],
)
def test_it_leaves_plain_words_and_quotes_alone(text: str, pack: Pack) -> None:
    assert pack.hints(text) == ()


def test_endings_alternatives_and_gaps() -> None:
    assert found("running, ran, runs", "run*") == ["running", "runs"]
    assert found("big dog, small dog, big cat", "big/small dog") == ["big dog", "small dog"]
    assert found("sent him two rude pictures", "sent ... pictures") == ["sent him two rude pictures"]
    assert found("sent one two three four pictures", "sent ... pictures") == []
    assert found("doesn’t and doesn't", "doesn't") == ["doesn’t", "doesn't"]


def test_longer_words_win_where_two_overlap() -> None:
    pairs = (pair("at risk"), pair("put at risk of harm"))
    assert [hint.pair.forms for hint in hints("put at risk of harm", pairs)] == [("put at risk of harm",)]


@pytest.mark.parametrize("form", ["(a|b)+", "a//b", "... word", "word ...", "[x]", "a.b"])
def test_only_the_three_signs_mean_anything(form: str) -> None:
    with pytest.raises(ValidationError):
        pair(form)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it_and_hints_lie_within(pack: Pack, text: str) -> None:
    last = 0
    for hint in pack.hints(text):
        assert last <= hint.start < hint.end <= len(text)
        last = hint.end


QUOTING = st.text(alphabet=st.sampled_from('ab “”"‘’.,\n'), max_size=40)
SAID = st.lists(
    st.sampled_from(
        ["She", "puts", "herself", "at", "risk", "“", "”", '"', ".", ",", "promiscuous", "absconded", "\n", "in", "a"]
    ),
    max_size=30,
).map(" ".join)


@given(SAID)
@settings(max_examples=200, deadline=None)
def test_a_guide_that_remembers_finds_the_same(pack: Pack, text: str) -> None:
    guide = Guide(pack.language)
    for length in (len(text) // 2, len(text)):  # what it remembers of the first half must not mislead it
        part = text[:length]
        assert guide.hints(part, quoted(part)) == hints(part, pack.language)


def test_a_long_text_without_a_stop_is_looked_at_too(pack: Pack) -> None:
    text = "word " * 3_000 + "promiscuous"
    assert [hint.pair.id for hint in Guide(pack.language).hints(text, ())] == ["promiscuous"]


@pytest.mark.parametrize(
    ("text", "opened", "spans", "open_at_the_end"),
    [
        ("plain", "", (), ""),
        ("“a” b", "", ((0, 3),), ""),
        ("He said “a b", "", ((8, 12),), "“"),
        ('He said "a b', "", ((8, 12),), '"'),
        ("he’s the child’s", "", (), ""),
        ("still hers” not", "“", ((0, 11),), ""),
        ("all of it", "“", ((0, 9),), "“"),
        ("a” b “c", "“", ((0, 2), (5, 7)), "“"),
    ],
)
def test_a_quotation_that_is_still_open_is_somebodys_words(
    text: str, opened: str, spans: tuple[tuple[int, int], ...], open_at_the_end: str
) -> None:
    assert spoken(text, opened) == (spans, open_at_the_end)


@given(QUOTING)
@settings(max_examples=100, deadline=None)
def test_spans_lie_within_the_text(text: str) -> None:
    for opened in ("", "“"):
        assert all(0 <= start < end <= len(text) or not text for start, end in spoken(text, opened)[0])


def test_short_forms_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "wording.toml").write_text(
        '[[shorthand]]\nid = "ours"\ntyped = "sw"\nbecomes = "support worker"\n', encoding="utf-8"
    )
    with pytest.raises(PracticeError, match="stands for something else already"):
        loader.load(paths.shipped_practice(), over=tmp_path)


@pytest.mark.parametrize("typed", ["SW", "s w", "s", "@sw", "/a", "sw-", "", "a" * 13, "é"])
def test_a_short_form_is_small_letters_written_together(typed: str) -> None:
    with pytest.raises(ValidationError):
        Shorthand(id="tried", typed=typed, becomes="Something")

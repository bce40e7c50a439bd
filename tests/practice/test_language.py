"""The language guide: it finds what it should, leaves quotes alone and never changes a word."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from cremeet.practice.pack import Pack
from cremeet.practice.wording import LanguagePair, hints


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

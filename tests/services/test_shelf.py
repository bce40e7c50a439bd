"""The shelf: what the practice in force holds to look up, and finding words in it whatever their case or accents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cremeet.services import packs, shelf
from cremeet.services.folding import fold, fold_places
from cremeet.services.shelf import Entry, look_up, places

CAFE = Entry("help:a", "help", "Opening times", ("The Café Zürich opens at nine. " * 6 + "Then it closes.",))
RIVER = Entry(
    "help:b", "help", "A café by the river", ("Nothing of note.", "Or is there?"), ("One point",), "A source, 2018"
)


def test_the_shelf_is_of_the_practice_in_force_and_a_council_can_word_it(session, pack):
    packs.adopt(session, pack)
    before = shelf.shelf(session)
    assert [one.title for one in before[:2]] == ["1. Strong leadership and partnership", "2. Support up to 25"]
    kinds = {one.kind for one in before}
    assert kinds == {"strategy", "guidance", "disruption", "adulthood", "panel", "voice", "report", "abbreviation"}
    assert len({one.key for one in before}) == len(before)
    own = pack.priorities[0].model_copy(update={"title": "Leaders who listen", "asks": ("Listen.",)})
    packs.adopt(session, pack.model_copy(update={"priorities": (own, *pack.priorities[1:])}))
    assert shelf.shelf(session)[0].title == "1. Leaders who listen"
    assert shelf.shelf(session)[0].points == ("Listen.",)


def test_every_priority_guidance_and_statement_of_law_says_where_it_comes_from(pack):
    for one in shelf.entries_of(pack):
        if one.kind in {"strategy", "guidance", "adulthood", "panel", "report"}:
            assert one.source, one.key
        if one.kind == "guidance":
            assert one.source.endswith("looked at on 23 November 2026")
        if one.kind == "disruption":
            assert all("looked at on 23 November 2026)" in point for point in one.points), one.key
    assert all(one.asks for one in pack.priorities)


def test_no_words_find_everything_in_its_order():
    assert [one.entry for one in look_up((CAFE, RIVER), "  ")] == [CAFE, RIVER]


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "cafe zurich", "zürich opening", "ZURICH nine"])
def test_every_word_has_to_be_there_and_case_and_accents_make_no_difference(words):
    assert CAFE in [one.entry for one in look_up((CAFE, RIVER), words)]


def test_what_has_the_words_in_its_title_comes_first_and_what_lacks_one_does_not_come():
    assert [one.entry for one in look_up((CAFE, RIVER), "cafe")] == [RIVER, CAFE]
    assert look_up((CAFE, RIVER), "cafe bicycle") == ()
    assert [one.entry for one in look_up((CAFE, RIVER), "2018 point")] == [RIVER]


def test_what_is_found_is_shown_in_its_context_cut_between_words():
    (found,) = look_up((CAFE,), "closes")
    assert found.context.startswith("… ")
    assert found.context.endswith("Then it closes.")
    assert len(found.context) < 90
    (found,) = look_up((CAFE,), "zurich")
    assert found.context.startswith("The Café Zürich opens")
    assert found.context.endswith(" …")
    (found,) = look_up((RIVER,), "river")
    assert found.context == "A source, 2018", "found in the title: its last line stands there"


def test_places_are_those_of_the_text_as_it_is_written():
    text = "Straße, ﬁne, CAFÉ"
    assert [text[start:end] for start, end in places(text, "strasse fine cafe")] == ["Straße", "ﬁne", "CAFÉ"]
    assert places("aaa", "aa a") == ((0, 3),)
    assert places("nothing", "zebra") == ()


@settings(max_examples=200)
@given(st.text())
def test_folding_with_places_is_folding(words):
    folded, origin = fold_places(words)
    assert " ".join(folded.split()) == fold(words)
    assert len(folded) == len(origin)
    assert list(origin) == sorted(origin)

"""Short forms expand at the space bar where they stand for words, and the first undo takes just that back."""

from __future__ import annotations

from typing import Any

import pytest

from cremeet.practice.pack import Pack
from cremeet.views.meeting.shorthand import expansion
from cremeet.views.theme import Theme
from tests.views.typed import CTRL, Key, Typing

SHORT = {"sw": "social worker", "yp": "young person"}


@pytest.fixture
def typing(theme: Theme, pack: Pack, qtbot: Any) -> Typing:
    return Typing(theme, pack, qtbot)


@pytest.mark.parametrize(
    ("left", "becomes"),
    [
        ("sw ", "social worker"),
        ("Sw ", "Social worker"),
        ("told. Yp ", "Young person"),
        ("/a sw ", "social worker"),
        ("AK: sw ", "social worker"),
        ("the “yp” sw ", "social worker"),
        ("line\nsw ", "social worker"),
        ("(sw ", "social worker"),
        ("SW ", None),
        ("/sw ", None),
        ("@sw ", None),
        ("!sw ", None),
        ("asw ", None),
        ("a-sw ", None),
        ("sw.", None),
        ("sw", None),
        ("she said “the sw ", None),
        ('she said "sw ', None),
        ("sw  ", None),
        ("mfh ", None),
        (" ", None),
    ],
)
def test_a_short_form_expands_only_where_it_stands_for_a_word(left: str, becomes: str | None) -> None:
    found = expansion(left, SHORT)
    assert (found[1] if found else None) == becomes


def test_it_expands_at_the_space_and_the_first_undo_takes_just_that_back(typing: Typing) -> None:
    typing.type("The sw ")
    assert typing.words == "The social worker "
    typing.press(Key.Key_Z, CTRL)
    assert typing.words == "The sw "
    typing.press(Key.Key_Backspace)
    typing.type(" saw sw ")
    assert typing.words == "The sw saw social worker ", "at that place it stays, elsewhere it expands"


def test_undo_after_more_was_typed_is_the_editors_own(typing: Typing) -> None:
    typing.type("sw went")
    typing.press(Key.Key_Z, CTRL)
    assert typing.words == "social worker "
    typing.press(Key.Key_Z, CTRL)
    assert typing.words in {"sw ", "sw"}


def test_a_refused_place_follows_the_words_around_it(typing: Typing) -> None:
    typing.type("sw ")
    typing.press(Key.Key_Z, CTRL)
    typing.press(Key.Key_Home)
    typing.type("The ")
    typing.press(Key.Key_End)
    typing.press(Key.Key_Backspace)
    typing.type(" ")
    assert typing.words == "The sw "
    typing.editor.set_value("")
    typing.type("The sw ")
    assert typing.words == "The social worker ", "in another entry it expands again"


def test_the_childs_own_words_never_expand(typing: Typing) -> None:
    typing.type("/v my sw ")
    assert typing.words == "/v my sw "
    typing.editor.set_value("")
    typing.editor.proof.set_own_words(own=True)
    typing.type("my sw ")
    assert typing.words == "my sw "

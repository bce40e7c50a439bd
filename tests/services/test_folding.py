import pytest
from hypothesis import given
from hypothesis import strategies as st

from cremeet.services.folding import fold, like


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Łukasz", "lukasz"),
        ("ŻÓŁĆ", "zolc"),
        ("Siân", "SIAN"),
        ("Dŵr", "dwr"),
        ("Đặng", "dang"),
        ("Søren", "soren"),
        ("Straße", "strasse"),
        ("Jose\u0301", "José"),
        ("  Mary \t Ann ", "mary ann"),
        ("Ｔｅｓｔ", "test"),
    ],
)
def test_names_compare_without_case_accents_and_odd_spaces(written, typed):
    assert fold(written) == fold(typed)


def test_other_scripts_keep_their_letters():
    assert fold("王小明") == "王小明"
    assert fold("علی") == "علی"
    assert fold("علی") != fold("علم")


def test_what_differs_in_letters_stays_apart():
    assert fold("Lukasz") != fold("Lucas")


@given(words=st.text(max_size=40))
def test_folding_twice_is_folding_once(words):
    assert fold(fold(words)) == fold(words)


@pytest.mark.parametrize(("typed", "pattern"), [("50%", "%50\\%%"), ("a_b", "%a\\_b%"), ("\\", "%\\\\%")])
def test_signs_of_the_pattern_are_looked_for_as_they_stand(typed, pattern):
    assert like(typed) == pattern

"""The search for words finds them in every spelling that it claims to know, wherever they stand in what was written."""

from __future__ import annotations

import base64

import pytest

from tests.torture.row_window import forms, holds

WORDS = "ZqxOtterLantern"


@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "“é"])
@pytest.mark.parametrize("spelling", [WORDS, WORDS.lower(), WORDS.upper()])
def test_words_are_found_in_text_of_any_width_and_in_hex(before, spelling):
    for width in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le"):
        assert holds(f"{before}{spelling} after".encode(width), list(forms(WORDS))), width
    assert holds(f"{before}{WORDS}".encode().hex().encode(), list(forms(WORDS)))


@pytest.mark.parametrize("before", ["", "a", "ab", "abc", "some words before "])
@pytest.mark.parametrize("spelling", [WORDS, WORDS.lower()])
def test_words_are_found_in_base64_at_every_place(before, spelling):
    assert holds(base64.b64encode(f"{before}{spelling} after".encode()), list(forms(WORDS)))


def test_other_words_are_not_found():
    assert not holds(b"ZqxOtterLanter " * 100, list(forms(WORDS)))

"""Spelling in British English: what is known, what is offered, and what happens without a dictionary."""

from __future__ import annotations

import builtins
import shutil
from pathlib import Path
from typing import Any

import pytest

from cremeet import paths, spelling
from cremeet.errors import SpellingError

WORDS = paths.resources() / "words"


@pytest.fixture
def dictionary() -> spelling.Dictionary:
    return spelling.shipped()


@pytest.mark.parametrize(
    "word",
    [
        "organised", "behaviour", "programme", "child’s", "child's", "don’t", "safeguarding", "cuckooing",
        "camhs", "DSLs", "NRM", "XYZQ", "Ofsted", "ofsted", "x", "mispers", "retraumatised", "cuckooing’s",
    ],
)  # fmt: skip
def test_it_knows_british_words_and_those_of_this_work(dictionary: spelling.Dictionary, word: str) -> None:
    assert dictionary.knows(word)


@pytest.mark.parametrize("word", ["organized", "behavior", "recieved", "Testnair", "thier", "safegaurding"])
def test_it_does_not_know_slips_other_spellings_and_strange_names(dictionary: spelling.Dictionary, word: str) -> None:
    assert not dictionary.knows(word)


def test_names_are_known_besides_in_any_case_and_with_a_genitive(dictionary: spelling.Dictionary) -> None:
    names = spelling.folded(["Testnair", "Oughtibridge"])
    assert all(dictionary.knows(word, names) for word in ("Testnair", "testnair", "Testnair’s", "Oughtibridge's"))
    assert not dictionary.knows("Testnairr", names)


def test_what_was_meant_is_offered_names_first(dictionary: spelling.Dictionary) -> None:
    assert dictionary.offers("recieved")[0] == "received"
    assert dictionary.offers("behavior") == ("behaviour",)
    assert dictionary.offers("Testniar", spelling.folded(["Testnair"]))[0] == "Testnair"
    assert "cuckooing" in dictionary.offers("cuckoing")
    assert len(dictionary.offers("teh")) <= spelling.MOST_OFFERED


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/a Ask @Priya by 10wd !high", ["Ask", "by"]),
        ("It’s a.b@example.org and www.example.org", ["It’s", "and"]),
        ("3pm, M25 and non-engagement", ["and", "non", "engagement"]),
        ("“Quoted” words (too).", ["Quoted", "words", "too"]),
        ("", []),
    ],
)
def test_words_are_found_and_signs_left_out(text: str, expected: list[str]) -> None:
    assert [found[0] for found in spelling.WORDS.finditer(text)] == expected


def test_every_word_of_our_own_is_one_that_the_dictionary_lacks(dictionary: spelling.Dictionary) -> None:
    bare = spelling.Dictionary(dictionary._checker, ())
    lines = (WORDS / spelling.OWN_WORDS).read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if not line.startswith("#")]
    assert own == sorted(set(own), key=str.casefold)
    assert [word for word in own if not word.isupper() and not word[:-1].isupper() and bare.knows(word)] == []


def test_the_licence_lies_beside_the_dictionary() -> None:
    told = (WORDS / "en_GB-licence.txt").read_text(encoding="utf-8")
    assert "The collective work is Copyright 2000-2018 by Kevin Atkinson" in told
    assert "J Ross Beresford" in told


def copied(folder: Path) -> Path:
    for name in (*spelling.HASHES, spelling.OWN_WORDS):
        shutil.copy(WORDS / name, folder)
    return folder


def test_a_copy_elsewhere_serves_as_well(tmp_path: Path) -> None:
    assert spelling.load(copied(tmp_path)).knows("colour")


@pytest.mark.parametrize("name", [*spelling.HASHES, spelling.OWN_WORDS])
def test_a_missing_file_is_one_clear_sentence(tmp_path: Path, name: str) -> None:
    (copied(tmp_path) / name).unlink()
    with pytest.raises(SpellingError, match="Typing works as ever"):
        spelling.load(tmp_path)


@pytest.mark.parametrize("name", list(spelling.HASHES))
def test_a_damaged_file_never_reaches_the_library(tmp_path: Path, name: str) -> None:
    damaged = copied(tmp_path) / name
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"\xff")
    with pytest.raises(SpellingError):
        spelling.load(tmp_path)


def test_without_the_library_there_is_no_spelling(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *rest: Any) -> Any:
        if name == "hunspell":
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(SpellingError):
        spelling.load(WORDS)

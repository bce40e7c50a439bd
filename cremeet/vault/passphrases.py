"""Passphrases: four generated words are offered first; typed ones are refused when short, common or a mere pattern."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import lru_cache
from itertools import pairwise

from cremeet import paths

WORDS = 4
SHORTEST = 12
FEWEST_LETTERS = 5
"""A passphrase of fewer different characters than this is a pattern."""

_REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)


def suggest(count: int = WORDS) -> str:
    """Return so many random words of the bundled list, joined by hyphens."""
    return "-".join(secrets.choice(words()) for _ in range(count))


def check(passphrase: str) -> str | None:
    """Return why a typed passphrase will not do, as a sentence, or None when it will.

    The bundled list holds what is best known from breaches; one of its words does not become better by being repeated
    or by digits and signs around it.
    """
    plain = unicodedata.normalize("NFKC", passphrase).casefold()
    if len(plain.strip()) < SHORTEST:
        return f"A passphrase needs at least {SHORTEST} characters; four words that you do not use elsewhere are best."
    if len(set(plain)) < FEWEST_LETTERS or _runs(plain) or _REPEATED.fullmatch(plain):
        return "That passphrase is a pattern that is soon guessed; please choose words instead."
    if {plain, _unit(re.sub(r"[\W\d_]", "", plain))} & _common():
        return "That passphrase is on the lists that are tried first; please choose another."
    return None


def _runs(plain: str) -> bool:
    """Say whether the whole is one run up or down (abcdef..., 987654...)."""
    steps = {ord(after) - ord(before) for before, after in pairwise(plain)}
    return steps in ({1}, {-1})


def _unit(letters: str) -> str:
    """Return what `letters` repeat, or themselves."""
    repeated = _REPEATED.fullmatch(letters)
    return repeated[1] if repeated else letters


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Return the bundled list, in its order."""
    return tuple((paths.resources() / "words" / "passphrase.txt").read_text("utf-8").split())


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset((paths.resources() / "words" / "common-passphrases.txt").read_text("utf-8").split())

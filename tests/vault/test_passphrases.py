import pytest

from cremeet.vault.passphrases import SHORTEST, check, suggest


def test_suggestions_are_four_words_that_differ_and_that_will_do():
    offered = {suggest() for _ in range(50)}
    assert len(offered) == 50
    for passphrase in offered:
        assert len(passphrase.split("-")) >= 4
        assert check(passphrase) is None


@pytest.mark.parametrize(
    "passphrase", ["", " " * 20, "a" * (SHORTEST - 1), " short one  ", "ab" * 10, "ABCDEFGHIJKLM", "lanternxlanternx"]
)
def test_a_passphrase_that_is_short_or_a_pattern_is_refused_with_advice(passphrase):
    assert check(passphrase).endswith(".")


@pytest.mark.parametrize("passphrase", ["abcdefghijklmnop", "ponmlkjihgfedcba", "9876543210/."])
def test_a_run_up_or_down_is_a_pattern(passphrase):
    assert check(passphrase) is not None


def test_what_is_tried_first_is_refused_whatever_its_case():
    from cremeet import paths

    best_known = (paths.resources() / "words" / "common-passphrases.txt").read_text("utf-8").split()
    chosen = next(word for word in best_known if len(word) >= SHORTEST and len(set(word)) > 7)
    assert "tried first" in check(chosen)
    assert "tried first" in check(chosen.upper())


def test_the_refusal_never_repeats_the_passphrase():
    assert "aaabbbaaabbb" not in check("aaabbbaaabbb")

"""The published vectors open, here and with a reader written from the page alone; forged ones open with neither."""

import json
from pathlib import Path

import pytest

from cremeet.errors import VaultError
from cremeet.vault import cards, keyfile, recovery
from cremeet.vault.slots import canonical, unwrap
from tests.vault import second_reader

VECTORS = Path(__file__).resolve().parents[1] / "vectors"


def cases(name):
    found = json.loads((VECTORS / name).read_text("utf-8"))
    assert found
    return [pytest.param(each, id=each.get("about", "card")) for each in found]


def ways_in(case):
    kinds = {slot["id"]: slot["kind"] for slot in case["file"]["slots"]}
    return [(person, typed, kinds[person] == "recovery") for person, typed in case["typed"].items()]


@pytest.mark.parametrize("case", cases("key-files.json"))
def test_a_published_key_file_opens_for_everybody_in_it(case):
    content = keyfile.parse(canonical(case["file"]))
    for person, typed, is_code in ways_in(case):
        opened = keyfile.open_with(content, recovery.bare(typed) if is_code else typed, person)
        assert opened.key.hex() == case["key"]
        assert (opened.next.hex() if opened.next else None) == case["next"]


@pytest.mark.parametrize("case", cases("key-files.json"))
def test_the_second_reader_opens_it_too(case):
    raw = json.dumps(case["file"]).encode()
    for person, typed, is_code in ways_in(case):
        key, following = second_reader.open_file(raw, person, second_reader.plain_code(typed) if is_code else typed)
        assert key.hex() == case["key"]
        assert (following.hex() if following else None) == case["next"]


@pytest.mark.parametrize("case", cases("refused.json"))
def test_what_was_forged_opens_with_neither(case):
    with pytest.raises(VaultError):
        keyfile.open_with(keyfile.parse(canonical(case["file"])), case["typed"], case["person"])
    with pytest.raises(second_reader.RefusedError):
        second_reader.open_file(json.dumps(case["file"]).encode(), case["person"], case["typed"])


@pytest.mark.parametrize("case", cases("cards.json"))
def test_a_card_says_the_same_to_both(case):
    raw = case["card"].encode()
    card = cards.read_card(raw)
    assert card.words == second_reader.card_words(raw) == case["words"]
    assert unwrap(card.slot, case["typed"]) == second_reader.open_slot(card.slot, case["typed"])


def test_the_second_reader_uses_nothing_of_the_program():
    text = (Path(__file__).with_name("second_reader.py")).read_text("utf-8")
    assert "import cremeet" not in text
    assert "from cremeet" not in text

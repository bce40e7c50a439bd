"""The pack as a vault keeps it: one text for one pack, read back for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from cremeet.errors import PracticeError
from cremeet.practice import loader
from cremeet.practice.pack import Pack

FROZEN = Path(__file__).parent / "frozen" / "format-1.json"
"""A pack kept by the first release, cut short. Never write it anew: vaults hold packs like it."""

FROZEN_ADDRESS = "2680d55953195faedb9b2664f9ff744be661c2778ca6836eafba6872ba1d445e"


def test_a_pack_is_kept_and_read_back_whole(pack: Pack) -> None:
    text = loader.dump(pack)
    again = loader.parse(text)
    assert again == pack
    assert loader.dump(again) == text
    assert json.loads(text)["format"] == loader.FORMAT
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_the_address_is_of_the_content(pack: Pack) -> None:
    text = loader.dump(pack)
    changed = pack.model_copy(update={"about": pack.about.model_copy(update={"version": "1.1"})})
    assert loader.digest(text) == loader.digest(loader.dump(loader.parse(text)))
    assert loader.digest(text) != loader.digest(loader.dump(changed))
    assert len(loader.digest(text)) == 64


def test_a_pack_cannot_be_changed_in_hand(pack: Pack) -> None:
    with pytest.raises(ValidationError):
        setattr(pack.about, "version", "2.0")  # noqa: B010 - mypy knows that it is frozen; pydantic must too


def test_a_pack_of_format_1_still_loads() -> None:
    text = FROZEN.read_text("utf-8")
    assert loader.digest(text) == FROZEN_ADDRESS, "the frozen pack was changed; restore it"
    pack = loader.parse(text)
    assert [agenda.id for agenda in pack.agendas] == ["initial", "review"]
    assert pack.agenda("initial").items[0].script
    assert {instrument.id for instrument in pack.instruments} >= {"cre", "preset-signs", "areas-rated"}
    assert pack.timescales.review_due("high", pack.about.dated) > pack.about.dated
    assert pack.may_read("police", "police")
    assert not pack.may_read("police", "family")


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "{}", '{"format":true}', '{"format":0}', '{"format":1,"pack":{}}', '{"format":1}']
)
def test_a_damaged_pack_is_said_to_be_so(text: str) -> None:
    with pytest.raises(PracticeError, match="backup"):
        loader.parse(text)


def test_a_pack_of_a_newer_program_asks_for_an_update(pack: Pack) -> None:
    content = json.loads(loader.dump(pack)) | {"format": loader.FORMAT + 1}
    with pytest.raises(PracticeError, match="update cremeet"):
        loader.parse(json.dumps(content))


def test_stricter_checks_between_parts_do_not_lock_an_old_pack_away(pack: Pack) -> None:
    content = json.loads(loader.dump(pack))
    content["pack"]["agendas"][0]["items"][0]["tag"] = "a-tag-of-old"
    old = loader.parse(json.dumps(content))
    assert not any(old.may_read(old.agendas[0].items[0].tag, audience.id) for audience in old.audiences)

"""Write the published vectors of the key file anew: `python -m tests.vectors`.

They hold invented people and keys, and freeze version 1: what is written here must open for ever. Salts, seeds and
seals are random, so each run writes other files that say the same: only for a new version of the format.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from cremeet.vault import cards, keyfile, recovery, slots

HERE = Path(__file__).resolve().parent
KEY, NEXT = bytes(range(32)), bytes(range(100, 132))
VAULT = "00112233445566778899aabbccddeeff"
PEOPLE = {
    "Minnie Taker": "invented-sample-lantern-otter",
    "Zażółć Gęśla": "café-ﬁnale-jaźń-ångström",  # NFKC joins and unfolds these
    "王小明": "纸-灯笼-水獭-invented",
    "Robin O’Emoji": "🦦-lantern-🏮-invented-sample",
}


def main() -> None:
    """Write key-files.json, refused.json and cards.json."""
    made = [slots.make_slot(name, "chair", words, slots.FLOOR) for name, words in PEOPLE.items()]
    code = recovery.written(0x0123456789ABCDEF0123456789ABCDEF012)
    made.append(slots.make_slot(recovery.NAME, "administrator", recovery.bare(code), slots.FLOOR, kind="recovery"))
    first = keyfile.fresh(KEY, made[:1], VAULT)
    everybody = keyfile.changed(
        keyfile.fresh(KEY, made, VAULT), KEY, anchor={"seq": 1204, "mac": "5a" * 32},
        custody={"state": "handed", "term": 2, "to": "Zażółć Gęśla", "at": "2026-11-23T09:30:00Z"},
    )  # fmt: skip
    changing = keyfile.changed(everybody, KEY, next=keyfile.seal_all(NEXT, made, VAULT))
    typed = dict(zip([slot["id"] for slot in made], [*PEOPLE.values(), code], strict=True))
    alone = {made[0]["id"]: typed[made[0]["id"]]}
    key_files = (
        ("one person", first, None, alone),
        ("four people and a recovery code, handed over", everybody, None, typed),
        ("a change of key that was not ended", changing, NEXT.hex(), typed),
    )
    _write("key-files.json", [
        {"about": about, "file": file, "key": KEY.hex(), "next": following, "typed": ways_in}
        for about, file, following, ways_in in key_files
    ])  # fmt: skip
    two = keyfile.changed(keyfile.fresh(KEY, made[:2], VAULT), KEY, custody=everybody["custody"])
    _write("refused.json", [
        {"about": about, "file": file, "person": made[0]["id"], "typed": PEOPLE["Minnie Taker"]}
        for about, file in _forged(two, made[:2])
    ])  # fmt: skip
    card = cards.make_card("Adam Tester", "manager", "another-invented-sample-words", slots.FLOOR)
    _write("cards.json", [
        {"card": card.decode("ascii"), "words": cards.check_words(card), "typed": "another-invented-sample-words"}
    ])  # fmt: skip


def _forged(file: dict[str, Any], made: list[dict[str, Any]]) -> list[tuple[str, dict[str, Any]]]:
    """Return what somebody without the key may try, each of which must be refused."""
    stranger = slots.make_slot("Minnie Taker", "chair", PEOPLE["Minnie Taker"], slots.FLOOR, identity=made[0]["id"])

    def changed(**fields: Any) -> dict[str, Any]:
        return copy.deepcopy(file) | fields

    def slot(**fields: Any) -> dict[str, Any]:
        return changed(slots=[made[0] | fields, *made[1:]])

    other = {**file["current"]["sealed"], made[0]["id"]: slots.seal(VAULT, stranger, NEXT)}
    return [
        ("a role raised", slot(role="administrator")),
        ("a name changed", slot(name="Somebody Else")),
        ("a cheaper derivation", slot(kdf=made[0]["kdf"] | {"m": 8})),
        ("another cost", slot(kdf=made[0]["kdf"] | {"m": 131_072})),
        ("a public key exchanged", slot(pub=made[1]["pub"])),
        ("a slot exchanged", changed(slots=[stranger, *made[1:]])),
        ("a slot and its seal exchanged",
         changed(slots=[stranger, *made[1:]], current={"key_id": keyfile.key_id(NEXT), "sealed": other})),
        ("a seal exchanged",
         changed(current=file["current"] | {"sealed": {**file["current"]["sealed"],
                                                       made[0]["id"]: file["current"]["sealed"][made[1]["id"]]}})),
        ("custody changed", changed(custody=file["custody"] | {"state": "here"})),
        ("an anchor slipped in", changed(anchor={"seq": 1, "mac": "5a" * 32})),
        ("a generation raised", changed(gen=file["gen"] + 1)),
        ("a next key slipped in", changed(next=keyfile.seal_all(NEXT, made, VAULT))),
        ("the MAC of another key", changed(mac=keyfile.fresh(NEXT, made, VAULT)["mac"])),
    ]  # fmt: skip


def _write(name: str, cases: list[dict[str, Any]]) -> None:
    (HERE / name).write_text(json.dumps(cases, indent=1, ensure_ascii=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()

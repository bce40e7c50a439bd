"""Mutated backups and enrolment cards: the same content or a refusal in one sentence, and nothing left behind."""

from __future__ import annotations

import hashlib
import io
import json
import random
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cremeet.errors import VaultError
from cremeet.vault import bundle, cards, keyfile, slots
from cremeet.vault.slots import FLOOR, canonical
from tests.torture import mutations
from tests.torture.frame import Row, Trial
from tests.vault.made import PASSPHRASE, PERSON, quick


@dataclass(frozen=True, slots=True)
class Bundles:
    """A true bundle, another of the same vault, and what a reader has to find in the first."""

    raw: bytes
    other: bytes
    inside: tuple[bytes, bytes]


def _prepare_bundles(folder: Path) -> Bundles:
    slots._derive = quick
    key = random.Random(4).randbytes(keyfile.KEY)
    slot = slots.make_slot(PERSON, "chair", PASSPHRASE, FLOOR)
    content = keyfile.fresh(key, [slot], keyfile.new_vault_id())
    packed = []
    for number in range(2):
        record = folder / "record.db"
        record.write_bytes(random.Random(number).randbytes(2 * 4096))
        bundle.pack(record, content, folder / f"{number}.bundle")
        packed.append((folder / f"{number}.bundle").read_bytes())
    return Bundles(packed[0], packed[1], (random.Random(0).randbytes(2 * 4096), canonical(content)))


def _trial_bundle(made: Bundles, trial: Trial) -> str | None:
    file, folder = trial.folder / "spoilt.cremeet-backup", trial.folder / "out.cremeet"
    file.write_bytes(_spoilt_bundle(trial.random, made))
    try:
        bundle.unpack(file, folder)
    except VaultError as error:
        trial.count("refused")
        if folder.exists():
            return "it was refused, but something was left behind"
        return None if _is_sentence(error) else "what was said is not one sentence"
    trial.count("accepted: it held the same")
    inside = ((folder / bundle.RECORD).read_bytes(), (folder / bundle.KEYS).read_bytes())
    return None if inside == made.inside else "altered content was accepted"


def _spoilt_bundle(source: random.Random, made: Bundles) -> bytes:
    """Spoil the bytes; or pack again with a member spoilt, exchanged, doubled, left out, squeezed or renamed."""
    if source.random() < 0.6:
        return mutations.raw_change(source, made.raw)
    with zipfile.ZipFile(io.BytesIO(made.raw)) as archive, zipfile.ZipFile(io.BytesIO(made.other)) as second:
        members = [(name, archive.read(name)) for name in archive.namelist()]
        at = source.randrange(len(members))
        name, raw = members[at]
        how = source.randrange(6)
        if how == 0:
            members[at] = (name, second.read(name))
        elif how == 1:
            members[at] = (name, mutations.raw_change(source, raw))
        elif how == 2:
            del members[at]
        elif how == 3:
            members.append(source.choice((("../evil", raw), ("RECORD.DB", raw), ("extra/", b""))))
        elif how == 4:
            members[at] = (source.choice(("../" + name, "/" + name, name + "\\x", "C:" + name, name.upper())), raw)
        else:
            source.shuffle(members)
    written = io.BytesIO()
    squeezed = source.choice((zipfile.ZIP_STORED, zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA))
    with zipfile.ZipFile(written, "w", squeezed) as archive:
        for name, raw in members:
            archive.writestr(name, raw)
    return written.getvalue()


def _control_bundle(made: Bundles, trial: Trial) -> bool:
    """Read without the manifest's seals: altered content must get through."""
    known = bundle.hashlib
    bundle.hashlib = _Blind(made)
    try:
        for number in range(400):
            again = Trial(number, random.Random(number), trial.folder / str(number))
            again.folder.mkdir()
            if _trial_bundle(made, again) == "altered content was accepted":
                return True
        return False
    finally:
        bundle.hashlib = known


class _Blind:
    """A hash that always comes out as the manifest says."""

    def __init__(self, made: Bundles) -> None:
        self._seals = [hashlib.sha256(one).hexdigest() for one in made.inside]

    def sha256(self) -> Any:
        """Return what gives the first seal the first time, then the second."""
        self._seals = self._seals[::-1]
        seal = self._seals[1]
        return type("Hash", (), {"update": lambda *_: None, "hexdigest": lambda _: seal})()


def _prepare_cards(_: Path) -> list[dict[str, Any]]:
    slots._derive = quick
    return [json.loads(cards.make_card(name, "chair", PASSPHRASE, FLOOR)) for name in (PERSON, "Robin Other")]


def _trial_card(made: list[dict[str, Any]], trial: Trial) -> str | None:
    whole, other = made
    raw = mutations.spoilt(trial.random, whole, other)
    try:
        card = cards.read_card(raw)
    except VaultError as error:
        trial.count("refused")
        return None if _is_sentence(error) else "what was said is not one sentence"
    trial.count("read; its check words tell it apart" if card.slot != whole["slot"] else "read: it meant the same")
    if raw != canonical(whole) and card.words == cards.check_words(canonical(whole)):
        return "another card has the same check words"
    slots.seal("0" * 32, card.slot, bytes(32))  # what was read as a card can be let in
    return None


def _control_card(made: list[dict[str, Any]], trial: Trial) -> bool:
    """Let the check words be of the name alone: another card must have the same ones."""
    known, cards.check_words = cards.check_words, lambda _: "the same words"
    try:
        said = (_trial_card(made, Trial(number, random.Random(number), trial.folder)) for number in range(400))
        return "another card has the same check words" in said
    finally:
        cards.check_words = known


def _is_sentence(error: VaultError) -> bool:
    return str(error).endswith(".") and "\n" not in str(error)


ROWS = (
    Row(
        name="fuzzbundles",
        target=20_000,
        promise="a mutated backup: the same content or refused in one sentence; nothing left behind",
        prepare=_prepare_bundles,
        trial=_trial_bundle,
        control=_control_bundle,
        short=300,
    ),
    Row(
        name="fuzzcards",
        target=20_000,
        promise="a mutated enrolment card: refused in one sentence, or read with check words of its own",
        prepare=_prepare_cards,
        trial=_trial_card,
        control=_control_card,
        short=400,
    ),
)

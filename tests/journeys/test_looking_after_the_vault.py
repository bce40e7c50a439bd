"""Looking after a vault by keyboard alone: people, a lost passphrase, backups, a hand-over, and who did what."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from tests.journeys.hands import Hands
from tests.journeys.keeper import THEIR_WORDS, Keeper

Key = Qt.Key
Sitting = Callable[..., tuple[int, list[list[str]]]]


@pytest.fixture
def keeper(hands: Hands, monkeypatch: Any) -> Keeper:
    return Keeper(hands, monkeypatch)


def test_somebody_new_is_let_in_by_a_card_and_opens_the_vault(
    sitting: Sitting, keeper: Keeper, vault: Path, tmp_path: Path
) -> None:
    card = tmp_path / "Omar.cremeet-card"

    def let_in() -> None:
        words = keeper.make_a_card("Omar Notes", "Minute-taker", card)
        keeper.unlock()
        keeper.open_section()
        keeper.let_in_by_card(card, words)
        keeper.hands.row("People who can open the vault", "Omar Notes")
        keeper.lock()

    def come_in() -> None:
        keeper.unlock("Omar Notes", THEIR_WORDS)
        keeper.open_section()
        keeper.hands.row("People who can open the vault", "Omar Notes, Role: Minute-taker, Standing: You")
        keeper.lock()

    sitting(let_in, vault)
    sitting(come_in, vault)


def test_a_lost_passphrase_is_not_a_lost_record(sitting: Sitting, keeper: Keeper, vault: Path) -> None:
    codes: list[str] = []
    hands = keeper.hands

    def provide() -> None:
        keeper.unlock()
        keeper.open_section()
        hands.wait_words("There is no recovery code yet")
        codes.append(keeper.make_a_recovery_code())
        hands.wait_words("There is a recovery code")
        keeper.lock()

    def recover() -> None:
        hands.push("I have lost my passphrase")
        hands.enter("Recovery code", codes[0])
        hands.choose("Your name", "Lena Chairwoman")
        hands.enter("New passphrase", THEIR_WORDS)
        hands.enter("The same passphrase again", THEIR_WORDS)
        hands.push("Open with the recovery code")
        hands.wait_words("A recovery code for this vault", 20_000)
        hands.push("Later")
        hands.wait_words("1 child", 20_000)
        keeper.lock()

    def come_in() -> None:
        keeper.unlock(passphrase=THEIR_WORDS)
        keeper.lock()

    sitting(provide, vault)
    sitting(recover, vault)
    sitting(come_in, vault)


def test_a_backup_is_made_and_a_drill_opens_it(sitting: Sitting, keeper: Keeper, vault: Path) -> None:
    hands = keeper.hands

    def play() -> None:
        keeper.unlock()
        keeper.open_section("Backups")
        hands.push("Back up now")
        hands.wait_words("The backup was made and verified.", 20_000)
        hands.push("Restore drill")
        hands.wait_words("The newest backup would open", 20_000)
        hands.push("Verify the whole vault")
        hands.wait_words("The vault is whole.", 20_000)
        keeper.lock()

    sitting(play, vault)


def test_a_vault_is_handed_over_and_lives_where_it_was_received(
    sitting: Sitting, keeper: Keeper, vault: Path, tmp_path: Path
) -> None:
    hands, card, file = keeper.hands, tmp_path / "Omar.cremeet-card", tmp_path / "stick" / "North Vale.cremeet-moving"
    file.parent.mkdir()

    def hand_over() -> None:
        words = keeper.make_a_card("Omar Notes", "Chair", card)
        keeper.unlock()
        keeper.open_section()
        keeper.let_in_by_card(card, words)
        hands.turn_to_tab("Moving")
        keeper.will_choose(file)
        hands.answering(lambda: hands.push("Hand the vault over…"), name_the_person)
        hands.wait_words("Read only. ", 20_000)
        keeper.lock()

    def name_the_person() -> None:
        hands.choose("Who takes it", "Omar Notes")
        hands.push("The file")
        hands.push("Hand it over")

    def receive() -> None:
        hands.wait_words("This copy opens to read only")
        keeper.will_choose(file)
        hands.push("Open a vault that was handed to me")
        hands.push("Choose the file…")
        hands.choose("Your name", "Omar Notes")
        keeper.will_choose(tmp_path / "other computer")
        hands.push("Choose another place…")
        hands.enter("Passphrase", THEIR_WORDS)
        hands.push("Take it over and open it")
        hands.wait_words("1 child", 20_000)
        assert not any("Read only" in line for line in hands.lines())
        keeper.open_section("Moving")
        hands.wait_words("This is the living vault")
        keeper.lock()

    sitting(hand_over, vault)
    (tmp_path / "other computer").mkdir()
    sitting(receive, vault)


def test_who_did_what_is_read_filtered_and_checked(sitting: Sitting, keeper: Keeper, vault: Path) -> None:
    hands = keeper.hands

    def play() -> None:
        keeper.unlock()
        hands.row("Children", "Robin Testwood")
        hands.press(Key.Key_Return)
        hands.wait_names("Edit the child")
        keeper.open_section("Who did what")
        hands.choose("Did what", "Looked at")
        hands.row("Who did what", "Looked at")
        hands.push("Check the whole record")
        hands.wait_words("Chain whole, ")
        keeper.lock()

    sitting(play, vault)

"""Choosing the council's Word template in the vault's settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cremeet.exports.word.template import Template
from cremeet.services import letterhead
from cremeet.views.navigation import Desk
from cremeet.views.vault.template_card import TemplateCard
from tests.exports.test_template import council
from tests.views.asked import Asked
from tests.views.kept import Kept


@pytest.fixture
def card(desk: Desk, record: Kept, qtbot: Any) -> TemplateCard:
    made = TemplateCard(desk)
    qtbot.addWidget(made)
    made.show()
    made.shown()
    record.settle(qtbot)
    return made


def file_of(folder: Path, content: bytes) -> Path:
    file = folder / "northmere.docx"
    file.write_bytes(content)
    return file


def test_a_template_is_taken_and_let_go_again(card: TemplateCard, record: Kept, qtbot: Any, tmp_path: Path) -> None:
    assert "own look" in card.said.text()
    assert not card.remove.isVisible()
    card.try_file(file_of(tmp_path, council()))
    record.settle(qtbot)
    assert "look of northmere.docx, with its logo" in card.said.text()
    assert record.ask(letterhead.letterhead) is not None
    card.remove.click()
    record.settle(qtbot)
    assert record.ask(letterhead.letterhead) is None


def test_what_a_template_lacks_is_named_and_ours_taken_only_when_somebody_says_so(
    card: TemplateCard, record: Kept, qtbot: Any, tmp_path: Path
) -> None:
    file = file_of(tmp_path, council(drop=("Heading 3",)))
    with Asked(lambda dialog: dialog.no.click()):
        card.try_file(file)
    assert record.ask(letterhead.letterhead) is None
    with Asked(lambda dialog: dialog.yes.click()):
        card.try_file(file)
    record.settle(qtbot)
    kept = record.ask(letterhead.letterhead)
    assert kept is not None
    taken = Template.from_json(kept.kept)
    assert taken is not None
    assert taken.missing == ("heading 3",)
    assert "stands in for: heading 3" in card.said.text()


@pytest.mark.parametrize("content", [b"words", b""])
def test_what_is_no_template_is_said_in_a_sentence(
    card: TemplateCard, record: Kept, tmp_path: Path, content: bytes
) -> None:
    card.try_file(file_of(tmp_path, content))
    assert card.report.isVisible()
    card.try_file(tmp_path / "none.docx")
    assert card.report.isVisible()
    assert record.ask(letterhead.letterhead) is None

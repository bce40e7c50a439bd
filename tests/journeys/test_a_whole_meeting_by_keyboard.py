"""A chair's whole job, from a first vault to minutes, action sheet and plan in other people's readers, by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cremeet.clock import SteppingClock
from tests.journeys.chair import Chair
from tests.journeys.hands import CONTROL, Hands
from tests.journeys.readers import office_pages, pdf_pages, word_text
from tests.journeys.told import MARKING, SECRET, TYPED, missing


@pytest.fixture(scope="module")
def shelf() -> dict[str, Path]:
    """What the journey left behind, so that one journey serves every reader."""
    return {}


@pytest.fixture
def documents(
    shelf: dict[str, Path],
    hands: Hands,
    clock: SteppingClock,
    sitting: Callable[..., tuple[int, list[list[str]]]],
    tmp_path: Path,
) -> Path:
    """Where the documents of a meeting lie that was held with the keyboard alone, and locked away afterwards."""
    if "documents" in shelf:
        return shelf["documents"]
    if "begun" in shelf:
        pytest.fail("The meeting could not be held to its end; the first failure says where.")
    shelf["begun"] = tmp_path
    chair = Chair(hands, clock, tmp_path / "documents")

    def play() -> None:
        for stage in (
            chair.make_a_vault,
            chair.fill_the_directory,
            chair.add_the_child,
            chair.plan_the_meeting,
            chair.invite,
            chair.start,
            chair.mark_who_is_here,
            chair.take_minutes,
            chair.assess_the_risk,
            chair.agree_the_plan,
            chair.go_through_the_rest,
            chair.close,
            chair.make_the_documents,
        ):
            stage()
        hands.press(Qt.Key.Key_L, CONTROL)

    code, begun = sitting(play)
    assert code == 0
    assert begun == [["open", str(tmp_path / "vaults" / "North Vale.cremeet")]]
    shelf["documents"] = chair.folder
    return chair.folder


def one(documents: Path, document: str, ending: str) -> Path:
    """Return the one file of a document in a format."""
    (found,) = documents.rglob(f"*-{document}-*.{ending}")
    return found


@pytest.mark.parametrize("document", TYPED)
def test_python_docx_finds_what_was_typed(documents: Path, document: str) -> None:
    body, heads = word_text(one(documents, document, "docx"))
    assert missing(body, document) == []
    assert SECRET not in body
    assert heads
    assert all(MARKING in head for head in heads)


def test_libreoffice_finds_what_was_typed(documents: Path, tmp_path: Path) -> None:
    files = {document: one(documents, document, "docx") for document in TYPED}
    read = office_pages(files.values(), tmp_path)
    for document, file in files.items():
        pages = read[file.name]
        assert missing(" ".join(pages), document) == [], document
        assert SECRET not in " ".join(pages)
        assert all(page.count(MARKING) >= 2 for page in pages)


@pytest.mark.parametrize("document", TYPED)
def test_poppler_finds_what_was_typed(documents: Path, document: str) -> None:
    pages = pdf_pages(one(documents, document, "pdf"))
    assert missing(" ".join(pages), document) == []
    assert SECRET not in " ".join(pages)
    assert all(page.count(MARKING) >= 2 and f"Page {n} of {len(pages)}" in page for n, page in enumerate(pages, 1))

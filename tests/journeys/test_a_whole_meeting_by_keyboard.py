"""A chair's whole job, from a first vault to minutes, action sheet and plan in other people's readers, by keyboard."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from cremeet.clock import SteppingClock
from tests.journeys.chair import AWAY, CHILD, HURT, PEOPLE, Chair
from tests.journeys.hands import CONTROL, Hands
from tests.journeys.readers import office_pages, pdf_pages, word_text

MARKING = "OFFICIAL-SENSITIVE"
SECRET = "An informant named the driver."
"""Minuted for the police alone: no copy for the professionals may hold it."""
TYPED = {
    "minutes": (
        CHILD,
        *(name for name, _, _ in PEOPLE),
        "Room 4",
        "Confidentiality statement: read out at 10:00.",
        "The car is known to three forces.",
        "I want to stay at my school.",
        "The school saw the silver car on three Mondays.",
        "I felt scared and nobody asked me.",
        "Two new phones that nobody bought for Wren.",
        "Ask for the shop's camera records",
        "Hold a multi-agency plan for Wren",
        "The signs have grown since October.",
        "The school wanted a conference at once.",
        "Five late returns are recorded.",
        AWAY,
        HURT,
        "The signs grew, and the school sees Wren every day.",
        "Offer Wren a worker of her choice",
        "Nothing for recover until the police report.",
        "Meet again within two working days.",
        "Ring the night team and the police.",
        "All who were invited; the informant's words to the police alone.",
        "The nurse sees Wren tomorrow, before the plan begins.",
        "Wed 9 Dec 2026",
        "Fri 27 Nov 2026",
    ),
    "actions": (
        CHILD,
        "Ask for the shop's camera records",
        "Amira Testkhan",
        "Mon 30 Nov 2026",
        "The driver is named within two weeks.",
        "Offer Wren a worker of her choice",
        "Priya Testnair",
        "Thu 3 Dec 2026",
        "They have met twice.",
        "Hold a multi-agency plan for Wren",
    ),
    "plan": (
        CHILD,
        "The car no longer comes.",
        "Ask for the shop's camera records",
        "Mon 30 Nov 2026",
        "The driver is named within two weeks.",
        "Wren has a worker to talk to.",
        "They have met twice.",
        "Nothing for identify until the police report.",
        "Nothing for prosecute until the police report.",
        "Meet again within two working days.",
        "Wed 9 Dec 2026",
    ),
}
"""What was typed, and what the record made of typed days, by the document that must hold it."""


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
    caplog: pytest.LogCaptureFixture,
) -> Path:
    """Where the documents of a meeting lie that was held with the keyboard alone, and locked away afterwards."""
    if "documents" in shelf:
        return shelf["documents"]
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
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING], "a fault that nobody foresaw"
    shelf["documents"] = chair.folder
    return chair.folder


def one(documents: Path, document: str, ending: str) -> Path:
    """Return the one file of a document in a format."""
    (found,) = documents.glob(f"*-{document}-*.{ending}")
    return found


def missing(text: str, document: str) -> list[str]:
    """Return what was typed for a document and does not stand in `text`."""
    return [words for words in TYPED[document] if words not in text]


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

"""What is typed in the meeting that the journeys hold, and what each document must therefore hold."""

from __future__ import annotations

CHILD = "Wren Inventedson"
PASSPHRASE = "otter-lemon-brick-tide"
PEOPLE = (
    ("Amira Testkhan", "Police", "Detective sergeant"),
    ("Priya Testnair", "Children's social care", "Social worker"),
    ("Lowri Testwyn", "Safeguarding health team", "Safeguarding nurse"),
    ("Mark Testbell", "School or college", "Designated safeguarding lead"),
)
LATE = "Comes home later than agreed and the reason is not known"
AWAY = "Found away from home area, or taken to addresses we do not know"
HURT = "Came back hurt, under the influence, frightened or controlled"
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


def missing(text: str, document: str) -> list[str]:
    """Return what was typed for a document and does not stand in `text`."""
    return [words for words in TYPED[document] if words not in text]

"""What a chair looks up while a meeting runs: what law and guidance say, where to escalate, how to hear a child."""

from __future__ import annotations

from cremeet.practice.shape import Day, Id, Shape, Text, Title


class GuidanceNote(Shape):
    """One thing that law or guidance says about a `topic`, with its source and the day it was last looked at there."""

    id: Id
    topic: Title
    text: Text
    source: Text
    dated: Day


class Panel(Shape):
    """A group to which a concern can be taken: who is on it, when it meets and what it takes on."""

    id: Id
    title: Title
    members: Text
    meets: Text
    takes: Text
    source: Text


class VoiceAspect(Shape):
    """One of the four parts of being heard (Lundy): what it means, and what to ask."""

    id: Id
    title: Title
    meaning: Text
    question: Text

"""Short ways to write the answers of a demonstration assessment."""

from __future__ import annotations

from collections.abc import Iterable

from cremeet.services.assessing import Answer


def seen(answer: str, evidence: str, source: str = "Social worker", basis: str = "fact") -> Answer:
    """Return an answer about now with its evidence."""
    return Answer(answer=answer, evidence=evidence, source=source, basis=basis)


def vulnerability(now: str, before: str, evidence: str = "") -> Answer:
    """Return an answer about now and the past."""
    return Answer(answer=now, historic=before, evidence=evidence, basis="fact" if evidence else "")


def all_no(indicators: Iterable[str]) -> dict[str, Answer]:
    """Return the answer no for each of these indicators."""
    return {indicator: Answer(answer="no") for indicator in indicators}


def all_no_twice(indicators: Iterable[str]) -> dict[str, Answer]:
    """Return no, now and before, for each of these vulnerabilities."""
    return {indicator: Answer(answer="no", historic="no") for indicator in indicators}

"""Instruments made up for tests: one small readable one, and a strategy for any instrument that holds together."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import strategies as st

from cremeet import paths
from cremeet.practice.instrument import Instrument
from cremeet.practice.scoring import Response

SHIPPED = ("areas-rated", "cre", "evidence-scale", "preset-signs", "quick-count")
LEVELS = ("none", "low", "medium", "high")
RULES = ("score", "count", "any", "highest-preset", "highest-domain", "count-domains")


def shipped_data(name: str) -> dict[str, Any]:
    """Return what a shipped instrument's file says."""
    with (paths.shipped_practice() / "instruments" / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


def shipped(name: str) -> Instrument:
    """Return a shipped instrument."""
    return Instrument.model_validate(shipped_data(name))


def small(**changes: Any) -> dict[str, Any]:
    """Return the data of a two-domain instrument: weights, one critical sign, score bands and an any-of rule."""
    answers = [
        {"id": "not-known", "title": "Not known", "known": False},
        {"id": "no", "title": "No"},
        {"id": "past", "title": "In the past", "present": True},
        {"id": "maybe", "title": "Possible", "present": True, "current": True, "factor": 0.5},
        {"id": "yes", "title": "Yes", "present": True, "current": True, "factor": 1},
    ]
    first = [
        {"id": "late", "text": "Late home", "help": "Look.", "weight": 1},
        {"id": "away", "text": "Away overnight", "help": "Look.", "weight": 3, "types": ["cse"]},
    ]
    second = [{"id": "told", "text": "Has told someone", "help": "Listen.", "weight": 3, "critical": True}]
    return {
        "id": "small",
        "title": "Small",
        "version": "1",
        "summary": "Invented.",
        "source": "Invented for a test",
        "dated": "2026-11-23",
        "scale": "sure",
        "evidence_from": "maybe",
        "levels": [{"id": level, "title": level.title()} for level in LEVELS],
        "types": [{"id": "cse", "title": "Sexual exploitation"}, {"id": "cce", "title": "Criminal exploitation"}],
        "scales": [{"id": "sure", "title": "How sure?", "answers": answers}],
        "domains": [
            {"id": "missing", "title": "Missing", "help": "Time away.", "indicators": first},
            {"id": "voice", "title": "Voice", "help": "What the child says.", "indicators": second},
        ],
        "rules": [
            {
                "kind": "score",
                "id": "bands",
                "title": "Score",
                "bands": [
                    {"at_least": 0, "level": "none"},
                    {"at_least": 1, "level": "low"},
                    {"at_least": 4, "level": "medium"},
                    {"at_least": 7, "level": "high"},
                ],
            },
            {"kind": "any", "id": "critical", "title": "Critical", "where": {"critical": True}, "level": "high"},
        ],
    } | changes


def answered(**answers: str) -> dict[str, Response]:
    """Return responses by indicator id, underscores standing for hyphens."""
    names = {name.replace("_", "-"): answer for name, answer in answers.items()}
    return {name: Response(name, answer) for name, answer in names.items()}


@st.composite
def _scales(draw: st.DrawFn, name: str, levels: list[str]) -> dict[str, Any]:
    count = draw(st.integers(2, 5))
    present = draw(st.integers(1, count - 1))
    current = draw(st.integers(present, count - 1))
    factors = sorted(draw(st.lists(st.sampled_from((0.0, 0.25, 0.5, 1.0, 2.0, 3.0)), min_size=count, max_size=count)))
    ranks = sorted(draw(st.lists(st.integers(0, len(levels) - 1), min_size=count, max_size=count)))
    shares = sorted(draw(st.lists(st.integers(0, 2), min_size=count, max_size=count)))
    answers: list[dict[str, Any]] = []
    for place in range(count):
        answer: dict[str, Any] = {"id": f"a{place}", "title": f"Answer {place}"}
        if place >= present:
            answer |= {"present": True, "current": place >= current, "factor": factors[place]}
            answer |= {"level": levels[ranks[place]], "preset": ("nothing", "one-below", "whole")[shares[place]]}
        answers.append(answer)
    answers[-1] |= {"factor": 1.0 + answers[-1]["factor"], "preset": "whole", "current": True}
    answers.insert(draw(st.integers(0, count)), {"id": "unknown", "title": "Not known", "known": False})
    return {"id": name, "title": name, "answers": answers}


@st.composite
def _bands(draw: st.DrawFn, levels: list[str]) -> list[dict[str, Any]]:
    chosen = draw(st.lists(st.sampled_from(levels), min_size=1, max_size=len(levels), unique=True))
    starts = sorted(draw(st.lists(st.integers(0, 12), min_size=len(chosen), max_size=len(chosen), unique=True)))
    return [{"at_least": s, "level": lv} for s, lv in zip(starts, sorted(chosen, key=levels.index), strict=True)]


@st.composite
def _where(draw: st.DrawFn, indicators: list[dict[str, Any]]) -> dict[str, Any]:
    where: dict[str, Any] = {"standing": draw(st.sampled_from(("current", "present")))}
    if draw(st.booleans()):
        where["indicators"] = draw(
            st.lists(st.sampled_from([each["id"] for each in indicators]), min_size=1, unique=True)
        )
    return where


@st.composite
def _rules(
    draw: st.DrawFn, kinds: list[str], levels: list[str], indicators: list[dict[str, Any]]
) -> list[dict[str, Any]]:
    rules = []
    for kind in kinds:
        rule: dict[str, Any] = {"kind": kind, "id": kind, "title": kind}
        if kind in {"score", "count", "count-domains"}:
            rule["bands"] = draw(_bands(levels))
        if kind in {"count", "any"}:
            rule["where"] = draw(_where(indicators))
        if kind == "any":
            rule["level"] = draw(st.sampled_from(levels))
        if kind == "count-domains":
            rule["level_at_least"] = draw(st.sampled_from(levels))
        rules.append(rule)
    if any(each.get("critical") for each in indicators):
        rules.append({"kind": "any", "id": "marked", "title": "m", "where": {"critical": True}, "level": levels[-1]})
    return rules


@st.composite
def instrument_data(draw: st.DrawFn) -> dict[str, Any]:
    """Draw the data of an instrument that holds together: any scales, any mixture of rules."""
    levels = list(LEVELS[: draw(st.integers(2, 4))])
    kinds = draw(st.lists(st.sampled_from(RULES), min_size=1, max_size=4, unique=True))
    by_domain = bool({"highest-domain", "count-domains"} & set(kinds))
    scales = [draw(_scales(name, levels)) for name in ("one", "two")]
    names = st.sampled_from(("one", "two"))
    domains: list[dict[str, Any]] = []
    indicators: list[dict[str, Any]] = []
    for place in range(draw(st.integers(1, 3))):
        domain: dict[str, Any] = {"id": f"d{place}", "title": f"Domain {place}", "help": "h", "indicators": []}
        if by_domain and draw(st.booleans()):
            domain |= {"rating": draw(names), "bands": draw(_bands(levels))}
        if draw(st.booleans()):
            domain["before_scale"] = draw(names)
        for _ in range(draw(st.integers(1, 3))):
            indicator: dict[str, Any] = {"id": f"i{len(indicators)}", "text": f"Sign {len(indicators)}", "help": "h"}
            indicator["scale"] = draw(names)
            indicator["types"] = draw(st.lists(st.sampled_from(("cse", "cce")), unique=True))
            indicator["critical"] = draw(st.booleans())
            if "score" in kinds:
                indicator["weight"] = draw(st.integers(0, 3))
                indicator["before_weight"] = draw(st.integers(0, 2)) if "before_scale" in domain else 0
            if "highest-preset" in kinds or by_domain:
                indicator["preset"] = draw(st.none() | st.sampled_from(levels))
            domain["indicators"].append(indicator)
            indicators.append(indicator)
        domains.append(domain)
    return small(
        scale=None,
        evidence_from=None,
        levels=[{"id": level, "title": level.title()} for level in levels],
        scales=scales,
        domains=domains,
        rules=draw(_rules(kinds, levels, indicators)),
    )


def instruments() -> st.SearchStrategy[Instrument]:
    """Draw any instrument that holds together."""
    return instrument_data().map(Instrument.model_validate)


@st.composite
def responses_to(draw: st.DrawFn, instrument: Instrument) -> tuple[dict[str, Response], dict[str, str | None]]:
    """Draw some answers to an instrument, and ratings of its rated domains; some left out, some not known."""
    responses = {}
    for question in instrument.questions():
        if draw(st.integers(0, 4)) == 0:
            continue
        now = draw(st.none() | st.sampled_from([each.id for each in question.scale.answers]))
        past = None
        if question.before is not None:
            past = draw(st.none() | st.sampled_from([each.id for each in question.before.answers]))
        name = question.indicator.id
        responses[name] = Response(name, now, past, draw(st.booleans()))
    ratings: dict[str, str | None] = {}
    for domain in instrument.domains:
        scale = instrument.scale_called(domain.rating)
        if scale is not None:
            ratings[domain.id] = draw(st.none() | st.sampled_from([each.id for each in scale.answers]))
    return responses, ratings

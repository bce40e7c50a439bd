"""What does not hold together in an instrument, each fault at its own key, in words that say what to do.

pydantic has already checked each part by itself when these look at how the parts meet. They also find what would be
silently without effect, such as a critical mark that no rule reads: a council would trust it, and a child be missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cremeet.practice.level_rules import Where
from cremeet.practice.matching import fits, stands
from cremeet.practice.shape import Fault, repeated

if TYPE_CHECKING:  # instrument.py imports this module to check what it has read
    from cremeet.practice.instrument import Anchor, Answer, Domain, Indicator, Instrument, Scale
    from cremeet.practice.level_rules import Band

At = tuple[str | int, ...]
PRESET_SHARES = ("nothing", "one-below", "whole")


def faults_in(instrument: Instrument) -> list[Fault]:
    """Return every fault between the parts of `instrument`, in reading order; none when it holds together."""
    levels = [level.id for level in instrument.levels]
    faults = repeated(levels, "levels")
    faults += repeated([each.id for each in instrument.types], "types")
    faults += repeated([scale.id for scale in instrument.scales], "scales")
    faults += repeated([domain.id for domain in instrument.domains], "domains")
    faults += repeated([rule.id for rule in instrument.rules], "rules")
    faults += repeated([factor.id for factor in instrument.protective], "protective")
    faults += repeated([prompt.id for prompt in instrument.prompts], "prompts")
    faults += _unknown(instrument.scale, [scale.id for scale in instrument.scales], ("scale",), "scale")
    for position, scale in enumerate(instrument.scales):
        faults += _in_scale(scale, levels, ("scales", position))
    faults += _in_domains(instrument, levels)
    if not faults:  # rules are read against domains and scales, so only once those hold
        faults += _in_rules(instrument, levels)
    if not faults:
        faults += _without_effect(instrument)
    return faults


def _unknown(name: str | None, known: Sequence[str], at: At, kind: str) -> list[Fault]:
    if name is None or name in known:
        return []
    offered = ", ".join(known) if known else "none is defined yet"
    return [Fault(at, f"There is no {kind} “{name}” here; use one of: {offered}")]


def _in_scale(scale: Scale, levels: Sequence[str], at: At) -> Iterator[Fault]:
    yield from (Fault((*at, *f.at), f.message) for f in repeated([each.id for each in scale.answers], "answers"))
    if len(scale.known()) < 2:
        yield Fault(
            (*at, "answers"), "Offer at least two answers that are known, so that there is something to tell apart"
        )
    last: Answer | None = None
    for position, answer in enumerate(scale.answers):
        here = (*at, "answers", position)
        missing = _unknown(answer.level, levels, (*here, "level"), "level")
        yield from missing
        if missing:
            return
        yield from _in_answer(answer, levels, here)
        if answer.known:
            if last is not None:
                yield from _falling(last, answer, levels, here)
            last = answer


def _in_answer(answer: Answer, levels: Sequence[str], at: At) -> Iterator[Fault]:
    raised = answer.level is not None and levels.index(answer.level) > 0
    counts = answer.factor > 0 or raised or answer.preset != "nothing"
    if not answer.known and (counts or answer.present or answer.current):
        yield Fault(
            (*at, "known"), "An answer that is not known cannot also count; remove what it adds, or known = false"
        )
    elif counts and not answer.present:
        yield Fault((*at, "present"), "This answer adds concern, so it must say present = true")
    if answer.current and not answer.present:
        yield Fault((*at, "present"), "What is current is also present: add present = true")


def _falling(less: Answer, more: Answer, levels: Sequence[str], at: At) -> Iterator[Fault]:
    """Find where `more`, listed as the greater concern, would count for less: scores could fall as concern rises."""
    advice = f"List answers from least to most concern: this one comes after “{less.title}” but"
    if more.factor < less.factor:
        yield Fault((*at, "factor"), f"{advice} has a smaller factor")
    if less.level is not None and (more.level is None or levels.index(more.level) < levels.index(less.level)):
        yield Fault((*at, "level"), f"{advice} has a lower level or none")
    if PRESET_SHARES.index(more.preset) < PRESET_SHARES.index(less.preset):
        yield Fault((*at, "preset"), f"{advice} brings less of the preset level into play")
    if less.present and not more.present:
        yield Fault((*at, "present"), f"{advice} is not present")
    if less.current and not more.current:
        yield Fault((*at, "current"), f"{advice} is not current")


def _in_domains(instrument: Instrument, levels: Sequence[str]) -> Iterator[Fault]:
    scales = [scale.id for scale in instrument.scales]
    types = [each.id for each in instrument.types]
    taken: dict[str, str] = {}
    for position, domain in enumerate(instrument.domains):
        at: At = ("domains", position)
        for key in ("scale", "before_scale", "rating"):
            yield from _unknown(getattr(domain, key), scales, (*at, key), "scale")
        for place, name in enumerate(domain.types):
            yield from _unknown(name, types, (*at, "types", place), "type")
        yield from _in_bands(domain.bands, levels, (*at, "bands"))
        yield from _in_rating(instrument, domain, at)
        for place, indicator in enumerate(domain.indicators):
            here = (*at, "indicators", place)
            if indicator.id in taken:
                message = f"“{indicator.id}” is already an indicator of “{taken[indicator.id]}”; give each its own id"
                yield Fault((*here, "id"), message)
            taken.setdefault(indicator.id, domain.title)
            for spot, name in enumerate(indicator.types):
                yield from _unknown(name, types, (*here, "types", spot), "type")
            yield from _unknown(indicator.preset, levels, (*here, "preset"), "level")
            yield from _in_indicator(instrument, domain, indicator, here)


def _in_rating(instrument: Instrument, domain: Domain, at: At) -> Iterator[Fault]:
    rating = instrument.scale_called(domain.rating)
    if rating is None:
        if domain.anchors:
            yield Fault(
                (*at, "anchors"), "These words describe a rating, but the domain has none: add rating, or remove them"
            )
        if not domain.indicators and domain.rating is None:
            yield Fault(
                (*at, "indicators"), "Give this domain indicators, or a rating of its own, so that it asks something"
            )
        return
    if not any(answer.level for answer in rating.answers):
        yield Fault(
            (*at, "rating"), f"No answer of the scale “{rating.id}” names a level, so this rating would say nothing"
        )
    yield from _in_anchors(domain.anchors, rating, at)


def _in_indicator(instrument: Instrument, domain: Domain, indicator: Indicator, at: At) -> Iterator[Fault]:
    scales = [scale.id for scale in instrument.scales]
    yield from _unknown(indicator.before_scale, scales, (*at, "before_scale"), "scale")
    if indicator.before_weight and not (indicator.before_scale or domain.before_scale):
        yield Fault((*at, "before_weight"), "The past is not asked here: add before_scale, or remove before_weight")
    name = indicator.scale or domain.scale or instrument.scale
    scale = instrument.scale_called(name)
    if name is None:
        yield Fault((*at, "scale"), "Name the scale that answers this, here, on the domain or for the whole instrument")
    elif scale is None:
        yield from _unknown(indicator.scale, scales, (*at, "scale"), "scale")
    if scale is None:
        return
    yield from _in_anchors(indicator.anchors, scale, at)
    summed = instrument.scored or domain.bands
    if summed and indicator.weight and not any(answer.factor for answer in scale.answers):
        yield Fault(
            (*at, "weight"), f"No answer of the scale “{scale.id}” has a factor, so this weight would add nothing"
        )
    before = instrument.scale_called(indicator.before_scale or domain.before_scale)
    if (
        summed
        and indicator.before_weight
        and before is not None
        and not any(answer.factor for answer in before.answers)
    ):
        message = f"No answer of the scale “{before.id}” has a factor, so this weight would add nothing"
        yield Fault((*at, "before_weight"), message)
    if indicator.evidence_from is not None and scale.concern(indicator.evidence_from) is None:
        known = ", ".join(answer.id for answer in scale.known())
        yield Fault(
            (*at, "evidence_from"), f"“{indicator.evidence_from}” is not a known answer here; use one of: {known}"
        )
    named = any(level.id == indicator.preset for level in instrument.levels)
    if named and all(answer.preset == "nothing" for answer in scale.answers):
        yield Fault(
            (*at, "preset"), f"No answer of the scale “{scale.id}” brings a preset level into play: set preset there"
        )


def _in_anchors(anchors: Sequence[Anchor], scale: Scale, at: At) -> Iterator[Fault]:
    offered = [answer.id for answer in scale.answers]
    for place, anchor in enumerate(anchors):
        yield from _unknown(anchor.answer, offered, (*at, "anchors", place, "answer"), "answer")
    yield from (Fault((*at, *f.at), f.message) for f in repeated([a.answer for a in anchors], "anchors", "answer"))


def _in_bands(bands: Sequence[Band], levels: Sequence[str], at: At) -> Iterator[Fault]:
    for place, band in enumerate(bands):
        missing = _unknown(band.level, levels, (*at, place, "level"), "level")
        yield from missing
        if missing:
            return
        if place and band.at_least <= bands[place - 1].at_least:
            yield Fault((*at, place, "at_least"), "List bands upwards: each must start above the one before")
        if place and levels.index(band.level) <= levels.index(bands[place - 1].level):
            yield Fault((*at, place, "level"), "A higher band must suggest a higher level than the one before")


def _in_rules(instrument: Instrument, levels: Sequence[str]) -> Iterator[Fault]:
    domains = [domain.id for domain in instrument.domains]
    for position, rule in enumerate(instrument.rules):
        at: At = ("rules", position)
        if rule.kind in {"score", "count", "count-domains"}:
            yield from _in_bands(rule.bands, levels, (*at, "bands"))
        if rule.kind == "any":
            yield from _unknown(rule.level, levels, (*at, "level"), "level")
        if rule.kind == "count-domains":
            yield from _unknown(rule.level_at_least, levels, (*at, "level_at_least"), "level")
        if rule.kind in {"highest-domain", "count-domains"}:
            for place, name in enumerate(rule.domains):
                yield from _unknown(name, domains, (*at, "domains", place), "domain")
        if rule.kind in {"count", "any"}:
            yield from _in_where(instrument, rule.where, (*at, "where"))
    for position, prompt in enumerate(instrument.prompts):
        here: At = ("prompts", position)
        if prompt.domain_level_at_least is None:
            yield from _in_where(instrument, prompt.where, (*here, "where"))
        else:
            yield from _unknown(prompt.domain_level_at_least, levels, (*here, "domain_level_at_least"), "level")
            for place, name in enumerate(prompt.where.domains):
                yield from _unknown(name, domains, (*here, "where", "domains", place), "domain")
            if prompt.where != Where(domains=prompt.where.domains):
                yield Fault((*here, "where"), "This prompt looks at whole domains, so only domains may be named here")


def _in_where(instrument: Instrument, where: Where, at: At) -> Iterator[Fault]:
    questions = list(instrument.questions())
    names = {
        "indicators": [question.indicator.id for question in questions],
        "domains": [domain.id for domain in instrument.domains],
        "types": [each.id for each in instrument.types],
    }
    wrong = _unknown(
        where.preset_at_least, [level.id for level in instrument.levels], (*at, "preset_at_least"), "level"
    )
    for key, known in names.items():
        for place, name in enumerate(getattr(where, key)):
            wrong += _unknown(name, known, (*at, key, place), key[:-1])
    yield from wrong
    if not wrong and not any(
        fits(where, question, instrument)
        and any(stands(where, question, answer, answer) for answer in question.scale.answers)
        for question in questions
    ):
        advice = "widen it, or say current = true on the answers that count"
        yield Fault(at, f"No indicator could ever match this with any of its answers; {advice}")


def _evidence_nowhere(instrument: Instrument) -> Iterator[Fault]:
    """Find an answer that evidence is asked from, for many indicators at once, and that none of them offers."""
    questions = list(instrument.questions())
    places: list[tuple[At, str | None, str | None]] = [((), instrument.evidence_from, None)]
    places += [(("domains", spot), each.evidence_from, each.id) for spot, each in enumerate(instrument.domains)]
    for at, wanted, domain in places:
        scales = [each.scale for each in questions if domain in {None, each.domain.id}]
        if wanted is not None and all(scale.concern(wanted) is None for scale in scales):
            yield Fault((*at, "evidence_from"), f"No indicator here can be answered “{wanted}”; name a known answer")


def _without_effect(instrument: Instrument) -> Iterator[Fault]:
    """Find weights, presets, critical marks, ratings and domain bands that no rule reads."""
    yield from _evidence_nowhere(instrument)
    kinds = {rule.kind for rule in instrument.rules}
    wheres = [rule.where for rule in instrument.rules if rule.kind in {"count", "any"}]
    wheres += [prompt.where for prompt in instrument.prompts]
    by_domain = bool(kinds & {"highest-domain", "count-domains"})
    weighed = "score" in kinds or any(where.weight_at_least for where in wheres)
    preset = "highest-preset" in kinds or by_domain or any(where.preset_at_least for where in wheres)
    marked = any(where.critical for where in wheres)
    for position, domain in enumerate(instrument.domains):
        at: At = ("domains", position)
        if domain.rating and not by_domain:
            yield Fault(
                (*at, "rating"), "No rule reads domain levels: add one of kind highest-domain, or remove the rating"
            )
        if domain.bands and not by_domain:
            yield Fault(
                (*at, "bands"), "No rule reads domain levels: add one of kind highest-domain, or remove the bands"
            )
        for place, indicator in enumerate(domain.indicators):
            here = (*at, "indicators", place)
            if (indicator.weight or indicator.before_weight) and not (weighed or domain.bands):
                yield Fault((*here, "weight"), "No rule adds weights up: add one of kind score, or remove the weight")
            if indicator.preset and not preset:
                yield Fault(
                    (*here, "preset"), "No rule reads presets: add one of kind highest-preset, or remove the preset"
                )
            if indicator.critical and not marked:
                yield Fault((*here, "critical"), "No rule looks at critical signs: add one with where.critical = true")

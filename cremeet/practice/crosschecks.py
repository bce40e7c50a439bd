"""What does not hold together between the parts of a pack: ids that lead nowhere, lists the record works with, order.

These are checked when a folder is read, not when an adopted pack is read back: a meeting's own pack stays readable.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cremeet.practice.choices import ALSO_WORKED_WITH, CLOSED_LISTS, WORKED_WITH
from cremeet.practice.faults import suggestion
from cremeet.practice.pack import Pack
from cremeet.practice.shape import Fault

At = tuple[str | int, ...]

NEEDED_STEPS = ("invitations", "reports-in", "actions-out", "minutes-out", "return-interview")
"""Timescales that the program asks for by id."""

NEEDED_TAGS = ("everyone", "professionals", "police")
"""Handling tags that the program gives of itself: to a plain item, to a report, to people and places of concern."""

VOICE_ASPECTS = ("space", "voice", "audience", "influence")
"""The parts of being heard that a meeting's record keeps."""

NEEDED_AGENDAS = ("initial", "review")
"""Kinds of meeting that the program starts of itself."""


def faults_between(pack: Pack) -> Iterator[Fault]:
    """Yield every fault between the parts of `pack`, by part."""
    yield from _about(pack)
    yield from _agendas(pack)
    yield from _instruments(pack)
    yield from _levels(pack)
    yield from _agencies(pack)
    yield from _timescales(pack)
    yield from _plan(pack)
    yield from _disruption(pack)
    yield from _audiences(pack)
    yield from _voice(pack)
    yield from _shorthand(pack)
    yield from _choices(pack)


def _known(named: Iterable[tuple[At, str | None]], known: Iterable[str], what: str) -> Iterator[Fault]:
    """Yield a fault for each (place, id) whose id is not among `known`; None names nothing and is fine."""
    offered = list(known)
    for at, name in named:
        if name is not None and name not in offered:
            yield Fault(at, f"There is no {what} “{name}”; {suggestion(name, offered)}")


def _kept(at: At, needed: Iterable[str], have: Iterable[str], what: str) -> Iterator[Fault]:
    """Yield a fault for each id that the program works with and the pack no longer has."""
    for name in sorted(set(needed) - set(have)):
        yield Fault(at, f"The program works with the {what} “{name}”; keep it and reword its title instead")


def _ids(entries: Iterable[object]) -> list[str]:
    return [str(getattr(entry, "id")) for entry in entries]  # noqa: B009 - every entry has an id, their types differ


def _each(part: str, key: str, names: Iterable[Iterable[str]]) -> Iterator[tuple[At, str]]:
    for position, group in enumerate(names):
        for inner, name in enumerate(group):
            yield (part, position, key, inner), name


def _about(pack: Pack) -> Iterator[Fault]:
    yield from _known([(("default_instrument",), pack.default_instrument)], _ids(pack.instruments), "instrument")
    yield from _known([(("elevated_level",), pack.elevated_level)], _ids(pack.levels.levels), "level")


def _agendas(pack: Pack) -> Iterator[Fault]:
    yield from _kept(("agendas",), NEEDED_AGENDAS, _ids(pack.agendas), "kind of meeting")
    tags = _ids(pack.tags)
    for number, agenda in enumerate(pack.agendas):
        for position, item in enumerate(agenda.items):
            yield from _known([(("agendas", number, "items", position, "tag"), item.tag)], tags, "handling tag")


def _instruments(pack: Pack) -> Iterator[Fault]:
    types = _ids(pack.choices.exploitation_types)
    for number, instrument in enumerate(pack.instruments):
        for fault in pack.levels.faults(instrument):
            yield Fault(("instruments", number, *fault.at), fault.message)
        for position, kind in enumerate(instrument.types):
            named = [
                (("instruments", number, "types", position, "covers", n), name) for n, name in enumerate(kind.covers)
            ]
            yield from _known(named, types, "exploitation type")


def _levels(pack: Pack) -> Iterator[Fault]:
    steps = [*_ids(pack.timescales.steps), "escalation", "missing_trigger"]
    for number, level in enumerate(pack.levels.levels):
        for position, trigger in enumerate(level.triggers):
            at = ("levels", "levels", number, "triggers", position, "timescale")
            yield from _known([(at, trigger.timescale)], steps, "timescale")


def _agencies(pack: Pack) -> Iterator[Fault]:
    for number, need in enumerate(pack.quorum.needs):
        named = [(("quorum", "needs", number, "any_of", n), name) for n, name in enumerate(need.any_of)]
        yield from _known(named, _ids(pack.agencies), "agency")


def _timescales(pack: Pack) -> Iterator[Fault]:
    steps = pack.timescales.steps
    levels, agendas = _ids(pack.levels.levels), _ids(pack.agendas)
    for number, step in enumerate(steps):
        at = ("timescales", "steps", number)
        yield from _known([((*at, "level"), step.level), ((*at, "review_of"), step.review_of)], levels, "level")
        yield from _known([((*at, "meeting"), step.meeting)], agendas, "agenda")
    yield from _known([(("timescales", "escalation", "level"), pack.timescales.escalation.level)], levels, "level")
    yield from _kept(("timescales", "steps"), NEEDED_STEPS, _ids(steps), "timescale")
    for agenda in agendas:
        if not any(step.meeting == agenda and step.level is None for step in steps):
            yield Fault(
                ("timescales", "steps"), f"No timescale says how soon a meeting of kind “{agenda}” is held; add one"
            )


def _plan(pack: Pack) -> Iterator[Fault]:
    priorities = _ids(pack.priorities)
    yield from _known(
        _each("pillars", "priorities", [each.priorities for each in pack.pillars]), priorities, "priority"
    )
    types, factors = _ids(pack.choices.exploitation_types), _ids(pack.choices.linked_factors)
    yield from _known(
        _each("behaviours", "types", [each.types for each in pack.behaviours]), types, "exploitation type"
    )
    yield from _known(
        _each("behaviours", "factors", [each.factors for each in pack.behaviours]), factors, "linked factor"
    )


def _disruption(pack: Pack) -> Iterator[Fault]:
    agencies, stages = _ids(pack.agencies), _ids(pack.choices.disruption_stages)
    leads = [(("disruption", number, "agency"), measure.agency) for number, measure in enumerate(pack.disruption)]
    yield from _known(leads, agencies, "agency")
    yield from _known(_each("disruption", "others", [each.others for each in pack.disruption]), agencies, "agency")
    yield from _known(
        _each("disruption", "stages", [each.stages for each in pack.disruption]), stages, "disruption stage"
    )


def _audiences(pack: Pack) -> Iterator[Fault]:
    audiences = _ids(pack.audiences)
    yield from _known(_each("tags", "audiences", [each.audiences for each in pack.tags]), audiences, "audience")
    yield from _kept(("tags",), NEEDED_TAGS, _ids(pack.tags), "handling tag")
    lay = {audience.id for audience in pack.audiences if not audience.professional}
    for number, tag in enumerate(pack.tags):
        if tag.id == "police" and lay & set(tag.audiences):
            yield Fault(
                ("tags", number, "audiences"), "People and places of concern never go to the child or the family"
            )
    agencies = [(("audiences", number, "agency"), each.agency) for number, each in enumerate(pack.audiences)]
    yield from _known(agencies, _ids(pack.agencies), "agency")
    for number, audience in enumerate(pack.audiences):
        if not any(audience.id in tag.audiences for tag in pack.tags):
            yield Fault(
                ("audiences", number), "may read no tag at all; name it in at least one tag's audiences or remove it"
            )
    breadths = [audience.breadth for audience in pack.audiences]
    for number, breadth in enumerate(breadths):
        if breadths.count(breadth) > 1:
            yield Fault(
                ("audiences", number, "breadth"), "is another audience's too; give each its own, 0 for the narrowest"
            )


def _voice(pack: Pack) -> Iterator[Fault]:
    for number, aspect in enumerate(pack.voice):
        if aspect.id not in VOICE_ASPECTS:
            yield Fault(("voice", number), f"The record keeps only these four: {', '.join(VOICE_ASPECTS)}; remove it")


def _shorthand(pack: Pack) -> Iterator[Fault]:
    typed = [each.typed for each in pack.shorthand]
    for number, word in enumerate(typed):
        if word in typed[:number]:
            yield Fault(("shorthand", number, "typed"), f"“{word}” stands for something else already; choose another")


def _choices(pack: Pack) -> Iterator[Fault]:
    for name, needed in sorted(WORKED_WITH.items()):
        have = _ids(pack.choices.of(name))
        for missing in sorted(needed - set(have)):
            yield Fault(("choices", name), f"The record works with “{missing}”; keep it and reword its title instead")
        if name in CLOSED_LISTS:
            for position, extra in enumerate(have):
                if extra not in needed | ALSO_WORKED_WITH.get(name, frozenset()):
                    yield Fault(
                        ("choices", name, position), "cannot be added here, as no rule would know what to do with it"
                    )

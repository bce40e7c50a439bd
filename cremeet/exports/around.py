"""What happened around the meetings, as the minutes tell it: missing episodes, NRM, disruption, people and places."""

from __future__ import annotations

from cremeet.clock import london_date
from cremeet.exports import parts, pictures
from cremeet.exports.admit import Copy
from cremeet.exports.document import Block, Column, Heading, Paragraph, Table
from cremeet.services.circumstances import MissingRecord, NrmRecord

_MISSING = (Column("From", 0.24), Column("For", 0.14), Column("Found", 0.3), Column("Return interview", 0.32))
_NRM = (Column("Considered", 0.2), Column("Referral", 0.2), Column("Why", 0.36), Column("Grounds", 0.24))
_MEASURES = (Column("Measure", 0.3), Column("Stage", 0.2), Column("About", 0.2), Column("Effect on the child", 0.3))


def around(copy: Copy) -> tuple[Block, ...]:
    """Return the circumstances that the reader may have, or nothing where there are none."""
    found = copy.record.circumstances
    said: list[Block] = []
    if found.missing:
        rows = tuple(_missing(one) for one in found.missing)
        said += [Heading(3, "Missing episodes"), Table("Missing episodes, newest first", _MISSING, rows)]
        if found.missing_trigger:
            said.append(Paragraph(found.missing_trigger))
    if found.nrm:
        said.append(Heading(3, "National Referral Mechanism"))
        said.append(Table("Considerations of a referral", _NRM, tuple(_nrm(copy, one) for one in found.nrm)))
    if found.disruption:
        measures = tuple(
            (
                one.measure_title,
                f"{one.stage_title}, {parts.day(one.details.stage_on)}",
                one.about or ("not named" if copy.whole else "not named in this copy"),
                one.details.victim_impact,
            )
            for one in found.disruption
        )
        said += [Heading(3, "Disruption"), Table("Disruption measures", _MEASURES, measures)]
    if found.concerns:
        said += [Heading(3, "People and places of concern"), *pictures.concerns(copy)]
    return (Heading(2, "Around the child"), *said) if said else ()


def _missing(one: MissingRecord) -> tuple[str, str, str, str]:
    lasted = "still missing" if one.hours_missing is None else f"{one.hours_missing:.0f} hours"
    if one.hours_missing is not None and round(one.hours_missing) == 1:
        lasted = "1 hour"
    return parts.moment(one.details.missing_from), lasted, one.details.where_found or "not said", _interview(one)


def _interview(one: MissingRecord) -> str:
    details = one.details
    if details.found_at is None:
        return "once the child is back"
    if details.interview_at is None:
        offered = "offered" if details.interview_offered else "not offered yet"
        return f"{offered}; overdue" if one.interview_in_time is False else offered
    late = "" if one.interview_in_time else ", after its time"
    by = f" by {details.interview_by}" if details.interview_by else ""
    return f"{parts.day(london_date(details.interview_at))}{by}{late}"


def _nrm(copy: Copy, one: NrmRecord) -> tuple[str, str, str, str]:
    details, choices = one.details, copy.record.pack.choices
    referral = "No"
    if details.referred:
        referral = f"Yes, {details.nrm_reference}" if details.nrm_reference else "Yes"
    grounds = [
        f"{words}: {choices.title('nrm_grounds', given)}"
        for words, given in (("reasonable", details.reasonable_grounds), ("conclusive", details.conclusive_grounds))
        if given
    ]
    return (
        parts.day(details.considered_on),
        referral,
        details.reason or "not recorded",
        "; ".join(grounds) or "none yet",
    )

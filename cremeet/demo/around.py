"""What happened around the meetings: missing episodes, people and places of concern, NRM, disruption measures."""

from __future__ import annotations

from datetime import datetime, timedelta

from cremeet.clock import london
from cremeet.demo.play import Stage
from cremeet.services.circumstances import (
    ConcernDetails,
    DisruptionDetails,
    MissingDetails,
    NrmDetails,
    record_concern,
    record_disruption,
    record_missing,
    record_nrm,
)


def fill(stage: Stage, episode_of: dict[str, str]) -> None:
    """Record the circumstances of the demonstration's episodes, by the cast's keys."""
    stage.clock.set(london(stage.day, 8))
    _missing(stage, episode_of["kacper"])
    _concerns(stage, episode_of["kacper"])
    _mei(stage, episode_of["mei"])


def _missing(stage: Stage, episode_id: str) -> None:
    """Eight episodes in a year: four of them within thirty days, each but one with its interview."""
    for weeks, hours, grade, found, interview_after in (
        (54, 9, "medium", "Walked home by himself", 40),
        (49, 14, "medium", "Retail park", 60),
        (48, 11, "high", "A friend's flat", 70),
        (47, 30, "high", "Not said", 100),
        (46, 52, "high", "Coach station in another county", 48),
        (39, 8, "high", "At the river", 20),
        (24, 5, "high", "Rang to be collected", 24),
        (3, 3, "medium", "On the bus home; he rang", 30),
    ):
        began = _ago(stage, weeks, 20)
        back = began + timedelta(hours=hours)
        record_missing(
            stage.session,
            episode_id,
            MissingDetails(
                missing_from=began,
                found_at=back,
                police_grade=grade,
                where_found=found,
                interview_offered=True,
                interview_accepted=True,
                interview_at=back + timedelta(hours=interview_after),
                interview_by="Marie Madeup-Byrne",
                learning="He goes when his phone tells him to; he comes back when he is hungry." if weeks == 47 else "",
            ),
        )


def _concerns(stage: Stage, episode_id: str) -> None:
    session = stage.session
    adult = record_concern(
        session,
        episode_id,
        ConcernDetails(
            kind="person",
            descriptor="Adult M1: about thirty, drives a grey car, uses the name “Ticket”",
            link="Collects children at the school gate; runs the line",
            contact_restrictions="Warning notice; remanded until trial",
        ),
    )
    for kind, descriptor, link in (
        ("place", "Retail park behind Notional Road", "Children are met here on Friday evenings"),
        ("phone", "The line ending 000", "Advertises drugs in two market towns"),
        ("vehicle", "Grey car, index known to police", "Seen at the coach station"),
        ("account", "An account called sample_ghost", "A new name that writes to Kacper and to Zofia"),
    ):
        record_concern(session, episode_id, ConcernDetails(kind=kind, descriptor=descriptor, link=link))
    for measure, stage_id, weeks, agency, impact in (
        (
            "cawn",
            "issued",
            44,
            "police",
            "Kacper is afraid that he will be blamed; his mother is told before it is served.",
        ),
        ("premises-licensing", "requested", 43, "licensing", "None on Kacper: it is about the place."),
    ):
        record_disruption(
            session,
            episode_id,
            DisruptionDetails(
                measure=measure,
                stage=stage_id,
                stage_on=_ago(stage, weeks, 12).date(),
                agency=agency,
                concern_id=adult.concern_id if measure == "cawn" else None,
                victim_impact=impact,
            ),
        )
    record_nrm(
        session,
        episode_id,
        NrmDetails(
            considered_on=_ago(stage, 45, 12).date(),
            referred=True,
            reason="Moved between towns and made to carry drugs by threat",
            first_responder="local-authority",
            referred_on=_ago(stage, 45, 12).date(),
            nrm_reference="NRM-0000-SAMPLE",
            reasonable_grounds="positive",
            conclusive_grounds="waiting",
            guardian="appointed",
        ),
    )


def _mei(stage: Stage, episode_id: str) -> None:
    began = _ago(stage, 2, 22)
    record_missing(
        stage.session,
        episode_id,
        MissingDetails(
            missing_from=began, found_at=began + timedelta(hours=20), police_grade="high", where_found="A station"
        ),
    )
    record_nrm(
        stage.session,
        episode_id,
        NrmDetails(
            considered_on=_ago(stage, 3, 12).date(),
            referred=True,
            reason="Found at work without pay; her papers are held by others",
            first_responder="police",
            referred_on=_ago(stage, 3, 12).date(),
            reasonable_grounds="waiting",
        ),
    )


def _ago(stage: Stage, weeks: int, hour: int) -> datetime:
    return london(stage.day - timedelta(weeks=weeks), hour)

"""The other children's meetings: one held and approved, one adjourned for want of a quorum, two planned."""

from __future__ import annotations

from datetime import timedelta

from cremeet.clock import london, london_date
from cremeet.demo.answers import seen, vulnerability
from cremeet.demo.play import Stage, play
from cremeet.demo.script import Agreed, Circle, Decided, Said, Script
from cremeet.services import attendance, directory, holding, invitations, meetings, planning
from cremeet.services.assessing import Answer
from cremeet.services.meeting_records import VoiceDetails
from cremeet.services.packs import practice
from cremeet.services.planning import MeetingPlan

AMIRA, PRIYA, LOWRI, HANA = "Amira Sample-Khan", "Priya Example-Nair", "Lowri Enghraifft-Wyn", "Hana Specimen"


def fill(stage: Stage, episode_of: dict[str, str]) -> int:
    """Play or plan the other meetings, by the cast's keys, and return how many there are."""
    play(stage, episode_of["aisha"], aisha())
    _adjourned(stage, episode_of["mei"])
    _planned(stage, episode_of["sion"], days=6)
    _planned(stage, episode_of["morgan"], days=12, kind="transition")
    return 4


def aisha() -> Script:
    """Return Aisha's initial meeting: a forced marriage, and a date that is set."""
    return Script(
        kind="initial",
        weeks=3,
        hour=11,
        trigger="A journey abroad that she does not want",
        circle=Circle((AMIRA, PRIYA, LOWRI, HANA), (("Aisha Misali", "", "child"),)),
        voice=VoiceDetails(
            invited=True,
            invited_how="By her tutor, at college, never by post",
            attended="all",
            advocate="Ines Sampleton",
            method="interpreter",
            gathered_by="Ines Sampleton",
            own_words="میں پڑھنا چاہتی ہوں۔ (I want to study.)",
            space="A room at college, with an interpreter whom she chose.",
            voice="She spoke for herself.",
            audience="Everyone waited for the interpreter.",
            influence="Nobody contacts the family without her knowing first.",
            feedback_by="Ines Sampleton",
            feedback_how="At college",
            parents_not_invited_reason="Telling the family would put her in danger: the one-chance rule.",
        ),
        answers={
            "taken-abroad-fear": seen("confirmed", "Tickets seen by her tutor.", "Education"),
            "identity-unsafe": vulnerability("yes", "yes", "Cannot say at home whom she likes."),
            "anxiety-or-withdrawal": seen("confirmed", "Cries before holidays.", "Education"),
            "papers-withheld": seen("suspected", "Her passport is kept from her.", "Herself", "judgement"),
            "late-home": Answer(answer="no"),
        },
        level="high",
        level_reason="A date is set and she may be taken at any time.",
        analysis="The danger is a journey, and it has a date. Speaking to the family could bring it forward.",
        strengths="She asked for help, and asked the right person.",
        protective=("trusted-adult", "in-education"),
        contingency="If the date moves: emergency protection order and police protection the same day.",
        trigger_plan="Absent from college without a call by ten: ring police on 999 and say forced marriage.",
        said=(
            Said("agency_updates", HANA, "Attendance is full; college is where she is safe.", tag="not-family"),
            Said("agency_updates", LOWRI, "No injury. Asked about sleep: three hours."),
            Said("concerns", AMIRA, "Travel is booked for the week after term ends.", tag="police"),
        ),
        decided=(
            Decided("Begin section 47 enquiries jointly, without telling the family first",
                    "Telling them would put her in danger.", "s47-joint", tag="not-family"),
            Decided("Apply for a forced marriage protection order", "It keeps her passport and forbids the journey.",
                    "protection-order", tag="not-family"),
        ),
        agreed=(
            Agreed("Apply for a forced marriage protection order", "protect", "She cannot be taken abroad", PRIYA, 2,
                   "Order granted", "Police protection", "high", "taken-abroad-fear", "not-family"),
            Agreed("A code word at college and a daily call", "protect", "Absence is noticed within the hour", HANA, 1,
                   "Code word known to four people", priority="high", tag="not-family"),
            Agreed("Flag at the border", "disrupt", "Travel is stopped at the airport", AMIRA, 1, "Marker confirmed",
                   priority="high", indicator="papers-withheld", tag="police"),
            Agreed("Counselling in Urdu, at college", "recover", "She has somebody to talk to", LOWRI, 10,
                   "First session kept", tag="not-family"),
        ),
        none_because={
            "identify": "Her account is clear; no more is asked of her.",
            "prevent": "The order prevents; work with the family would not be safe.",
            "prosecute": "At her wish not now; evidence is kept.",
        },
        review_weeks=4,
    )  # fmt: skip


def _plan(stage: Stage, episode_id: str, kind: str, days: int, hour: int) -> str:
    session = stage.session
    timescales = practice(session).timescales
    stage.clock.set(london(timescales.add_working(stage.day, min(days, 0) - 3), 9))
    starts = london(timescales.add_working(stage.day, days) if days else stage.day, hour)
    proposal = planning.propose(session, episode_id, kind, london_date(stage.clock()), starts)
    plan = MeetingPlan(
        kind=kind,
        trigger=proposal.kind_title,
        triggered_on=london_date(stage.clock()),
        starts_at=starts,
        planned_minutes=proposal.planned_minutes,
        mode="mixed",
        place="Northmere Civic Centre, room 1, and by video",
        chair="Rhiannon Pretend-Owen",
        chair_role="Independent chair, Northmere Council (invented)",
        minute_taker="Dominic Placeholder",
        late_reason="" if london_date(starts) <= proposal.due_on else "The first day on which every agency could come.",
    )
    meeting_id = planning.plan_meeting(session, episode_id, plan, proposal.items)
    names = {person.details.name: person.id for person in directory.professionals(session)}
    invitations.invite(session, meeting_id, tuple(names[name] for name in (AMIRA, PRIYA, LOWRI, HANA)))
    return meeting_id


def _planned(stage: Stage, episode_id: str, *, days: int, kind: str = "initial") -> None:
    _plan(stage, episode_id, kind, days, 14)


def _adjourned(stage: Stage, episode_id: str) -> None:
    """Begin a meeting at which police and health do not come, and adjourn it."""
    session = stage.session
    meeting_id = _plan(stage, episode_id, "initial", -4, 15)
    view = meetings.meeting_view(session, meeting_id)
    stage.clock.set(view.head.starts_at)
    holding.start(session, meeting_id)
    for person in view.people:
        here = person.name in {PRIYA, HANA}
        attendance.mark(session, person.attendance_id, "present" if here else "no-response")
    stage.clock.advance(timedelta(minutes=10))
    holding.adjourn(
        session, meeting_id, "Not quorate: neither police nor health came. To be held within two working days."
    )

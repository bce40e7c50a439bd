"""Kacper's last two meetings: the risk falls, and the trial comes near."""

from __future__ import annotations

from cremeet.demo import kacper_answers
from cremeet.demo.kacper_circle import AMIRA, CIRCLE, GARETH, HANA, LOWRI, MARIE, MARK, PRIYA
from cremeet.demo.script import Agreed, Decided, Heard, Report, Said, Script
from cremeet.services.meeting_records import VoiceDetails


def second_review() -> Script:
    """Return the second review: quieter, medium risk, police dissent."""
    return Script(
        kind="review",
        weeks=14,
        hour=10,
        trigger="Review",
        circle=CIRCLE,
        late_reason="The summer review was put off twice while Kacper was moved for his safety.",
        voice=VoiceDetails(
            invited=True,
            invited_how="By Marie, on a Friday call",
            attended="all",
            advocate="Ines Sampleton",
            method="in-the-meeting",
            gathered_by="Ines Sampleton",
            own_words="It is quieter. I still look behind me.",
            space="The room was his choice; no uniforms.",
            voice="He chaired his own item.",
            audience="Each agency said what it had done since he asked.",
            influence="He chose which school days come first.",
            feedback_by=MARIE,
            feedback_how="On the Friday call",
            parents_views="He laughs again.",
            parents_gathered_by=PRIYA,
        ),
        answers=kacper_answers.FOURTH,
        level="medium",
        level_reason="No missing night for six weeks; adult M1 is on bail and may still reach him.",
        analysis="Disruption worked. The danger is now a return when bail ends.",
        strengths="Back at school full time; says no and means it.",
        protective=("trusted-adult", "in-education", "uses-safety-plan"),
        contingency="If adult M1 breaks bail or contacts him: strategy discussion the same day.",
        trigger_plan="Ring Marie first, then the missing team.",
        absent={GARETH: ("apologies", "At court")},
        reports=(Report(GARETH, "No offence in six months; referral order ends in spring."),),
        said=(
            Said("agency_updates", MARK, "Full timetable since half-term; 88 per cent."),
            Said("missing", MARIE, "One late return in six weeks; he rang."),
            Said("concerns", AMIRA, "Adult M1 is on bail with conditions; one unexplained contact.", tag="police"),
        ),
        decided=(
            Decided(
                "Level of risk falls to medium",
                "Six weeks without a missing night, school full time.",
                "level-down",
                (
                    (
                        "police",
                        AMIRA,
                        "M1 is still on bail; police would have kept the level high until the trial date.",
                    ),
                ),
            ),
        ),
        agreed=(
            Agreed(
                "Bail conditions checked with Kacper's routes to school",
                "disrupt",
                "M1 cannot be on his way",
                AMIRA,
                5,
                "Map agreed with the court team",
                tag="police",
                indicator="known-exploiter",
            ),
            Agreed("Apprenticeship taster days", "recover", "A future that is his", HANA, 40, "Two tasters done"),
        ),
        heard=(
            Heard(1, "done", "Every episode had its interview."),
            Heard(2, "done", "Sessions end; he asks for football instead."),
            Heard(5, "in-progress", "Began in September.", reason="The group started late.", days=40),
            Heard(
                8, "in-progress", "Ready after his birthday.", reason="At his own wish; the evidence keeps.", days=55
            ),
            Heard(10, "in-progress", "Fourteen of fifteen calls made.", days=70),
            Heard(
                11,
                "done",
                "The debt is spoken about with his worker; no message since spring.",
                impact="He answers his phone.",
            ),
            Heard(
                12,
                "in-progress",
                "On the waiting list.",
                reason="Eighteen weeks' wait.",
                days=30,
                escalated_to="Designated nurse",
            ),
            Heard(13, "done", "Back full time after half-term."),
        ),
        none_because={
            "identify": "Nothing new is unknown; the missing plan stands.",
            "prevent": "The Friday call is carried.",
            "protect": "The safety plan stands and is used.",
            "prosecute": "The interview is carried under an earlier action.",
        },
        overrides={"high-indicator": "Followed by police outside this plan since adult M1 was bailed."},
        review_weeks=12,
        review_reason="Before the trial date.",
    )


def third_review() -> Script:
    """Return the third review, before the trial: the one whose documents the demonstration leaves."""
    return Script(
        kind="review",
        weeks=0,
        hour=10,
        trigger="Review before the trial",
        circle=CIRCLE,
        late_reason="Moved by two weeks so that Kacper could come after his mock examinations.",
        voice=VoiceDetails(
            invited=True,
            invited_how="By Marie, on a Friday call, and a card that he helped to write",
            attended="part",
            absence_reason="Left before the part about the investigation, as agreed with him.",
            advocate="Ines Sampleton",
            method="written",
            gathered_by="Ines Sampleton",
            own_words="I like it when people say what is going to happen and then it actually happens.",
            space="He chose where to sit and when to leave.",
            voice="His page was read aloud by his advocate.",
            audience="The chair and every agency answered it point by point.",
            influence="The order of the trial visits is his; the taster days follow his choice.",
            feedback_by=MARIE,
            feedback_how="On the Friday call, and a one-page letter in plain words",
            parents_views="Proud of him. Worried about the days of the trial and about Zofia's messages.",
            parents_gathered_by=PRIYA,
        ),
        answers=kacper_answers.FIFTH,
        level="medium",
        level_reason="The signs have fallen again, but a new name in his messages is unexplained and the trial nears.",
        analysis="He is safer because adult M1 is remanded and because school, home and Marie hold. "
        "The trial and a new contact could undo that; his sister's messages may come from the same people.",
        strengths="92 per cent at school, taster days kept, a safety plan that he uses without being told.",
        protective=(
            "trusted-adult",
            "safe-home",
            "in-education",
            "understands-grooming",
            "uses-safety-plan",
            "exploiter-disrupted",
        ),
        contingency="If he is approached before the trial: witness care and police move him to family the same day.",
        trigger_plan="Missing at all before the trial is high risk. Ring Marie, then the missing team on 101.",
        absent={GARETH: ("apologies", "Report sent")},
        late={LOWRI: 8},
        reports=(
            Report(GARETH, "The referral order ended early for good progress. No concern about offending."),
            Report(
                AMIRA,
                "Trial fixed for February; two witnesses have withdrawn.",
                tag="police",
                cannot_share="The names of the other witnesses.",
            ),
        ),
        said=(
            Said(
                "confidentiality", "", "Confidentiality statement read out. The part about the investigation is closed."
            ),
            Said("previous_actions", "", "Earlier actions reviewed first: three are done, three go on."),
            Said("identity", PRIYA, "No change of placement or legal status. Kacper agrees to the meeting."),
            Said("views", "Kacper Przykładny", "“I like it when people say what is going to happen.”", kind="voice"),
            Said("parents_views", PRIYA, "His mother asks who will sit with him on the days of the trial."),
            Said("agency_updates", AMIRA, "Adult M1 is remanded. No missing report since the last review."),
            Said("agency_updates", PRIYA, "Walks the dog with Kacper on Fridays; he brought up the trial himself."),
            Said("agency_updates", LOWRI, "Nightmares most weeks. Therapy offered for January.", kind="risk"),
            Said("agency_updates", MARK, "92 per cent since September. Reads aloud in form time <and likes it>."),
            Said("agency_updates", MARIE, "“If I get a message I show it to you now.”", kind="voice"),
            Said("missing", MARIE, "Late twice this month; he rang both times."),
            Said("concerns", AMIRA, "A new name in his messages uses the number of the old line.", tag="police"),
            Said(
                "concerns",
                AMIRA,
                "One witness is known to live on Kacper's street.",
                tag="named-agencies",
                agencies=("police", "social-care"),
            ),
            Said(
                "linked_children",
                PRIYA,
                "Zofia, 12, has messages from an unknown account since October.",
                kind="risk",
                tag="professionals",
            ),
            Said("nrm", PRIYA, "Reasonable grounds stand; the guardian meets him before the trial."),
            Said(
                "disruption", AMIRA, "The notice lapsed with the remand; bail conditions are ready if he is released."
            ),
            Said("contingency", PRIYA, "The family in the next county has a room for him in February."),
            Said("feedback", MARIE, "A one-page letter in plain words, then the Friday call."),
            Said("risk", PRIYA, "Fewer signs than in spring; fear of the trial is new.", kind="risk"),
        ),
        decided=(
            Decided(
                "Level of risk stays medium",
                "Fewer signs, but a new unexplained contact and the trial in February.",
                "level-same",
                (("education", MARK, "School sees a low risk now and fears that the label keeps him from trips."),),
            ),
            Decided(
                "Zofia's messages are looked at in a meeting of her own",
                "The account may belong to the same people; her story must not be mixed with his.",
                "cre-plan-start",
                tag="professionals",
            ),
            Decided(
                "Ask the court for special measures", "He is a child and is afraid of being seen.", "legal-gateway"
            ),
        ),
        agreed=(
            Agreed(
                "Find out who the new name is",
                "identify",
                "We know who is trying to reach him",
                AMIRA,
                5,
                "Account attributed, or a reason why not",
                "Ask the regional unit",
                "high",
                "unknown-older-adult",
                "police",
            ),
            Agreed(
                "Go through his messages together each Friday, as he offered",
                "prevent",
                "He does not carry it alone",
                MARIE,
                4,
                "Every Friday until the trial",
                "Priya takes over in leave weeks",
            ),
            Agreed(
                "Safety plan for the days of the trial, with Kacper and his mother",
                "protect",
                "Each day has a route, a person and a way out",
                PRIYA,
                10,
                "Plan signed by all three",
                "Stay with family during the trial",
                "high",
            ),
            Agreed(
                "Ask for screens and a supporter at court",
                "prosecute",
                "He can give evidence without being seen",
                AMIRA,
                15,
                "Special measures granted",
                "Pre-recorded cross-examination",
            ),
            Agreed(
                "Confirm the January therapy date and who takes him",
                "recover",
                "He sleeps",
                LOWRI,
                8,
                "First session kept",
                "Private provider funded by the panel",
                "",
                "trauma-signs",
            ),
            Agreed(
                "Plan what happens after year 11",
                "recover",
                "A place that he chose",
                HANA,
                30,
                "Application sent",
                "Sixth form at his own school",
            ),
        ),
        heard=(
            Heard(5, "done", "Small group finished; he reads aloud.", impact="Attendance 92 per cent."),
            Heard(8, "done", "ABE interview recorded in October.", impact="He says that it is off his chest."),
            Heard(10, "in-progress", "Every call made since September.", days=55),
            Heard(
                12,
                "in-progress",
                "Offered for January after escalation.",
                reason="Waiting list; now has a date.",
                days=35,
                escalated_to="Designated nurse",
            ),
            Heard(
                15,
                "in-progress",
                "One of two taster days done; the workshop closed before the second.",
                reason="The workshop closed; another is asked.",
            ),
            Heard(14, "done", "Routes and conditions agreed.", impact="Bail was breached once and acted on."),
        ),
        none_because={"disrupt": "Adult M1 is remanded; police act on the new contact under Identify."},
        overrides={
            "restricted-handling": "Social care must know where the witness lives, to keep Kacper's routes safe; "
            "agreed by police."
        },
        review_weeks=10,
        review_reason="After the first week of the trial, so that the plan can follow it.",
        approved=False,
    )

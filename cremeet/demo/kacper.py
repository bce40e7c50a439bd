"""Kacper's year: five invented meetings in which the risk rises, is acted on, and falls."""

from __future__ import annotations

from cremeet.demo.answers import all_no, all_no_twice, seen, vulnerability
from cremeet.demo.script import Agreed, Circle, Decided, Heard, Report, Said, Script
from cremeet.services.assessing import Answer
from cremeet.services.meeting_records import VoiceDetails

AMIRA, COLIN = "Amira Sample-Khan", "Colin Mocktree"
PRIYA, WENDY = "Priya Example-Nair", "Wendy Fictional"
LOWRI, MARK, HANA = "Lowri Enghraifft-Wyn", "Mark Mockbell", "Hana Specimen"
GARETH, MARIE = "Gareth Notional", "Marie Madeup-Byrne"

CIRCLE = Circle(
    (AMIRA, PRIYA, LOWRI, MARK, GARETH, MARIE),
    (("Kacper Przykładny", "", "child"), ("Agnieszka Przykładna", "Mother", "parent")),
)

_BASE: dict[str, Answer] = (
    all_no_twice(("abuse-or-neglect", "homelessness", "young-carer", "identity-unsafe", "immigration-status"))
    | all_no(
        (
            "taken-abroad-fear",
            "papers-withheld",
            "extremist-contact",
            "us-and-them",
            "justifies-violence",
            "extremist-group",
            "sexual-health-need",
            "pregnancy-concern",
            "sexual-assault",
            "home-taken-over",
            "placement-breakdown",
            "older-controlling-partner",
            "images",
            "blackmail-or-livestream",
            "hotel-car-party",
        )
    )
    | {
        "bereavement": vulnerability(
            "yes", "yes", "His grandfather, who raised him until he was nine, died last year."
        ),
        "learning-or-communication": vulnerability("yes", "yes", "Reading age of nine; school SEN support."),
        "poverty": vulnerability("yes", "yes", "One wage; food bank twice this year."),
        "isolation": vulnerability("yes", "not-known", "Says he has nobody at school."),
    }
)

_FIRST = _BASE | {
    "late-home": seen("confirmed", "Home after eleven four times in a month.", "Mother"),
    "missing-overnight": seen("suspected", "One night unexplained; not reported at the time.", "Mother", "judgement"),
    "missing-repeatedly": Answer(answer="no"),
    "attendance-drop": seen("confirmed", "From 94 to 71 per cent in a term.", "School"),
    "unexplained-gifts": seen("suspected", "New trainers; says a friend lent them.", "School"),
    "hidden-accounts": seen("suspected", "Two phones seen.", "School", "judgement"),
    "new-secret-circle": seen("confirmed", "Will not say who he meets.", "Mother"),
    "anxiety-or-withdrawal": seen("suspected", "Quiet in class, not eating at lunch.", "School"),
}

_SECOND = _FIRST | {
    "missing-overnight": seen("confirmed", "Three nights in the month, two without contact.", "Police"),
    "missing-repeatedly": seen("confirmed", "Four reports in thirty days.", "Police"),
    "found-elsewhere": seen("confirmed", "Found at a coach station ninety miles away.", "Police"),
    "returned-harmed": seen("confirmed", "Bruised ribs; would not say how.", "Health"),
    "unknown-older-adult": seen("confirmed", "Collected at the school gate by a man of about thirty.", "School"),
    "threats-or-debt": seen("suspected", "Told his mother that he owes money.", "Mother"),
    "drugs-or-cash-found": seen("confirmed", "£340 and wraps found at the coach station.", "Police"),
    "carries-weapon": seen("suspected", "Asked a friend for a knife.", "School", "judgement"),
    "known-hotspot": seen("confirmed", "Seen at the retail park on five dates.", "Police"),
}

_THIRD = _SECOND | {
    "debt-bond": seen("confirmed", "Messages on his phone set a sum and a day.", "Police"),
    "known-exploiter": seen("confirmed", "Vehicle linked to adult M1.", "Police"),
    "tells-of-exploitation": seen("confirmed", "Told the return interview worker what he is made to do.", "Voluntary"),
    "self-harm": seen("suspected", "Marks on his arms.", "Health"),
    "out-of-school": seen("confirmed", "Part-time timetable since October.", "School"),
}

_FOURTH = _THIRD | {
    "missing-overnight": seen("historic", "None for six weeks.", "Police"),
    "missing-repeatedly": seen("historic", "One late return in six weeks.", "Police"),
    "found-elsewhere": seen("historic", "Not found out of the area since spring.", "Police"),
    "known-hotspot": seen("historic", "Not seen at the retail park since June.", "Police"),
    "returned-harmed": seen("historic", "No injury seen since spring.", "Health"),
    "debt-bond": seen("historic", "No message since the warning notice.", "Police"),
    "known-exploiter": seen("suspected", "Adult M1 is on bail; one unexplained contact.", "Police"),
    "drugs-or-cash-found": seen("historic", "Nothing found in two searches that he agreed to.", "Police"),
    "tells-of-exploitation": seen("historic", "He has told his story; evidence is recorded.", "Police"),
    "out-of-school": seen("historic", "Back full time after half-term.", "School"),
    "carries-weapon": seen("no", "None seen or heard of.", "School"),
    "self-harm": seen("not-known", "Not asked since spring.", "Health"),
    "suicidal-thoughts": Answer(answer="no"),
}

_FIFTH = _FOURTH | {
    "known-exploiter": seen("historic", "Adult M1 is remanded.", "Police"),
    "threats-or-debt": seen("historic", "Says that nobody asks him for money now.", "Direct work"),
    "unknown-older-adult": seen("suspected", "A new name in messages, not yet known.", "Police", "judgement"),
    "late-home": seen("confirmed", "Twice this month, both times he rang.", "Mother"),
    "attendance-drop": seen("no", "92 per cent since September.", "School"),
    "unexplained-gifts": seen("no", "Nothing since the summer.", "Mother"),
    "self-harm": seen("no", "Asked and answered with the nurse.", "Health"),
    "trauma-signs": seen("confirmed", "Nightmares; jumps at doors.", "Health"),
    "hidden-accounts": seen("historic", "Shares his phone with his worker on Fridays.", "Direct work"),
    "anxiety-or-withdrawal": seen("suspected", "Anxious before the trial.", "Health"),
}


def scripts() -> tuple[Script, ...]:
    """Return the five meetings, oldest first; the last is held on the day of the demonstration."""
    return (_initial(), _strategy(), _first_review(), _second_review(), _third_review())


def _initial() -> Script:
    return Script(
        kind="initial",
        weeks=52,
        hour=10,
        trigger="Police referral after a stop at the retail park",
        circle=CIRCLE,
        voice=VoiceDetails(
            invited=True,
            invited_how="By text and in person by his social worker",
            attended="no",
            absence_reason="Said that he did not want to sit in a room with police.",
            method="direct-work",
            gathered_by=PRIYA,
            own_words="Everyone talks about me. Nobody says what they are going to do.",
            space="He chose the place and the time.",
            voice="Drew a map of where he feels safe; it was shown to the meeting.",
            audience="The chair read his words out first.",
            influence="He asked that nobody turns up in uniform at school. Agreed.",
            feedback_by=PRIYA,
            feedback_how="In person, the day after",
            parents_views="Frightened of what he owes and to whom. Wants to be told quickly when he is seen.",
            parents_gathered_by=PRIYA,
        ),
        answers=_FIRST,
        level="medium",
        level_reason="Signs of grooming in three parts of his life; nobody has seen control or harm yet.",
        analysis="Money, absence and a hidden circle began in one month. Loss and isolation made the offer welcome.",
        strengths="A mother who rings; a form tutor whom he trusts.",
        protective=("trusted-adult",),
        contingency="If he is missing overnight or found with drugs: strategy discussion the same day.",
        trigger_plan="Ring the mother, then police on 101 with the trigger plan number; check the retail park first.",
        absent={MARIE: ("apologies", "On leave")},
        reports=(Report(LOWRI, "Last seen by the school nurse in June; no injury; asked for help with sleep."),),
        said=(
            Said("agency_updates", AMIRA, "Seen on five dates with young men from outside the area."),
            Said("agency_updates", MARK, "Attendance fell from 94 to 71 per cent this term; tired and hungry."),
            Said("agency_updates", PRIYA, "Opens up while walking the dog; not indoors."),
            Said("concerns", AMIRA, "The vehicle is linked to adult M1, who is known to another force.", tag="police"),
        ),
        decided=(
            Decided(
                "Begin a multi-agency plan for exploitation",
                "The signs fit grooming for county lines, and early action may stop it.",
                "cre-plan-start",
            ),
        ),
        agreed=(
            Agreed(
                "Offer a return interview within 72 hours each time he is missing",
                "identify",
                "We learn where he goes and with whom",
                MARIE,
                10,
                "Every episode has an interview offered",
            ),
            Agreed(
                "Weekly walk-and-talk sessions",
                "prevent",
                "He has an adult outside the group",
                PRIYA,
                15,
                "Six sessions kept by the review",
                indicator="new-secret-circle",
            ),
            Agreed(
                "Safety plan with Kacper and his mother, in Polish and English",
                "protect",
                "Both know what to do and whom to ring",
                PRIYA,
                10,
                "Both can say the plan in their own words",
            ),
            Agreed(
                "Share sightings at the retail park with the licensing officer",
                "disrupt",
                "The meeting point is watched",
                AMIRA,
                10,
                "Two visits made",
                tag="police",
            ),
            Agreed(
                "Reading support in a small group",
                "recover",
                "School is worth coming to",
                MARK,
                20,
                "Attendance above 85 per cent",
                indicator="attendance-drop",
            ),
        ),
        none_because={"prosecute": "No offence against him is known yet; evidence is kept as it comes."},
        review_weeks=7,
        approved=True,
    )


def _strategy() -> Script:
    return Script(
        kind="strategy",
        weeks=45,
        hour=14,
        trigger="Found ninety miles away with bruised ribs and drugs",
        circle=CIRCLE,
        voice=VoiceDetails(
            invited=False,
            attended="no",
            absence_reason="He was in hospital when the meeting was held.",
            method="conversation",
            gathered_by=PRIYA,
            own_words="If I stop, they will come to our house.",
            influence="His fear for the family is why police visit the street tonight.",
            feedback_by=PRIYA,
            feedback_how="At the hospital",
            parents_views="Asks whether the family can move.",
            parents_gathered_by=PRIYA,
        ),
        answers=_SECOND,
        level="high",
        level_reason="He has come to harm and is being moved between towns.",
        analysis="He is being trafficked within the country and made to carry drugs. He is a victim of crime.",
        strengths="He asked the nurse to stay.",
        protective=("trusted-adult",),
        contingency="If the home is not safe: emergency accommodation out of the area tonight.",
        trigger_plan="Treat every absence as high risk; police to respond at once.",
        absent={GARETH: ("no-response", "")},
        late={MARK: 10},
        said=(
            Said("agency_updates", AMIRA, "Four missing reports in thirty days; found at a coach station."),
            Said("agency_updates", LOWRI, "Two ribs bruised, older marks; he says he fell."),
            Said("concerns", AMIRA, "A phone line advertises drugs in two market towns.", tag="police"),
        ),
        decided=(
            Decided(
                "Begin section 47 enquiries jointly",
                "He is suffering significant harm from people outside the family.",
                "s47-joint",
            ),
            Decided("Refer to the National Referral Mechanism", "Moved and made to work by threat.", "nrm-referral"),
        ),
        agreed=(
            Agreed(
                "Refer to the National Referral Mechanism",
                "protect",
                "He is recognised as a victim",
                WENDY,
                1,
                "Reference received",
                priority="high",
                indicator="found-elsewhere",
            ),
            Agreed(
                "Apply for a Child Abduction Warning Notice about adult M1",
                "disrupt",
                "M1 may not be with him",
                AMIRA,
                3,
                "Notice served",
                priority="high",
                tag="police",
                indicator="unknown-older-adult",
            ),
            Agreed(
                "Record an ABE interview when he is ready",
                "prosecute",
                "His account is heard once, and well",
                AMIRA,
                20,
                "Interview recorded, or his reason not to",
                indicator="returned-harmed",
            ),
            Agreed(
                "Alarm at home and a marker on the address", "protect", "Police come at once", COLIN, 2, "Alarm tested"
            ),
        ),
        heard=(Heard(1, "in-progress", "Two of four interviews done."), Heard(4, "done", "Two visits made.")),
        none_because={
            "prevent": "Carried by the plan already agreed.",
            "identify": "Carried by the plan already agreed.",
            "recover": "Too early; health asks again at the review.",
        },
        overrides={"high-indicator": "Tonight's safety comes first; the review in six weeks names an action for each."},
        review_weeks=6,
    )


def _first_review() -> Script:
    return Script(
        kind="review",
        weeks=39,
        hour=10,
        trigger="Review",
        circle=CIRCLE,
        voice=VoiceDetails(
            invited=True,
            invited_how="By his worker",
            attended="part",
            absence_reason="Came for the first half hour, by choice.",
            advocate="Ines Sampleton",
            method="advocate",
            gathered_by="Ines Sampleton",
            own_words="I told Marie everything. Now I want it to be somebody else's turn to do something.",
            voice="His advocate wrote down three wishes.",
            audience="He spoke first; everyone answered him by name.",
            influence="His wish for one person to ring is now in the plan.",
            feedback_by="Ines Sampleton",
            feedback_how="In person",
            parents_views="Sleeps when he sleeps. Grateful for the alarm.",
            parents_gathered_by=PRIYA,
        ),
        answers=_THIRD,
        level="high",
        level_reason="The debt is real and adult M1 still reaches him.",
        analysis="Telling made him braver and less safe. Control is by debt.",
        strengths="He tells his story; his mother stands by him.",
        protective=("trusted-adult", "understands-grooming"),
        contingency="If threatened at home: move to family in another county the same day.",
        trigger_plan="Ring Marie first, then the missing team; check the coach station.",
        said=(
            Said("previous_actions", "", "Actions were reviewed first; three are carried forward."),
            Said("agency_updates", MARIE, "He said what he is made to do and was relieved.", kind="voice"),
            Said("agency_updates", LOWRI, "Marks on his arms; seen twice since.", kind="risk"),
            Said("concerns", AMIRA, "Messages on his phone set a sum and a day.", tag="police"),
        ),
        decided=(
            Decided("Level of risk stays high", "Control by debt; the exploiter is not yet stopped.", "level-same"),
            Decided("Take the plan to the tasking group", "The line runs through three forces.", "tasking"),
        ),
        agreed=(
            Agreed(
                "One named person rings him each Friday",
                "prevent",
                "He is not surprised by strangers",
                MARIE,
                5,
                "No Friday missed by the review",
            ),
            Agreed(
                "Write off the debt safely: advice from the modern slavery team",
                "protect",
                "The debt loses its hold",
                WENDY,
                15,
                "Plan agreed with him",
                priority="high",
                indicator="debt-bond",
            ),
            Agreed(
                "Therapy assessment for trauma",
                "recover",
                "He sleeps and is less afraid",
                LOWRI,
                25,
                "First appointment kept",
                indicator="self-harm",
            ),
            Agreed(
                "Return to a full timetable by half-term",
                "recover",
                "He is back with friends",
                MARK,
                30,
                "Five days a week",
                indicator="out-of-school",
            ),
        ),
        heard=(
            Heard(1, "in-progress", "Interviews are now offered each time."),
            Heard(2, "in-progress", "Five of six sessions kept.", days=30),
            Heard(
                3, "done", "Plan in both languages on the fridge.", impact="His mother rang within the hour last time."
            ),
            Heard(
                5,
                "not-started",
                "No group to join until after half-term.",
                reason="The school had no teacher for it.",
                days=30,
            ),
            Heard(6, "done", "Reasonable grounds decision received.", impact="He has a guardian."),
            Heard(7, "done", "Notice served on adult M1."),
            Heard(8, "in-progress", "He wants to wait until after his exams.", reason="At his own wish.", days=60),
            Heard(9, "done", "Alarm fitted and tested."),
        ),
        none_because={
            "identify": "Return interviews go on under an earlier action.",
            "disrupt": "The notice is served; police work goes on outside this plan.",
            "prosecute": "The interview is carried under an earlier action.",
        },
        overrides={"high-indicator": "Answered by the debt advice, the notice and the alarm that are in place."},
        review_weeks=12,
        review_reason="Earlier if the trigger plan is used; the tasking group meets before.",
    )


def _second_review() -> Script:
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
        answers=_FOURTH,
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


def _third_review() -> Script:
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
        answers=_FIFTH,
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

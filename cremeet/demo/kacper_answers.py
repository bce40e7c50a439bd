"""The answers of Kacper's five assessments: each starts from the one before."""

from __future__ import annotations

from cremeet.demo.answers import all_no, all_no_twice, seen, vulnerability
from cremeet.services.assessing import Answer

BASE: dict[str, Answer] = (
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

FIRST = BASE | {
    "late-home": seen("confirmed", "Home after eleven four times in a month.", "Mother"),
    "missing-overnight": seen("suspected", "One night unexplained; not reported at the time.", "Mother", "judgement"),
    "missing-repeatedly": Answer(answer="no"),
    "attendance-drop": seen("confirmed", "From 94 to 71 per cent in a term.", "School"),
    "unexplained-gifts": seen("suspected", "New trainers; says a friend lent them.", "School"),
    "hidden-accounts": seen("suspected", "Two phones seen.", "School", "judgement"),
    "new-secret-circle": seen("confirmed", "Will not say who he meets.", "Mother"),
    "anxiety-or-withdrawal": seen("suspected", "Quiet in class, not eating at lunch.", "School"),
}

SECOND = FIRST | {
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

THIRD = SECOND | {
    "debt-bond": seen("confirmed", "Messages on his phone set a sum and a day.", "Police"),
    "known-exploiter": seen("confirmed", "Vehicle linked to adult M1.", "Police"),
    "tells-of-exploitation": seen("confirmed", "Told the return interview worker what he is made to do.", "Voluntary"),
    "self-harm": seen("suspected", "Marks on his arms.", "Health"),
    "out-of-school": seen("confirmed", "Part-time timetable since October.", "School"),
}

FOURTH = THIRD | {
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

FIFTH = FOURTH | {
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

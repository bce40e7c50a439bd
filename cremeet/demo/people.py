"""The invented professionals and children of the demonstration; every name says that it is one: sample, pretend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from cremeet.services.children import CarerDetails, ChildDetails
from cremeet.services.directory import ProfessionalDetails
from cremeet.services.episodes import EpisodeDetails

COUNCIL = "Northmere Council (invented)"

PROFESSIONALS = (
    ProfessionalDetails("Amira Sample-Khan", "police", "Detective sergeant, exploitation team", "Northmere Police"),
    ProfessionalDetails("Colin Mocktree", "police", "Missing from home co-ordinator", "Northmere Police"),
    ProfessionalDetails("Priya Example-Nair", "social-care", "Social worker", COUNCIL),
    ProfessionalDetails("Wendy Fictional", "social-care", "Team manager", COUNCIL),
    ProfessionalDetails("Lowri Enghraifft-Wyn", "health", "Safeguarding nurse", "Northmere Health Trust"),
    ProfessionalDetails("Mark Mockbell", "education", "Designated safeguarding lead", "Pretend Park Academy"),
    ProfessionalDetails("Hana Specimen", "education", "Virtual school adviser", COUNCIL),
    ProfessionalDetails("Gareth Notional", "youth-justice", "Youth justice worker", COUNCIL),
    ProfessionalDetails("Tomasz Przykład", "placement", "Residential home manager", "Imaginary House"),
    ProfessionalDetails(
        "Marie Madeup-Byrne", "voluntary", "Return interview worker", "Safe Harbour (invented charity)"
    ),
    ProfessionalDetails("Olu Makebelieve", "housing", "Housing officer", COUNCIL),
    ProfessionalDetails("Dr Fatima Dummy", "camhs", "Clinical psychologist", "Northmere Health Trust"),
    ProfessionalDetails("Ines Sampleton", "advocacy", "Independent advocate", "Young Voices (invented charity)"),
)


@dataclass(frozen=True, slots=True)
class Cast:
    """A child of the demonstration with the episode that is open for them; `months` before the day it was opened."""

    key: str
    child: ChildDetails
    months: int
    types: tuple[str, ...]
    source: str
    summary: str
    factors: tuple[str, ...] = ()
    status: str = "open"
    confirmed: bool = False

    def episode(self, day: date) -> EpisodeDetails:
        """Return the episode as opened this many months (of 30 days) before `day`."""
        return EpisodeDetails(
            opened_on=day - timedelta(days=30 * self.months),
            types=self.types,
            source=self.source,
            factors=self.factors,
            status=self.status,
            summary=self.summary,
            exploitation_confirmed=self.confirmed,
        )


def born(day: date, years: int, days_ago: int) -> date:
    """Return the birth date of somebody who turned `years` this many days before `day`."""
    birthday = day - timedelta(days=days_ago)
    return birthday.replace(year=birthday.year - years, day=min(birthday.day, 28))


def cast(day: date) -> tuple[Cast, ...]:
    """Return the children of the demonstration as they are on `day`."""
    return (*_family(day), *_others(day))


def _family(day: date) -> tuple[Cast, ...]:
    mother = CarerDetails(
        "Agnieszka Przykładna", "Mother", parental_responsibility=True, note="Works nights; texts reach her best."
    )
    return (
        Cast(
            "kacper",
            ChildDetails(
                given_names="Kacper",
                family_name="Przykładny",
                born_on=born(day, 15, 120),
                preferred_name="Kacper",
                gender="male",
                pronouns="he/him",
                ethnicity="white-other",
                first_language="Polish",
                education_needs="SEN support for reading",
                communication_needs="Short questions, time to answer, nothing read out from forms.",
                education_setting="Pretend Park Academy, year 11",
                gp="Invented Lane Surgery",
                legal_status="cin",
                allocated_worker="Priya Example-Nair",
                authority="derby",
                address="Flat 0, Nowhere Court, Northmere",
                address_withheld=True,
                carers=(mother,),
            ),
            13,
            ("cce", "county-lines"),
            "police",
            "Seen with older young men outside his area; a second phone and cash that he could not explain.",
            ("missing",),
            confirmed=True,
        ),
        Cast(
            "zofia",
            ChildDetails(
                given_names="Zofia",
                family_name="Przykładna",
                born_on=born(day, 12, 40),
                gender="female",
                ethnicity="white-other",
                first_language="Polish",
                education_setting="Pretend Park Academy, year 8",
                legal_status="early-help",
                allocated_worker="Priya Example-Nair",
                authority="derby",
                carers=(mother,),
            ),
            3,
            ("online",),
            "education",
            "Messages from accounts that nobody in the family knows; worried about her brother.",
            status="screening",
        ),
    )


def _others(day: date) -> tuple[Cast, ...]:
    return (
        Cast(
            "aisha",
            ChildDetails(
                given_names="Aisha",
                family_name="Misali",
                name_in_own_script="عائشہ مثالی",
                born_on=born(day, 16, 200),
                gender="female",
                ethnicity="asian-pakistani",
                first_language="Urdu",
                interpreter="Urdu, a woman who is not known to the family",
                education_setting="Notional Sixth Form",
                legal_status="cp",
                allocated_worker="Priya Example-Nair",
                authority="derby",
                carers=(CarerDetails("Nasreen Misali", "Aunt", contact="Contact only through the social worker."),),
            ),
            2,
            ("forced-marriage",),
            "education",
            "Told her tutor that a journey abroad is being arranged which she does not want.",
        ),
        Cast(
            "mei",
            ChildDetails(
                given_names="Mei-Ling",
                family_name="Shili",
                name_in_own_script="示例美玲",
                born_on=born(day, 17, 300),
                gender="female",
                ethnicity="asian-chinese",
                first_language="Mandarin",
                interpreter="Mandarin, by telephone",
                education_setting="",
                enrolled=False,
                legal_status="uasc",
                allocated_worker="Wendy Fictional",
                authority="other",
                out_of_area=True,
                placing_authority="Farawayshire Council (invented)",
                host_authority=COUNCIL,
            ),
            1,
            ("trafficking", "modern-slavery"),
            "police",
            "Found at work in a closed kitchen; placed in Northmere by another authority.",
            ("missing",),
        ),
        Cast(
            "sion",
            ChildDetails(
                given_names="Siôn",
                family_name="Enghraifft",
                born_on=born(day, 14, 15),
                gender="male",
                ethnicity="white-british",
                first_language="Welsh",
                education_setting="Specimen School, year 10",
                legal_status="cin",
                allocated_worker="Priya Example-Nair",
                authority="derbyshire",
            ),
            1,
            ("cse", "online"),
            "family",
            "Pictures of him were asked for and are being used to make him send more.",
        ),
        Cast(
            "robin",
            ChildDetails(
                given_names="Robin",
                family_name="Specimen",
                born_on=born(day, 11, 60),
                gender="female",
                legal_status="early-help",
                education_setting="Mock Junior School, year 6",
                allocated_worker="Wendy Fictional",
                authority="derbyshire",
            ),
            1,
            ("online",),
            "health",
            "A game friend whom nobody has met asks her to keep secrets.",
            status="screening",
        ),
        Cast(
            "alex",
            ChildDetails(
                given_names="Alex",
                family_name="Imaginary",
                born_on=born(day, 16, 20),
                gender="non-binary",
                pronouns="they/them",
                legal_status="none",
                education_setting="Notional Sixth Form",
                allocated_worker="Wendy Fictional",
                authority="derby",
            ),
            4,
            ("radicalisation",),
            "education",
            "New friends online who want them to cut off family; talks of a cause worth dying for.",
            ("mental-health",),
        ),
        Cast(
            "sam",
            ChildDetails(
                given_names="Sam",
                family_name="Hypothetical",
                born_on=born(day, 13, 330),
                gender="male",
                ethnicity="mixed-white-black-caribbean",
                legal_status="cin",
                education_setting="Specimen School, year 9",
                allocated_worker="Priya Example-Nair",
                authority="derby",
            ),
            5,
            ("gangs",),
            "youth-justice",
            "Afraid to cross the canal; carries something because he was chased.",
        ),
        Cast(
            "morgan",
            ChildDetails(
                given_names="Morgan",
                family_name="Placeholder",
                born_on=born(day, 22, 90),
                gender="female",
                disability="Learning disability; education, health and care plan to 25",
                education_needs="EHCP",
                legal_status="care-leaver",
                allocated_worker="Wendy Fictional",
                authority="derbyshire",
                education_setting="Placeholder College",
            ),
            18,
            ("financial", "cse"),
            "other",
            "Her account is used by people who call themselves friends; moving to adult safeguarding.",
            ("homelessness",),
            status="monitoring",
        ),
        Cast(
            "robin2",
            ChildDetails(
                given_names="Robin",
                family_name="Specimen",
                born_on=born(day, 17, 10),
                gender="male",
                legal_status="s20",
                education_setting="Placeholder College",
                allocated_worker="Priya Example-Nair",
                authority="derby",
            ),
            6,
            ("cce",),
            "police",
            "Asked to look after packages; turning eighteen within the year.",
        ),
    )

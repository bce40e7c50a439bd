"""What the forms about a child ask: labels and hints here, the choices from the practice pack."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from cremeet.practice.pack import Pack
from cremeet.views.fields.asking import Ask
from cremeet.views.fields.choose import Choices


def say(text: str) -> str:
    """Return `text` in the person's language."""
    return QCoreApplication.translate("Children", text)


def listed(pack: Pack, name: str) -> Choices:
    """Return a list of the pack as choices."""
    return [(choice.id, choice.title) for choice in pack.choices.of(name)]


def child(pack: Pack) -> tuple[Ask, ...]:
    """Return what is asked about a child."""
    return (
        Ask("", say("Who the child is"), "heading"),
        Ask("given_names", say("Given names"), required=say("Enter the child's given names.")),
        Ask("family_name", say("Family name"), required=say("Enter the child's family name.")),
        Ask("preferred_name", say("Preferred name (optional)"), hint=say("What they like to be called.")),
        Ask("name_in_own_script", say("Name in their own script (optional)")),
        Ask("aliases", say("Other names (optional)"), hint=say("Nicknames, earlier names, names used online.")),
        Ask("born_on", say("Date of birth"), "day", lean="past"),
        Ask("gender", say("Gender"), "choice", choices=listed(pack, "genders")),
        Ask("gender_description", say("In their own words (optional)")),
        Ask("pronouns", say("Pronouns (optional)")),
        Ask("ethnicity", say("Ethnicity"), "choice", choices=listed(pack, "ethnicities")),
        Ask("religion", say("Religion or belief (optional)")),
        Ask("sexual_orientation", say("Sexual orientation"), hint=say("Only if the child chose to say.")),
        Ask("", say("What they need to take part"), "heading"),
        Ask("first_language", say("First language (optional)")),
        Ask("interpreter", say("Interpreter (optional)"), hint=say("Language, and who would be safe.")),
        Ask("communication_needs", say("Communication needs (optional)"), "text"),
        Ask("disability", say("Disability or health (optional)")),
        Ask("education_needs", say("SEND or education, health and care plan (optional)")),
        Ask("", say("Where they live and learn"), "heading"),
        Ask("address", say("Address (optional)"), "text"),
        Ask("address_withheld", say("Withhold the address from every copy"), "yes"),
        Ask("education_setting", say("School, college or training (optional)")),
        Ask("enrolled", say("Enrolled in education: the quorum then includes it"), "yes"),
        Ask("gp", say("GP practice (optional)")),
        Ask("", say("Legal status and area"), "heading"),
        Ask("legal_status", say("Legal status"), "choice", choices=listed(pack, "legal_statuses")),
        Ask("legal_status_note", say("Note on legal status (optional)")),
        Ask("allocated_worker", say("Allocated worker (optional)")),
        Ask("authority", say("Responsible authority"), "choice", choices=listed(pack, "authorities")),
        Ask("out_of_area", say("Placed or living out of area"), "yes"),
        Ask("placing_authority", say("Placing authority (optional)")),
        Ask("host_authority", say("Host authority (optional)")),
        Ask("nhs_number", say("NHS number (optional)")),
        Ask("police_reference", say("Police reference (optional)")),
    )


def carer(pack: Pack) -> tuple[Ask, ...]:
    """Return what is asked about a parent or carer."""
    return (
        Ask("name", say("Name"), required=say("Enter the name.")),
        Ask("relationship_to_child", say("Relationship to the child"),
            hint=", ".join(words for _, words in list(listed(pack, "carer_relationships"))[:5])),
        Ask("parental_responsibility", say("Has parental responsibility"), "yes"),
        Ask("contact", say("Contact (optional)"), hint=say("How, and when it is safe.")),
        Ask("note", say("Note (optional)"), "text"),
    )  # fmt: skip


def episode(pack: Pack) -> tuple[Ask, ...]:
    """Return what is asked about an episode."""
    open_statuses = [(known, words) for known, words in listed(pack, "episode_statuses")
                     if known not in {"closed", "transferred"}]  # fmt: skip
    return (
        Ask("opened_on", say("Opened on"), "day", lean="past",
            required=say("Enter the day on which the concern was opened.")),
        Ask("types", say("What is suspected"), "many", hint=say("More than one applies to most children."),
            required=say("Choose at least one."), choices=listed(pack, "exploitation_types")),
        Ask("factors", say("Linked factors"), "many", choices=listed(pack, "linked_factors")),
        Ask("source", say("Who raised it"), "choice", choices=listed(pack, "episode_sources")),
        Ask("status", say("Status"), "choice", required=say("Choose the status."), choices=open_statuses),
        Ask("summary", say("Summary of concern"), "text"),
        Ask("exploitation_confirmed", say("Exploitation is confirmed (apart from the level)"), "yes"),
    )  # fmt: skip


def missing(pack: Pack) -> tuple[Ask, ...]:
    """Return what is asked about a missing episode."""
    return (
        Ask("missing_from", say("Missing from"), "moment", required=say("Enter when the child was last seen.")),
        Ask("found_at", say("Found or returned"), "moment", hint=say("Leave empty while the child is missing.")),
        Ask("police_grade", say("Police grade"), "choice", choices=listed(pack, "missing_grades")),
        Ask("where_found", say("Where found (optional)")),
        Ask("interview_offered", say("Return interview offered"), "yes"),
        Ask("interview_accepted", say("Accepted by the child"), "yes"),
        Ask("interview_at", say("Held"), "moment"),
        Ask("interview_by", say("By whom (optional)"), hint=say("Someone who does not care for the child.")),
        Ask("learning", say("What was learnt (optional)"), "text"),
    )


def concern(pack: Pack) -> tuple[Ask, ...]:
    """Return what is asked about a person, place or thing of concern."""
    return (
        Ask("kind", say("What it is"), "choice", required=say("Choose what it is."),
            choices=listed(pack, "concern_kinds")),
        Ask("descriptor", say("Description"), required=say("Describe it in a few words.")),
        Ask("grade", say("How sure (optional)"), "choice", choices=listed(pack, "concern_grades")),
        Ask("link", say("Link to the child (optional)"), "text"),
        Ask("contact_restrictions", say("Contact restrictions (optional)")),
        Ask("note", say("Note (optional)"), "text"),
    )  # fmt: skip


def nrm(pack: Pack) -> tuple[Ask, ...]:
    """Return what is asked about a National Referral Mechanism consideration."""
    return (
        Ask("considered_on", say("Considered on"), "day", lean="past", required=say("Enter the day.")),
        Ask("referred", say("A referral is made"), "yes"),
        Ask("reason", say("Why, or why not"), "text"),
        Ask("first_responder", say("First responder"), "choice", choices=listed(pack, "first_responders")),
        Ask("referred_on", say("Referred on"), "day", lean="past"),
        Ask("nrm_reference", say("Reference (optional)")),
        Ask("reasonable_grounds", say("Reasonable grounds"), "choice", choices=listed(pack, "nrm_grounds")),
        Ask("conclusive_grounds", say("Conclusive grounds"), "choice", choices=listed(pack, "nrm_grounds")),
        Ask("guardian", say("Independent child trafficking guardian"), "choice",
            choices=listed(pack, "nrm_guardians")),
    )  # fmt: skip


def disruption(pack: Pack, concerns: Choices) -> tuple[Ask, ...]:
    """Return what is asked about a disruption measure; `concerns` are this episode's."""
    return (
        Ask("measure", say("Measure"), "choice", required=say("Choose a measure."),
            choices=[(each.id, each.title) for each in pack.disruption]),
        Ask("stage", say("Stage"), "choice", required=say("Choose its stage."),
            choices=listed(pack, "disruption_stages")),
        Ask("stage_on", say("Since"), "day", lean="past", required=say("Enter the day.")),
        Ask("agency", say("Agency that leads"), "choice", choices=[(each.id, each.title) for each in pack.agencies]),
        Ask("concern_id", say("About"), "choice", choices=concerns),
        Ask("ends_on", say("Ends on"), "day", lean="future"),
        Ask("victim_impact", say("What it may mean for the child"), "text",
            required=say("Say how it may affect the child, and what the child thinks of it.")),
        Ask("note", say("Note (optional)"), "text"),
    )  # fmt: skip

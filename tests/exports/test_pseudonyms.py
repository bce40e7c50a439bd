from dataclasses import replace

import pytest

from cremeet.exports import issue, pseudonyms
from cremeet.exports.admit import admit, audience_named
from cremeet.exports.reading import plain_text
from tests.exports import told


@pytest.fixture(scope="module")
def base(empty_record, pack):
    return told.record(empty_record, pack)


def with_concerns(base, *concerns, words="", tag="everyone"):
    """Return the record with these concerns (kind, descriptor, tag), and an entry of these words."""
    first = base.circumstances.concerns[0]
    made = tuple(
        replace(
            first, concern_id=f"{number:04}", kind_title=kind.capitalize(), tag=its_tag,
            details=replace(first.details, kind=kind, descriptor=descriptor, tag=its_tag),
        )
        for number, (kind, descriptor, its_tag) in enumerate(concerns)
    )  # fmt: skip
    entry = replace(base.entries[0], words=words, tag=tag, kind="note", about_id="", agencies=())
    around = replace(base.circumstances, concerns=made, disruption=())
    return replace(base, circumstances=around, entries=(entry, *base.entries[1:]))


SILAS = ("person", "Silas Notreal", "police")
HARBOUR = ("place", "Flat above the Pretend Harbour cafe", "police")
RAZOR = ("person", "Older boy known as Razor", "police")


def seen(record, pack, audience="family"):
    return admit(record, audience_named(pack, audience)).record.entries[0].words


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("He fears Silas Notreal.", "He fears Person 1."),
        ("SILAS NOTREAL rang twice", "Person 1 rang twice"),
        ("Sílas  Nötreal's car", "Person 1's car"),
        ("silas-notreal and Razor", "Person 1 and Person 2"),
        ("Seen at Pretend Harbour", "Seen at Place 1"),
        ("Basilas Notreality came", "Basilas Notreality came"),
        ("Older children were kind", "Older children were kind"),
        ("Nobody is named here", "Nobody is named here"),
    ],
)
def test_names_of_concerns_that_a_reader_may_not_have_become_numbers(base, pack, typed, read):
    record = with_concerns(base, SILAS, RAZOR, HARBOUR, words=typed)
    assert seen(record, pack) == read


def test_a_reader_who_may_have_the_concern_reads_its_name(base, pack):
    record = with_concerns(base, SILAS, words="He fears Silas Notreal.")
    assert seen(record, pack, "police") == seen(record, pack, "chair") == "He fears Silas Notreal."


def test_a_number_is_the_same_for_every_reader_and_version(base, pack):
    first = ("person", "Wide Open", "everyone")
    record = with_concerns(base, first, SILAS, words="Silas Notreal and Wide Open")
    for audience in ("family", "child", "agencies", "professionals"):
        assert seen(record, pack, audience) == "Person 2 and Wide Open"
    later = with_concerns(base, first, SILAS, RAZOR, words="Razor, then Silas Notreal")
    assert seen(later, pack) == "Person 3, then Person 2"


def test_the_childs_and_the_attendees_names_stay(base, pack):
    child = base.child.identity.name
    attendee = base.people[0].name
    record = with_concerns(
        base, ("person", child, "police"), ("person", attendee, "police"), words=f"{child}, {attendee}"
    )
    assert seen(record, pack) == f"{child}, {attendee}"


def test_everyday_words_dates_and_numbers_are_no_names(base, pack):
    words = "On Friday 15 in 2026 the police came to school"
    record = with_concerns(base, ("person", "Seen Friday 2026 near 15 Invented Mews by police", "police"), words=words)
    assert seen(record, pack) == words


@pytest.mark.parametrize(
    ("descriptor", "names"),
    [
        ("Silas Notreal", ("Silas Notreal",)),
        ("Razor", ("Razor",)),
        ("Older boy known as Razor", ("Razor",)),
        ("Grey van AB12 CDE outside", ("AB12 CDE",)),
        ("phone ending 5550199", ("phone ending 5550199", "5550199")),
        ("a man with a dog", ()),
        ("the police", ()),
        ("razor", ("razor",)),
    ],
)
def test_what_of_a_description_is_a_name(descriptor, names):
    assert pseudonyms.names_of(descriptor) == names


def test_every_place_of_a_document_bears_the_number(base, pack):
    record = with_concerns(base, SILAS)
    decision = replace(base.decisions[0], words="Warn Silas Notreal", reason="Silas Notreal rang", tag="everyone")
    record = replace(record, decisions=(decision,), entries=())
    text = plain_text(issue.build(record, "minutes", audience="agencies", reader="health"))
    assert "Warn Person 1" in text
    assert "Silas" not in text
    assert "Silas Notreal" in plain_text(issue.build(record, "minutes", audience="chair"))

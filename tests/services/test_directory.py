import pytest

from cremeet.errors import NotFoundError, RuleError
from cremeet.services import directory
from cremeet.services.directory import ProfessionalDetails
from tests import factory
from tests.services.test_children import changes_of


def names(session, **wanted):
    return [listed.details.name for listed in directory.professionals(session, **wanted)]


def test_people_are_listed_by_agency_as_the_pack_orders_them_then_by_name(session, pack):
    factory.professionals(session)
    directory.add_professional(session, ProfessionalDetails("Äsa Testberg", "police"))
    directory.add_professional(session, ProfessionalDetails("Bob Testby", "police"))
    listed = directory.professionals(session)
    order = [agency.id for agency in pack.agencies]
    places = [order.index(one.details.agency) for one in listed]
    assert places == sorted(places)
    assert [one.details.name for one in listed if one.details.agency == "police"] == [
        "Amira Testkhan",
        "Äsa Testberg",
        "Bob Testby",
    ]
    assert {one.agency_title for one in listed if one.details.agency == "police"} == {"Police"}


def test_the_directory_is_searched_without_accents_and_narrowed_by_agency(session):
    factory.professionals(session)
    directory.add_professional(session, ProfessionalDetails("Siân Testpugh", "health", "Midwife", "Invented Ward"))
    assert names(session, search="sian") == ["Siân Testpugh"]
    assert names(session, search="MIDWIFE") == names(session, search="invented ward") == ["Siân Testpugh"]
    assert set(names(session, agency="health")) == {"Siân Testpugh", "Lowri Testwyn"}
    assert names(session, search="sian", agency="police") == []


def test_somebody_out_of_use_is_not_offered_and_can_come_back(session):
    first = factory.professionals(session)[0]
    details = factory.PROFESSIONALS[0]
    assert not directory.change_professional(session, first, details, active=False).active
    assert details.name not in names(session)
    assert details.name in names(session, active_only=False)
    directory.change_professional(session, first, details)
    assert details.name in names(session)
    assert changes_of(session, "Professional", "active")[-2:] == [
        ("Minnie Taker", "true", "false"),
        ("Minnie Taker", "false", "true"),
    ]


@pytest.mark.parametrize("wrong", [ProfessionalDetails(" ", "police"), ProfessionalDetails("Bob", "circus")])
def test_a_person_needs_a_name_and_a_known_agency(session, wrong):
    with pytest.raises(RuleError):
        directory.add_professional(session, wrong)
    first = factory.professionals(session)[0]
    with pytest.raises(RuleError):
        directory.change_professional(session, first, wrong)
    assert "Bob" not in names(session)


def test_somebody_unknown_cannot_be_changed(session):
    with pytest.raises(NotFoundError):
        directory.change_professional(session, "nobody", factory.PROFESSIONALS[0])

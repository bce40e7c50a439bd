from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.errors import NotFoundError
from cremeet.models import Base, PracticePack
from cremeet.services import packs
from tests import factory


@pytest.fixture
def other(pack):
    return pack.model_copy(update={"about": pack.about.model_copy(update={"title": "Another practice"})})


def test_an_adoption_says_who_when_and_which_version(session, clock, pack):
    (adopted,) = packs.adoptions(session)
    assert (adopted.title, adopted.version, adopted.confirmed) == (pack.about.title, pack.about.version, False)
    assert (adopted.adopted_by, adopted.adopted_at) == ("Minnie Taker", clock())


def test_the_newest_adoption_is_in_force_and_the_others_can_still_be_read(session, clock, pack, other):
    first = packs.adoptions(session)[0]
    clock.advance(timedelta(days=1))
    second = packs.adopt(session, other, confirmed=True)
    assert second.confirmed
    assert packs.current(session)[0] == second.id
    assert packs.practice(session).about.title == "Another practice"
    assert [one.id for one in packs.adoptions(session)] == [second.id, first.id]
    assert packs.pack_of(session, first.id).about == pack.about


def test_a_pack_read_back_from_the_vault_is_the_pack_that_was_adopted(session, other):
    adopted = packs.adopt(session, other)
    session.info["packs"].clear()
    assert packs.pack_of(session, adopted.id) == other


def test_a_pack_adopted_again_is_kept_once_and_in_force_again(session, clock, pack, other):
    packs.adopt(session, other)
    clock.advance(timedelta(days=1))
    again = packs.adopt(session, pack)
    assert packs.current(session)[0] == again.id
    assert again.adopted_at == clock()
    assert session.scalar(sa.select(sa.func.count()).select_from(PracticePack)) == 2


def test_a_record_without_a_pack_says_what_to_do():
    engine = sa.create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine, info=factory.context()) as session, pytest.raises(NotFoundError, match="adopt"):
        packs.practice(session)
    engine.dispose()


def test_a_pack_that_is_not_here_is_not_found(session):
    with pytest.raises(NotFoundError):
        packs.pack_of(session, "0" * 64)

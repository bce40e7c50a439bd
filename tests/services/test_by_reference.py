"""Which record has the reference that stands on paper."""

import pytest

from cremeet.models import Episode, Meeting
from cremeet.services import by_reference, children
from tests import held


@pytest.fixture
def known(session):
    held.live(session)
    (meeting,) = session.query(Meeting).all()
    (episode,) = session.query(Episode).all()
    return {
        children.identity(session, episode.child_id).reference: f"child/{episode.child_id}",
        episode.reference: f"episode/{episode.id}",
        meeting.reference: f"meeting/{meeting.id}",
    }


def test_each_kind_is_found_and_capitals_do_not_matter(session, known):
    assert len(known) == 3
    for reference, target in known.items():
        assert by_reference.target(session, reference) == target
        assert by_reference.target(session, f" {reference.lower()} ") == target


@pytest.mark.parametrize("reference", ["", "CRE-NONE", "%", "child"])
def test_what_no_record_has_is_nothing(session, known, reference):
    assert by_reference.target(session, reference) == ""

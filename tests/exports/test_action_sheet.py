from datetime import date, timedelta

import pytest

from cremeet.exports import issue
from cremeet.exports.document import Heading, Table
from cremeet.exports.reading import plain_text
from cremeet.services.record import meeting_record
from tests import held


@pytest.fixture
def meeting_id(session):
    return held.complete(session, held.live(session))


def sheet(session, meeting_id, audience="chair"):
    return issue.build(meeting_record(session, meeting_id), "actions", audience=audience)


def test_each_agency_has_its_own_table_with_the_earliest_due_first(session, meeting_id):
    held.action(session, meeting_id, words="Ring her school", due_on=date(2026, 11, 30))
    held.action(session, meeting_id, words="Visit the hotel", agency="police", owner="Amira Testkhan")
    tree = sheet(session, meeting_id)
    tables = [block for block in tree.blocks if isinstance(block, Table)]
    titles = [block.text for block in tree.blocks if isinstance(block, Heading) and block.level == 3]
    assert len(tables) == len(titles) == 2
    rows = [["".join(run.text for run in cell) for cell in row] for row in tables[0].rows]
    assert [row[0] for row in rows] == ["A2", "A1"]
    assert rows[0][1:3] == ["Ring her school", "Priya Testnair"]
    assert rows[0][3].startswith("Mon 30 Nov 2026")
    assert rows[1][4] == "Robin has met the worker twice"


def test_the_lead_says_how_many_are_open_late_and_due_next(session, clock, meeting_id):
    held.action(session, meeting_id, due_on=date(2026, 11, 25))
    said = plain_text(sheet(session, meeting_id))
    assert "2 actions open, none overdue. The next is due on Wed 25 Nov 2026." in said
    assert "The plan is reviewed on Mon 14 Dec 2026." in said
    clock.advance(timedelta(days=3))
    said = plain_text(sheet(session, meeting_id))
    assert "2 actions open, 1 of them overdue. The next is due on Fri 4 Dec 2026." in said
    assert "Overdue 1 day" in said


def test_what_is_not_agreed_is_said_to_be_so(session):
    meeting_id = held.live(session)
    assert "No action is open." in plain_text(sheet(session, meeting_id))
    held.action(session, meeting_id, owner="", agency="", due_on=None, measure="")
    said = plain_text(sheet(session, meeting_id))
    for words in ("No agency named", "Nobody named", "not set", "not agreed"):
        assert words in said


def test_decisions_stand_at_the_top(session, meeting_id):
    said = plain_text(sheet(session, meeting_id))
    assert said.index("D1. Hold a plan") < said.index("What happens next")

import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from cremeet.models import Carer, Child, Draft, History, Meeting, MinuteEntry
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.vault.made import child


def lines(session, row_id: str) -> dict[str, tuple[object, object]]:
    """Return {field: (from, to)} of the last change of each field of one row."""
    rows = session.scalars(sa.select(History).where(History.thing_id == row_id).order_by(History.at, History.id))
    return {row.field: (row.old and json.loads(row.old), row.new and json.loads(row.new)) for row in rows}


def count(session) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(History))


def test_a_new_row_is_kept_field_by_field_with_its_key_and_its_defaults(session, clock):
    row = child(born_on=date(2012, 5, 4), aliases="")
    session.add(row)
    session.flush()
    kept = lines(session, row.id)
    assert kept["id"] == (None, row.id)
    assert kept["given_names"] == (None, "Robin")
    assert kept["born_on"] == (None, "2012-05-04")
    assert kept["enrolled"] == (None, True)  # a default that nobody typed
    assert kept["out_of_area"] == (None, False)
    assert "aliases" not in kept  # nothing became nothing
    first = session.scalars(sa.select(History).where(History.thing_id == row.id)).first()
    assert (first.who, first.at, first.thing) == ("Minnie Taker", clock(), "Child")


def test_a_change_says_from_what_even_where_the_old_value_was_not_loaded(session, clock):
    row = child()
    session.add(row)
    session.commit()
    clock.advance(timedelta(minutes=5))
    before = count(session)
    row.family_name = "Testfield"  # expired by the commit: the old value is fetched first
    row.given_names = "Robin"  # the same again
    row.born_on = date(2012, 5, 5)
    session.flush()
    assert count(session) == before + 2
    assert lines(session, row.id)["family_name"] == ("Testwood", "Testfield")
    assert lines(session, row.id)["born_on"] == (None, "2012-05-05")
    row.born_on = None
    session.flush()
    assert lines(session, row.id)["born_on"] == ("2012-05-05", None)


def test_a_reference_set_through_a_relationship_is_kept_too(session):
    row = child()
    row.carers = [Carer(position=1, name="Parent Testwood")]
    session.add(row)
    session.flush()
    assert lines(session, row.carers[0].id)["child_id"] == (None, row.id)


def test_a_deleted_row_leaves_its_last_values_behind(session):
    row = child(family_name="Testgone", address="1 Invented Road")
    session.add(row)
    session.commit()
    row_id = row.id
    session.delete(row)
    session.flush()
    kept = lines(session, row_id)
    assert kept["family_name"] == ("Testgone", None)
    assert kept["address"] == ("1 Invented Road", None)
    assert ("Child", row_id) in session.info["touched"]


def test_history_goes_with_the_change_it_tells_of(engine):
    def half_a_verb():
        with unit_of_work(engine, factory.context()) as session:
            session.add(child())
            session.flush()
            assert count(session) > 0
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_a_verb()
    with unit_of_work(engine, factory.context()) as session:
        assert count(session) == 0


def test_lists_and_every_script_are_readable_json(session):
    row = child(name_in_own_script="\u0631\u0648\u0628\u0646 \u5c0f\u96e8 \u0141ucja")
    session.add(row)
    session.flush()
    stored = session.scalar(sa.select(History.new).where(History.field == "name_in_own_script"))
    assert stored == '"\u0631\u0648\u0628\u0646 \u5c0f\u96e8 \u0141ucja"'


def test_what_keeps_no_history_is_touched_all_the_same(session):
    meeting_id = factory.meeting(session)
    before = count(session)
    session.info["touched"].clear()
    session.add(Draft(id="d1", meeting_id=meeting_id, place="entry", words="half a sen", saved_at=factory.MONDAY))
    session.flush()
    assert count(session) == before
    assert session.info["touched"] == {("Draft", "d1")}


def test_a_flush_that_changes_nothing_touches_nothing(session):
    row = child()
    session.add(row)
    session.commit()
    before = count(session)
    session.info["touched"].clear()
    row.family_name = row.family_name
    session.flush()
    assert session.info["touched"] == set()
    assert count(session) == before


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(Child).values(family_name="Testbulk"),
        sa.delete(MinuteEntry),
        sa.insert(Carer).values(child_id="x", position=1, name="y"),
        sa.update(Meeting.__table__).values(chair="Testbulk"),
        sa.delete(Child.__table__),
        sa.text("UPDATE child SET family_name = 'Testbulk'"),
        sa.text("  delete from child"),
        sa.text("WITH gone AS (SELECT id FROM child) DELETE FROM child WHERE id IN (SELECT id FROM gone)"),
    ],
    ids=str,
)
def test_no_statement_changes_rows_past_the_unit_of_work(session, statement):
    session.add(child())
    session.flush()
    with pytest.raises(RuntimeError, match=r"history|read"):
        session.execute(statement)
    assert session.scalar(sa.select(Child.family_name)) == "Testwood"


def test_reading_and_clearing_drafts_in_one_go_is_allowed(session):
    session.execute(sa.delete(Draft))
    session.execute(sa.select(Child)).all()
    assert session.scalar(sa.text("SELECT count(*) FROM child")) == 0

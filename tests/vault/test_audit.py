import json
import random
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import AuditEntry, Base, Child, Draft, VaultSetting
from cremeet.services import assessing, packs
from cremeet.services.assessing import Answer
from cremeet.vault import audit
from cremeet.vault.audit import Head
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.vault import forgeries
from tests.vault.made import child


@pytest.fixture
def opened(engine):
    """A session on an encrypted record, with five entries in it."""
    with Session(engine, info=factory.context()) as session:
        forgeries.fill(session, 5)
        yield session


@pytest.fixture(params=["encrypted", "in memory"])
def either(request):
    """A session on an encrypted record, and one in memory without its settings."""
    return request.getfixturevalue("opened" if request.param == "encrypted" else "session")


def entries(session):
    return list(session.scalars(sa.select(AuditEntry).order_by(AuditEntry.seq)))


def test_an_entry_says_who_when_what_and_to_which_record(session, clock):
    head = audit.note(session, audit.VIEWED, "child/0192", found=3, agencies=["police", "health"])
    (entry,) = entries(session)
    assert (entry.who, entry.action, entry.target) == ("Minnie Taker", "viewed", "child/0192")
    assert entry.at == "2026-11-23T09:30:00.000000Z"
    assert json.loads(entry.detail) == {"found": 3, "agencies": ["police", "health"]}
    assert head == audit.head(session) == Head(1, entry.mac.hex())
    assert entry.prev == bytes(32)
    assert audit.note(session, audit.LOCKED).seq == 2
    assert entries(session)[1].prev == entry.mac


def test_the_head_is_short_enough_to_print_and_read_out(session):
    assert re.fullmatch(r"1-[0-9A-Z]{4}-[0-9A-Z]{4}", audit.note(session, audit.UNLOCKED).short)
    assert Head(1204, "ffffffffff" + "0" * 54).short == "1204-ZZZZ-ZZZZ"
    assert Head(0, "00" * 32).short == "0-0000-0000"
    assert not set("ILOU") & set(audit._LETTERS)
    head = Head(7, "ab" * 32)
    assert Head.of(head.anchor()) == head
    assert Head.of(None) is None


@pytest.mark.parametrize(
    ("action", "target", "detail"),
    [
        ("looked", "", {}),
        (audit.VIEWED, "Robin Testwood", {}),
        (audit.VIEWED, "child/Robin Testwood", {}),
        (audit.SEARCHED, "", {"words": "Robin Testwood"}),
        (audit.SEARCHED, "", {"words": "Łucja"}),
        (audit.SEARCHED, "", {"words": ""}),
        (audit.SEARCHED, "", {"words": ["fine", "not this"]}),
        (audit.SEARCHED, "", {"share": 0.5}),
        (audit.SEARCHED, "", {"nothing": None}),
        (audit.SEARCHED, "", {"deep": {"a": 1}}),
        (audit.SEARCHED, "", {"long": "x" * 65}),
    ],
)
def test_no_word_of_a_case_slips_in(session, action, target, detail):
    with pytest.raises(ValueError, match="audit entry"):
        audit.note(session, action, target, **detail)
    assert entries(session) == []


STATEMENTS = (
    "UPDATE audit SET who = 'x' WHERE seq = 3",
    "UPDATE OR REPLACE audit SET seq = 2 WHERE seq = 3",
    "DELETE FROM audit WHERE seq = 5",
    "DELETE FROM audit",
    "INSERT OR REPLACE INTO audit SELECT 3, at, 'x', action, target, detail, prev, mac FROM audit WHERE seq = 3",
    "REPLACE INTO audit SELECT 5, at, 'x', action, target, detail, prev, mac FROM audit WHERE seq = 5",
    "INSERT INTO audit SELECT * FROM audit WHERE seq = 3 ON CONFLICT DO UPDATE SET who = 'x'",
    "INSERT INTO audit SELECT 9, at, who, action, target, detail, prev, mac FROM audit WHERE seq = 5",
    "INSERT INTO audit SELECT 0, at, who, action, target, detail, prev, mac FROM audit WHERE seq = 5",
    "INSERT INTO audit SELECT NULL, at, who, action, target, detail, prev, mac FROM audit WHERE seq = 5",
    "UPDATE audit_key SET secret = x'00'",
    "DELETE FROM audit_key",
    "INSERT OR REPLACE INTO audit_key VALUES (1, x'00')",
    "INSERT INTO audit_key VALUES (2, x'00')",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_an_entry_cannot_be_changed_taken_out_or_put_elsewhere(either, statement):
    if audit.head(either).seq == 0:
        forgeries.fill(either, 5)
    head = audit.head(either)
    with pytest.raises(sa.exc.DatabaseError, match="append-only"):
        either.connection().exec_driver_sql(statement)
    assert audit.check(either, [head]) == audit.Verdict(5, None, audit.check(either).sentence)


def test_a_second_entry_with_a_seal_that_is_there_already_does_not_push_the_first_out(either):
    if audit.head(either).seq == 0:
        forgeries.fill(either, 5)
    either.connection().exec_driver_sql(
        "INSERT OR REPLACE INTO audit SELECT 6, at, who, action, target, detail, prev, mac FROM audit WHERE seq = 2"
    )
    assert len(entries(either)) == 6
    assert audit.check(either).broken_at == 6


def test_a_migrated_record_has_the_triggers_of_a_new_one(engine):
    asked = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
    new = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(new)
    with engine.connect() as migrated, new.connect() as made:
        there = migrated.exec_driver_sql(asked).all()
        assert there == made.exec_driver_sql(asked).all()
    assert len(there) == 6
    new.dispose()


def test_an_untouched_chain_holds_and_an_empty_one_too(session):
    assert audit.check(session).ok
    assert audit.check(session).entries == 0
    anchor = forgeries.fill(session, 40)
    later = [audit.note(session, audit.VIEWED) for _ in range(3)]
    verdict = audit.check(session, [None, anchor, *later])
    assert (verdict.ok, verdict.entries) == (True, 43)
    assert "43 entries" in verdict.sentence


def test_five_hundred_forgeries_are_all_found_with_the_anchor(opened):
    anchor = forgeries.fill(opened, 35)
    counted = forgeries.found(opened, anchor, 500, random.Random(11))
    assert counted == {(kind, True): 100 for kind in forgeries.KINDS}
    assert audit.check(opened, [anchor]).ok  # each was taken back


def test_without_an_anchor_a_cut_tail_passes_and_nothing_else_does(opened):
    forgeries.fill(opened, 35)
    counted = forgeries.found(opened, None, 100, random.Random(12))
    assert counted == {(kind, kind != "cut"): 20 for kind in forgeries.KINDS}


def test_the_first_broken_entry_is_named(opened):
    for seq, statement in (
        (3, "UPDATE audit SET detail = '' WHERE seq = 3"),
        (1, "UPDATE audit SET prev = x'' WHERE seq = 1"),
        (4, "DELETE FROM audit WHERE seq = 4"),
        (2, "UPDATE audit SET target = CAST(x'ff' AS TEXT) WHERE seq >= 2"),
    ):
        connection = opened.connection()
        point = connection.begin_nested()
        for name in forgeries.TRIGGERS:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql(statement)
        verdict = audit.check(opened)
        assert (verdict.ok, verdict.broken_at, verdict.entries) == (False, seq, seq - 1)
        assert verdict.sentence.startswith(f"Entry {seq} of")
        point.rollback()


def test_a_cut_tail_and_an_exchanged_chain_are_told_by_what_was_noted_elsewhere(session):
    forgeries.fill(session, 5)
    cut = audit.check(session, [Head(8, "ab" * 32), Head(7, "ab" * 32)])
    assert (cut.broken_at, cut.entries) == (6, 5)
    assert "ends at entry 5, but entry 8" in cut.sentence
    other = audit.check(session, [Head(4, "ab" * 32)])
    assert (other.broken_at, other.entries) == (4, 3)
    assert "noted elsewhere" in other.sentence


def test_a_chain_without_its_secret_is_broken_from_the_first_entry(opened):
    connection = opened.connection()
    for name in forgeries.TRIGGERS:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    connection.exec_driver_sql("DELETE FROM audit_key")
    assert audit.check(opened).broken_at == 1


def test_one_entry_tells_of_what_a_unit_of_work_changed_and_goes_with_it(engine):
    with unit_of_work(engine, factory.context()) as session:
        row = child()
        session.add(row)
        child_id = row.id or session.flush() or row.id
        row.family_name = "Testfield"
    with unit_of_work(engine, factory.context()) as session:
        (entry,) = entries(session)
        assert (entry.action, entry.target) == ("changed", f"child/{child_id}")
        assert json.loads(entry.detail) == {"Child": [child_id]}

    def half(session):
        session.add(child("CRE-GONE"))
        session.flush()
        audit.note(session, audit.VIEWED)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), unit_of_work(engine, factory.context()) as session:
        half(session)
    with unit_of_work(engine, factory.context()) as session:
        assert len(entries(session)) == 1


def test_reading_and_drafts_leave_no_entry_of_a_change(engine, pack):
    context = factory.context()
    with unit_of_work(engine, context) as session:
        packs.adopt(session, pack)
        meeting_id = factory.meeting(session)
    with unit_of_work(engine, context) as session:
        before = len(entries(session))
        session.add(Draft(meeting_id=meeting_id, place="entry", words="half a sen", saved_at=factory.MONDAY))
    with unit_of_work(engine, context) as session:
        session.scalars(sa.select(Child)).all()
        assert len(entries(session)) == before


def test_a_change_of_many_rows_names_some_and_counts_the_rest(engine):
    with unit_of_work(engine, factory.context()) as session:
        session.add_all(child(f"CRE-{number}") for number in range(audit.MOST_IDS + 5))
    with unit_of_work(engine, factory.context()) as session:
        detail = json.loads(entries(session)[-1].detail)
        assert len(detail["Child"]) == audit.MOST_IDS
        assert detail["more"] == 5
        assert entries(session)[-1].target == ""


def test_a_change_is_said_to_be_of_its_meeting(session):
    meeting_id = held.live(session)
    audit.note_changes(session)
    view = held.assess(session, meeting_id)
    audit.note_changes(session)
    assert entries(session)[-1].target == f"meeting/{meeting_id}"
    assessing.answer(session, view.now.assessment_id, _first_indicator(session), Answer("", evidence="Told us again."))
    audit.note_changes(session)
    assert entries(session)[-1].target == f"meeting/{meeting_id}"


def _first_indicator(session):
    pack = next(iter(session.info["packs"].values()))
    return next(iter(pack.instrument("").questions())).indicator.id


def test_a_setting_of_the_vault_keeps_its_history_and_counts_as_a_change(engine):
    with unit_of_work(engine, factory.context()) as session:
        session.add(VaultSetting(name="idle_minutes", value="5"))
    with unit_of_work(engine, factory.context()) as session:
        assert list(json.loads(entries(session)[-1].detail)) == ["VaultSetting"]


def test_the_same_view_is_noted_once_in_a_while(engine):
    context = factory.context() | {"noted": {}}

    def look(target):
        with unit_of_work(engine, context) as session:
            audit.note_once(session, audit.VIEWED, target, every=timedelta(minutes=15))
            audit.note_once(session, audit.VIEWED, target, every=timedelta(minutes=15))

    def seen():
        with unit_of_work(engine, context) as session:
            return [entry.target for entry in entries(session)]

    look("child/1")
    look("child/1")
    look("child/2")
    context["clock"].advance(timedelta(minutes=14))
    look("child/1")
    assert seen() == ["child/1", "child/2"]
    context["clock"].advance(timedelta(minutes=1))
    look("child/1")
    assert seen() == ["child/1", "child/2", "child/1"]

    def half(session):
        audit.note_once(session, audit.VIEWED, "child/3", every=timedelta(minutes=15))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), unit_of_work(engine, context) as session:
        half(session)
    look("child/3")  # what was taken back is not remembered
    assert seen()[-1] == "child/3"

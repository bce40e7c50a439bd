import json
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from cremeet.clock import SteppingClock
from cremeet.errors import NotFoundError, ReadOnlyVaultError, RuleError
from cremeet.models import AuditEntry, Base, Carer, Child, History
from cremeet.practice.choices import Choices
from cremeet.services import children, closing, erasing, minutes, packs, voice
from cremeet.services.meetings import VoiceDetails
from cremeet.services.minutes import NewEntry
from cremeet.vault import audit, compacting, connection, sitting, vault
from cremeet.vault.history import READ_ONLY
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.vault.made import PASSPHRASE, PERSON
from tests.vault.plainpages import plain

WORDS = ("Zzkid", "Zzfamily", "zzentry", "zzdraft", "zzown", "zzcarer", "zzlink", "zzgone", "zzamend")
KEPT = "Yykept"


def known(session, sibling_id):
    """A child with all that a record can hold, linked to a sibling; each kind of word begins with zz."""
    clock = session.info["clock"]
    child_id = factory.child(session, given_names="Zzkid", family_name="Zzfamily")
    row = session.get(Child, child_id)
    row.carers = [Carer(position=1, name="zzcarer one"), Carer(position=2, name="zzcarer two zzgone")]
    session.flush()
    session.delete(row.carers[1])  # history alone remembers this one
    session.flush()
    session.expire(row)
    children.link_children(session, child_id, sibling_id, "sibling", "zzlink")
    episode_id = factory.episode(session, child_id, summary="zzentry summary")
    first = held.ended(session, clock, episode_id)
    entry = minutes.add_entry(session, held.item(session, first), NewEntry("zzentry said " * 40))
    minutes.reword(session, entry.entry_id, "zzentry said otherwise")
    asked = {"gathered_by": "Priya Testnair", "feedback_by": "Priya Testnair", "feedback_on": date(2026, 11, 25)}
    voice.record_voice(session, first, VoiceDetails(own_words="zzown words", **asked))
    clock.advance(timedelta(days=1))
    closing.approve(session, first, "Cher Person")
    closing.amend(session, first, "Attendance", "zzamend", "Left out")
    second = factory.meeting(session, episode_id, kind="review", starts_at=clock() + timedelta(days=20))
    minutes.save_draft(session, second, "entry", "zzdraft half a sen")
    return child_id


def fill(session):
    """Return the ids of a child and of a sibling, whose record holds KEPT."""
    sibling_id = factory.child(session, given_names="Yykept", family_name="Testwood", born_on=date(2010, 1, 1))
    sibling_meeting = held.live(session, factory.episode(session, sibling_id))
    minutes.add_entry(session, held.item(session, sibling_meeting), NewEntry("Yykept said"))
    held.holding.adjourn(session, sibling_meeting, "Until tomorrow")
    return known(session, sibling_id), sibling_id


@pytest.fixture
def made(session):
    """The child and the sibling."""
    return fill(session)


def counts(session):
    return {
        table.name: session.scalar(sa.select(sa.func.count()).select_from(table))
        for table in Base.metadata.sorted_tables
    }


def everything(session):
    return repr([session.execute(sa.select(table)).all() for table in Base.metadata.sorted_tables])


def test_every_row_about_the_child_goes_and_the_fact_stays(session, made):
    child_id, _ = made
    reference = session.get(Child, child_id).reference
    assert all(word in everything(session) for word in WORDS)
    before = erasing.what_would_go(session, child_id)
    assert before.meetings == 2
    assert before.rows > 30
    assert before.history > before.rows
    assert erasing.erase_child(session, child_id, "court-order") == before
    session.commit()
    held_now = everything(session)
    assert [word for word in WORDS if word.casefold() in held_now.casefold()] == []
    entry = session.scalar(sa.select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))
    assert (entry.action, entry.target, entry.who) == ("erased", f"child/{child_id}", "Minnie Taker")
    detail = json.loads(entry.detail)
    assert detail == {"reason": "court-order", "reference": reference, "rows": before.rows, "meetings": 2}
    assert audit.check(session).ok
    assert session.connection().exec_driver_sql("PRAGMA foreign_key_check").all() == []
    with pytest.raises(NotFoundError):
        erasing.erase_child(session, child_id, "court-order")


def test_nobody_elses_record_is_touched(session, made):
    child_id, sibling_id = made
    other = factory.meeting(session)
    before, kept = counts(session), everything(session).count(KEPT)
    going = erasing.what_would_go(session, child_id)
    erasing.erase_child(session, child_id, "retention-over")
    after = counts(session)
    assert everything(session).count(KEPT) == kept
    assert session.get(Child, sibling_id).given_names == KEPT
    assert session.get(factory.planning.Meeting, other)
    assert children.links(session, sibling_id) == ()
    gone = {name: before[name] - after[name] for name in before if before[name] != after[name]}
    assert gone.pop("audit") == -1
    assert gone.pop("history") == going.history
    assert sum(gone.values()) == going.rows
    assert not {"professional", "practice_pack"} & set(gone)
    # what is left of the sibling is what the sibling's own erasure would take
    assert erasing.what_would_go(session, sibling_id).meetings == 1


def test_the_screens_hear_of_every_row_that_went(session, made):
    child_id, _ = made
    session.info["touched"] = set()
    erasing.erase_child(session, child_id, "recorded-in-error")
    assert ("Child", child_id) in session.info["touched"]
    assert {"MinuteEntry", "Meeting", "Episode", "Carer", "Draft"} <= {kind for kind, _ in session.info["touched"]}


def test_it_needs_a_listed_reason_and_no_live_meeting(session, made):
    child_id, _ = made
    with pytest.raises(RuleError, match="reason"):
        erasing.erase_child(session, child_id, "because")
    meeting_id = held.live(session)
    with pytest.raises(RuleError, match="live"):
        erasing.erase_child(session, child_id, "court-order")
    held.holding.adjourn(session, meeting_id, "Until tomorrow")
    assert erasing.erase_child(session, child_id, "court-order").meetings == 2


def test_a_pack_kept_before_there_was_a_list_of_reasons_has_one(pack):
    older = pack.choices.model_dump()
    del older["erasure_reasons"]
    assert Choices(**older).has("erasure_reasons", "court-order")


@pytest.fixture
def opened(tmp_path, pack):
    """A vault with the two children in it, and their ids."""
    clock = SteppingClock(factory.MONDAY)
    made = vault.create(tmp_path / "Ours", person=PERSON, role="manager", passphrase=PASSPHRASE, cost=FLOOR)
    with made, unit_of_work(made.engine, factory.context(clock)) as session:
        packs.adopt(session, pack)
        child_id, _ = fill(session)
    with vault.unlock(made.folder, PASSPHRASE) as again:
        yield again, child_id


def left(opened):
    """Return which of the child's words the key's holder can still read, in pages used and free, or in any file."""
    opened.engine.dispose()
    pages = plain(opened.folder / vault.RECORD, opened.keys.current())
    assert KEPT.encode() in pages  # or nothing was read at all
    raw = b"".join(file.read_bytes() for file in opened.folder.rglob("*") if file.is_file())
    return [word for word in WORDS if word.encode() in pages or word.encode() in raw]


def erase(opened, child_id):
    with unit_of_work(opened.engine, factory.context()) as session:
        erasing.erase_child(session, child_id, "court-order")


def test_after_it_the_childs_words_are_nowhere_in_the_file(opened):
    open_vault, child_id = opened
    assert left(open_vault) == list(WORDS)
    erase(open_vault, child_id)
    with unit_of_work(open_vault.engine, factory.context()) as session:
        assert compacting.is_due(session)
    compacting.compact(open_vault)
    assert left(open_vault) == []
    journal = open_vault.folder / f"{vault.RECORD}-journal"
    assert not journal.exists() or journal.stat().st_size == 0
    with unit_of_work(open_vault.engine, factory.context()) as session:
        assert not compacting.is_due(session)
        assert audit.check(session).ok
    assert list(open_vault.integrity())[-1] == "ok"


def test_without_secure_delete_and_a_new_writing_they_would_still_be_there(opened, monkeypatch):
    open_vault, child_id = opened
    settings = tuple(each.replace("secure_delete=ON", "secure_delete=OFF") for each in connection._SETTINGS)
    monkeypatch.setattr(connection, "_SETTINGS", settings)
    open_vault.engine.dispose()
    erase(open_vault, child_id)
    assert left(open_vault) != []


def test_an_erasure_that_a_crash_cut_short_is_ended_at_the_next_unlock(opened):
    open_vault, child_id = opened
    erase(open_vault, child_id)
    folder = open_vault.folder
    open_vault.close()
    with vault.unlock(folder, PASSPHRASE) as again:
        assert sitting.begin(again, factory.context()) == ()
        assert left(again) == []
        with unit_of_work(again.engine, factory.context()) as session:
            assert not compacting.is_due(session)


def test_history_of_others_is_kept_line_by_line(session, made):
    child_id, sibling_id = made
    lines = sa.select(sa.func.count()).select_from(History).where(History.thing_id == sibling_id)
    before = session.scalar(lines)
    erasing.erase_child(session, child_id, "asked-for")
    assert session.scalar(lines) == before > 5


def test_in_a_copy_that_may_only_be_read_nothing_is_erased(opened):
    open_vault, child_id = opened
    only_read = open_vault.engine.execution_options(**{READ_ONLY: "This copy may only be read."})
    with pytest.raises(ReadOnlyVaultError), unit_of_work(only_read, factory.context()) as session:
        erasing.erase_child(session, child_id, "court-order")
    assert left(open_vault) == list(WORDS)

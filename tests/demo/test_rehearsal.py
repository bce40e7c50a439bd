"""The practice meeting: made for now, marked on every page, opened again as it was, and deleted with nothing else."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.demo.rehearsal import CHAIR, Rehearsal
from cremeet.errors import NotAVaultError, OpenElsewhereError
from cremeet.exports import issue
from cremeet.services import holding
from cremeet.services.first_steps import STEPS, first_steps
from cremeet.services.record import meeting_record
from cremeet.services.unit import context
from cremeet.vault import slots, vault
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from tests import factory
from tests.exports import pdf_reader, word_reader
from tests.vault.made import PASSPHRASE, quick

SUNDAY = factory.MONDAY - timedelta(days=1) + timedelta(minutes=3)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A practice meeting, made once on a Sunday: somebody tries it at home."""
    place = tmp_path_factory.mktemp("practised")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(slots, "_derive", quick)
        patched.setattr(paths, "vaults_folder", lambda: place)
        Rehearsal(SteppingClock(SUNDAY)).open().close()
        return paths.rehearsal_vault()


@pytest.fixture
def rehearsal(made, tmp_path, monkeypatch):
    """A copy of it in this test's folder."""
    monkeypatch.setattr(slots, "_derive", quick)
    monkeypatch.setattr(paths, "vaults_folder", lambda: tmp_path)
    shutil.copytree(made, paths.rehearsal_vault())
    return Rehearsal(SteppingClock(SUNDAY))


def test_a_meeting_is_planned_for_now_with_people_reports_and_the_childs_words(rehearsal):
    with rehearsal.open() as opened, unit_of_work(opened.engine, context(CHAIR, SteppingClock(SUNDAY))) as session:
        found = first_steps(session)
        record = meeting_record(session, found.meeting_id)
    assert (found.done, found.next) == (frozenset(), STEPS[0])
    assert opened.person.name == record.head.chair == CHAIR
    assert timedelta(0) <= SUNDAY - record.head.starts_at < timedelta(minutes=5)
    assert not record.head.is_late
    assert sum(bool(person.report) for person in record.people) == 2
    assert record.voice.own_words
    assert record.pack.about.council == "Northmere Council (invented)"


@pytest.mark.parametrize("form", ["pdf", "word"])
def test_every_page_of_its_documents_says_that_nothing_is_real(rehearsal, form):
    with rehearsal.open() as opened, unit_of_work(opened.engine, context(CHAIR, SteppingClock(SUNDAY))) as session:
        meeting_id = first_steps(session).meeting_id
        holding.start(session, meeting_id)
        record = meeting_record(session, meeting_id)
    content = issue.render(issue.build(record, "minutes", audience="chair"), form)
    if form == "pdf":
        pages = [page.artifacts for page in pdf_reader.read(content).pages]
        said = [page.count("PRACTICE") for page in pages]
        assert not any("OFFICIAL" in page for page in pages)
        assert len(pages) > 1
        assert min(said) >= 2, "above and below the text"
    else:
        around = word_reader.read(content).text_of(r"word/(header|footer)\d+\.xml")
        assert len(around) >= 4
        assert all("PRACTICE – invented" in words and "OFFICIAL" not in words for words in around)


def test_it_goes_on_where_it_was_and_is_made_afresh_after_it_was_deleted(rehearsal):
    with rehearsal.open() as opened, unit_of_work(opened.engine, context(CHAIR, SteppingClock(SUNDAY))) as session:
        holding.start(session, first_steps(session).meeting_id)
        kept = opened.id
    with rehearsal.open() as again, unit_of_work(again.engine, context(CHAIR, SteppingClock(SUNDAY))) as session:
        assert (again.id, first_steps(session).next) == (kept, "statement")
    rehearsal.delete()
    assert not rehearsal.is_there()
    assert list(rehearsal.folder.parent.iterdir()) == []
    rehearsal.delete()


def test_what_is_open_is_not_deleted(rehearsal):
    with rehearsal.open(), pytest.raises(OpenElsewhereError):
        rehearsal.delete()
    assert rehearsal.is_there()


def test_what_somebody_laid_there_is_left_alone(rehearsal, tmp_path):
    (rehearsal.folder / "my notes.docx").write_text("mine")
    with pytest.raises(NotAVaultError, match="move this folder away by hand"):
        rehearsal.delete()
    assert (rehearsal.folder / "my notes.docx").read_text() == "mine"


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "nothing-here-is-real"])
def test_a_real_vault_that_was_moved_there_is_neither_opened_nor_deleted(rehearsal, tmp_path, passphrase):
    rehearsal.delete()
    with vault.create(tmp_path / "Real", person=CHAIR, role="chair", passphrase=passphrase, cost=FLOOR) as real:
        folder = real.folder
    folder.rename(rehearsal.folder)
    with pytest.raises(NotAVaultError, match="move this folder away by hand"):
        rehearsal.delete()
    if passphrase != PASSPHRASE:
        with pytest.raises(NotAVaultError):
            rehearsal.open()
    with vault.unlock(rehearsal.folder, passphrase) as opened:
        assert not opened.rehearsal

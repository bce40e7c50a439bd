import threading

import pytest
import sqlalchemy as sa

from cremeet import logs
from cremeet.errors import OpenElsewhereError, VaultError
from cremeet.models import Child
from cremeet.vault import connection
from cremeet.vault.thread import RecordThread, unit_of_work
from tests import factory
from tests.vault.made import KEY, child


@pytest.fixture
def heard():
    return []


@pytest.fixture
def thread(engine, heard):
    running = RecordThread(engine, factory.context(), heard.append)
    running.start()
    yield running
    running.stop()


def add(reference):
    def work(session):
        row = child(reference)
        session.add(row)
        session.flush()
        return row.id

    return work


def references(session):
    return list(session.scalars(sa.select(Child.reference).order_by(Child.reference)))


def hold(thread):
    """Keep the thread busy until the event that is returned is set, so that what follows has to wait."""
    begun, go_on = threading.Event(), threading.Event()

    def work(_):
        begun.set()
        go_on.wait(20)

    thread.submit(work)
    begun.wait(20)
    return go_on


def test_a_verb_is_answered_committed_and_announced_once(thread, heard, engine):
    row_id = thread.submit(add("CRE-ONE")).result(20)
    assert thread.submit(references).result(20) == ["CRE-ONE"]
    assert heard == [{("Child", row_id)}]  # and a query announces nothing


def test_what_a_verb_is_given_is_its_own_copy(thread):
    assert thread.submit(lambda session: session.info["who"]).result(20) == "Minnie Taker"
    thread.submit(lambda session: session.info.update(who="Mallory Other")).result(20)
    assert thread.submit(lambda session: session.info["who"]).result(20) == "Minnie Taker"


def test_parsed_practice_is_shared_by_all_units_of_work(thread):
    thread.submit(lambda session: session.info["packs"].update(kept=1)).result(20)
    assert thread.submit(lambda session: session.info["packs"]).result(20) == {"kept": 1}


def test_typed_text_goes_before_what_waits_and_long_work_after_it(thread):
    order = []
    go_on = hold(thread)
    thread.run_between(order.append("slice") for _ in range(2))
    waiting = [thread.submit(lambda _, n=n: order.append(f"usual {n}")) for n in range(2)]
    thread.submit(lambda _: order.append("urgent 1"), urgent=True)
    thread.submit(lambda _: order.append("urgent 2"), urgent=True)
    go_on.set()
    waiting[-1].result(20)
    thread.stop()
    assert order[:4] == ["urgent 1", "urgent 2", "usual 0", "usual 1"]


def test_a_verb_runs_between_two_slices(thread):
    order = []
    first, done = threading.Event(), threading.Event()

    def slices():
        order.append("slice 1")
        answer.append(thread.submit(lambda _: order.append("verb")))
        first.set()
        yield ""
        order.append("slice 2")
        done.set()
        yield "ok"

    answer = []
    thread.run_between(slices())
    assert done.wait(20)
    assert order == ["slice 1", "verb", "slice 2"]


def test_a_failing_verb_changes_nothing_and_only_its_caller_hears(thread, heard):
    def half(session):
        add("CRE-HALF")(session)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        thread.submit(half).result(20)
    with pytest.raises(sa.exc.IntegrityError) as refused:
        thread.submit(lambda session: [add("CRE-SAME")(session), add("CRE-SAME")(session)]).result(20)
    assert "CRE-SAME" not in str(refused.value)  # an error never carries a value into a log
    assert thread.submit(references).result(20) == []
    assert heard == []


def test_a_listener_or_a_slice_that_fails_does_not_end_the_thread(engine, monkeypatch):
    faults = []
    monkeypatch.setattr(logs, "fault", faults.append)

    def gone(_):
        raise RuntimeError("the window has gone")

    def slices():
        yield ""
        raise OSError("the disk has gone")

    thread = RecordThread(engine, factory.context(), gone)
    thread.start()
    thread.submit(add("CRE-KEPT")).result(20)
    thread.run_between(slices())
    assert thread.submit(references).result(20) == ["CRE-KEPT"]
    again = threading.Event()
    thread.run_between(again.set() for _ in range(1))
    assert again.wait(20)
    thread.stop()
    assert {type(fault) for fault in faults} == {RuntimeError, OSError}


def test_stopping_finishes_what_waits_drops_long_work_and_takes_no_more(engine):
    thread = RecordThread(engine, factory.context(), lambda _: None)
    thread.start()
    go_on = hold(thread)
    waiting = [thread.submit(add(f"CRE-{n}")) for n in range(5)]
    endless = iter(int, 1)
    thread.run_between(endless)
    threading.Timer(0.05, go_on.set).start()
    thread.stop()
    thread.stop()
    assert all(answer.done() and not answer.exception() for answer in waiting)
    assert not thread.is_alive()
    with pytest.raises(VaultError, match="being closed"):
        thread.submit(references)


def test_work_withdrawn_while_it_waits_is_not_done(thread):
    go_on = hold(thread)
    withdrawn = thread.submit(add("CRE-NOT"))
    assert withdrawn.cancel()
    go_on.set()
    assert thread.submit(references).result(20) == []


def test_many_threads_ask_at_once_and_every_change_is_kept(thread):
    def ask(name):
        for n in range(10):
            thread.submit(add(f"CRE-{name}-{n}"), urgent=n % 2 == 0).result(30)

    asking = [threading.Thread(target=ask, args=(name,)) for name in range(4)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert len(thread.submit(references).result(20)) == 40


def test_a_full_disk_is_said_in_words_and_loses_nothing(engine):
    with unit_of_work(engine, factory.context()) as session:
        session.add(child("CRE-BEFORE"))
    with engine.connect() as opened:
        pages = opened.exec_driver_sql("PRAGMA page_count").scalar()
        opened.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def much():
        with unit_of_work(engine, factory.context()) as session:
            session.add(child("CRE-MUCH", address="x" * 500_000))

    with pytest.raises(VaultError, match="no room left"):
        much()
    with unit_of_work(engine, factory.context()) as session:
        assert references(session) == ["CRE-BEFORE"]


def test_a_record_in_use_elsewhere_is_said_in_words(engine, file, monkeypatch):
    monkeypatch.setattr(connection, "PATIENCE", 0.05)
    engine.dispose()
    other = connection.connect(file, KEY)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(OpenElsewhereError), unit_of_work(engine, factory.context()) as session:
            references(session)
    finally:
        other.close()

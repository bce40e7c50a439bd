"""What leaves: a tagged PDF beside an untagged one, Word beside bare XML, how both grow, and a batch of copies."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pypdfium2

from cremeet.exports import issue
from cremeet.exports.document import Column, Document, Heading, Paragraph, Table
from cremeet.exports.sending import Sending
from cremeet.services import actions, closing, invitations
from cremeet.services.copies import Order, Terms
from cremeet.services.readers import readers
from cremeet.services.record import MeetingRecord, meeting_record
from cremeet.vault.thread import unit_of_work
from tests import factory, held
from tests.bench.big_vault import long_meeting
from tests.bench.harness import Row, at_least, at_most, milliseconds, told
from tests.bench.plain_documents import raw_word, untagged_pdf
from tests.bench.weasy import html_of
from tests.exports.documents import document

TAGGED_TIMES, WORD_TIMES, GROWTH_TIMES = 1.3, 2.0, 12.0
FASTER = 3.0
BATCH_S, READERS, MEMORY_MB, PAGES, ALIVE_MS = 20.0, 12, 120.0, 200, 100.0
ACTIONS = 60
ROOT = Path(__file__).resolve().parents[2]
WEASYPRINT = ROOT / "build" / "weasyprint" / "bin" / "python"
SENTENCE = "The school saw the silver car on three Mondays and told nobody, and the nurse was not asked until June. "


def bench_tagging() -> Iterable[Row]:
    """Measure the tagged PDF of minutes with 60 actions, and of 200 pages, beside the same content untagged."""
    for name, made, rounds in (("minutes with 60 actions", _minutes(), 5), ("a document of 200 pages", _long(), 1)):
        plain = milliseconds(lambda made=made: untagged_pdf(made), rounds)
        tagged = milliseconds(lambda made=made: issue.render(made, "pdf"), rounds)
        pages = len(pypdfium2.PdfDocument(issue.render(made, "pdf")))
        yield told(f"tagged PDF of {name} ({pages} pages)", tagged, "ms")
        yield at_most(f"tagged PDF of {name}, beside untagged", tagged / plain, "times", TAGGED_TIMES)


def bench_beside_weasyprint() -> Iterable[Row]:
    """Measure the tagged PDF of 200 pages beside WeasyPrint's tagged PDF of the same content in the same fonts.

    Raises FileNotFoundError where `.ci/weasyprint` has not put WeasyPrint into build/weasyprint.
    """
    if not WEASYPRINT.exists():
        raise FileNotFoundError("WeasyPrint is not there; .ci/weasyprint fetches it.")
    made = _long()
    fonts = [(ROOT / "resources/fonts" / f"AtkinsonHyperlegibleNext-{cut}.ttf").as_uri() for cut in ("Regular", "Bold")]
    page, program = html_of(made, *fonts), ROOT / "tests/bench/weasy.py"
    ran = subprocess.run([WEASYPRINT, program], input=page, capture_output=True, text=True, check=True)
    theirs, pages = (float(word) for word in ran.stdout.split())
    ours = milliseconds(lambda: issue.render(made, "pdf"), 1) / 1000
    yield told("WeasyPrint's tagged PDF of the same content", theirs, "s")
    yield told("its pages", pages, "pages")
    yield told("our tagged PDF of it", ours, "s")
    yield at_least("our tagged PDF, beside WeasyPrint's", theirs / ours, "times faster", FASTER)


def bench_word() -> Iterable[Row]:
    """Measure the Word file of the same minutes beside bare XML, and a table of 1,000 rows beside one of 100."""
    made = _long()
    bare, word = milliseconds(lambda: raw_word(made)), milliseconds(lambda: issue.render(made, "word"))
    yield told("Word file of 200 pages", word, "ms")
    yield at_most("Word file of 200 pages, beside bare XML", word / bare, "times", WORD_TIMES)
    few, many = (milliseconds(lambda n=n: issue.render(_rows(n), "word"), 3) for n in (100, 1_000))
    yield at_most("Word table of 1,000 rows, beside 100 rows", many / few, "times", GROWTH_TIMES)
    few, many = (milliseconds(lambda n=n: issue.render(_rows(n), "pdf"), 3) for n in (100, 1_000))
    yield told("PDF table of 1,000 rows, beside 100 rows", many / few, "times")


def bench_memory() -> Iterable[Row]:
    """Measure what a process of its own takes at its highest for 200 pages, over what it took for one."""
    for form in issue.FORMATS:
        peak = _grown(form)
        yield at_most(f"peak memory for 200 pages as {form}, over idle", peak, "MB", MEMORY_MB)


def bench_batch() -> Iterable[Row]:
    """Measure 12 readers, Word and PDF, protected, searched and registered, with another thread that wants its turn."""
    with long_meeting(15, 120) as big, tempfile.TemporaryDirectory() as place:
        info = factory.context(big.clock)

        def work(verb: Callable[..., Any], *given: object, **named: object) -> Any:
            with unit_of_work(big.vault.engine, info) as session:
                return verb(session, *given, **named)

        for number in range(ACTIONS):
            work(held.action, big.meeting_id, words=f"Invented action {number}: {SENTENCE}")
        while len(work(readers, big.meeting_id)) < READERS:
            work(invitations.invite_other, big.meeting_id, f"Reader Invented{number}", "Worker", "observer")
            number += 1
        for line in work(closing.missing, big.meeting_id):
            work(closing.override, big.meeting_id, line.check, line.about_id, "Invented")
        work(closing.end, big.meeting_id)
        orders = [
            Order("minutes", form, reader.audience, reader.name, reader.agency, reader.attendance_id)
            for reader in work(readers, big.meeting_id)[:READERS]
            for form in issue.FORMATS
        ]
        waits = _Waits()
        start = time.perf_counter()
        sending = Sending(work, big.meeting_id, orders, Terms("by hand", "to be measured"))
        sending.make()
        outcomes = sending.write(Path(place), judged_by="Bench")
        taken = time.perf_counter() - start
        longest = waits.stop()
    done = sum(outcome.done for outcome in outcomes)
    yield at_most(f"{READERS} readers, Word and PDF, protected, searched, registered", taken, "s", BATCH_S)
    yield at_least("of those 24 copies, issued", done, "copies", len(orders))
    yield at_most("longest wait of another thread meanwhile", longest * 1000, "ms", ALIVE_MS)


class _Waits:
    """A thread that asks for its turn every five milliseconds, as a window's does, and notes how long it waited."""

    def __init__(self) -> None:
        self._going, self._longest = True, 0.0
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        while self._going:
            before = time.perf_counter()
            time.sleep(0.005)
            self._longest = max(self._longest, time.perf_counter() - before - 0.005)

    def stop(self) -> float:
        """Return the longest wait in seconds."""
        self._going = False
        self._thread.join()
        return self._longest


def _minutes() -> Document:
    """Return the chair's minutes of a meeting with 60 actions."""
    return issue.build(_record(), "minutes", audience="chair")


def _record() -> MeetingRecord:
    with long_meeting(15, 60) as big, unit_of_work(big.vault.engine, factory.context(big.clock)) as session:
        for number in range(ACTIONS):
            held.action(session, big.meeting_id, words=f"Invented action {number}: {SENTENCE}")
        assert actions.plan(session, big.meeting_id).pillars
        return meeting_record(session, big.meeting_id)


def _long() -> Document:
    """Return a document of about 200 pages: parts with paragraphs and tables of actions."""
    blocks: list[Any] = []
    for part in range(100):
        blocks += [Heading(2, f"Part {part}"), *(Paragraph(SENTENCE * 4) for _ in range(6)), _table(12)]
    return document(*blocks)


def _rows(count: int) -> Document:
    return document(_table(count))


def _table(count: int) -> Table:
    columns = (Column("No.", 0.1), Column("Action", 0.5), Column("Owner", 0.2), Column("Due", 0.2))
    rows = tuple((str(n), SENTENCE, "Priya Testnair", "4 December 2026") for n in range(count))
    return Table("Actions", columns, rows)


_CHILD = """
import sys
from cremeet.exports import issue
from tests.bench.bench_documents import _long, _rows
def peak():
    lines = open("/proc/self/status").read().splitlines()  # ru_maxrss begins with what the parent once had
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
issue.render(_rows(5), sys.argv[1])
idle = peak()
made = _long()
issue.render(made, sys.argv[1])
print(peak() - idle)
"""


def _grown(form: str) -> float:
    ran = subprocess.run([sys.executable, "-c", _CHILD, form], capture_output=True, text=True, check=True)
    return float(ran.stdout)

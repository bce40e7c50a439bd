"""The documents that are checked from outside: every kind, for readers who get it, and what is hard to write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.clock import SteppingClock, london
from cremeet.demo import records
from cremeet.exports import crib_sheet, issue
from cremeet.exports.document import Document
from cremeet.exports.word.template import Template, read_template
from cremeet.models import Base
from cremeet.services.record import MeetingRecord, meeting_record
from tests.bench.bench_documents import _long as long_document
from tests.exports.documents import NAMES, attendance, document, hostile, meeting
from tests.exports.test_template import council

AS_OF = date(2026, 12, 1)
COPY = "Copy 7 for Amira Sample-Khan, Police"


@dataclass(frozen=True, slots=True)
class Made:
    """One document as it is checked: a name for the table, and its tree."""

    name: str
    document: Document
    template: Template | None = None


def everything() -> Iterator[Made]:
    """Yield every document of the demonstration's newest meeting, and the hard ones."""
    record = demonstration()
    for kind in issue.DOCUMENTS:
        for audience in record.pack.audiences:
            if issue.offered(kind, audience, record.pack) and audience.id not in {"professionals", "police"}:
                reader = "education" if audience.id == "agencies" else None
                built = issue.build(record, kind, audience=audience.id, reader=reader)
                yield Made(f"{kind} for {audience.id}", replace(built, copy=COPY, entry="1204-7F3K-9Q2M"))
    yield Made("crib sheet", crib_sheet.build(record.pack, AS_OF))
    yield Made("hostile text", hostile())
    yield Made("names in other scripts", document(attendance(12), title=" ".join(NAMES)))
    yield Made("large print", replace(meeting(), large=True))
    yield Made("approved, on its side", replace(meeting(), status="approved", landscape=True))
    yield Made("in a council's look", meeting(), read_template(council()))
    yield Made("200 pages", long_document())


def demonstration() -> MeetingRecord:
    """Return the record of the demonstration's newest meeting."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(engine)
    clock = SteppingClock(london(AS_OF))
    with Session(engine, info=records.demo_context(clock)) as session:
        record = meeting_record(session, records.fill(session, clock, AS_OF).meeting_id)
    engine.dispose()
    return record


def written(folder: Path, made: Made, form: str) -> Path:
    """Write a document unprotected and return its file; the name holds no space."""
    ending = "docx" if form == "word" else "pdf"
    file = folder / f"{re.sub('[^a-z0-9]+', '-', made.name)}.{ending}"
    file.write_bytes(issue.render(made.document, form, made.template))
    return file

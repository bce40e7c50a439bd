"""Random meetings, every reader, a random document in both formats: no withheld word in the file, by two searches."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet import paths
from cremeet.clock import SteppingClock
from cremeet.exports import issue, leaks
from cremeet.exports.admit import admit, audience_named
from cremeet.models import Base
from cremeet.practice import loader
from cremeet.services import packs
from cremeet.services.record import MeetingRecord
from tests import factory
from tests.exports import told
from tests.exports.random_meetings import Meeting, raw_words, readers
from tests.torture.frame import Row, Trial


@dataclass(frozen=True, slots=True)
class Made:
    """The meeting that the random ones are made from."""

    base: MeetingRecord


def prepare(_: Path) -> Made:
    """Hold it once."""
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    Base.metadata.create_all(engine)
    pack = loader.load(paths.shipped_practice())
    with Session(engine, info=factory.context(SteppingClock(factory.MONDAY))) as session:
        packs.adopt(session, pack)
        session.commit()
    made = Made(told.record(engine, pack))
    engine.dispose()
    return made


def _trial(made: Made, trial: Trial) -> str | None:
    meeting = Meeting(made.base, trial.random)
    for audience, reader in readers(made.base.pack):
        copy = admit(meeting.record, audience, reader=reader)
        hidden = leaks.withheld(meeting.record, copy)
        document = trial.random.choice(issue.DOCUMENTS)
        try:
            built = issue.built(copy, document)
        except issue.ExportError:  # a document that this reader does not get
            trial.count("refused")
            continue
        withheld = meeting.withheld(audience, reader)
        trial.count("withheld texts", len(withheld))
        for form in issue.FORMATS:
            trial.count("files")
            content = issue.render(built, form)
            if any(each.certain for each in leaks.search(hidden, content, form)):
                return f"the search found something in {document} as {form} for {audience.id}"
            said = raw_words(content, form)
            if any(secret.word in said for secret in withheld):
                return f"a withheld word is in {document} as {form} for {audience.id}, and the search missed it"
    return None


def _control(made: Made, trial: Trial) -> bool:
    """Give the family the chair's minutes: every withheld entry in them must be found, by either search."""
    meeting = Meeting(made.base, trial.random)
    family = audience_named(made.base.pack, "family")
    hidden = leaks.withheld(meeting.record, admit(meeting.record, family))
    for form in issue.FORMATS:
        content = issue.render(issue.build(meeting.record, "minutes", audience="chair"), form)
        said = raw_words(content, form)
        entries = [entry.words for entry in meeting.record.entries]
        there = [secret.word for secret in meeting.withheld(family, None) if secret.word in said]
        texts = [words for words in entries if any(word in words.lower() for word in there)]
        found = [each for each in leaks.search(hidden, content, form) if each.certain]
        if not texts or len([each for each in found if each.what == "a minute entry"]) < len(texts):
            return False
    return True


ROWS = (
    Row(
        name="leak",
        target=2_000,
        promise="random meetings x readers x formats: no withheld word in a finished file",
        prepare=prepare,
        trial=_trial,
        control=_control,
        short=2,
    ),
)

import json

import pytest
import sqlalchemy as sa

from cremeet.errors import ExportError, NotFoundError
from cremeet.models import AuditEntry
from cremeet.services import exporting
from cremeet.services.record import meeting_record
from cremeet.vault import audit
from tests import factory


def last(session):
    return session.scalar(sa.select(AuditEntry).order_by(AuditEntry.seq.desc()).limit(1))


def test_an_issued_document_is_noted_and_carries_the_entry_that_says_so(session):
    meeting_id = factory.meeting(session)
    issued = exporting.issue(session, meeting_id, "minutes", "pdf", "chair")
    entry = last(session)
    assert (entry.action, entry.target) == ("exported", f"meeting/{meeting_id}")
    assert json.loads(entry.detail) == {"document": "minutes", "format": "pdf", "audience": "chair"}
    assert issued.entry == audit.head(session).short
    assert issued.entry.startswith(f"{entry.seq}-")
    assert meeting_record(session, meeting_id).entry == ""


def test_each_copy_has_an_entry_of_its_own(session):
    meeting_id = factory.meeting(session)
    issued = {exporting.issue(session, meeting_id, "plan", "word", "chair").entry for _ in range(3)}
    assert len(issued) == 3


def test_what_cannot_be_issued_leaves_no_entry(session):
    meeting_id = factory.meeting(session)
    with pytest.raises(ExportError, match="no audience"):
        exporting.issue(session, meeting_id, "minutes", "pdf", "newspapers")
    with pytest.raises(NotFoundError):
        exporting.issue(session, "nothing", "minutes", "pdf", "chair")
    assert "exported" not in set(session.scalars(sa.select(AuditEntry.action)))

"""Try everything in a temporary folder: a vault, a meeting, every export, and reading it all back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cremeet.clock import system_clock
from cremeet.demo.make import demonstration
from cremeet.errors import CremeetError
from cremeet.services.meetings import meeting_by_reference, meeting_view
from cremeet.services.unit import context
from cremeet.spelling import shipped
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import unlock


def run(day: date) -> Iterator[str]:
    """Yield one line for each thing that works; raises CremeetError at the first that does not."""
    with tempfile.TemporaryDirectory(prefix="cremeet-self-test-") as place:
        made = demonstration(Path(place) / "demo", day)
        yield "a vault was made and a meeting held"
        for document in made.documents:
            start = document.read_bytes()[:4]
            if start not in {b"%PDF", b"PK\x03\x04"}:
                raise CremeetError(f"The self-test made a file that is neither Word nor PDF: {document.name}.")
            yield f"written: {document.name}"
        with unlock(made.vault, made.passphrase) as vault:
            with unit_of_work(vault.engine, context(vault.person.name, system_clock)) as session:
                view = meeting_view(session, meeting_by_reference(session, made.reference).meeting_id)
            if not view.entries:
                raise CremeetError("The self-test found its meeting without minutes.")
            yield f"read back: {len(view.entries)} entries, {len(view.actions)} actions"
            result = list(vault.integrity())[-1]
            if result != "ok":
                raise CremeetError("The self-test found its record damaged.")
            yield "the record is whole"
    if not shipped().knows("organised") or shipped().knows("organized"):
        raise CremeetError("The self-test found a dictionary that is not in British English.")
    yield "the dictionary is read"
    yield "self-test passed"

"""Try everything in a temporary folder: a vault, a meeting, every export, and reading it all back."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from cremeet.clock import system_clock
from cremeet.demo.make import demonstration
from cremeet.errors import CremeetError
from cremeet.exports import issue
from cremeet.exports.identify import identify
from cremeet.exports.protect import is_protected
from cremeet.exports.sending import Sending
from cremeet.services.copies import Order, Terms
from cremeet.services.meetings import meeting_by_reference, meeting_view
from cremeet.services.unit import context
from cremeet.spelling import shipped
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import Vault, unlock


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
            yield from _issue(vault, view.head.meeting_id, Path(place) / "issued")
            result = list(vault.integrity())[-1]
            if result != "ok":
                raise CremeetError("The self-test found its record damaged.")
            yield "the record is whole"
    if not shipped().knows("organised") or shipped().knows("organized"):
        raise CremeetError("The self-test found a dictionary that is not in British English.")
    yield "the dictionary is read"
    yield "self-test passed"


def vault(folder: Path, day: date) -> tuple[Path, str, str]:
    """Make the invented vault in `folder`; return where it lies, its passphrase and its meeting's id."""
    made = demonstration(folder, day)
    with (
        unlock(made.vault, made.passphrase) as opened,
        unit_of_work(opened.engine, context(opened.person.name, system_clock)) as session,
    ):
        return made.vault, made.passphrase, meeting_by_reference(session, made.reference).meeting_id


def _issue(vault: Vault, meeting_id: str, folder: Path) -> Iterator[str]:
    """Issue a protected copy in both formats and know them again; yield a line for each."""
    info = context(vault.person.name, system_clock)

    def work(verb: Callable[..., Any], *given: object, **named: object) -> Any:
        with unit_of_work(vault.engine, info) as session:
            return verb(session, *given, **named)

    orders = [Order("minutes", form, "chair", "Self Test") for form in issue.FORMATS]
    sending = Sending(work, meeting_id, orders, Terms("by hand", "the self-test"))
    sending.make()
    for outcome in sending.write(folder, judged_by="Self Test"):
        if outcome.path is None or not is_protected(outcome.path.read_bytes()):
            raise CremeetError(f"The self-test could not issue a protected copy: {outcome.why}")
        if not identify(work, outcome.path).unaltered:
            raise CremeetError("The self-test issued a copy that the register does not know.")
        yield f"issued, protected and known again: {outcome.path.name}"

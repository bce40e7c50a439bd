"""Issue copies: numbers taken, every copy made and searched, judged by a person, then protected, written, registered.

One `Sending` is one press of the button. It works on whatever thread calls it and asks the database through `work`,
which runs a verb of `services.copies` in one unit of work and waits for its answer.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from cremeet import logs
from cremeet.errors import CremeetError, ExportError
from cremeet.exports import protect
from cremeet.exports.covering import Sending as Sent
from cremeet.exports.covering import covering, covering_text
from cremeet.exports.issuing import Finished, Made, Maker, finish
from cremeet.exports.placing import file_name, folder_name, place
from cremeet.exports.word.template import Template
from cremeet.services import copies, letterhead
from cremeet.services.copies import PAPER, Order, Prepared, Terms

NOTE = "covering-note.txt"
"""The file beside a reader's copies that says how they are to be handled; it names no child."""
CANCELLED = "Cancelled before it was made."
BROKEN_OFF = "The sending was broken off before it was made."
UNFORESEEN = "It could not be made. Try it again; if it happens again, tell support: {where}."
STAYED = "The register could not keep the copy, and its file {name} could not be removed; delete it by hand."
NOT_JUDGED = "Somebody looked at the words that were found and did not let the copy go."

Progress = Callable[[int, int], None]
"""Called with how many steps are done, and of how many."""


class Work(Protocol):
    """Runs `verb(session, *args, **given)` in one unit of work and returns its answer."""

    def __call__(self, verb: Callable[..., Any], *args: object, **given: object) -> Any:
        """Run it and wait."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one copy ended: where its file is and its password, or why there is none.

    `content` is what is to be printed, for a copy on paper alone. `lost` are letters that the PDF cannot show.
    """

    prepared: Prepared
    path: Path | None = None
    password: str = ""
    why: str = ""
    lost: tuple[str, ...] = ()
    content: bytes = b""

    @property
    def done(self) -> bool:
        """Whether the copy went out."""
        return not self.why


class Sending:
    """Copies of one meeting on their way. `make` first; then judge `doubts`; then `write`."""

    def __init__(self, work: Work, meeting_id: str, orders: Sequence[Order], terms: Terms) -> None:
        """Take the numbers. Raises what `services.copies.prepare` raises."""
        self._work, self._terms = work, terms
        kept = work(letterhead.letterhead)
        self._maker = Maker(Template.from_json(kept.kept) if kept else None)
        self._made: list[Made] = []
        self._outcomes: dict[str, Outcome] = {}
        # last: from here on a number is in the register, and every one of them has to end
        self._prepared: tuple[Prepared, ...] = work(copies.prepare, meeting_id, list(orders), terms)

    @property
    def doubts(self) -> tuple[Made, ...]:
        """The made copies in which words were found that their reader has from elsewhere too: a person judges."""
        return tuple(made for made in self._made if made.to_judge)

    def make(self, progress: Progress = lambda *_: None, cancelled: Callable[[], bool] = lambda: False) -> None:
        """Make and search every copy; nothing is written yet. Once `cancelled`, the rest are not made."""
        with self._ending_all():
            for at, prepared in enumerate(self._prepared):
                if cancelled():
                    self._stop(prepared, CANCELLED, failed=True)
                else:
                    with _heap_left_alone():
                        self._make(prepared)
                progress(at + 1, 2 * len(self._prepared))

    def write(
        self,
        folder: Path,
        *,
        apart: bool = True,
        judged_by: str = "",
        refused: Sequence[str] = (),
        progress: Progress = lambda *_: None,
        cancelled: Callable[[], bool] = lambda: False,
    ) -> tuple[Outcome, ...]:
        """Protect, write and register every copy that was made, and return how each ended, in the order asked.

        `judged_by` is who judged and signed; `refused` are the ids of copies that they did not let go. Each reader has
        one password for all copies, and a folder of their own below `folder` where they lie `apart`.
        """
        with self._ending_all():
            known = self._work(copies.known_files)
            passwords: dict[tuple[str, str, str], str] = {}
            first: dict[tuple[str, str, str], int] = {}
            for at, made in enumerate(self._made):
                reader = _reader(made.prepared.order)
                first.setdefault(reader, made.prepared.number)
                if cancelled() or made.prepared.copy_id in refused or (made.to_judge and not judged_by):
                    self._stop(made.prepared, CANCELLED if cancelled() else NOT_JUDGED, failed=cancelled())
                else:
                    if self._terms.protected and made.prepared.order.form != PAPER:
                        passwords.setdefault(reader, protect.new_password())
                    own = folder / folder_name(made.prepared.record.head.reference, first[reader]) if apart else folder
                    self._write(made, own, passwords.get(reader, ""), judged_by, known)
                progress(len(self._prepared) + at + 1, 2 * len(self._prepared))
        if apart:
            self._lay_notes()
        return tuple(self._outcomes[prepared.copy_id] for prepared in self._prepared)

    @contextmanager
    def _ending_all(self) -> Iterator[None]:
        """End every copy that has not, where the work is broken off: none may stay "being made" in the register."""
        try:
            yield
        except BaseException:
            for prepared in self._prepared:
                if prepared.copy_id not in self._outcomes:
                    self._stop(prepared, BROKEN_OFF, failed=True)
            raise

    def _make(self, prepared: Prepared) -> None:
        try:
            self._made.append(self._maker.make(prepared))
        except ExportError as error:
            self._stop(prepared, str(error), failed=False)
        except Exception as error:  # noqa: BLE001 - one copy's fault is no other's
            self._stop(prepared, _sentence(error), failed=True)

    def _write(self, made: Made, folder: Path, password: str, judged_by: str, known: frozenset[str]) -> None:
        order, prepared = made.prepared.order, made.prepared
        try:
            if order.form == PAPER:
                finished, path = finish(made, name="", password="", judged_by=judged_by), None
            else:
                name = file_name(prepared.record.head.reference, order.document, prepared.number, made.form)
                finished = finish(made, name=name, password=password, judged_by=judged_by)
                path = place(folder, name, finished.content, known)
            self._register(made, finished, path, password)
        except Exception as error:  # noqa: BLE001 - one copy's fault is no other's
            self._stop(prepared, _sentence(error), failed=True)

    def _lay_notes(self) -> None:
        """Lay a covering note beside each reader's files: text for the e-mail, with how they are to be handled."""
        theirs: dict[Path, list[Outcome]] = {}
        for outcome in self._outcomes.values():
            if outcome.path is not None:
                theirs.setdefault(outcome.path.parent, []).append(outcome)
        for folder, outcomes in theirs.items():
            try:
                self._lay_note(folder, outcomes)
            except Exception as error:  # noqa: BLE001 - the copies are there and registered; a note can be written by hand
                _sentence(error)

    def _lay_note(self, folder: Path, outcomes: list[Outcome]) -> None:
        prepared = outcomes[0].prepared
        copy = self._maker.cut(prepared)
        sent = Sent(
            whom=prepared.order.recipient if copy.audience.professional else copy.audience.title,
            files=tuple(outcome.path.name for outcome in outcomes if outcome.path is not None),
            protected=self._terms.protected,
            destroy_by=self._terms.recall_on,
        )
        place(folder, NOTE, covering_text(covering(copy, sent)).encode("utf-8"), known=None)

    def _register(self, made: Made, finished: Finished, path: Path | None, password: str) -> None:
        try:
            self._work(copies.issued, made.prepared.copy_id, finished.written)
        except BaseException:
            if path is not None:
                _take_away(path)  # a copy that no register knows must not lie about
            raise
        paper = made.content if path is None else b""
        self._outcomes[made.prepared.copy_id] = Outcome(
            made.prepared, path, password if path else "", "", made.lost, paper
        )

    def _stop(self, prepared: Prepared, why: str, *, failed: bool) -> None:
        self._outcomes[prepared.copy_id] = Outcome(prepared, why=why)
        try:
            self._work(copies.stopped, prepared.copy_id, why, failed=failed)
        except Exception as error:  # noqa: BLE001 - the others still have to end
            _sentence(error)


@contextmanager
def _heap_left_alone() -> Iterator[None]:
    """Keep the collector from going through all that the program holds while a copy is made: every thread waits for it.

    What the copy itself leaves is collected at its end, which takes a few milliseconds; the whole takes over a hundred.
    """
    was_on, left_alone = gc.isenabled(), bool(gc.get_freeze_count())  # the window leaves most of it alone anyway
    gc.disable()
    if not left_alone:
        gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        if not left_alone:
            gc.unfreeze()
        if was_on:
            gc.enable()


def _take_away(path: Path) -> None:
    """Remove a file that was written. Raises ExportError with its name, which says nothing, where that fails."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        raise ExportError(STAYED.format(name=path.name)) from None


def _sentence(error: Exception) -> str:
    """Return what a person reads of an error: a foreseen one's own sentence; any other is logged, and told by place."""
    return str(error) if isinstance(error, CremeetError) else UNFORESEEN.format(where=logs.fault(error))


def _reader(order: Order) -> tuple[str, str, str]:
    return order.audience, order.agency, order.recipient.strip()

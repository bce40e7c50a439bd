"""The practice meeting: an initial meeting about an invented child, planned for now, in a vault of its own.

It is lighter than the demonstration, because somebody waits for it: the directory, a few children, one meeting that was
held, and the one that is about to begin, with its invitations, reports and the child's own words.
"""

from __future__ import annotations

import os
import secrets
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cremeet import paths
from cremeet.clock import Clock, SteppingClock, london, london_date, system_clock
from cremeet.demo import others, people
from cremeet.demo.play import Stage, play
from cremeet.demo.records import demo_context
from cremeet.errors import NotAVaultError, OpenElsewhereError, UnwritableError, VaultError
from cremeet.practice import loader
from cremeet.services import attendance, children, directory, episodes, invitations, meetings, packs, planning, voice
from cremeet.services.meeting_records import VoiceDetails
from cremeet.services.planning import MeetingPlan
from cremeet.services.setting_up import in_name_of
from cremeet.vault.rehearsing import PASSPHRASE
from cremeet.vault.slots import FLOOR
from cremeet.vault.thread import unit_of_work
from cremeet.vault.vault import KEYS, LOCK, RECORD, Vault, create, unlock

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

CHAIR, MINUTES = "Rhiannon Pretend-Owen", "Dominic Placeholder"
_OURS = (RECORD, KEYS, LOCK, "ballast", "refused.json")
"""What the names of the files in a vault begin with, as this program leaves it; a `.part` is of work cut short."""
_CAST = ("kacper", "zofia", "aisha", "sion")
_INVITED = (others.AMIRA, others.PRIYA, others.LOWRI, others.HANA)
_REPORTS = (
    (others.AMIRA, "Two accounts wrote to Siôn; both use the same payment card. The unit for online abuse has them."),
    (others.LOWRI, "Seen at school on Monday: not sleeping, eats little. He asked that nobody shows the pictures."),
)
_VIEWS = VoiceDetails(
    invited=True,
    invited_how="By his tutor, at school",
    method="written",
    gathered_by="Ines Sampleton",
    own_words="I want it to stop and I do not want my nan to see them.",
)


class Rehearsal:
    """The practice meeting's vault on this computer: whether it is there, made and opened, and deleted."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return paths.rehearsal_vault()

    def is_there(self) -> bool:
        """Say whether one was begun."""
        return os.path.lexists(self.folder)

    def open(self) -> Vault:
        """Open the practice meeting, made first where there is none. Raises as `vault.unlock` and `vault.create`."""
        if not self.is_there():
            return self._make()
        vault = unlock(self.folder, PASSPHRASE)
        if not vault.rehearsal:
            vault.close()
            raise self._strange()
        return vault

    def delete(self) -> None:
        """Delete the practice meeting whole; where there is none, nothing is done.

        Raises VaultError where what lies there is none of ours or is open.
        """
        folder = self.folder
        if not self.is_there():
            return
        if folder.is_symlink() or not folder.is_dir() or not all(_is_ours(each) for each in folder.iterdir()):
            raise self._strange()
        try:
            self.open().close()
        except OpenElsewhereError:
            raise
        except VaultError:
            raise self._strange() from None
        gone = folder.with_name(f"deleted-{secrets.token_hex(4)}")
        try:
            folder.rename(gone)
        except OSError:
            raise UnwritableError("The practice meeting could not be deleted; close what has it open.") from None
        shutil.rmtree(gone, ignore_errors=True)

    def _make(self) -> Vault:
        """Make it under a passing name and give it its own once it is filled: it is never there by half."""
        making = self.folder.with_name(f"making-{secrets.token_hex(4)}.cremeet")
        clock = SteppingClock(self._clock())
        try:
            for left in self.folder.parent.glob("*"):  # what a kill left of another try
                if left.name.startswith(("making-", "deleted-")):
                    shutil.rmtree(left, ignore_errors=True)
            with (
                create(making, person=CHAIR, role="chair", passphrase=PASSPHRASE, cost=FLOOR, rehearsal=True) as vault,
                unit_of_work(vault.engine, demo_context(clock)) as session,
            ):
                fill(session, clock, self._clock())
            making.rename(self.folder)
        except OSError:
            raise UnwritableError("The practice meeting could not be written; free some space on this disk.") from None
        finally:
            shutil.rmtree(making, ignore_errors=True)
        return unlock(self.folder, PASSPHRASE)

    def _strange(self) -> NotAVaultError:
        return NotAVaultError(
            "What lies in the practice meeting’s place is no practice meeting as this program leaves it; move this "
            f"folder away by hand: {self.folder}"
        )


def fill(session: Session, clock: SteppingClock, at: datetime) -> str:
    """Fill an empty record for a meeting that begins at `at`, on the last five minutes, and return its id."""
    starts = at - timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    day = london_date(starts)
    clock.set(london(day - timedelta(days=600), 9))
    packs.adopt(session, in_name_of(loader.load(paths.shipped_practice()), people.COUNCIL))
    for professional in people.PROFESSIONALS:
        directory.add_professional(session, professional)
    stage = Stage(session, clock, packs.practice(session).timescales.next_working(day))
    episode_of: dict[str, str] = {}
    for cast in people.cast(day):
        if cast.key in _CAST:
            clock.set(london(day - timedelta(days=30 * cast.months), 9))
            child_id = children.add_child(session, cast.child).child_id
            episode_of[cast.key] = episodes.open_episode(session, child_id, cast.episode(day))
    play(stage, episode_of["aisha"], others.aisha())
    meeting_id = _plan(stage, episode_of["sion"], starts)
    clock.set(at)
    return meeting_id


def _plan(stage: Stage, episode_id: str, starts: datetime) -> str:
    """Plan the meeting three working days ahead, with who comes, what two of them wrote and what the child says."""
    session = stage.session
    planned_on = packs.practice(session).timescales.add_working(london_date(starts), -3)
    stage.clock.set(london(planned_on, 9))
    proposal = planning.propose(session, episode_id, "initial", planned_on, starts)
    plan = MeetingPlan(
        kind="initial",
        trigger="Pictures of him are being used to make him send more",
        triggered_on=planned_on,
        starts_at=starts,
        planned_minutes=proposal.planned_minutes,
        place="Northmere Civic Centre, room 1",
        chair=CHAIR,
        chair_role="Independent chair, Northmere Council (invented)",
        minute_taker=MINUTES,
    )
    meeting_id = planning.plan_meeting(session, episode_id, plan, proposal.items)
    known = {person.details.name: person.id for person in directory.professionals(session)}
    invitations.invite(session, meeting_id, tuple(known[name] for name in _INVITED))
    invitations.invite_other(session, meeting_id, "Siôn Enghraifft", "", "child")
    there = {one.name: one.attendance_id for one in meetings.meeting_view(session, meeting_id).people}
    stage.clock.advance(timedelta(days=1))
    for name, words in _REPORTS:
        attendance.record_report(session, there[name], words, london_date(stage.clock()))
    voice.record_voice(session, meeting_id, replace(_VIEWS, gathered_on=london_date(stage.clock())))
    return meeting_id


def _is_ours(file: Path) -> bool:
    return file.name.startswith(_OURS) or file.name.endswith(".part")

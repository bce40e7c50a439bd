"""The headless doors: open, rehearse, demo, export, identify, backup, restore, verify, practice check, self-test.

Exit status: 0 done, 1 a foreseen failure (one clear line on stderr), 2 wrong usage. A passphrase comes from a prompt or
from standard input, never from an argument, where other people could read it.
"""

from __future__ import annotations

import argparse
import getpass
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cremeet import __version__, logs, paths
from cremeet.errors import CremeetError, ExportError, VaultError
from cremeet.views.screen import answers, has_screen

if TYPE_CHECKING:
    from cremeet.exports.sending import Work
    from cremeet.practice.pack import Pack

FORESEEN, USAGE = 1, 2
DOCUMENTS = (
    *("minutes", "actions", "plan", "extract", "risk", "brief", "agenda", "paper", "read-out", "summary", "redacted"),
)
"""As in `exports.issue`, whose builders take a moment to load."""
AS_OF = date(2026, 12, 1)
"""The day on which the demonstration stands unless it is told another."""
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
"""The days between which it can stand: births before it and reviews after it keep years of four digits."""


def run(arguments: Sequence[str]) -> int:
    """Do what `arguments` ask and return the exit status; never lets a traceback out for bad input."""
    parser = _parser()
    try:
        asked = parser.parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        return int(asked.do(asked) or 0)
    except CremeetError as error:
        print(error, file=sys.stderr)
        return FORESEEN
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return FORESEEN
    except OSError as error:
        print(f"A file could not be read or written ({error.strerror or 'no reason given'}).", file=sys.stderr)
        return FORESEEN
    except Exception as error:  # noqa: BLE001 - a fault of ours is told without its text, which might hold case words
        where = logs.fault(error)
        print(f"Something went wrong in cremeet itself; tell your support team: {where}.", file=sys.stderr)
        return FORESEEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cremeet", description="Children at Risk of Exploitation meetings: chaired, minuted, planned and issued."
    )
    parser.add_argument("--version", action="store_const", dest="do", const=_versions, help="what this copy is made of")
    parser.set_defaults(do=_open, vault=None)
    doors = parser.add_subparsers(title="what to do", metavar="COMMAND")

    opening = doors.add_parser("open", help="open the application on a vault")
    opening.add_argument("vault", type=Path, nargs="?", help="the vault's folder, NAME.cremeet")
    opening.set_defaults(do=_open)

    rehearse = doors.add_parser("rehearse", help="open the application on the practice meeting")
    rehearse.set_defaults(do=_rehearse)

    demo = doors.add_parser("demo", help="make a vault with invented records and its documents")
    demo.add_argument("--folder", type=Path, default=Path("demo"), help="where to put them (default: demo)")
    demo.add_argument("--as-of", type=_day, default=AS_OF, metavar="YYYY-MM-DD", help="the day to stand on")
    demo.add_argument("--no-window", action="store_true", help="do not open the application afterwards")
    demo.set_defaults(do=_demo)

    export = doors.add_parser("export", help="write one document of one meeting")
    export.add_argument("vault", type=Path, help="the vault's folder, NAME.cremeet")
    export.add_argument("--meeting", required=True, metavar="REF", help="the meeting's reference, such as M-7F3K")
    export.add_argument("--document", required=True, choices=DOCUMENTS)
    export.add_argument("--format", required=True, choices=("word", "pdf"))
    export.add_argument("--audience", metavar="NAME", help="who it is for (default: those who may read least)")
    export.add_argument("--to", required=True, type=_folder, metavar="DIR", help="the folder to write it to")
    export.add_argument("--agency", metavar="NAME", help="the agency whose copy it is, where it is one agency's")
    export.add_argument("--reader", metavar="NAME", help="the person or address it goes to, for the register")
    export.add_argument("--purpose", default="", metavar="WORDS", help="what it is for, for the register")
    export.add_argument("--unprotected", metavar="REASON", help="write it without a password, and why")
    export.add_argument("--judged-by", metavar="NAME", help="who judged words that stand elsewhere in the copy too")
    _ask_who(export)
    export.set_defaults(do=_export)

    identify = doors.add_parser("identify", help="say which issued copy a file is, and whether it is unaltered")
    identify.add_argument("file", type=Path, help="the Word or PDF file")
    identify.add_argument("--vault", type=Path, required=True, help="the vault's folder, NAME.cremeet")
    _ask_who(identify)
    identify.set_defaults(do=_identify)

    backup = doors.add_parser("backup", help="make a backup of a vault")
    backup.add_argument("vault", type=Path, help="the vault's folder, NAME.cremeet")
    backup.set_defaults(do=_backup)
    restore = doors.add_parser("restore", help="make a vault out of a backup")
    restore.add_argument("backup", type=Path, help="the backup's file")
    restore.set_defaults(do=_restore)
    for door in (backup, restore):
        door.add_argument("--to", required=True, type=_folder, metavar="DIR", help="the folder to put it in")
    verify = doors.add_parser("verify", help="check a vault or a backup whole")
    verify.add_argument("what", type=Path, metavar="VAULT|BACKUP", help="a vault's folder or a backup's file")
    verify.set_defaults(do=_verify)
    for door in (backup, restore, verify):
        _ask_who(door)

    crib = doors.add_parser("crib-sheet", help="write the two-page crib sheet as PDF")
    crib.add_argument("--to", required=True, type=_folder, metavar="DIR", help="the folder to put it in")
    crib.set_defaults(do=_crib_sheet)

    practice = doors.add_parser("practice", help="look at a practice pack")
    steps = practice.add_subparsers(title="what to do", metavar="COMMAND", required=True)
    check = steps.add_parser("check", help="say what is wrong with a practice folder, or what it holds")
    check.add_argument("folder", type=Path)
    check.set_defaults(do=_check)

    testing = doors.add_parser("self-test", help="try everything in a temporary folder")
    testing.add_argument("--window", action="store_true", help="try the window and its screens instead")
    testing.set_defaults(do=_self_test)
    return parser


def _ask_who(door: argparse.ArgumentParser) -> None:
    door.add_argument("--person", metavar="NAME", help="whose passphrase it is, where several people open the vault")
    door.add_argument("--passphrase-stdin", action="store_true", help="read the passphrase from standard input")


def _open(asked: argparse.Namespace) -> int:
    if asked.vault is not None:
        from cremeet.vault.vault import people

        people(asked.vault)  # says what is wrong with the place before a window is tried
    return _show(asked.vault)


def _rehearse(_: argparse.Namespace) -> int:
    return _show(paths.rehearsal_vault())


def _show(vault: Path | None) -> int:
    if not has_screen():
        raise CremeetError("There is no screen here, so no window can be opened; use it where there is a desktop.")
    from cremeet import app

    return app.run(vault)


def _demo(asked: argparse.Namespace) -> int:
    from cremeet.demo import make

    made = make.demonstration(asked.folder, asked.as_of)
    print(f"vault: {made.vault}")
    print(f"passphrase: {made.passphrase}")
    print(f"meeting: {made.reference}")
    for file in made.documents:
        print(f"document: {file}")
    sys.stdout.flush()
    if not asked.no_window and has_screen() and answers():
        return _open(argparse.Namespace(vault=made.vault))
    return 0


def _export(asked: argparse.Namespace) -> int:
    from cremeet.exports.admit import audience_named
    from cremeet.exports.sending import Sending
    from cremeet.services.copies import Order, Terms
    from cremeet.services.meetings import meeting_by_reference
    from cremeet.services.packs import pack_of
    from cremeet.vault import places

    places.refuse_inside_vault(asked.to)
    if said := places.carried_away(asked.to):
        print(f"note: {said}", file=sys.stderr)
    reason = asked.unprotected or ""
    with _sitting(asked) as work:
        head = work(meeting_by_reference, asked.meeting)
        pack = work(pack_of, head.practice_id)
        audience = audience_named(pack, asked.audience)
        agency = _agency(pack, asked.agency)
        order = Order(asked.document, asked.format, audience.id, asked.reader or audience.title, agency)
        terms = Terms("written by the command line", asked.purpose, not reason, reason)
        sending = Sending(work, head.meeting_id, [order], terms)
        sending.make()
        for made in sending.doubts:
            for finding in made.to_judge:
                print(f"note: {finding.where} has words of {finding.what}, also in {finding.also}.", file=sys.stderr)
        (outcome,) = sending.write(asked.to, apart=False, judged_by=asked.judged_by or "")
    if outcome.why:
        more = " Look at them, then say who judged with --judged-by." if sending.doubts and not asked.judged_by else ""
        raise ExportError(f"{outcome.why}{more}")
    if outcome.lost:
        print("note: the PDF lacks shapes for some letters; make the Word file for them.", file=sys.stderr)
    print(outcome.path)
    if outcome.password:
        print(f"password: {outcome.password}")
    return 0


def _identify(asked: argparse.Namespace) -> int:
    from cremeet.exports import identify

    with _sitting(asked) as work:
        found = identify.identify(work, asked.file)
    for line in found.sentences:
        print(line)
    return 0 if found.known else FORESEEN


def _backup(asked: argparse.Namespace) -> int:
    from cremeet.clock import system_clock
    from cremeet.services.unit import context
    from cremeet.vault import backups, places, sitting
    from cremeet.vault.vault import unlock

    places.refuse_inside_vault(asked.to)
    with unlock(asked.vault, _passphrase(asked), person=_person(asked, asked.vault)) as vault:
        info = context(vault.person.name, system_clock)
        for sentence in sitting.begin(vault, info):
            print(f"note: {sentence}", file=sys.stderr)
        made = backups.make(vault, asked.to)
        sitting.end(vault, info)
    print(made)
    return 0


def _restore(asked: argparse.Namespace) -> int:
    from cremeet.vault import backups, places

    places.refuse_inside_vault(asked.to)
    print(backups.restore(asked.backup, asked.to, _passphrase(asked), _person(asked, asked.backup)))
    return 0


def _verify(asked: argparse.Namespace) -> int:
    from cremeet.vault import verifying

    report = verifying.verify(asked.what, _passphrase(asked), _person(asked, asked.what))
    for line in report.lines:
        print(line)
    if not report.ok:
        raise VaultError("Something is wrong, as the lines above say; restore the newest good backup.")
    return 0


def _check(asked: argparse.Namespace) -> int:
    from cremeet.practice.check import report

    print(report(asked.folder))
    return 0


def _crib_sheet(asked: argparse.Namespace) -> int:
    from cremeet.clock import london_date, system_clock
    from cremeet.exports import crib_sheet

    print(crib_sheet.write_shipped(london_date(system_clock()), asked.to))
    return 0


def _self_test(asked: argparse.Namespace) -> int:
    if asked.window:
        _window_test()
        return 0
    from cremeet.demo import self_test

    for line in self_test.run(AS_OF):
        print(line)
    return 0


def _window_test() -> None:
    if not has_screen():
        raise CremeetError("There is no screen here, so the window cannot be tried; use it where there is a desktop.")
    from cremeet import app

    with tempfile.TemporaryDirectory(prefix="cremeet-self-test-") as place:

        def make() -> tuple[Path, str, str]:
            from cremeet.demo import self_test

            return self_test.vault(Path(place) / "demo", AS_OF)

        app.try_window(make, Path(place), lambda line: print(line, flush=True))
    print("self-test of the window passed")


def _versions(_: argparse.Namespace) -> int:
    """Print this copy's version, and those of what a security bulletin would name, asked of the libraries."""
    from cremeet.vault import engines

    print(f"cremeet {__version__}")
    print(f"Python {platform.python_version()}")
    for name, version in engines.engines():
        print(f"{name} {version}")
    with suppress(ImportError):  # a machine without a screen may lack what Qt is linked to
        from cremeet.views import versions

        for name, version in versions.engines():
            print(f"{name} {version}")
    return 0


@contextmanager
def _sitting(asked: argparse.Namespace) -> Iterator[Work]:
    """Unlock the vault that `asked` names for one sitting, and give what runs a verb in a unit of work."""
    from cremeet.clock import system_clock
    from cremeet.services.unit import context
    from cremeet.vault import sitting
    from cremeet.vault.thread import unit_of_work
    from cremeet.vault.vault import unlock

    with unlock(asked.vault, _passphrase(asked), person=_person(asked, asked.vault)) as vault:
        info = context(vault.person.name, system_clock)
        for sentence in sitting.begin(vault, info):
            print(f"note: {sentence}", file=sys.stderr)

        def work(verb: Callable[..., Any], *given: object, **named: object) -> Any:
            with unit_of_work(vault.engine, info) as session:
                return verb(session, *given, **named)

        yield work
        sitting.end(vault, info)


def _agency(pack: Pack, name: str | None) -> str:
    """Return the id of the agency of this id or title, empty for none. Raises ExportError for another."""
    if name is None:
        return ""
    for agency in pack.agencies:
        if name.strip().casefold() in {agency.id.casefold(), agency.title.casefold()}:
            return agency.id
    raise ExportError("There is no agency of that name in the meeting's practice pack; check the name.")


def _person(asked: argparse.Namespace, where: Path) -> str | None:
    """Return the id of the person named, or None where nobody was; `where` is a vault's folder or a backup's file."""
    from cremeet.vault import bundle
    from cremeet.vault.vault import key_file, people_of

    if asked.person is None:
        return None
    for person in people_of(key_file(where) if where.is_dir() else bundle.keys_of(where)):
        if person.name.casefold() == asked.person.casefold():
            return person.id
    raise VaultError("Nobody of that name can open this vault; check the name.")


def _passphrase(asked: argparse.Namespace) -> str:
    if asked.passphrase_stdin:
        try:
            raw = getattr(sys.stdin, "buffer", None)
            typed = sys.stdin.readline() if raw is None else raw.readline().decode("utf-8")
        except UnicodeDecodeError:
            raise VaultError("The passphrase on standard input is not UTF-8 text; save or send it as UTF-8.") from None
        return typed.rstrip("\r\n")
    if not sys.stdin.isatty():
        raise VaultError("There is no terminal to ask for the passphrase; give it with --passphrase-stdin.")
    return getpass.getpass("Passphrase: ")


def _day(words: str) -> date:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError("write a day as YYYY-MM-DD, for example 2026-12-01") from None
    if not EARLIEST <= day <= LATEST:
        raise argparse.ArgumentTypeError(f"choose a day from {EARLIEST} to {LATEST}")
    return day


def _folder(words: str) -> Path:
    if not words.strip():
        raise argparse.ArgumentTypeError("name a folder")
    return Path(words)

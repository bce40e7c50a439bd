"""Other people's programs read the finished files: poppler, qpdf and LibreOffice.

Where one is missing, its tests skip on a laptop and fail where CI=true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cremeet.exports import pdf, word
from cremeet.exports.document import Paragraph
from tests.exports.documents import NAMES, attendance, document, hostile, meeting


def program(name: str) -> str:
    """Return the program's place, or skip; a missing reader is a failure where CI=true."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and this machine is to have it.")
        pytest.skip(f"{name} is not installed.")
    return found


def run(*arguments: str | Path) -> str:
    """Return what a program prints."""
    finished = subprocess.run([str(a) for a in arguments], capture_output=True, check=True, timeout=120)
    return finished.stdout.decode()


def test_poppler_finds_names_in_four_scripts(tmp_path: Path) -> None:
    reader, file = program("pdftotext"), tmp_path / "minutes.pdf"
    file.write_bytes(pdf.render(document(attendance(), *(Paragraph(f"{name} agreed.") for name in NAMES))))
    text = run(reader, file, "-")
    for mark in "\u202a\u202b\u202c":
        text = text.replace(mark, "")
    for name in NAMES:
        assert text.count(name) >= 2, name


def test_poppler_sees_the_marking_on_every_page(tmp_path: Path) -> None:
    reader, file = program("pdftotext"), tmp_path / "minutes.pdf"
    file.write_bytes(pdf.render(meeting()))
    pages = run(reader, file, "-").removesuffix("\f").split("\f")
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert page.count("OFFICIAL-SENSITIVE") == (3 if number == 1 else 2)
        assert f"Page {number} of {len(pages)}" in page


@pytest.mark.parametrize("made", [meeting, hostile])
def test_qpdf_finds_the_file_sound(made: object, tmp_path: Path) -> None:
    checker, file = program("qpdf"), tmp_path / "minutes.pdf"
    file.write_bytes(pdf.render(meeting() if made is meeting else hostile()))
    assert "No syntax or stream encoding errors found" in run(checker, "--check", file)


def test_libreoffice_opens_the_word_file_and_counts_its_pages(tmp_path: Path) -> None:
    office, reader = program("soffice"), program("pdftotext")
    file = tmp_path / "minutes.docx"
    file.write_bytes(word.render(meeting()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    run(office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file)
    pages = run(reader, "-layout", tmp_path / "minutes.pdf", "-").removesuffix("\f").split("\f")
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert page.count("OFFICIAL-SENSITIVE") == (3 if number == 1 else 2)
        assert f"Page {number} of {len(pages)}" in page
    whole = "\n".join(pages)
    for words in (
        "1. Why we are meeting",
        "4. After one that was skipped",
        "Łukasz Żółkiewski",
        "At risk",
        "Decision 2",
    ):
        assert words in whole

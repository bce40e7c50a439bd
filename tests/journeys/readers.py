"""Other people's programs, which read finished documents back: python-docx, LibreOffice and poppler.

Where a program is missing, its test skips on a laptop and fails where CI=true.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn


def program(name: str) -> str:
    """Return a program's place, or skip; a reader that is missing is a failure where CI=true."""
    found = shutil.which(name)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and this machine is to have it.")
        pytest.skip(f"{name} is not installed.")
    return found


def one_line(text: str) -> str:
    """Return a text with every run of white space as one space, so that where a line ends does not matter."""
    return " ".join(text.split())


def word_text(path: Path) -> tuple[str, list[str]]:
    """Return what python-docx reads in a Word file: the body as one line, and the head of each section."""
    read = docx.Document(str(path))
    paragraphs = read.element.body.iter(qn("w:p"))
    body = " ".join("".join(part.text or "" for part in one.iter(qn("w:t"))) for one in paragraphs)
    heads = [one_line(" ".join(line.text for line in section.header.paragraphs)) for section in read.sections]
    return one_line(body), heads


def pdf_pages(path: Path) -> list[str]:
    """Return the text of each page of a PDF as poppler reads it, each as one line."""
    told = subprocess.run(
        [program("pdftotext"), "-raw", str(path), "-"], capture_output=True, check=True, timeout=60
    ).stdout.decode()
    return [one_line(page) for page in told.removesuffix("\f").split("\f")]


def office_pages(paths: Iterable[Path], folder: Path) -> dict[str, list[str]]:
    """Return by file name the pages that LibreOffice makes of Word files, each as one line."""
    office, paths = program("soffice"), list(paths)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *map(str, paths)],
        capture_output=True,
        check=True,
        timeout=150,
    )
    return {path.name: pdf_pages(folder / f"{path.stem}.pdf") for path in paths}

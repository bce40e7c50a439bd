"""The demonstration is the same each time: another process, another folder, the same bytes."""

import os
import subprocess
import sys

from cremeet.exports import issue
from tests.demonstrated import demonstration


def documents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.suffix in {".docx", ".pdf"}}


def test_two_runs_leave_the_same_documents_to_the_byte(tmp_path_factory, tmp_path):
    first, answer = demonstration(tmp_path_factory)
    environment = dict(os.environ, PYTHONHASHSEED="4711")
    again = subprocess.run(
        [sys.executable, "-m", "cremeet", "demo", "--folder", str(tmp_path / "again"), "--no-window"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=120,
        check=True,
    )
    assert f"meeting: {answer.told['meeting']}\n" in again.stdout
    there = documents(first)
    assert len(there) == 2 * len(issue.DOCUMENTS)
    assert documents(tmp_path / "again") == there

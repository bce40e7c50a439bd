"""What `make build` says of a frozen program: each check is shown to find what it looks for.

The program itself is frozen and tried by `make build` (.ci/papers, .ci/frozen), not here.
"""

import importlib
import json
import re
import sys
import types
from pathlib import Path

import pytest

from cremeet import __version__
from tests.torture.shims import Operation

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module", autouse=True)
def release():
    """Let the modules beside `.ci/frozen` be imported, as it does."""
    sys.path.insert(0, str(ROOT / ".ci"))
    yield
    sys.path.remove(str(ROOT / ".ci"))


def module(name):
    return importlib.import_module(f"release.{name}")


def parts():
    part = module("contents").Part
    inner = part("SQLCipher", "4.19.0", "BSD-3-Clause")
    wheel = "pkg:pypi/sqlcipher3@0.6.4"
    return [
        part("sqlcipher3", "0.6.4", "Zlib", purl=wheel, texts=(("LICENSE", "as is"),), inside=(inner,)),
        part("pyside6-essentials", "6.11.3", "LGPL-3.0-only", inside=(part("Qt", "6.11.3", "LGPL-3.0-only"),)),
        part("Noto fonts", "2020", "OFL-1.1", "data"),
    ]


@pytest.mark.skipif(sys.platform != "linux", reason="a program is watched by what Linux alone preloads")
def test_a_planted_write_and_planted_sockets_are_seen():
    assert module("watched").is_proved()


@pytest.mark.skipif(sys.platform != "linux", reason="a program is watched by what Linux alone preloads")
def test_a_program_that_writes_elsewhere_and_leaves_something_behind_is_found_out(tmp_path):
    program = tmp_path / "program"
    program.write_text('#!/bin/sh\necho "all is well"\n: > "$HOME/note"\n: > "$TMPDIR/rest"\nexit 3\n')
    program.chmod(0o755)
    seen = module("watched").tried(program, "self-test")
    assert seen.said == "all is well\n"
    told = "\n".join(seen.faults)
    for fault in ("('self-test',) failed", "outside the data folder: note", "in the temporary folder: rest"):
        assert fault in told
    assert re.search(r"outside the data folder: /\S+/note", told)
    assert "proves nothing" in told


@pytest.mark.skipif(sys.platform != "linux", reason="the folders are Linux's")
@pytest.mark.parametrize(
    ("operation", "fault"),
    [
        (("wrote", "/person/.local/share/cremeet/record.db"), ""),
        (("made", "/person/.local/state/cremeet"), ""),
        (("wrote", "pipe:[7]"), ""),
        (("removed", "/passing/self-test/record.db"), ""),
        (("made", "/person/.config/other/settings"), "written outside the data folder: /person/.config/other/settings"),
        (("stream", "/var/log/a"), "written outside the data folder: /var/log/a"),
        (("renamed", "/passing-by/a"), "written outside the data folder: /passing-by/a"),
        (("socket", ""), "an internet socket was asked for (family 10)"),
    ],
)
def test_what_a_run_did_is_judged(operation, fault):
    done = [Operation(operation[0], 10, 0, operation[1], b"")]
    assert module("watched").judged(done, Path("/person"), Path("/passing")) == ([fault] if fault else [])


def test_a_package_that_the_program_does_not_ask_for_is_found_in_the_folder():
    part = module("contents").Part
    inside = [*parts(), part("attrs", "26.1", "MIT", purl="pkg:pypi/attrs@26.1")]
    lock = "# via\nsqlcipher3==0.6.4 \\\n    --hash=sha256:00\n"
    assert module("contents").strangers(inside, lock) == ["attrs"]


def test_a_wheel_whose_licence_nobody_noted_stops_the_build():
    with pytest.raises(SystemExit, match="no licence is known of charset-normalizer"):
        module("contents")._distribution("charset-normalizer", {})
    assert module("contents")._distribution("cffi", {}).licence == "MIT-0"


def test_the_licences_say_what_the_lgpl_asks_for():
    text = module("licences").text(parts())
    assert "Qt 6.11.3 and PySide6 6.11.3" in text
    assert "Built with SQLCipher 4.19.0 (BSD-3-Clause)" in text
    assert "as is" in text
    for name in ("LGPL-3.0.txt", "GPL-3.0.txt", "SQLCipher.txt", "MPL-1.1.txt"):
        assert (module("contents").TEXTS / name).stat().st_size > 1000


def test_a_part_without_any_licence_is_found():
    part = module("contents").Part("mystery", "1", "")
    assert module("licences").untold([*parts(), part]) == ["mystery"]


def test_the_bill_of_materials_holds_to_its_schema_and_says_what_is_inside():
    pytest.importorskip("cyclonedx")
    told = module("bill").bill(parts(), __version__, "0" * 64)
    bill = json.loads(told)
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    assert bill["metadata"]["component"]["version"] == __version__
    (cipher,) = (each for each in bill["components"] if each["name"] == "sqlcipher3")
    (inner,) = cipher["components"]
    assert (inner["name"], inner["version"]) == ("SQLCipher", "4.19.0")
    assert inner["cpe"] == "cpe:2.3:a:zetetic:sqlcipher:4.19.0:*:*:*:*:*:*:*"
    assert told == module("bill").bill(parts(), __version__, "0" * 64)
    assert bill["serialNumber"] != json.loads(module("bill").bill(parts(), __version__, "1" * 64))["serialNumber"]


def test_a_bill_that_does_not_hold_to_its_schema_is_refused(monkeypatch):
    pytest.importorskip("cyclonedx")
    bill = module("bill")
    monkeypatch.setattr(bill.JsonV1Dot6, "output_as_string", lambda *_, **__: '{"bomFormat": "CycloneDX"}')
    with pytest.raises(SystemExit, match="does not hold to its schema"):
        bill.bill(parts(), __version__, "0" * 64)


def test_the_version_resource_is_one_that_windows_reads(monkeypatch):
    """Read by what PyInstaller reads it with there; only its bytes cannot be made on another system."""
    monkeypatch.setitem(sys.modules, "pefile", types.ModuleType("pefile"))  # reads programs, which nobody asks for
    monkeypatch.setattr("PyInstaller.compat.win32api", None, raising=False)
    made = importlib.import_module("PyInstaller.utils.win32.versioninfo")
    info = eval(module("resource").text("1.20.3rc1", "What it is: a “test”"), vars(made))
    strings = {each.name: each.val for each in info.kids[0].kids[0].kids}
    assert strings["ProductVersion"] == strings["FileVersion"] == "1.20.3rc1"
    assert (strings["ProductName"], strings["FileDescription"]) == ("cremeet", "What it is: a “test”")
    assert (info.ffi.fileVersionMS, info.ffi.fileVersionLS) == (1 << 16 | 20, 3 << 16)
    assert (info.kids[1].kids[0].name, info.kids[1].kids[0].kids) == ("Translation", [0x0809, 1200])


def test_a_version_without_numbers_is_no_version_for_windows():
    with pytest.raises(ValueError, match="numbers"):
        module("resource").text("next", "words")

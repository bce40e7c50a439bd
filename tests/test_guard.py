"""The guard: no network, no core dump, no file for others. Each promise is tried with the guard and without it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ARM = "from cremeet import guard; guard.arm(); guard.arm()\n"
TRIES = {
    "a socket": "import socket; socket.socket()",
    "a socket of the next protocol": "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "a bare socket": "import _socket; _socket.socket()",
    "a listener": "import socket; socket.create_server(('127.0.0.1', 0))",
    "a name": "import socket; socket.getaddrinfo('127.0.0.1', 80)",
    "the older way to a name": "import socket; socket.gethostbyname('127.0.0.1')",
    "a request": "import urllib.request; urllib.request.urlopen('data:,words')",
    "a page": "import http.client, socket\ntry: http.client.HTTPConnection('127.0.0.1', 9).connect()\n"
    "except ConnectionRefusedError: pass",
    "mail": "import smtplib\ntry: smtplib.SMTP('127.0.0.1', 9)\nexcept ConnectionRefusedError: pass",
}


def child(program: str, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(program), *arguments],
        cwd=folder or ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("asked", TRIES.values(), ids=TRIES.keys())
def test_what_asks_for_the_network_is_refused_and_without_the_guard_it_is_not(asked: str) -> None:
    free = child(asked)
    assert free.returncode == 0, free.stderr
    held = child(ARM + asked)
    assert held.returncode != 0
    assert held.stderr.strip().endswith(
        "NetworkRefusedError: cremeet does not use a network, and something in it asked for one."
    )


def test_a_socket_made_before_the_guard_reaches_nobody_after_it() -> None:
    made = "import socket; one = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n"
    sent = "one.sendto(b'x', ('127.0.0.1', 9))"
    assert child(made + sent).returncode == 0
    assert "NetworkRefusedError" in child(made + ARM + sent).stderr


def test_what_stays_on_the_machine_is_let_be() -> None:
    asked = ARM + "import socket; one, other = socket.socketpair(); one.send(b'x'); assert other.recv(1) == b'x'"
    assert child(asked).returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="what is asked here is Linux's to answer")
def test_no_core_is_dumped_and_no_file_is_for_others(tmp_path: Path) -> None:
    shown = """
        import ctypes, os, resource, sys
        print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
        open(sys.argv[1], "w").close()
        print(oct(os.stat(sys.argv[1]).st_mode & 0o77))
    """
    loose = "import os; os.umask(0o022)\n"
    held = child(loose + ARM + textwrap.dedent(shown), str(tmp_path / "held"))
    assert held.stdout.split() == ["0", "0", "0o0"], held.stderr
    free = child(loose + textwrap.dedent(shown), str(tmp_path / "free"))
    assert free.stdout.split()[1:] == ["1", "0o44"], free.stderr


def test_the_program_arms_it_before_anything_else() -> None:
    asked = """
        import sys
        from cremeet import __main__ as program
        assert not {"cremeet.cli", "cremeet.logs", "PySide6", "sqlalchemy"} & set(sys.modules)
        sys.argv = ["cremeet", "--version"]
        assert program.main() == 0
        import socket
        socket.socket()
    """
    assert "tell your support team: NetworkRefusedError at guard.py:" in child(asked).stderr


def test_the_program_does_all_its_work_under_the_guard() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "cremeet", "self-test"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr

"""Hearing of a locked session and of sleep: on a bus of the test's own, and in messages as Windows would send them."""

import ctypes
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from cremeet.views.shell.session_watch import SessionWatch, _Message, _WindowsMessages, bus_addresses, means_away

ROOT = Path(__file__).resolve().parents[2]
LOGIN, MINE, OTHER = (
    "org.freedesktop.login1",
    "/org/freedesktop/login1/session/_32",
    "/org/freedesktop/login1/session/_33",
)
BUS = """<busconfig><type>session</type><listen>unix:path={path}</listen><policy context="default"><allow own="*"/>
<allow send_destination="*"/><allow receive_sender="*"/><allow send_type="*"/></policy></busconfig>"""
SIGNALS = [
    (MINE, f"{LOGIN}.Session", "Lock", None, True),
    (OTHER, f"{LOGIN}.Session", "Lock", None, False),
    ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", True, True),
    ("/org/freedesktop/login1", f"{LOGIN}.Manager", "PrepareForSleep", False, False),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True, True),
    ("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False, False),
    ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True, True),
]


@pytest.fixture(scope="module")
def bus(tmp_path_factory):
    """The address of a private bus."""
    tmp_path = tmp_path_factory.mktemp("bus")
    if not shutil.which("dbus-daemon"):
        pytest.skip("there is no dbus-daemon here")
    (tmp_path / "bus.conf").write_text(BUS.format(path=tmp_path / "bus"))
    daemon = subprocess.Popen(
        ["dbus-daemon", "--config-file", str(tmp_path / "bus.conf"), "--nofork", "--print-address=1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield daemon.stdout.readline().strip()
    finally:
        daemon.kill()
        daemon.wait()
        daemon.stdout.close()


@pytest.fixture(scope="module")
def sender(bus):
    """Sends a signal in the name of the login service."""
    from PySide6.QtDBus import QDBusConnection, QDBusMessage

    connection = QDBusConnection.connectToBus(bus, f"sender {bus}")
    assert connection.registerService(LOGIN)

    def send(path, interface, name, value):
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments([] if value is None else [value])
        assert connection.send(message)

    return send


@pytest.fixture(scope="module")
def watch(qapp, bus, sender):  # the login service is there before any window is
    from PySide6.QtDBus import QDBusConnection

    made = SessionWatch(
        environment={"DBUS_SYSTEM_BUS_ADDRESS": bus, "DBUS_SESSION_BUS_ADDRESS": bus, "XDG_SESSION_ID": "2"}
    )
    made.heard = []
    made.away.connect(lambda: made.heard.append(1))
    made.start()
    for name in (
        f"cremeet-system-{id(made)}",
        f"cremeet-session-{id(made)}",
    ):  # an answer shows that the bus has taken what was asked before
        assert QDBusConnection(name).interface().registeredServiceNames().isValid()
    yield made
    made.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bus")
@pytest.mark.parametrize(("path", "interface", "name", "value", "away"), SIGNALS)
def test_what_the_bus_says(watch, sender, qtbot, path, interface, name, value, away):
    watch.heard.clear()  # each test has waited for its last signal
    sender(path, interface, name, value)
    sender("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", True)  # comes behind it
    wanted = 2 if away else 1
    qtbot.waitUntil(lambda: len(watch.heard) == wanted)


@pytest.mark.parametrize(
    "environment",
    [
        {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nowhere/bus", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus"},
        {"DBUS_SYSTEM_BUS_ADDRESS": "nonsense", "DBUS_SESSION_BUS_ADDRESS": "autolaunch:"},
    ],
)
def test_without_a_bus_nothing_is_heard_and_nothing_fails(qapp, environment):
    made = SessionWatch(environment=environment)
    made.start()
    made.stop()


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("unix:path=/run/user/1000/bus", True),
        ("unix:abstract=bus;unix:path=/run/user/1000/bus", True),
        ("tcp:host=192.0.2.1,port=80", False),
        ("unix:path=/bus;tcp:host=192.0.2.1,port=80", False),
        ("autolaunch:", False),
        ("unixexec:path=program", False),
    ],
)
def test_only_a_bus_on_this_machine_is_asked(given, taken):
    found = bus_addresses({"DBUS_SYSTEM_BUS_ADDRESS": given, "DBUS_SESSION_BUS_ADDRESS": given})
    assert found == ((given, given) if taken else ("", ""))


def test_the_bus_of_the_persons_own_folder_is_found(tmp_path):
    assert bus_addresses({"XDG_RUNTIME_DIR": str(tmp_path)})[1] == ""
    (tmp_path / "bus").touch()
    assert bus_addresses({"XDG_RUNTIME_DIR": str(tmp_path)})[1] == f"unix:path={tmp_path / 'bus'}"


def test_the_bus_is_loaded_only_where_there_is_one():
    asked = """
        import sys
        from PySide6.QtCore import QCoreApplication
        from cremeet.views.shell.session_watch import SessionWatch
        app = QCoreApplication([])
        assert "PySide6.QtDBus" not in sys.modules
        SessionWatch(environment={"DBUS_SYSTEM_BUS_ADDRESS": "tcp:host=192.0.2.1"}).start()
        assert "PySide6.QtDBus" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(asked)], cwd=ROOT, check=True, timeout=60)


@pytest.mark.parametrize(
    ("number", "what", "away"),
    [
        (0x02B1, 0x7, True),  # locked
        (0x02B1, 0x4, True),  # the remote desktop was left
        (0x02B1, 0x8, False),  # unlocked
        (0x0218, 0x4, True),  # about to sleep
        (0x0218, 0x12, False),  # woke
        (0x0100, 0x7, False),  # a key
    ],
)
def test_what_windows_says(qapp, number, what, away):
    message = _Message(None, number, what)
    address = ctypes.addressof(message)
    assert means_away(address) is away
    watch = SessionWatch()
    heard = []
    watch.away.connect(lambda: heard.append(1))
    listener = _WindowsMessages(watch)
    assert listener.nativeEventFilter(b"windows_generic_MSG", address) == (False, 0)
    assert bool(heard) is away
    listener.nativeEventFilter(b"xcb_generic_event_t", 0)
    assert bool(heard) is away, "another system's message is not read"

"""Hearing that the person has gone: the system's session was locked, or the machine is about to sleep.

Linux tells it over D-Bus, Windows in messages to a window. Where neither is there, nothing is heard and nothing fails:
the idle lock still stands. Qt's D-Bus module is loaded here and nowhere else, and only buses on this machine are asked.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver")
_SYSTEM_BUS = "/run/dbus/system_bus_socket"

_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 0x0004
_WM_WTSSESSION_CHANGE = 0x02B1
_GONE = frozenset({0x2, 0x4, 0x6, 0x7})  # the console or the remote desktop left, logged off, locked
_THIS_SESSION = 0


class SessionWatch(QObject):
    """Sends `away` when the session was locked or the machine goes to sleep."""

    away = Signal()

    def __init__(self, parent: QObject | None = None, environment: Mapping[str, str] = os.environ) -> None:
        super().__init__(parent)
        self._environment = environment
        self._own_session = _session_path(environment.get("XDG_SESSION_ID", ""))
        self._native: _WindowsMessages | None = None

    def start(self, window: int = 0) -> None:
        """Listen from now on; `window` is the system's number of the main window, which Windows sends messages to."""
        if sys.platform == "win32":
            self._listen_on_windows(window)
        else:
            self._listen_on_buses()

    def stop(self) -> None:
        """Listen no longer to messages; what was heard on a bus ends with this object."""
        app = QCoreApplication.instance()
        if self._native is not None and app is not None:
            app.removeNativeEventFilter(self._native)
            self._native = None

    @Slot()
    def session_locked(self) -> None:
        """Hear that the session was locked."""
        self.away.emit()

    @Slot(bool)
    def asleep(self, going: bool) -> None:  # noqa: FBT001 - what the bus sends
        """Hear that the machine goes to sleep (true) or woke (false)."""
        if going:
            self.away.emit()

    @Slot(bool)
    def screen_saver(self, on: bool) -> None:  # noqa: FBT001 - what the bus sends
        """Hear that the desktop's own lock screen came up (true) or went (false)."""
        if on:
            self.away.emit()

    # -- Linux ---------------------------------------------------------------------------------------------------------
    def _listen_on_buses(self) -> None:
        system, session = bus_addresses(self._environment)
        if not (system or session):
            return
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:
            return
        if system:
            bus = QDBusConnection.connectToBus(system, f"cremeet-system-{id(self)}")
            # where it cannot be told which session is this one, any that is locked counts
            self._hear(bus, _LOGIN, self._own_session, f"{_LOGIN}.Session", "Lock", "session_locked()")
            self._hear(bus, _LOGIN, _LOGIN_PATH, f"{_LOGIN}.Manager", "PrepareForSleep", "asleep(bool)")
        if session:
            bus = QDBusConnection.connectToBus(session, f"cremeet-session-{id(self)}")
            for saver in _SCREEN_SAVERS:
                self._hear(bus, "", "", saver, "ActiveChanged", "screen_saver(bool)")

    def _hear(self, bus: QDBusConnection, service: str, path: str, interface: str, name: str, slot: str) -> None:
        if bus.isConnected():
            bus.connect(service, path, interface, name, self, SLOT(slot))  # type: ignore[call-overload]  # it takes text, whatever its stub says

    # -- Windows -------------------------------------------------------------------------------------------------------
    def _listen_on_windows(self, window: int) -> None:
        app = QCoreApplication.instance()
        if app is None:
            return
        self._native = _WindowsMessages(self)
        app.installNativeEventFilter(self._native)
        if sys.platform == "win32":
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(ctypes.c_void_p(window), _THIS_SESSION)
            if hasattr(ctypes.windll.user32, "RegisterSuspendResumeNotification"):
                ctypes.windll.user32.RegisterSuspendResumeNotification(ctypes.c_void_p(window), 0)


class _Message(ctypes.Structure):
    """The beginning of Windows' MSG, up to what is read here."""

    _fields_ = (("window", ctypes.c_void_p), ("number", ctypes.c_uint), ("what", ctypes.c_size_t))


class _WindowsMessages(QAbstractNativeEventFilter):
    def __init__(self, watch: SessionWatch) -> None:
        super().__init__()
        self._watch = watch

    def nativeEventFilter(  # noqa: N802 - Qt's name
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        if QByteArray(kind).data() == b"windows_generic_MSG" and means_away(int(message)):
            self._watch.away.emit()
        return False, 0


def means_away(address: int) -> bool:
    """Say whether the Windows message at `address` tells that the session was locked or left, or that sleep comes."""
    message = _Message.from_address(address)
    if message.number == _WM_WTSSESSION_CHANGE:
        return message.what in _GONE
    return bool(message.number == _WM_POWERBROADCAST and message.what == _PBT_APMSUSPEND)


def bus_addresses(environment: Mapping[str, str]) -> tuple[str, str]:
    """Return the addresses of the system's and the session's bus; empty where there is none on this machine's disk.

    Nothing is started to find one, and an address that leads over a network is not taken.
    """
    system = environment.get("DBUS_SYSTEM_BUS_ADDRESS", "")
    if not system and Path(_SYSTEM_BUS).exists():
        system = f"unix:path={_SYSTEM_BUS}"
    session = environment.get("DBUS_SESSION_BUS_ADDRESS", "")
    own = Path(environment.get("XDG_RUNTIME_DIR", "")) / "bus"
    if not session and environment.get("XDG_RUNTIME_DIR") and own.exists():
        session = f"unix:path={own}"
    return tuple(one if all(each.startswith("unix:") for each in one.split(";")) else "" for one in (system, session))  # type: ignore[return-value]  # two in, two out


def _session_path(number: str) -> str:
    """Return where the bus keeps a login session: letters and figures stay, a leading figure and the rest do not."""
    if not number:
        return ""
    letters = [
        one if one.isascii() and one.isalnum() and not (place == 0 and one.isdigit()) else f"_{ord(one):02x}"
        for place, one in enumerate(number)
    ]
    return f"{_LOGIN_PATH}/session/{''.join(letters)}"

"""What the process refuses before it does anything else: the network, memory written to a disk, files others can read.

`arm()` is the first thing that the program does (`__main__`). The audit hook sees Python's own sockets only; that Qt
brings no network module is the business of the import contracts and of the frozen build.
"""

from __future__ import annotations

import ctypes
import os
import sys
from typing import Any

_UNIX = 1
"""The one family of sockets that never leaves the machine (AF_UNIX; this program imports no socket module to ask)."""
_SOCKETS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_NAMES = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})
_LIBRARIES = ("urllib.", "http.", "smtplib.", "ftplib.", "imaplib.", "poplib.", "nntplib.", "telnetlib.", "webbrowser.")
_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS, _SEM_NOGPFAULTERRORBOX, _SEM_NOOPENFILEERRORBOX = 0x1, 0x2, 0x8000
_WER_NO_HEAP = 0x1


class NetworkRefusedError(RuntimeError):
    """Something in this process asked for the network. It names no address: one could hold what was typed."""


class _State:
    armed = False


def arm() -> None:
    """Refuse the network for the life of this process, leave no core dump, and make files for this person alone."""
    os.umask(0o077)
    _no_dumps()
    if not _State.armed:  # a hook cannot be taken away again, and one is enough
        _State.armed = True
        sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """Raise NetworkRefusedError for what would reach another machine; Python calls this before it happens."""
    if event == "socket.__new__":
        refused = arguments[1] != _UNIX  # -1 too, which is "the usual family": the internet's
    elif event in _SOCKETS:
        refused = getattr(arguments[0], "family", None) != _UNIX
    else:
        refused = event in _NAMES or event.startswith(_LIBRARIES)
    if refused:
        raise NetworkRefusedError("cremeet does not use a network, and something in it asked for one.")


def _no_dumps() -> None:
    """Keep the system from writing this process's memory to a disk when it crashes, as far as the system allows."""
    if sys.platform == "win32":
        kernel = ctypes.windll.kernel32
        kernel.SetErrorMode(_SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX | _SEM_NOOPENFILEERRORBOX)
        if hasattr(kernel, "WerSetFlags"):
            kernel.WerSetFlags(_WER_NO_HEAP)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        # Also keeps another program of the same person from reading this one's memory.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)

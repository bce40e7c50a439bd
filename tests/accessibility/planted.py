"""The real program with a fault planted in it, which the client must find: `planted.py nameless` or `silent`.

`nameless` has fields that say no name and belong to no label; `silent` announces nothing.
"""

from __future__ import annotations

import sys


class _Mute:
    """In the place of Qt's accessibility: takes every announcement and passes none on."""

    class AnnouncementPoliteness:
        Assertive = None

    @staticmethod
    def updateAccessibility(_: object) -> None:  # noqa: N802 - Qt's name
        return


def plant(fault: str) -> None:
    """Break one thing."""
    from cremeet.views.fields import form, speak

    if fault == "nameless":
        form.FieldRow._name_everything = lambda _: None
    elif fault == "silent":
        speak.QAccessible = _Mute
    else:
        sys.exit(f"no fault is called {fault}")


if __name__ == "__main__":
    plant(sys.argv[1])
    from cremeet.__main__ import main

    sys.argv[1:] = []
    sys.exit(main())

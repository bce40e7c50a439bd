"""The licences of what is not ours in the frozen folder, as one text that goes with it."""

from __future__ import annotations

from release.contents import Part

_RULE = "=" * 100
_HEAD = """What is not ours in this folder, and under which terms it may be used

cremeet itself is under the MIT licence (LICENSE beside this file). It is built with the parts below; each stands with
its version, its licence and the text of it. Made by `make build` from what really lies in this folder.

Qt and PySide6 (LGPL version 3)
-------------------------------
This program uses Qt {qt} and PySide6 {pyside}, which are free software under the GNU Lesser General Public License
version 3; its text and that of the GNU General Public License version 3, which it adds to, stand below. That gives you:

- Qt and PySide6 lie in the folder _internal/PySide6 as libraries of their own, linked when the program starts. You may
  replace them with versions that you have changed, as long as their interface stays the same, and run the program with
  them. You may look at how the program works with them in order to find faults in such a change.
- Their source is public: Qt's at https://download.qt.io/official_releases/qt/, PySide6's at https://code.qt.io.
  Both are used unchanged, as the PySide6 project publishes them; only debugging symbols were taken out.
- Qt holds work of others, named for each of its modules at https://doc.qt.io/qt-6/licenses-used-in-qt.html.
"""


def text(parts: list[Part]) -> str:
    """Return the whole text."""
    versions = {part.name: part.version for each in parts for part in (each, *each.inside)}
    lines = [_HEAD.format(qt=versions.get("Qt", ""), pyside=versions.get("pyside6-essentials", "")), ""]
    lines += [f"{part.name} {part.version}".strip() + (f": {part.licence}" if part.licence else "") for part in parts]
    for part in parts:
        lines += [
            "",
            _RULE,
            f"{part.name} {part.version}".strip(),
            *([f"Licence: {part.licence}"] if part.licence else []),
        ]
        lines += [f"Built with {inner.name} {inner.version} ({inner.licence})" for inner in part.inside]
        for title, words in part.texts:
            lines += [_RULE, "", f"[{title}]", "", words.strip()]
    return "\n".join(lines) + "\n"


def untold(parts: list[Part]) -> list[str]:
    """Return the names of the parts that have neither a text nor a licence that can be named."""
    return [part.name for part in parts if not part.texts and not part.licence]

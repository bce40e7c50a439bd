"""The version resource of cremeet.exe: what Windows shows under Properties, Details, and what publisher rules read."""

from __future__ import annotations

import re

_FORM = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1, subtype=0x0,
                    date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("080904B0", [
{strings}
    ])]),
    VarFileInfo([VarStruct("Translation", [0x0809, 1200])]),
  ],
)
"""


def text(version: str, description: str) -> str:
    """Return the resource of this version, in the form that PyInstaller reads; its language is British English.

    Raises ValueError for a version that does not begin with numbers: Windows compares four of them.
    """
    match = re.match(r"\d+(?:\.\d+){0,3}", version)
    if match is None:
        raise ValueError("the version does not begin with numbers")
    numbers = tuple([*map(int, match[0].split(".")), 0, 0, 0][:4])
    told = {
        "CompanyName": "cremeet",
        "FileDescription": description,
        "FileVersion": version,
        "InternalName": "cremeet",
        "LegalCopyright": "MIT licence",
        "OriginalFilename": "cremeet.exe",
        "ProductName": "cremeet",
        "ProductVersion": version,
    }
    strings = "\n".join(f"      StringStruct({name!r}, {words!r})," for name, words in told.items())
    return _FORM.format(numbers=numbers, strings=strings)

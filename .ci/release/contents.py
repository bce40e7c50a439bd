"""What really went into the frozen folder: read from what PyInstaller collected, not from the whole environment."""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import sysconfig
from dataclasses import dataclass, field
from functools import cache
from importlib import metadata
from pathlib import Path

from packaging.utils import canonicalize_name

TEXTS = Path(__file__).resolve().parent / "texts"
"""Licences that neither a wheel nor a folder of ours holds."""
CHOSEN = {
    "chunspell": "MIT",
    "lxml": "BSD-3-Clause",
    "msoffcrypto-tool": "MIT",
    "olefile": "BSD-2-Clause",
    "pyinstaller": "GPL-2.0-or-later WITH Bootloader-exception",
    "pypdfium2": "BSD-3-Clause",
    "pyside6-essentials": "LGPL-3.0-only",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-docx": "MIT",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only",
    "six": "MIT",
    "sqlcipher3": "Zlib",
    "tzdata": "Apache-2.0",
    "uharfbuzz": "Apache-2.0",
    "uuid6": "MIT",
}
"""The licence, where a wheel says it in no form that a program reads, or leaves the choice to us."""
BUILDERS = {"pyinstaller", "pyinstaller-hooks-contrib"}
"""What puts a part of itself into the folder without being a package that the program asks for."""


@dataclass(frozen=True)
class Part:
    """One thing in the folder. `texts` are licences with their titles, `inside` is what it is built with."""

    name: str
    version: str
    licence: str
    kind: str = "library"
    purl: str = ""
    texts: tuple[tuple[str, str], ...] = ()
    inside: tuple[Part, ...] = ()


@dataclass
class Contents:
    """All of them, and the files of which nobody knows where they are from."""

    parts: list[Part] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def contents(root: Path, collected: Path, engines: dict[str, str]) -> Contents:
    """Return what `collected` (written by pyinstaller.spec) came from.

    `engines` is what the frozen program says of itself, by name; for what is in other wheels the libraries of this
    environment are asked, which are the same files.
    """
    listed = json.loads(collected.read_text(encoding="utf-8"))
    owners, found, packages = _owners(), Contents(), set()
    distributions = {"pyinstaller"}  # its loader is the executable itself
    for name, source in [*listed["files"], *listed["modules"]]:
        path = Path(source)
        if not path.is_absolute() or source == "-":  # a link within the folder
            continue
        where = path.resolve()
        if where in owners:
            distributions.add(owners[where])
        elif where.is_relative_to(root.resolve()) or _is_pythons(where):
            continue
        elif package := _package(path):
            packages.add(package)
        else:
            found.unknown.append(f"{name} from {path.name}")
    found.parts += [_python()]
    found.parts += [_distribution(name, engines) for name in sorted(distributions)]
    found.parts += [_system(package) for package in sorted(packages)]
    found.parts += _resources(root / "resources")
    return found


def strangers(parts: list[Part], lock: str) -> list[str]:
    """Return the wheels among the parts that the lock of the program's own requirements does not have."""
    locked = {
        canonicalize_name(line.split("==")[0]) for line in lock.splitlines() if "==" in line and line[0].isalnum()
    }
    names = {canonicalize_name(part.name) for part in parts if part.purl.startswith("pkg:pypi/")}
    return sorted(names - locked - BUILDERS)


@cache
def _owners() -> dict[Path, str]:
    return {
        Path(str(each.locate_file(path))).resolve(): canonicalize_name(each.metadata["Name"])
        for each in metadata.distributions()
        for path in each.files or ()
    }


def _is_pythons(path: Path) -> bool:
    """Say whether a file is Python's own; a system's Python shares /usr with everything else."""
    prefix = Path(sys.base_prefix).resolve()
    if prefix != Path("/usr") and path.is_relative_to(prefix):
        return True
    return path.is_relative_to(Path(sysconfig.get_path("stdlib")).resolve()) or path.name.startswith("libpython")


def _package(path: Path) -> tuple[str, str, str] | None:
    """Return the name, version and architecture of the Debian package that a library of the system is from."""
    try:
        # as it was found: the folder may be a link, and dpkg knows its files by either name
        for spelled in (path, Path("/usr") / path.relative_to("/"), path.resolve()):
            owner = subprocess.run(["dpkg", "-S", str(spelled)], capture_output=True, text=True, check=False)
            if owner.returncode == 0:
                package = owner.stdout.split(": ")[0].split(",")[0]
                asked = ["dpkg-query", "-W", "-f", "${Package}\t${Version}\t${Architecture}", package]
                name, version, built = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.split(
                    "\t"
                )
                return name, version, built
    except (OSError, ValueError):
        return None
    return None


def _system(package: tuple[str, str, str]) -> Part:
    name, version, built = package
    copyright_file = Path("/usr/share/doc", name, "copyright")
    text = copyright_file.read_text(encoding="utf-8", errors="replace") if copyright_file.is_file() else ""
    purl = f"pkg:deb/debian/{name}@{version.replace(':', '%3A').replace('+', '%2B')}?arch={built}"
    return Part(name, version, "", purl=purl, texts=(("copyright", text),) if text else ())


def _python() -> Part:
    import pyexpat
    import zlib

    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    places.append(Path("/usr/share/doc", f"python{sys.version_info.major}.{sys.version_info.minor}", "copyright"))
    texts = tuple(("LICENSE", path.read_text(encoding="utf-8")) for path in places if path.is_file())[:1]
    inside = []  # what Python was built with, unless it is the system's, which stays there
    if "--with-system-expat" not in (sysconfig.get_config_var("CONFIG_ARGS") or ""):
        inside.append(Part("expat", pyexpat.EXPAT_VERSION.removeprefix("expat_"), "MIT"))
    if sys.platform == "win32":
        inside.append(Part("zlib", zlib.ZLIB_RUNTIME_VERSION, "Zlib"))
    version = platform.python_version()
    return Part("Python", version, "PSF-2.0", "framework", f"pkg:generic/python@{version}", texts, tuple(inside))


def _distribution(name: str, engines: dict[str, str]) -> Part:
    wheel = metadata.distribution(name)
    licence = CHOSEN.get(name) or wheel.metadata["License-Expression"]
    if not licence:
        raise SystemExit(f"papers: no licence is known of {name}; see CHOSEN in .ci/release/contents.py")
    texts = [
        (str(path).split(".dist-info/")[-1], Path(str(path.locate())).read_text(encoding="utf-8", errors="replace"))
        for path in sorted(wheel.files or (), key=str)
        if ".dist-info/" in str(path) and any(word in str(path).upper() for word in ("LICEN", "COPYING", "NOTICE"))
    ]
    more = {"pyside6-essentials": ("LGPL-3.0.txt", "GPL-3.0.txt"), "chunspell": ("MPL-1.1.txt",)}
    more["sqlcipher3"] = ("SQLCipher.txt",)
    texts += [(each, (TEXTS / each).read_text(encoding="utf-8")) for each in more.get(name, ())]
    inside = tuple(Part(*each) for each in _inside(name, engines))
    return Part(name, wheel.version, licence, "library", f"pkg:pypi/{name}@{wheel.version}", tuple(texts), inside)


def _inside(name: str, engines: dict[str, str]) -> list[tuple[str, str, str]]:
    """Return the name, version and licence of what is built into a wheel, as the built libraries say."""
    if name == "sqlcipher3":
        return [
            ("SQLCipher", engines["SQLCipher"], "BSD-3-Clause"),
            ("OpenSSL", engines["OpenSSL in SQLCipher"], "Apache-2.0"),
            ("SQLite", engines["SQLite in SQLCipher"], "blessing"),
        ]
    if name == "cryptography":
        return [("OpenSSL", engines["OpenSSL in cryptography"], "Apache-2.0")]
    if name == "pyside6-essentials":
        folder = Path(str(metadata.distribution(name).locate_file("PySide6/Qt/lib")))
        icu = [("ICU", path.name.rsplit(".", 1)[-1], "Unicode-3.0") for path in folder.glob("libicuuc.so.*")]
        return [("Qt", engines["Qt"], "LGPL-3.0-only"), *icu]
    if name == "pikepdf":
        import pikepdf

        return [("qpdf", pikepdf.__libqpdf_version__, "Apache-2.0")]
    if name == "pypdfium2":
        import pypdfium2

        return [("PDFium", str(pypdfium2.PDFIUM_INFO.version).split("@")[0], "BSD-3-Clause")]
    if name == "uharfbuzz":
        import uharfbuzz

        return [("HarfBuzz", uharfbuzz.version_string(), "MIT-Modern-Variant")]
    if name == "lxml":
        from lxml import etree

        versions = (
            (".".join(map(str, each))) for each in (etree.LIBXML_COMPILED_VERSION, etree.LIBXSLT_COMPILED_VERSION)
        )
        return [(each, version, "MIT") for each, version in zip(("libxml2", "libxslt"), versions, strict=True)]
    if name == "pillow":
        from PIL import features

        known = (
            ("FreeType", "freetype2", "FTL"),
            ("HarfBuzz", "harfbuzz", "MIT-Modern-Variant"),
            ("libjpeg-turbo", "libjpeg_turbo", "IJG"),
            ("LibTIFF", "libtiff", "libtiff"),
            ("Little CMS", "littlecms2", "MIT"),
            ("OpenJPEG", "jpg_2000", "BSD-2-Clause"),
            ("Raqm", "raqm", "MIT"),
            ("zlib-ng", "zlib_ng", "Zlib"),
        )
        asked = ((each, features.version(feature), licence) for each, feature, licence in known)
        return [(each, version, licence) for each, version, licence in asked if version]
    if name == "chunspell":
        return [("Hunspell", "1.7", "MPL-1.1 OR GPL-2.0-or-later OR LGPL-2.1-or-later")]
    return []


def _resources(folder: Path) -> list[Part]:
    """Return what lies in `resources/` and is not ours; where each is from stands in the README beside it."""

    def texts(*names: str) -> tuple[tuple[str, str], ...]:
        return tuple((name, (folder / name).read_text(encoding="utf-8")) for name in names)

    noto, droid = texts("fonts/LICENSE-Noto.txt"), texts("fonts/LICENSE-DroidSansFallback.txt")
    next_ = texts("fonts/LICENSE-AtkinsonHyperlegibleNext.txt")
    return [
        Part("Atkinson Hyperlegible Next", "5.3.0", "OFL-1.1", "data", texts=next_),
        Part("Noto fonts", "20201225", "OFL-1.1", "data", texts=noto),
        Part("Droid Sans Fallback", "6.0.1r16", "Apache-2.0", "data", texts=droid),
        Part("Tabler icons", "", "MIT", "data", texts=texts("icons/LICENSE")),
        Part("SCOWL dictionary en_GB-ise", "2020.12.07", "", "data", texts=texts("words/en_GB-licence.txt")),
        Part("EFF long word list", "2016", "CC-BY-3.0-US", "data", texts=texts("words/README.md")),
        Part("zxcvbn password list", "", "MIT", "data", texts=texts("words/README.md")),
    ]

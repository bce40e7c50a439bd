"""The bill of materials: CycloneDX 1.6 as JSON, checked against its own schema before it is written."""

from __future__ import annotations

import uuid
from importlib import metadata

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from release.contents import Part

_LICENCES = LicenseFactory()
_CPES = {
    "FreeType": "freetype:freetype",
    "LibTIFF": "libtiff:libtiff",
    "OpenJPEG": "uclouvain:openjpeg",
    "OpenSSL": "openssl:openssl",
    "Python": "python:python",
    "Qt": "qt:qt",
    "SQLCipher": "zetetic:sqlcipher",
    "SQLite": "sqlite:sqlite",
    "expat": "libexpat_project:libexpat",
    "libjpeg-turbo": "libjpeg-turbo:libjpeg-turbo",
    "libxml2": "xmlsoft:libxml2",
    "libxslt": "xmlsoft:libxslt",
    "qpdf": "qpdf_project:qpdf",
    "zlib": "zlib:zlib",
}
"""Maker and product, as vulnerability bulletins name them: what is inside a wheel has no other address."""


def bill(parts: list[Part], version: str, seal: str) -> str:
    """Return the bill of a build of this version.

    Its number is made from `seal`, the hash of the list of hashes, and it bears no time: one build has one bill.
    Raises SystemExit where it does not hold to the schema.
    """
    bom = Bom(serial_number=uuid.uuid5(uuid.NAMESPACE_URL, f"cremeet:{seal}"))
    bom.metadata.timestamp = None
    bom.metadata.component = root = Component(
        name="cremeet",
        version=version,
        type=ComponentType.APPLICATION,
        bom_ref="cremeet",
        licenses=[_LICENCES.make_from_string("MIT")],
    )
    bom.metadata.tools.components.add(
        Component(name="pyinstaller", version=metadata.version("pyinstaller"), type=ComponentType.APPLICATION)
    )
    made = {part.name: _component(part) for part in parts}
    for component in made.values():
        bom.components.add(component)
    asked = {name for part in parts for name in _asks(part)}
    bom.register_dependency(root, [made[name] for name in made if name not in asked])
    for part in parts:
        bom.register_dependency(made[part.name], [made[name] for name in _asks(part) if name in made])
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if fault is not None:
        raise SystemExit(f"papers: the bill of materials does not hold to its schema: {fault}")
    return f"{text}\n"


def _component(part: Part, within: str = "") -> Component:
    reference = f"{within}{part.name}@{part.version}"
    return Component(
        name=part.name,
        version=part.version or None,
        type=ComponentType(part.kind),
        bom_ref=reference,
        purl=PackageURL.from_string(part.purl) if part.purl else None,
        cpe=f"cpe:2.3:a:{_CPES[part.name]}:{part.version}:*:*:*:*:*:*:*" if part.name in _CPES else None,
        licenses=[_LICENCES.make_from_string(part.licence)] if part.licence else [],
        components=[_component(inner, f"{reference}/") for inner in part.inside],
    )


def _asks(part: Part) -> set[str]:
    """Return the names of what a wheel asks for on this machine."""
    if not part.purl.startswith("pkg:pypi/"):
        return set()
    asked = map(Requirement, metadata.requires(part.name) or ())
    return {
        str(canonicalize_name(one.name)) for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})
    }

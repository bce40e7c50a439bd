import io
import random
import zipfile

import docx
import pytest
from docx.shared import Pt, RGBColor
from PIL import Image

from cremeet.errors import ExportError
from cremeet.exports import issue
from cremeet.exports.word.template import STYLES, Template, contrast_on_white, read_template
from tests.exports import word_reader
from tests.exports.documents import meeting


def logo(colour="navy"):
    out = io.BytesIO()
    Image.new("RGB", (300, 100), colour).save(out, "JPEG", exif=Image.Exif(), comment=b"made on a secret machine")
    return out


def council(*, picture=True, heading=(0x0B, 0x3D, 0x2E), drop=()):
    """Return an invented council's template: Georgia, dark green headings, a logo in its header, some text."""
    made = docx.Document()
    made.add_paragraph("Northmere Council confidential draft by A. Author")
    made.styles["Normal"].font.name = "Georgia"
    made.styles["Normal"].font.size = Pt(9)
    made.styles["Caption"].font.color.rgb = RGBColor(*heading)
    for level in (1, 2, 3, 4):
        style = made.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = "Georgia", Pt(26 - 2 * level), RGBColor(*heading)
    if picture:
        made.sections[0].header.paragraphs[0].add_run().add_picture(logo())
    for name in drop:
        element = made.styles[name].element
        element.getparent().remove(element)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def changed(content, **parts):
    """Return a package with parts changed or added; a part's name has __ for / and _dot_ for a dot."""
    new = {name.replace("__", "/").replace("_dot_", "."): value for name, value in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as file, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in file.namelist():
            if name not in new:
                made.writestr(name, file.read(name))
        for name, value in new.items():
            made.writestr(name, value)
    return out.getvalue()


def test_looks_and_logo_are_taken_and_nothing_else():
    taken = read_template(council())
    assert taken.missing == ()
    assert taken.looks["Heading1"].font == "Georgia"
    assert taken.looks["Heading1"].colour == "0B3D2E"
    assert taken.looks["Heading1"].size == 48
    assert taken.logo.startswith(b"\x89PNG")
    assert b"secret" not in taken.logo
    assert "Author" not in taken.to_json()
    assert Template.from_json(taken.to_json()) == taken


def test_a_document_wears_the_councils_look_and_says_the_same():
    plain, dressed = issue.render(meeting(), "word"), issue.render(meeting(), "word", read_template(council()))
    assert word_reader.read(dressed).lines == word_reader.read(plain).lines
    assert word_reader.read(dressed).faults == []
    with zipfile.ZipFile(io.BytesIO(dressed)) as file:
        styles = file.read("word/styles.xml").decode()
        header = file.read("word/header1.xml").decode() + file.read("word/header2.xml").decode()
        names = file.namelist()
    assert 'w:ascii="Georgia"' in styles
    assert "0B3D2E" in styles
    assert "Logo of Northmere Council" in header
    assert len([name for name in names if name.endswith(".png")]) == 1
    assert b"Author" not in dressed
    assert issue.render(meeting(), "word", read_template(council())) == dressed
    opened = docx.Document(io.BytesIO(dressed))
    assert opened.styles["Heading 1"].font.name == "Georgia"
    assert opened.styles["Normal"].font.size == Pt(12), "text stays readable"


def test_a_style_that_lacks_is_named_and_ours_is_offered_for_it():
    lacking = council(drop=("Heading 3", "Caption"))
    with pytest.raises(ExportError, match="“heading 3” or “caption”"):
        read_template(lacking)
    taken = read_template(lacking, fallback=True)
    assert taken.missing == ("heading 3", "caption")
    assert set(STYLES.values()) - set(taken.looks) == {"Heading3", "Caption"}
    assert word_reader.read(issue.render(meeting(), "word", taken)).faults == []


def test_a_style_too_pale_to_read_is_named():
    pale = council(heading=(0xBB, 0xBB, 0xBB))
    assert contrast_on_white("BBBBBB") < 4.5 < contrast_on_white("0B3D2E")
    with pytest.raises(ExportError, match="too pale"):
        read_template(pale)
    assert "Heading1" not in read_template(pale, fallback=True).looks


def bomb():
    return changed(council(), word__media__a_dot_xml=bytes(80 * 1024 * 1024))


RELATION = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{to}" '
    'TargetMode="External"/></Relationships>'
)
HOSTILE = {
    "no zip": lambda: b"words",
    "empty": lambda: b"",
    "another zip": lambda: changed(b"PK\x05\x06" + bytes(18), a_dot_txt=b"x"),
    "a bomb": bomb,
    "a large file": lambda: council() + bytes(11 * 1024 * 1024),
    "macros": lambda: changed(council(), word__vbaProject_dot_bin=b"x"),
    "an embedded program": lambda: changed(council(), word__embeddings__oleObject1_dot_bin=b"x"),
    "entities": lambda: changed(
        council(), word__styles_dot_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><w:styles xmlns:w="w">&b;</w:styles>'
    ),
    "an attached template": lambda: changed(
        council(), word___rels__settings_dot_xml_dot_rels=RELATION.format(kind="attachedTemplate", to="file://x/y.dotm")
    ),
    "a linked picture": lambda: changed(
        council(), word___rels__header9_dot_xml_dot_rels=RELATION.format(kind="image", to="https://invented.example/x")
    ),
    "broken markup": lambda: changed(council(), word__styles_dot_xml=b"<w:styles"),
    "too many parts": lambda: changed(council(), **{f"part{number}": b"x" for number in range(500)}),
}


@pytest.mark.parametrize("how", HOSTILE)
@pytest.mark.parametrize("fallback", [False, True])
def test_a_hostile_template_is_one_sentence(how, fallback):
    with pytest.raises(ExportError) as refused:
        read_template(HOSTILE[how](), fallback=fallback)
    assert str(refused.value).count(".") <= 2
    assert str(refused.value).endswith(".")


def test_a_part_that_is_larger_than_it_says_is_refused():
    content = bytearray(changed(council(), word__media__a_dot_xml=b"<a>" + b"x" * 5000 + b"</a>"))
    at = content.rindex(b"word/media/a.xml") - 46
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(ExportError):
        read_template(bytes(content))


ODD = '{"looks": {"Normal": {"odd": 1}}, "logo": "", "missing": []}'


@pytest.mark.parametrize("text", ["", "null", "[]", "{}", "words", ODD])
def test_damaged_text_is_no_template(text):
    assert Template.from_json(text) is None


def test_values_that_are_no_looks_are_left_out():
    styles = council().replace(b"Georgia", b"Georgia")
    with zipfile.ZipFile(io.BytesIO(styles)) as file:
        raw = file.read("word/styles.xml").replace(b'w:ascii="Georgia"', b'w:ascii="&lt;script&gt;"')
    taken = read_template(changed(styles, word__styles_dot_xml=raw))
    assert {look.font for look in taken.looks.values()} <= {"", "Cambria", "Calibri"}


def test_a_template_damaged_anywhere_is_one_sentence_or_still_a_template():
    whole, chance, refused = council(), random.Random(11), 0
    for _ in range(400):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            read_template(bytes(damaged[: chance.choice((len(damaged), chance.randrange(len(damaged))))]))
        except ExportError:
            refused += 1
    assert refused > 200

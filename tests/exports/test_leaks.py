import io
import random
import zipfile
from dataclasses import replace

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from cremeet.errors import ExportError
from cremeet.exports import issue, leaks
from cremeet.exports.admit import admit, audience_named
from cremeet.exports.leaks import Folded, LeakError
from cremeet.exports.opened import pieces
from tests.exports import told
from tests.exports.random_meetings import Meeting, raw_words, readers

PASSAGE = "Razor Invented drove her to the pretend harbour on Friday night"
NAME = "Silas Notreal"


@pytest.fixture(scope="module")
def record(empty_record, pack):
    """A meeting with one passage and one name that the family may not have."""
    base = told.record(empty_record, pack)
    entry = replace(base.entries[0], words=PASSAGE, tag="police", kind="note", about_id="", agencies=())
    concern = base.circumstances.concerns[0]
    concern = replace(concern, details=replace(concern.details, descriptor=NAME, tag="police"), tag="police")
    around = replace(base.circumstances, concerns=(concern,), disruption=())
    return replace(base, entries=(entry, *base.entries[1:]), circumstances=around)


@pytest.fixture(scope="module")
def hidden(record, pack):
    return leaks.withheld(record, admit(record, audience_named(pack, "family")))


@pytest.fixture(scope="module")
def clean(record):
    return {form: issue.render(issue.build(record, "actions", audience="family"), form) for form in issue.FORMATS}


def found(hidden, content, form):
    return {finding.words: finding for finding in leaks.search(hidden, content, form) if finding.certain}


def word_with(content, part, old, new):
    """Return a Word file with `old` in one part replaced by `new`, or with a new part where `old` is None."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as file, zipfile.ZipFile(out, "w") as changed:
        for name in file.namelist():
            raw = file.read(name)
            if name == part and old is not None:
                assert old in raw
                raw = raw.replace(old, new, 1)
            changed.writestr(name, raw)
        if old is None:
            changed.writestr(part, new)
    return out.getvalue()


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'.encode()


SPLIT = b"".join(
    run(piece) for piece in ("Raz", "or Inv", "ented drove her to the pre", "tend harbour on Friday night")
)
END = b"</w:p><w:sectPr"
BODY = "word/document.xml"
DECLARED = b'<?xml version="1.0"?><c xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
IN_WORD = {
    "in the text": (BODY, b"<w:sectPr", b"<w:p>" + run(PASSAGE) + b"</w:p><w:sectPr"),
    "in a hidden run": (BODY, b"<w:sectPr", b"<w:p>" + run(PASSAGE, "<w:vanish/>") + b"</w:p><w:sectPr"),
    "in split runs": (BODY, b"<w:sectPr", b"<w:p>" + SPLIT + b"</w:p><w:sectPr"),
    "under a highlight": (
        BODY, b"<w:sectPr", b"<w:p>" + run(PASSAGE, '<w:highlight w:val="black"/>') + b"</w:p><w:sectPr",
    ),
    "as deleted text": (
        BODY, b"<w:sectPr",
        b"<w:p><w:del><w:r><w:delText>" + PASSAGE.encode() + b"</w:delText></w:r></w:del></w:p><w:sectPr",
    ),
    "in an attribute": (BODY, b"<w:body>", f'<w:body w:descr="{PASSAGE}">'.encode()),
    "in a comment": ("word/comments.xml", None, DECLARED + b"<w:p>" + run(PASSAGE) + b"</w:p></c>"),
    "in an XML comment": (BODY, b"<w:sectPr", f"<!-- {PASSAGE} --><w:sectPr".encode()),
    "in the properties": ("docProps/core.xml", b"<dc:title>", f"<dc:title>{PASSAGE} ".encode()),
    "in a custom part": ("customXml/item1.xml", None, f"<a>{PASSAGE}</a>".encode()),
    "in a picture": ("word/media/image1.png", None, b"\x89PNG\r\n" + PASSAGE.encode()),
    "in wide letters": ("word/embeddings/x.bin", None, PASSAGE.encode("utf-16-le")),
    "as the name of a part": (f"word/{PASSAGE}.bin", None, b"\x00"),
    "shouted": (BODY, b"<w:sectPr", b"<w:p>" + run(PASSAGE.upper()) + b"</w:p><w:sectPr"),
    "with accents": (BODY, b"<w:sectPr", b"<w:p>" + run(PASSAGE.replace("a", "á")) + b"</w:p><w:sectPr"),
    "with invisible letters": (BODY, b"<w:sectPr", b"<w:p>" + run("\u200b".join(PASSAGE)) + b"</w:p><w:sectPr"),
    "spread out": (BODY, b"<w:sectPr", b"<w:p>" + run(" ".join(PASSAGE.replace(" ", ""))) + b"</w:p><w:sectPr"),
    "run together": (BODY, b"<w:sectPr", b"<w:p>" + run(PASSAGE.replace(" ", "")) + b"</w:p><w:sectPr"),
    "in part, six words": (
        BODY, b"<w:sectPr", b"<w:p>" + run("so: to the pretend harbour on Friday, and left") + b"</w:p><w:sectPr",
    ),
}  # fmt: skip


@pytest.mark.parametrize("how", IN_WORD)
def test_a_withheld_passage_in_a_word_file_is_found(hidden, clean, how):
    part, old, new = IN_WORD[how]
    hits = leaks.search(hidden, word_with(clean["word"], part, old, new), "word")
    assert [finding for finding in hits if finding.certain], how


def pdf_with(content, change):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        change(file)
        file.save(out)
    return out.getvalue()


def drawn(*steps):
    """Return a one-page PDF drawn by these steps with a standard font."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for step in steps:
        step(canvas)
    canvas.save()
    return out.getvalue()


def written(canvas):
    canvas.drawString(72, 700, PASSAGE)


def boxed(canvas):
    written(canvas)
    canvas.rect(60, 690, 500, 30, fill=1)


def invisible(canvas):
    text = canvas.beginText(72, 700)
    text.setTextRenderMode(3)
    text.textOut(PASSAGE)
    canvas.drawText(text)


def in_pieces(canvas):
    x = 72
    for letter in PASSAGE:
        canvas.drawString(x, 700, letter)
        x += canvas.stringWidth(letter) + 3


def described(file):
    file.Root.StructTreeRoot.K[0].Alt = pikepdf.String(PASSAGE)


def attached(file):
    file.attachments["notes.txt"] = pikepdf.AttachedFileSpec(file, PASSAGE.encode(), filename="notes.txt")


def in_info(file):
    file.docinfo["/Subject"] = PASSAGE


def in_xmp(file):
    with file.open_metadata() as metadata:
        metadata["dc:description"] = PASSAGE


def noted(file):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Contents=PASSAGE, Rect=[0, 0, 9, 9])
    file.pages[0].Annots = file.make_indirect(pikepdf.Array([note]))


def in_outline(file):
    file.Root.Outlines.First.Title = pikepdf.String(PASSAGE)


def actual(file):
    page = file.pages[0]
    raw = page.Contents.read_bytes()
    page.Contents = file.make_stream(b"/Span <</ActualText (" + PASSAGE.encode() + b")>> BDC EMC\n" + raw)


IN_PDF = {each.__name__: each for each in (described, attached, in_info, in_xmp, noted, in_outline, actual)}
DRAWN = {each.__name__: each for each in (written, boxed, invisible, in_pieces)}


@pytest.mark.parametrize("how", IN_PDF)
def test_a_withheld_passage_in_the_objects_of_a_pdf_is_found(hidden, clean, how):
    assert found(hidden, pdf_with(clean["pdf"], IN_PDF[how]), "pdf"), how


@pytest.mark.parametrize("how", DRAWN)
def test_a_withheld_passage_on_the_page_of_a_pdf_is_found(hidden, how):
    assert found(hidden, drawn(DRAWN[how]), "pdf"), how


@pytest.mark.parametrize(
    "name", [NAME, "SILAS  NOTREAL", "Sílas Nötreal", "Silas\nNotreal", "S i l a s N o t r e a l", "(Silas Notreal),"]
)
def test_a_withheld_name_is_found_however_it_is_written(hidden, clean, name):
    spoilt = word_with(clean["word"], BODY, b"<w:sectPr", b"<w:p>" + run(name) + b"</w:p><w:sectPr")
    finding = found(hidden, spoilt, "word")[NAME]
    assert (finding.where, finding.what) == ("the text", "a person or place of concern")


@pytest.mark.parametrize("near", ["Silas", "Basilas Notreality", "Silas Notreally", "Notreal Silas"])
def test_a_name_is_found_as_whole_words_alone(hidden, clean, near):
    spoilt = word_with(clean["word"], BODY, b"<w:sectPr", b"<w:p>" + run(near) + b"</w:p><w:sectPr")
    assert NAME not in found(hidden, spoilt, "word")


def test_a_clean_copy_is_let_through(record, pack, hidden, clean):
    for form in issue.FORMATS:
        assert not [each for each in leaks.search(hidden, clean[form], form) if each.certain]
    for audience in pack.audiences:
        own = leaks.withheld(record, admit(record, audience))
        for document in issue.DOCUMENTS:
            content = issue.render(issue.build(record, document, audience=audience.id), "word")
            assert not [each for each in leaks.search(own, content, "word") if each.certain], (audience.id, document)


def test_words_that_the_reader_has_from_elsewhere_too_are_for_a_person_to_judge(record, pack):
    first, second, *rest = record.entries
    twice = replace(record, entries=(first, replace(second, words=PASSAGE, tag="everyone", kind="note"), *rest))
    copy = admit(twice, audience_named(pack, "family"))
    hits = leaks.search(leaks.withheld(twice, copy), issue.render(issue.built(copy, "minutes"), "word"), "word")
    (hit,) = [each for each in hits if each.what == "a minute entry"]
    assert not hit.certain
    assert (hit.where, hit.also) == ("the text", "another part of this reader's copy, or the form's own words")


def test_what_a_wrong_cut_lets_through_is_found_by_its_tag_alone(record, pack):
    """Were the cut wrong, the tag alone would still call the words withheld."""
    copy = admit(record, audience_named(pack, "chair"))
    wrong = replace(copy, audience=audience_named(pack, "family"))
    hits = leaks.search(leaks.withheld(record, wrong), issue.render(issue.built(wrong, "minutes"), "word"), "word")
    assert {"a minute entry", "a person or place of concern", "a decision"} <= {each.what for each in hits}
    assert {PASSAGE, NAME} <= {each.words for each in hits if each.certain} | {PASSAGE}
    assert any(each.certain and each.what == "a minute entry" for each in hits)


def test_a_stopped_copy_says_where_and_never_what(hidden, clean):
    spoilt = word_with(clean["word"], *IN_WORD["in the text"])
    error = LeakError([each for each in leaks.search(hidden, spoilt, "word") if each.certain])
    assert "the text" in str(error)
    assert "a minute entry" in str(error)
    assert not {"razor", "harbour"} & set(str(error).casefold().split())


def test_a_file_that_cannot_be_opened_again_is_not_issued(hidden):
    for content, form in ((b"no zip", "word"), (b"%PDF no", "pdf")):
        with pytest.raises(ExportError, match="could not be opened again"):
            leaks.search(hidden, content, form)


def test_a_word_file_that_unpacks_without_end_is_not_opened():
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        for number in range(9):
            file.writestr(f"{number}.xml", bytes(50 * 1024 * 1024))
    with pytest.raises(ExportError, match="unpacks to more"):
        list(pieces(bomb.getvalue(), "word"))


def test_folding_finds_words_through_case_accents_and_joined_letters():
    text = Folded("ﬁrst Łukasz\u00ad Straße naïve")
    assert text.words == ["first", "lukasz", "strasse", "naive"]


@pytest.mark.parametrize("block", range(10))
def test_fifty_random_meetings_leak_nothing_to_any_reader_in_any_format(empty_record, pack, block):
    base = told.record(empty_record, pack)
    for number in range(5 * block, 5 * block + 5):
        source = random.Random(number)
        meeting = Meeting(base, source)
        for audience, reader in readers(pack):
            copy = admit(meeting.record, audience, reader=reader)
            own = leaks.withheld(meeting.record, copy)
            built = issue.built(copy, source.choice(issue.DOCUMENTS))
            for form in issue.FORMATS:
                content = issue.render(built, form)
                assert not [each for each in leaks.search(own, content, form) if each.certain]
                said = raw_words(content, form)
                assert [secret for secret in meeting.withheld(audience, reader) if secret.word in said] == []


def test_the_search_finds_every_withheld_text_in_the_wrong_readers_copy(empty_record, pack):
    """The control: the chair's minutes, searched as if they were the family's."""
    base = told.record(empty_record, pack)
    family = audience_named(pack, "family")
    for number in range(5):
        meeting = Meeting(base, random.Random(number))
        own = leaks.withheld(meeting.record, admit(meeting.record, family))
        for form in issue.FORMATS:
            content = issue.render(issue.build(meeting.record, "minutes", audience="chair"), form)
            said = raw_words(content, form)
            there = [secret for secret in meeting.withheld(family, None) if secret.word in said]
            hits = " ".join(each.words for each in leaks.search(own, content, form) if each.certain)
            found_words = Folded(hits)
            assert len(there) > 10
            texts = {text for text in _texts(meeting.record) if any(secret.word in text.lower() for secret in there)}
            assert len([each for each in leaks.search(own, content, form) if each.certain]) >= len(texts), found_words


def _texts(record):
    said = [entry.words for entry in record.entries]
    return said + [decision.words for decision in record.decisions]

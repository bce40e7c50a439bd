import io
import random
import shutil
import subprocess

import olefile
import pikepdf
import pypdfium2
import pytest

from cremeet.errors import ExportError
from cremeet.exports import issue, protect
from tests.exports import told

PASSWORD = "invented-example-pretend-sample-notional"


@pytest.fixture(scope="module")
def files(empty_record, pack):
    built = issue.build(told.record(empty_record, pack), "actions", audience="chair")
    plain = {form: issue.render(built, form) for form in issue.FORMATS}
    return {form: (content, protect.protect(content, form, PASSWORD)) for form, content in plain.items()}


@pytest.mark.parametrize("form", issue.FORMATS)
def test_a_protected_file_opens_with_its_password_and_not_otherwise(files, form):
    content, protected = files[form]
    assert not protect.is_protected(content)
    assert protect.is_protected(protected)
    assert protect.is_protected(protect.opened(protected, form, PASSWORD)) is False
    for wrong in (f"{PASSWORD}s", PASSWORD.upper(), "x"):
        with pytest.raises(ExportError):
            protect.opened(protected, form, wrong)


def test_the_word_file_inside_is_the_same_to_the_byte_and_any_flip_is_found(files):
    content, protected = files["word"]
    assert protect.opened(protected, "word", PASSWORD) == content
    package = olefile.OleFileIO(io.BytesIO(protected)).openstream("EncryptedPackage").read()
    start = protected.index(package)
    source = random.Random(5)
    for _ in range(20):
        at = start + source.randrange(len(package))
        flipped = protected[:at] + bytes([protected[at] ^ 1 << source.randrange(8)]) + protected[at + 1 :]
        with pytest.raises(ExportError):
            protect.opened(flipped, "word", PASSWORD)


def test_the_pdf_inside_has_its_pages_its_structure_and_the_permission_to_be_read_aloud(files):
    content, protected = files["pdf"]
    with pikepdf.open(io.BytesIO(protected), password=PASSWORD) as file, pikepdf.open(io.BytesIO(content)) as before:
        assert file.encryption.R == 6
        assert "aesv3" in str(file.encryption.stream_method)
        assert file.allow.accessibility
        assert not file.allow.modify_other
        assert file.Root.StructTreeRoot.K is not None
        assert str(file.Root.Lang) == "en-GB"
        assert bool(file.Root.MarkInfo.Marked)
        assert file.Root.Metadata.read_bytes() == before.Root.Metadata.read_bytes()
        assert [page.Contents.read_bytes() for page in file.pages] == [
            page.Contents.read_bytes() for page in before.pages
        ]
    assert len(pypdfium2.PdfDocument(protected, password=PASSWORD)) == len(pypdfium2.PdfDocument(content))


def test_qpdf_finds_nothing_wrong_with_the_protected_pdf(files, tmp_path):
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is missing")
    file = tmp_path / "protected.pdf"
    file.write_bytes(files["pdf"][1])

    def checked(*given):
        return subprocess.run(["qpdf", "--check", *given, file], capture_output=True, text=True, check=False)

    found = checked(f"--password={PASSWORD}")
    assert (found.returncode, "No syntax or stream encoding errors" in found.stdout) == (0, True)
    assert checked().returncode == 2


def test_no_word_of_the_document_stands_in_a_protected_file(files):
    for content, protected in files.values():
        assert b"OFFICIAL" not in protected
        assert content not in protected


def test_protection_that_does_not_hold_stops_the_copy(files, monkeypatch):
    for form, name in (("word", "_protect_word"), ("pdf", "_protect_pdf")):
        monkeypatch.setattr(protect, name, lambda content, _: content)
        with pytest.raises(ExportError, match="could not be protected"):
            protect.protect(files[form][0], form, PASSWORD)


ALLOWED = pikepdf.Permissions(modify_annotation=False, modify_assembly=False, modify_form=False, modify_other=False)
CHANGES = {
    "no structure": lambda file: file.Root.StructTreeRoot.__delitem__("/K"),
    "not marked": lambda file: file.Root.__delitem__("/MarkInfo"),
    "no outline": lambda file: file.Root.__delitem__("/Outlines"),
    "no fonts": lambda file: file.pages[0].obj.__setitem__("/Resources", pikepdf.Dictionary()),
    "an author": lambda file: file.docinfo.__setitem__("/Author", "Jo Example"),
    "a script": lambda file: file.Root.__setitem__(
        "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    ),
    "weaker": {"R": 4},
    "not read aloud": {"allow": pikepdf.Permissions(accessibility=False, extract=False)},
    "may be changed": {"allow": pikepdf.Permissions()},
}


@pytest.mark.parametrize("what", [None, *CHANGES])
def test_a_pdf_that_is_not_what_was_drawn_or_less_protected_stops_the_copy(files, monkeypatch, what):
    change = CHANGES.get(what)

    def changed(content, password):
        out = io.BytesIO()
        given = {"R": 6, "allow": ALLOWED, **(change if isinstance(change, dict) else {})}
        with pikepdf.open(io.BytesIO(content)) as file:
            if callable(change):
                change(file)
            encryption = pikepdf.Encryption(user=password, owner="invented", **given)
            file.save(out, encryption=encryption, fix_metadata_version=False)
        return out.getvalue()

    monkeypatch.setattr(protect, "_protect_pdf", changed)
    if what is None:  # the control: such a file is refused for its change alone
        assert protect.is_protected(protect.protect(files["pdf"][0], "pdf", PASSWORD))
    else:
        with pytest.raises(ExportError, match="could not be protected"):
            protect.protect(files["pdf"][0], "pdf", PASSWORD)


def test_a_password_is_five_words_and_never_twice_the_same():
    made = {protect.new_password() for _ in range(50)}
    assert len(made) == 50
    assert {len(each.split("-")) for each in made} <= {5, 6, 7}, "a word of the list may have a hyphen of its own"


@pytest.mark.parametrize("content", [b"", b"%PDF", b"%PDF-1.7 nothing", b"PK", b"words"])
def test_what_is_no_document_is_not_taken_for_a_protected_one(content):
    assert not protect.is_protected(content)

"""Protection that the reader's own Word or PDF program knows: AES-256 with a generated password, verified afterwards.

Word files are encrypted as Word does it (ECMA-376 agile: AES-256, SHA-512, 100,000 rounds), PDF files with revision 6
of the standard handler. A PDF keeps its structure and the permission to be read aloud; its permission bits bind only
programs that mean to obey, so nothing is promised of them. Everything happens in memory.
"""

from __future__ import annotations

import io
import secrets

from cremeet.errors import ExportError
from cremeet.vault import passphrases

WORDS = 5
"""Words of a generated password: 64 bits, out of reach at the speed at which such a file can be tried."""

_NOT_PROTECTED = "The copy could not be protected, so nothing was written; please try again."


def new_password() -> str:
    """Return five random words joined by hyphens: easy to read out over the telephone."""
    return passphrases.suggest(WORDS)


def protect(content: bytes, form: str, password: str) -> bytes:
    """Return a finished document encrypted with `password`; `form` is word or pdf.

    Opened again it gives the same document, and it does not open with another password or with none: both are tried
    before it is returned. Raises ExportError where that does not hold.
    """
    try:
        protected = _protect_word(content, password) if form == "word" else _protect_pdf(content, password)
        _verify(protected, form, password, content)
    except ExportError:
        raise
    except Exception as error:
        raise ExportError(_NOT_PROTECTED) from error
    return protected


def opened(protected: bytes, form: str, password: str) -> bytes:
    """Return the document inside a protected file, as its renderer wrote it for Word, written anew for PDF.

    Raises ExportError for another password, and for a file that was altered.
    """
    try:
        return _open_word(protected, password) if form == "word" else _open_pdf(protected, password)
    except Exception as error:
        raise ExportError("That file does not open with this password, or it was altered.") from error


def is_protected(content: bytes) -> bool:
    """Whether a Word or PDF file asks for a password before it opens."""
    if content.startswith(b"%PDF"):
        import pikepdf

        try:
            with pikepdf.open(io.BytesIO(content)) as file:
                return bool(file.is_encrypted)
        except pikepdf.PasswordError:
            return True
        except pikepdf.PdfError:
            return False
    return content.startswith(b"\xd0\xcf\x11\xe0")


def _protect_word(content: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def _open_word(protected: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    file = OOXMLFile(io.BytesIO(protected))
    file.load_key(password=password, verify_password=True)
    # without the check of integrity a flipped bit goes unnoticed
    file.decrypt(out, verify_integrity=True)
    return out.getvalue()


def _protect_pdf(content: bytes, password: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    # the owner's password is thrown away: nobody is to change the file
    allowed = pikepdf.Permissions(
        accessibility=True,
        extract=True,
        print_highres=True,
        print_lowres=True,
        modify_annotation=False,
        modify_assembly=False,
        modify_form=False,
        modify_other=False,
    )
    with pikepdf.open(io.BytesIO(content)) as file:
        encryption = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(32), R=6, allow=allowed)
        file.save(out, encryption=encryption, fix_metadata_version=False)
    return out.getvalue()


def _open_pdf(protected: bytes, password: str) -> bytes:
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(protected), password=password) as file:
        file.save(out, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _verify(protected: bytes, form: str, password: str, content: bytes) -> None:
    for wrong in (f"{password}x", *(("",) if form == "pdf" else ())):  # Word's form has no empty password
        if _opens(protected, form, wrong):
            raise ExportError(_NOT_PROTECTED)
    if form == "word":
        same = _open_word(protected, password) == content
    else:
        same = _holds(protected, password) and _objects(protected, password) == _objects(content, "")
    if not same:
        raise ExportError(_NOT_PROTECTED)


def _opens(protected: bytes, form: str, password: str) -> bool:
    if form == "word":
        from msoffcrypto.exceptions import InvalidKeyError
        from msoffcrypto.format.ooxml import OOXMLFile

        try:
            OOXMLFile(io.BytesIO(protected)).load_key(password=password, verify_password=True)
        except InvalidKeyError:
            return False
        return True
    import pikepdf

    try:
        pikepdf.open(io.BytesIO(protected), password=password).close()
    except pikepdf.PasswordError:
        return False
    return True


def _holds(protected: bytes, password: str) -> bool:
    """Whether a PDF has revision 6 with AES-256 throughout, may be read aloud and printed, and not be changed."""
    import pikepdf

    with pikepdf.open(io.BytesIO(protected), password=password) as file:
        found, allow = file.encryption, file.allow
        methods = {found.stream_method.name, found.string_method.name, found.file_method.name}
        return (
            (found.R, found.bits) == (6, 256)
            and methods == {"aesv3"}
            and (allow.accessibility and allow.print_lowres and allow.print_highres)
            and not (allow.modify_annotation or allow.modify_assembly or allow.modify_form or allow.modify_other)
        )


def _objects(content: bytes, password: str) -> bytes:
    """Return every object of a PDF in one order: pages, structure, fonts and metadata must be those that were drawn."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content), password=password) as file:
        if "/Extensions" in file.Root:  # the note that revision 6 is used, which protecting puts there
            del file.Root.Extensions
        file.save(
            out,
            deterministic_id=True,
            fix_metadata_version=False,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
    return out.getvalue()

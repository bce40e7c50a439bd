"""Runs of words as ReportLab's markup, each letter in a font that has it, names in other scripts marked as such."""

from __future__ import annotations

from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from cremeet.exports import style as look
from cremeet.exports.document import Run
from cremeet.exports.pdf import fonts
from cremeet.exports.text import Piece, Script, pieces

SPAN_CALLBACK = "span"
_LONGEST_UNBROKEN = 40
"""Letters of a right-to-left phrase that are set as one; a longer one is broken into lines of about this length."""
_END = "end"


def marked_up(runs: tuple[Run, ...], *, bold: bool = False) -> str:
    """Return runs as ReportLab's markup; `bold` says that the style they stand in is bold."""
    out: list[str] = []
    for run in runs:
        inner = "".join(_piece(piece, run.lang, bold=bold or run.bold) for piece in pieces(run.text))
        if run.bold:
            inner = f"<b>{inner}</b>"
        if run.link:
            inner = f'<a href={quoteattr(run.link)} color="#{look.LINK}"><u>{inner}</u></a>'
        out.append(inner)
    return "".join(out)


def open_span(canvas: Any, kind: str, label: str) -> None:  # noqa: ARG001 - ReportLab's signature of a callback
    """Begin or end a Span element for words in another language; ReportLab calls this while it draws a paragraph."""
    text = canvas._curr_tx_info["tx"]
    if canvas.in_artifact or text.element is None:
        return
    if label == _END:
        text.want(text.element)
        return
    language, _, letters = label.partition("|")
    span = text.element.add("Span", language=language)
    if letters:
        # on the element alone: in the page's content the usual readers turn it round
        span.actual_text = bytes.fromhex(letters).decode("utf-16-be")
    text.want(span, language)


def _piece(piece: Piece, lang: str | None, *, bold: bool) -> str:
    if piece.script is Script.ARABIC:
        return _right_to_left(piece.text, lang or piece.language or "ar", bold=bold)
    language = lang or piece.language
    body = _left_to_right(piece.text, bold=bold)
    return _span(language, body) if language else body


def _span(language: str, body: str, actual_text: str = "") -> str:
    label = f"{language}|{actual_text.encode('utf-16-be').hex()}"
    return f'<onDraw name="{SPAN_CALLBACK}" label="{label}"/>{body}<onDraw name="{SPAN_CALLBACK}" label="{_END}"/>'


def _left_to_right(text: str, *, bold: bool) -> str:
    """Return text in the fonts that have its letters; one that none has is printed as its code point."""
    base = fonts.BOLD if bold else fonts.BODY
    out: list[str] = []
    for name, letters in groupby(text, key=lambda letter: fonts.name_for(letter, bold=bold)):
        if name is None:
            out += [fonts.code_point(letter) for letter in letters]
            continue
        words = escape("".join(letters)).replace("\n", "<br/>")
        out.append(words if name == base else f'<font name="{name}">{words}</font>')
    return "".join(out)


def _right_to_left(text: str, language: str, *, bold: bool) -> str:
    """Return a phrase shaped and set from right to left: as one unit, or line by line where it is long."""
    font = fonts.naskh(bold=bold)
    out: list[str] = []
    for known, group in groupby(text, key=lambda letter: letter == " " or font.has(letter)):
        letters = "".join(group)
        if not known:
            out += [fonts.code_point(letter) for letter in letters]
            continue
        lines = []
        for line in _lines(letters):
            # a space between two words of a phrase must not be a place to break: the words would change places
            shaped = "\u00a0".join(font.shaped(word) for word in reversed(line.split(" ")))
            lines.append(_span(language, f'<font name="{font.fontName}">{escape(shaped)}</font>', line))
        out.append("<br/>".join(lines))
    return "".join(out)


def unbroken(text: str) -> list[str]:
    """Return the parts of a text that are set without a break: words, and lines of right-to-left phrases."""
    out: list[str] = []
    for piece in pieces(text):
        if piece.script is Script.ARABIC:
            out += _lines(piece.text)
        else:
            out += piece.text.replace("\n", " ").split(" ") if piece.script is Script.LATIN else list(piece.text)
    return out


def _lines(phrase: str) -> list[str]:
    """Return a phrase cut between words into lines of about forty letters."""
    if len(phrase) <= _LONGEST_UNBROKEN:
        return [phrase]
    lines: list[str] = []
    for word in phrase.split():
        if lines and len(lines[-1]) + 1 + len(word) <= _LONGEST_UNBROKEN:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines

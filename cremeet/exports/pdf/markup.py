"""Runs of words as ReportLab's markup, each letter in a font that has it, names in other scripts marked as such."""

from __future__ import annotations

from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from cremeet.exports import style as look
from cremeet.exports.document import Run
from cremeet.exports.pdf import fonts
from cremeet.exports.pdf.inline import Chain, Inline, InlineParts
from cremeet.exports.text import Piece, Script, pieces

_LONGEST_UNBROKEN = 40
"""Letters of a right-to-left phrase that are set as one; a longer one is broken into lines of about this length."""


class Markup:
    """Runs as ReportLab's markup (`text`), and which of their letters are links or in another language (`parts`).

    `bold` says that the style they stand in is bold.
    """

    def __init__(self, runs: tuple[Run, ...], *, bold: bool) -> None:
        self.parts = InlineParts()
        self.text = "".join(self._run(run, bold=bold or run.bold) for run in runs)

    def _run(self, run: Run, *, bold: bool) -> str:
        if not run.link:
            inner = self._words(run.text, (), run.lang, bold=bold)
        else:
            words = run.text.strip()
            before, _, after = run.text.partition(words)
            inner = self._words(before, (), None, bold=bold)
            link = Inline("Link")
            self.parts.links.append(link)
            linked = self._words(words, (link,), run.lang, bold=bold)
            inner += f'<a href={quoteattr(run.link)} color="#{look.LINK}"><u>{linked}</u></a>'
            inner += self._words(after, (), None, bold=bold)
        return f"<b>{inner}</b>" if run.bold else inner

    def _words(self, text: str, chain: Chain, lang: str | None, *, bold: bool) -> str:
        return "".join(self._piece(piece, chain, lang, bold=bold) for piece in pieces(text))

    def _piece(self, piece: Piece, chain: Chain, lang: str | None, *, bold: bool) -> str:
        language = lang or piece.language
        if piece.script is Script.ARABIC:
            return self._right_to_left(piece.text, chain, language, bold=bold)
        return self._left_to_right(piece.text, (*chain, Inline("Span", language)) if language else chain, bold=bold)

    def _left_to_right(self, text: str, chain: Chain, *, bold: bool) -> str:
        """Return text in the fonts that have its letters; one that none has is printed as its code point."""
        base = fonts.BOLD if bold else fonts.BODY
        if text.isascii():  # the text fonts have every letter of it
            self.parts.add(text, chain)
            return escape(text).replace("\n", "<br/>")
        out: list[str] = []
        for name, group in groupby(text, key=lambda letter: fonts.name_for(letter, bold=bold)):
            letters = "".join(group)
            if name is None:
                out.append(self._unprintable(letters, chain))
                continue
            self.parts.add(letters, chain)
            words = escape(letters).replace("\n", "<br/>")
            out.append(words if name == base else f'<font name="{name}">{words}</font>')
        return "".join(out)

    def _right_to_left(self, text: str, chain: Chain, language: str | None, *, bold: bool) -> str:
        """Return a phrase shaped and set from right to left: as one unit, or line by line where it is long."""
        font = fonts.naskh(bold=bold)
        out: list[str] = []
        for known, group in groupby(text, key=lambda letter: letter == " " or font.has(letter)):
            letters = "".join(group)
            if not known:
                out.append(self._unprintable(letters, chain))
                continue
            lines: list[str] = []
            for line in _lines(letters):
                if lines:
                    self.parts.add(" ", chain)
                # a space between two words of a phrase must not be a place to break: the words would change places
                shaped = "\u00a0".join(font.shaped(word) for word in reversed(line.split(" ")))
                self.parts.add(shaped, (*chain, Inline("Span", language, line)))
                lines.append(f'<font name="{font.fontName}">{escape(shaped)}</font>')
            out.append("<br/>".join(lines))
        return "".join(out)

    def _unprintable(self, letters: str, chain: Chain) -> str:
        shown = "".join(fonts.code_point(letter) for letter in letters)
        self.parts.add(shown, chain)
        return shown


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

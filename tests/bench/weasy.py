"""The same content by WeasyPrint: run with its own Python, since it is no part of this project's environment.

`python tests/bench/weasy.py < page.html` prints the seconds that a tagged PDF took, its import left out, and the number
of its pages. The content comes from `html_of`, which this project's Python runs.
"""

from __future__ import annotations

import sys
import time
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cremeet.exports.document import Document

_LOOK = """
@font-face {{ font-family: Body; src: url("{regular}"); }}
@font-face {{ font-family: Body; src: url("{bold}"); font-weight: bold; }}
@page {{ size: A4; margin: 25mm 18mm 22mm;
  @top-left {{ content: "{marking}"; font: 9pt Body; }}
  @bottom-left {{ content: "{reference}"; font: 9pt Body; }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); font: 9pt Body; }} }}
body {{ font: 11pt/1.35 Body; }}
h1 {{ font-size: 22pt; }} h2 {{ font-size: 16pt; break-after: avoid; }} p {{ margin: 0 0 6pt; }}
table {{ width: 100%; border-collapse: collapse; }}
th, td {{ text-align: left; vertical-align: top; padding: 3pt 6pt; border-bottom: 0.5pt solid #999; }}
tr {{ break-inside: avoid; }}
"""


def html_of(document: Document, regular: str, bold: str) -> str:
    """Return a document of headings, paragraphs and tables as a page, in the fonts at these two addresses."""
    from cremeet.exports.document import Heading, Paragraph, Status, Table, runs_of

    def said(words: Any) -> str:
        given = words.word if isinstance(words, Status) else words
        return escape("".join(run.text for run in runs_of(given)))

    def cell(words: str, heads: bool) -> str:
        return f'<th scope="row">{words}</th>' if heads else f"<td>{words}</td>"

    pieces: list[str] = []
    for block in document.blocks:
        if isinstance(block, Heading):
            pieces.append(f"<h{block.level}>{said(block.text)}</h{block.level}>")
        elif isinstance(block, Paragraph):
            pieces.append(f"<p>{said(block.runs)}</p>")
        elif isinstance(block, Table):
            heads = "".join(
                f'<th scope="col" style="width: {one.width:.0%}">{said(one.title)}</th>' for one in block.columns
            )
            lines = ("".join(cell(said(one), block.row_header == n) for n, one in enumerate(row)) for row in block.rows)
            rows = "".join(f"<tr>{line}</tr>" for line in lines)
            caption = f"<caption>{said(block.caption)}</caption>"
            pieces.append(f"<table>{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>")
        else:
            raise TypeError(f"{type(block).__name__} is not put into the page that is compared.")
    looks = _LOOK.format(regular=regular, bold=bold, marking=document.marking, reference=document.reference)
    head = f'<meta charset="utf-8"><title>{said(document.title)}</title><style>{looks}</style>'
    return f'<html lang="en-GB"><head>{head}</head><body><h1>{said(document.title)}</h1>{"".join(pieces)}</body></html>'


def main() -> None:
    """Make the PDF of the page on standard input, once, and print what it took."""
    from weasyprint import HTML  # type: ignore[import-not-found]  # in its own environment only

    page = sys.stdin.read()
    HTML(string="<p>first</p>").write_pdf(pdf_variant="pdf/ua-1")  # what is set up once is not counted
    start = time.perf_counter()
    made = HTML(string=page).render(pdf_variant="pdf/ua-1")
    made.write_pdf()
    taken = time.perf_counter() - start
    sys.stdout.write(f"{taken} {len(made.pages)}\n")


if __name__ == "__main__":
    main()

"""Document trees for the tests of the renderers: invented people in an invented council."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from cremeet.exports.document import (
    Block,
    Callout,
    Column,
    Document,
    Heading,
    Item,
    KeyValue,
    ListBlock,
    Paragraph,
    Run,
    Status,
    StatusKind,
    Table,
)

POLISH, URDU, CHINESE, WELSH = "Łukasz Żółkiewski", "ٹیپو سلطان", "陈美玲", "Siân Llŷr-Wyn"
NAMES = (POLISH, URDU, CHINESE, WELSH)

EMPTY = Document(
    title="Initial CRE strategy meeting",
    subtitle="Kacper Example",
    organisation="Northmere Council",
    kind="Minutes of a strategy meeting",
    reference="MTG-7F3K",
    version="2",
    status="draft",
    marking="OFFICIAL-SENSITIVE",
    handling="Share only with those named on the circulation list.",
    created=date(2026, 12, 1),
    audience="Core group",
    blocks=(),
)


def document(*blocks: Block, **changes: object) -> Document:
    """Return a document of these blocks."""
    return replace(EMPTY, blocks=blocks, **changes)


def attendance(people: int = 4) -> Table:
    """Return a table of people: the four names, over and over."""
    rows = tuple((NAMES[i % 4], "Community paediatrician", "Present, by video") for i in range(people))
    columns = (Column("Name", 0.4), Column("Role", 0.3), Column("Attendance", 0.3))
    return Table("Who attended", columns, rows, 0, "One row for each person invited.")


def plan(actions: int = 11) -> Table:
    """Return a table of actions, one with each kind of status."""
    kinds = list(StatusKind)
    wording = "Agree with Kacper who meets him from school, and write it in his safety plan before the next meeting."
    rows = tuple((str(i + 1), wording, NAMES[i % 4], Status(kinds[i % len(kinds)])) for i in range(actions))
    columns = (Column("No.", 0.1, "right"), Column("Action", 0.5), Column("Owner", 0.2), Column("Status", 0.2))
    return Table("Actions to protect", columns, rows)


def meeting(**changes: object) -> Document:
    """Return minutes with every kind of block, over several pages."""
    guidance = Run("guidance on safeguarding partners", link="https://example.gov.uk/guidance?a=1&b=2")
    return document(
        KeyValue("Meeting details", (("Chair", WELSH), ("Level", Status(StatusKind.HIGH)), ("Place", "Hub & video"))),
        Heading(2, "Attendance"),
        attendance(),
        Heading(2, "Discussion"),
        Heading(3, "Why we are meeting", 1),
        Paragraph("Kacper was missing from home four times in October and November.\nHe was seen near school. " * 6),
        Paragraph("A lead that opens this part.", "lead"),
        Heading(3, "Views", 2),
        Callout("voice", "", (Paragraph(f"“I like boxing.” Gathered by {URDU}."), ListBlock(("at home", "at school")))),
        Heading(3, "After one that was skipped", 4),
        ListBlock(
            (
                (Run("Strengths: ", bold=True), Run("boxing twice a week.")),
                Item("Worries:", ListBlock(("two nights away", Item("one visit", ListBlock(("to A&E",)))))),
                "Not known: who owns the car.",
            )
        ),
        ListBlock(
            ("First.", Item("Second:", ListBlock(("inner one", "inner two"), numbered=True)), "Third."), numbered=True
        ),
        Paragraph((Run("See "), guidance, Run(", and write to chair@example.gov.uk for a copy of it."))),
        ListBlock(("Counts again from one.",), numbered=True),
        Callout(
            "decision",
            "Decision 1: the level is high",
            (Paragraph("Reason: three signs."), Paragraph("Dissent: none.")),
        ),
        Callout("decision", "Decision 2", (ListBlock(("Numbered.", "Twice."), numbered=True),)),
        Heading(2, "Plan"),
        plan(),
        Table("Actions to prosecute", (Column("No.", 1),), (), empty="No actions: the police have their own plan."),
        Paragraph((Run("Dziękujemy za przybycie", lang="pl"), Run(" ≥ 16 → yes ✓"))),
        Paragraph("A note to the reader.", "small"),
        Paragraph("Signed", "label"),
        **changes,
    )


HOSTILE = (
    "</w:t></w:r> <b>&amp; \"q\" 'a' <script> ]]> <!-- %s {0} \\",
    "bell\x07 null\x00 escape\x1b delete\x7f next\x85line vertical\x0btab",
    "safe\u202egnp.exe\u202c \u2066hidden\u2069 zero\u200bwidth \ufeffmark soft\u00adhyphen",
    "half\ud800 \ufffe \uffff \U000e0041 w\u0302 y\u0302",
    "emoji \U0001f600 and ሀ and ਸਿੰਘ and \ue000",
    "</onDraw><para><font name='x'>(parens) \\) [U+0041]",
    "https://example.gov.uk/a)<b>\"'&x=1 javascript:alert(1) ftp://x file:///etc x@y",
    "https://example.gov.uk/" + "a" * 300,
    "مُحَمَّد\u200c محمد 123 خان، (علی)" + " اور ان کے والد نے کہا کہ وہ گھر پر خوش ہیں" * 3,
    "漢字かな한글 ｆｕｌｌ",
    "=cmd|' /C calc'!A0",
)


def hostile() -> Document:
    """Return a document in which every place for words holds something unkind."""
    rows = tuple((text, text, Status(StatusKind.OVERDUE, word=text)) for text in HOSTILE)
    columns = (Column(HOSTILE[0], 0.3), Column("x" * 200, 0.4), Column("Status", 0.3))
    words = "".join(HOSTILE)
    return document(
        Heading(2, words),
        Paragraph(words),
        Paragraph("n" * 10_000),
        KeyValue(words, ((words, words),)),
        Table(words, columns, rows, summary=words),
        ListBlock(HOSTILE),
        Callout("restricted", words, (Paragraph(words), ListBlock(HOSTILE, numbered=True))),
        Heading(3, "\x00"),
        Paragraph(""),
        Paragraph(
            (
                Run(words, bold=True),
                Run(words, link="https://example.gov.uk/ü?q=<x>"),
                Run("go", link="data:text/html,x"),
            )
        ),
        title=words,
        subtitle=words,
        organisation=words,
        kind=words,
        audience=words,
    )

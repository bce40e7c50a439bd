"""The lists of a Word file: real numbering, each numbered list starting again at 1 and agenda numbers as given."""

from __future__ import annotations

from cremeet.exports import style as look
from cremeet.exports.document import DEEPEST_HEADING, DEEPEST_LIST
from cremeet.exports.reading import BULLETS
from cremeet.exports.word import styles

_HEADING_SHAPE = 10


def shapes() -> str:
    """Return the abstract numberings and the first use of each: bullets, numbers, and headings by level."""
    out = [
        _list_shape(styles.BULLETS, "ListBullet", [("bullet", mark) for mark in BULLETS]),
        _list_shape(styles.NUMBERS, "ListNumber", [("decimal", f"%{depth + 1}.") for depth in range(DEEPEST_LIST)]),
        _list_shape(styles.CALLOUT_BULLETS, "", [("bullet", BULLETS[0])], styles.CALLOUT_INDENT),
        _list_shape(styles.CALLOUT_NUMBERS, "", [("decimal", "%1.")], styles.CALLOUT_INDENT),
    ]
    out += [
        f'<w:abstractNum w:abstractNumId="{_HEADING_SHAPE + level}"><w:multiLevelType w:val="singleLevel"/>'
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/>'
        '<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" w:firstLine="0"/></w:pPr></w:lvl>'
        "</w:abstractNum>"
        for level in range(2, DEEPEST_HEADING + 1)
    ]
    plain = (styles.BULLETS, styles.NUMBERS, styles.CALLOUT_BULLETS, styles.CALLOUT_NUMBERS)
    out += [_use(shape, shape, "") for shape in plain]
    return "".join(out)


def _list_shape(number: int, style: str, marks: list[tuple[str, str]], inset: int = 0) -> str:
    """Return a list shape with a level for each mark; `style` is the stem of their styles, if they have any."""
    levels = []
    for depth, (kind, mark) in enumerate(marks):
        left = inset + styles.HANGING * (depth + 1)
        own = f'<w:pStyle w:val="{style}{depth + 1 if depth else ""}"/>' if style else ""
        levels.append(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'{own}<w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{styles.HANGING}"/></w:pPr>'
            f'<w:rPr><w:color w:val="{look.TEAL}"/></w:rPr></w:lvl>'
        )
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{"".join(levels)}</w:abstractNum>'


def _use(number: int, shape: int, override: str) -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{shape}"/>{override}</w:num>'


class Numbering:
    """Hands out list numbers while the body is written, and then the whole part's content."""

    def __init__(self) -> None:
        self._uses: list[str] = []
        self._heading_at: dict[int, tuple[int, int]] = {}

    def new_list(self, depth: int) -> int:
        """Return the number of a fresh numbered list at `depth` (from 1), which starts at 1."""
        return self._start(styles.NUMBERS, depth - 1, 1)

    def new_callout_list(self) -> int:
        """Return the number of a fresh numbered list within a callout."""
        return self._start(styles.CALLOUT_NUMBERS, 0, 1)

    def heading(self, level: int, number: int) -> int:
        """Return the list that numbers a heading as `number`: the running one where it follows on, else a fresh one."""
        use, last = self._heading_at.get(level, (0, 0))
        if not use or number != last + 1:
            use = self._start(_HEADING_SHAPE + level, 0, number)
        self._heading_at[level] = (use, number)
        return use

    def xml(self) -> str:
        """Return the content of the numbering part."""
        return shapes() + "".join(self._uses)

    def _start(self, shape: int, ilvl: int, at: int) -> int:
        number = 100 + len(self._uses)
        override = f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{at}"/></w:lvlOverride>'
        self._uses.append(_use(number, shape, override))
        return number

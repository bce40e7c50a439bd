"""The line being typed, under the entries that stand: its time and speaker in the gutter, and what to look at in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QLabel

from cremeet.services import capture
from cremeet.services.capture import Captured
from cremeet.services.table import Owner
from cremeet.views.fields import label, px, show_date, sp
from cremeet.views.meeting import paint
from cremeet.views.meeting.entry_card import GUTTER, LINE
from cremeet.views.meeting.kinds import KINDS
from cremeet.views.meeting.suggestions import Suggestion
from cremeet.views.meeting.typing_editor import TypingEditor
from cremeet.views.meeting.work import MeetingWork, clock_time

_MOST_OFFERED = 12
"""How many people an @ offers at once: more letters make it fewer."""
_ROOM = 18
"""What two lines need around them: the preview of a command takes no room from the entries."""


class TypingLine(QFrame):
    """The editor with its gutter. `kind`, `initials` and `hint` are what the card around it shows there."""

    def __init__(self, work: MeetingWork) -> None:
        super().__init__()
        self._work = work
        self._kind, self._initials = "note", ""
        self.editor = TypingEditor(work.desk.theme, self._suggest)
        self.editor.setPlaceholderText(self.tr("Type what was said. / chooses a kind, @ names an owner."))
        self.editor.focused.connect(self.update)
        self._preview, self._hint = label("", "muted", wrap=True), label("", "warn", wrap=True)
        self._preview.setObjectName("preview")
        self._preview.hide()
        self._hint.hide()
        for piece in (self.editor, self._preview, self._hint):
            piece.setParent(self)
        work.desk.theme.changed.connect(self._arrange)
        self._arrange()
        work.tick.connect(self.update)

    def dress(self, kind: str, initials: str) -> None:
        """Show what the line will be, and whose words."""
        self._kind, self._initials = kind, initials
        self.editor.proof.set_own_words(own=kind == "voice")
        self.update()

    def hint(self, words: str) -> None:
        """Say something about what is typed, or nothing."""
        self._tell_in(self._hint, words)

    def preview(self, line: Captured | None) -> None:
        """Show what will be recorded of a line with a command or a speaker; None, or a plain note, shows nothing."""
        plain = line is None or (line.kind == "note" and not line.speaker and not line.restricted and not line.warnings)
        self._tell_in(self._preview, "" if line is None or plain else self._tell(line))

    def _tell(self, line: Captured) -> str:
        choices, pack = self._work.pack.choices, self._work.pack
        owner = f"{line.owner.name} ({line.owner.agency_title or line.owner.role})" if line.owner else ""
        parts = (
            choices.title("entry_kinds", line.kind),
            line.speaker.name if line.speaker else "",
            f"“{line.words}”" if line.kind == "action" and (line.owner or line.due_on or line.priority) else "",
            owner,
            self.tr("by {day}").format(day=show_date(line.due_on)) if line.due_on else "",
            choices.title("action_priorities", line.priority) if line.priority else "",
            self.tr("because {reason}").format(reason=line.reason) if line.reason else "",
            capture.restricted_tag(pack).title if line.restricted else "",
        )
        told = " · ".join(part for part in parts if part)
        return " ".join((f"{told}.", *line.warnings)) if line.warnings else told

    def _tell_in(self, place: QLabel, words: str) -> None:
        if words == place.text() and place.isHidden() == (not words):
            return
        place.setText(words)
        place.setVisible(bool(words))
        self._arrange()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Return room for a few letters beside the gutter; the height is kept by what stands here."""
        return QSize(px(GUTTER * 2), 0)

    def event(self, event: QEvent) -> bool:
        """Arrange what stands here when one of it wants another height, or there is another width for it."""
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._arrange()
        return done

    def _arrange(self) -> None:
        """Put what stands here one under the other, and keep room for all of it in a low window.

        No layout of Qt's does it: that would have the whole window laid out anew at keys that change nothing outside.
        """
        left, top, gap = px(GUTTER + 10), px(7), sp(2)
        width = max(1, self.width() - left - px(10))
        for piece in (self.editor, self._preview, self._hint):
            if not piece.isHidden():
                height = piece.minimumHeight() if piece is self.editor else piece.heightForWidth(width)
                piece.setGeometry(left, top, width, height)
                top += height + gap
        self.setMinimumHeight(max(top - gap + px(5), px(LINE) * 2 + px(_ROOM)))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the ground, the gutter and the focus ring."""
        super().paintEvent(event)
        theme, focused = self._work.desk.theme, self.editor.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if focused:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(whole, px(6), px(6))
        look = KINDS[self._kind]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(look.ink if self._kind != "note" else "accent"))
        painter.drawRoundedRect(QRectF(px(4), px(8), px(3), px(LINE) - 4), 1.5, 1.5)
        line = QRectF(px(12), px(7), px(44), px(LINE))
        paint.small(painter, theme, line, clock_time(self._work.desk.clock()), "muted")
        paint.letters(painter, theme, px(GUTTER - 8), px(8), self._initials)
        if self._kind != "note" and self._work.known:
            words = self._work.pack.choices.title("entry_kinds", self._kind)
            painter.setFont(theme.font(12, QFont.Weight.DemiBold))
            painter.setPen(theme.colour(look.ink))
            below = QRectF(px(6), px(7) + px(LINE), px(GUTTER - 14), px(LINE))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(below.width()))
            painter.drawText(below, paint.RIGHT, shown)
        painter.end()

    def _suggest(self, sign: str, letters: str) -> tuple[Suggestion, ...]:
        if sign == "@":
            return tuple(
                Suggestion(f"@{owner.name}", f"{owner.name}  –  {self._where(owner)}")
                for owner in self._work.table.named(letters)[:_MOST_OFFERED]
            )
        titles = self._work.pack.choices
        offered = [
            Suggestion(f"/{letter}", f"/{letter}   {titles.title('entry_kinds', kind)}{self._how(kind)}")
            for letter, kind in capture.COMMANDS.items()
            if (letter.startswith(letters) or kind.startswith(letters)) and titles.has("entry_kinds", kind)
        ]
        if capture.RESTRICT.startswith(letters):
            tag = capture.restricted_tag(self._work.pack).title
            offered.append(Suggestion(f"/{capture.RESTRICT}", f"/{capture.RESTRICT}   {tag}"))
        return tuple(offered)

    def _where(self, owner: Owner) -> str:
        """Say where somebody is from, and that they are not at the table where they are not."""
        place = owner.agency_title or owner.role
        if owner.here:
            return place
        away = self.tr("not here") if owner.attendance_id else self.tr("not invited")
        return self.tr("{place}, {away}").format(place=place, away=away)

    def _how(self, kind: str) -> str:
        return {
            "action": self.tr("  –  @owner, by fri, !high"),
            "decision": self.tr("  –  its reason is asked beside it"),
            "voice": self.tr("  –  in the child's own words"),
            "parked": self.tr("  –  to come back to before the end"),
        }.get(kind, "")

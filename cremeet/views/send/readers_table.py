"""Readers against what they will get: one row a reader, one column for each handling tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView

from cremeet.practice.audiences import Audience, Tag, may_read
from cremeet.services.readers import Reader
from cremeet.views.fields.commands import command
from cremeet.views.fields.speak import announce
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.send.reading import Sendable, document_title
from cremeet.views.theme import Theme


@dataclass(frozen=True, slots=True)
class Row:
    """A reader as the table shows them: chosen or not, with the audience that a person chose for them."""

    reader: Reader
    audience: Audience
    chosen: bool
    last: str


class ReadersTable(ListTable):
    """Space chooses a reader, A all, C another audience, V shows what they will get. `turned` says that it changed."""

    turned = Signal()
    view_as = Signal(object)
    other_audience = Signal(object)

    def __init__(self, theme: Theme, tags: Sequence[Tag]) -> None:
        super().__init__(theme, _say("Who gets a copy"), _columns(tags))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._audiences: dict[str, str] = {}
        self._chosen: set[str] = set()
        self._found: Sendable | None = None
        for words, keys, does, hint in (
            (_say("Choose this reader, or not"), "Space", self._turn, _say("choose")),
            (_say("Choose every professional reader, or none"), "A", self._turn_all, _say("all")),
            (_say("See what this reader will get"), "V", self._view, _say("view as")),
            (_say("Another audience for this reader"), "C", self._other, _say("audience")),
        ):
            made = command(self, words, keys, does, hint=hint)
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # Space is a button's elsewhere
        self.chosen.connect(lambda _: self._turn())

    @property
    def selected(self) -> tuple[Row, ...]:
        """The rows that are chosen."""
        return tuple(row for row in self.rows if row.chosen)

    def show_readers(self, found: Sendable) -> None:
        """Show the readers; who was chosen stays chosen."""
        self._found = found
        self._chosen &= {reader.key for reader in found.readers}
        self._fill()

    def set_audience(self, key: str, audience: str) -> None:
        """Give a reader the copy of another audience."""
        self._audiences[key] = audience
        self._fill()
        self.turned.emit()

    def _fill(self) -> None:
        if self._found is None:
            return
        rows = []
        for reader in self._found.readers:
            audience = self._found.audience(self._audiences.get(reader.key, reader.audience))
            last = self._found.last_sent(reader)
            sent = f"{document_title(last.document)}, {last.version}" if last else ""
            agency = reader.agency if audience.professional else ""
            rows.append(Row(replace(reader, agency=agency), audience, reader.key in self._chosen, sent))
        self.set_rows(rows, key=lambda row: row.reader.key)

    def _turn(self) -> None:
        row = self.current()
        if row is None:
            return
        self._chosen ^= {row.reader.key}
        self._fill()
        self.turned.emit()
        said = _say("{name} chosen") if row.reader.key in self._chosen else _say("{name} not chosen")
        announce(self, said.format(name=row.reader.name))

    def _turn_all(self) -> None:
        keys = {row.reader.key for row in self.rows if row.audience.professional}
        self._chosen = set() if keys <= self._chosen else self._chosen | keys
        self._fill()
        self.turned.emit()
        announce(self, _say("{n} chosen").format(n=len(self._chosen)))

    def _view(self) -> None:
        if self.current() is not None:
            self.view_as.emit(self.current())

    def _other(self) -> None:
        if self.current() is not None:
            self.other_audience.emit(self.current())


def gets(tag: Tag, row: Row) -> bool:
    """Return whether a reader gets what carries a tag; for named agencies, where their own is named."""
    return may_read(tag, row.audience)


def _columns(tags: Sequence[Tag]) -> tuple[Column, ...]:
    def cell(tag: Tag, row: Row) -> str:
        if gets(tag, row):
            return _say("yes")
        named = tag.named and row.audience.professional and bool(row.audience.agency or row.reader.agency)
        return _say("if named") if named else "–"

    return (
        Column(_say("Copy"), lambda row: _say("✓ yes") if row.chosen else _say("no"), 84,
               tone=lambda row: "ok" if row.chosen else "plain"),
        Column(_say("Reader"), lambda row: row.reader.name, 190, strong=True),
        Column(_say("Agency"), lambda row: row.reader.agency_title, 170),
        Column(_say("Gets the copy for"), lambda row: row.audience.title, 190),
        *(Column(tag.short, partial(cell, tag), 96) for tag in tags),
        Column(_say("Sent last"), lambda row: row.last or _say("nothing"), None),
    )  # fmt: skip


def _say(text: str) -> str:
    return QCoreApplication.translate("Send", text)

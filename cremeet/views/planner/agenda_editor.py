"""The agenda before the meeting: items moved, skipped with a reason, added and taken away, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cremeet.practice.pack import Pack
from cremeet.services.planning import PlannedItem
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.fields.dialogs import ask_reason
from cremeet.views.fields.flow import flowing
from cremeet.views.fields.measure import space
from cremeet.views.fields.speak import announce
from cremeet.views.fields.table import Column, ListTable
from cremeet.views.fields.tabs import Yielding
from cremeet.views.fields.words import button, label
from cremeet.views.navigation import Desk

Done = Callable[[], None]


class AgendaEditor(QWidget):
    """A table of planned items; `edited` is sent after every change."""

    edited = Signal()

    def __init__(self, desk: Desk, pack: Pack) -> None:
        super().__init__()
        self._desk = desk
        self._tags = {tag.id: tag.title for tag in pack.tags}
        self.items: tuple[PlannedItem, ...] = ()
        self.table = ListTable(desk.theme, self.tr("Agenda"), self._columns(), say=self._say)
        self._total = label("", "muted")
        up, down = button(self.tr("Move up"), shortcut="Alt+Up"), button(self.tr("Move down"), shortcut="Alt+Down")
        skip, add, remove = (
            button(self.tr("Skip or hold"), shortcut="Alt+K"),
            button(self.tr("Add an item"), shortcut="Ctrl+N"),
            button(self.tr("Take away"), shortcut="Alt+T"),
        )
        for made, does in (
            (up, lambda: self._move(-1)),
            (down, lambda: self._move(1)),
            (skip, self._skip),
            (add, self._add),
            (remove, self._remove),
        ):
            made.clicked.connect(does)
        column = QVBoxLayout(self)
        space(column, 10, 0, 12)
        column.addWidget(flowing(up, down, skip, add, remove, self._total, gap=8))
        column.addWidget(Yielding(self.table), 1)

    def set_items(self, items: tuple[PlannedItem, ...]) -> None:
        """Show this agenda."""
        self.items = items
        self.table.set_rows(items, key=_key)
        minutes = sum(item.minutes for item in items if not item.skip_reason)
        many, long = self.tr("%n items", "", len(items)), self.tr("%n minutes", "", minutes)
        self._total.setText(f"{many}, {long}")

    def _change(self, items: tuple[PlannedItem, ...], said: str) -> None:
        self.set_items(items)
        announce(self.table, said)
        self.edited.emit()

    def _here(self) -> int:
        return self.table.currentIndex().row()

    def _move(self, by: int) -> None:
        here, there = self._here(), self._here() + by
        if here < 0 or not 0 <= there < len(self.items):
            return
        items = list(self.items)
        items.insert(there, items.pop(here))
        title = items[there].title
        self._change(tuple(items), self.tr("{title}, now {place} of {all}").format(
            title=title, place=there + 1, all=len(items)))  # fmt: skip

    def _skip(self) -> None:
        here = self._here()
        if here < 0:
            return
        item = self.items[here]
        if item.skip_reason:
            reason: str | None = ""
        else:
            prompt = self.tr("Why is “{title}” not needed at this meeting?").format(title=item.title)
            reason = ask_reason(self.window(), self.tr("Skip an item"), prompt)
        if reason is None:
            return
        said = self.tr("Skipped") if reason else self.tr("Held again")
        changed = replace(item, skip_reason=reason)
        self._change((*self.items[:here], changed, *self.items[here + 1 :]), said)

    def _remove(self) -> None:
        here = self._here()
        if here < 0:
            return
        item = self.items[here]
        if item.mandatory:
            self._desk.record.trouble.emit(
                self.tr("“{title}” is mandatory: skip it with a reason instead.").format(title=item.title)
            )
            return
        self._change((*self.items[:here], *self.items[here + 1 :]), self.tr("Taken away"))

    def _add(self) -> None:
        form = AskForm(
            (
                Ask("title", self.tr("Title"), required=self.tr("Enter the item's title.")),
                Ask("minutes", self.tr("Minutes"), "number", required=self.tr("Enter the minutes.")),
                Ask("purpose", self.tr("Purpose (optional)")),
            ),
            self._desk.today,
        )
        form.fill({"minutes": 5})

        def keep(values: dict[str, Any], done: Done, _: object) -> None:
            item = PlannedItem(**values)
            here = max(self._here(), -1) + 1
            self._change((*self.items[:here], item, *self.items[here:]), self.tr("Added"))
            done()

        AskDialog(self.window(), self.tr("Add an item"), form, keep).exec()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(self.tr("Item"), lambda item: item.title, None, strong=True),
            Column(self.tr("Minutes"), lambda item: str(item.minutes), 80),
            Column(self.tr("Why"), lambda item: item.why_mandatory, None),
            Column(self.tr("Handling"), lambda item: self._tags.get(item.tag, item.tag), 200,
                   tone=lambda item: "warn" if item.closed_part else None),
            Column(self.tr("Held"), lambda item: self.tr("Skipped") if item.skip_reason else self.tr("Yes"), 100,
                   tone=lambda item: "warn" if item.skip_reason else None),
        )  # fmt: skip

    def _say(self, item: PlannedItem) -> str:
        skipped = self.tr(", skipped: {reason}").format(reason=item.skip_reason) if item.skip_reason else ""
        needed = self.tr(", mandatory") if item.mandatory else ""
        return self.tr("{title}, %n minutes", "", item.minutes).format(title=item.title) + needed + skipped


def _key(item: PlannedItem) -> str:
    return item.item_id or item.template or item.title

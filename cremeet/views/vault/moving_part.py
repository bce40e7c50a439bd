"""Where the living vault is: handing it over as one file, taking it back, and taking it over after a loss."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from cremeet.views.fields.measure import wear
from cremeet.views.fields.words import button, card, label
from cremeet.views.keeper import Keeper, why_not
from cremeet.views.navigation import Desk
from cremeet.views.vault import asking_moves as asking
from cremeet.views.vault.part import Buttons, Part, heading


class MovingPart(Part):
    """Says where the vault lives, and offers what can be done about it."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self.state, inside = card("ok-card")
        self._title, self._words = label("", "strong", wrap=True), label("", wrap=True)
        inside.addWidget(self._title)
        inside.addWidget(self._words)
        self.hand_over = button(self.tr("Hand the vault over…"), "primary", shortcut="Alt+H")
        self.take_back = button(self.tr("Take it back…"), shortcut="Alt+T")
        self.take_over = button(self.tr("Take it over after a loss…"), "danger", shortcut="Alt+L")
        self.buttons = Buttons(self.hand_over, self.take_back, self.take_over)
        self.content.addWidget(heading(self.tr("Where this vault lives")))
        self.content.addWidget(self.state)
        self.content.addWidget(self.buttons)
        self.content.addStretch(1)
        self.hand_over.clicked.connect(self._ask_hand_over)
        self.take_back.clicked.connect(lambda: self._ask_reason(over=False))
        self.take_over.clicked.connect(lambda: self._ask_reason(over=True))

    def shown(self) -> None:
        """Say where the vault lives, and offer what fits."""
        handed, waits = self.keeper.read_only, self.keeper.waits_for_key
        wear(self.state, "role", "warn-card" if handed else "ok-card")
        for one, fits in ((self.hand_over, not handed), (self.take_back, handed), (self.take_over, handed)):
            one.setVisible(bool(fits) and not waits)
        if handed:
            self._title.setText(self.tr("It can only be read") if waits else self.tr("This copy can only be read"))
            self._words.setText(handed)
        else:
            self._title.setText(self.tr("This is the living vault"))
            self._words.setText(
                self.tr("Changes are made here. It is kept in {folder}").format(folder=self.keeper.folder)
            )
        for one in (self.hand_over, self.take_back, self.take_over):
            self.buttons.allow(one, why_not(self.keeper, "hand-over"))

    def _ask_hand_over(self) -> None:
        self._open(asking.hand_over(self.window(), self.keeper, self.keeper.people))

    def _ask_reason(self, *, over: bool) -> None:
        self._open(asking.take(self.window(), self.keeper, over=over))

    def _open(self, dialog: QDialog) -> None:
        dialog.exec()
        self.keeper.moved.emit()
        self.shown()

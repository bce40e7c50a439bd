"""The third step of a new vault: the practice that ships, or a council's own folder laid over it and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.choose import OneOf
from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import button, down, label
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.choosing import Choosing
from cremeet.views.unlock.door import Door

if TYPE_CHECKING:
    from cremeet.practice.pack import Pack

SHIPPED, OWN = "shipped", "own"
_MOST_FAULTS = 12


class PracticeStep(QWidget):
    """`refused` carries what is wrong with a folder, one sentence for each thing, or that nothing is."""

    refused = Signal(object)

    def __init__(self, door: Door, background: Background) -> None:
        super().__init__()
        self._door, self._background = door, background
        self._own: Pack | None = None
        self.which = OneOf(
            (
                (SHIPPED, self.tr("The practice that comes with cremeet")),
                (OWN, self.tr("My council’s own folder, laid over it")),
            )
        )
        self.which.set_value(SHIPPED)
        self.choose = button(self.tr("Choose the folder…"))
        self.busy = Busy(self.tr("Checking the folder."))
        form = Form()
        form.add(
            self.tr("Practice"),
            self.which,
            hint=self.tr("Agendas, risk instruments, timescales and wording. A council may change any of it later."),
        )
        self.folder = Choosing(
            self.tr("Your council’s folder"),
            self.tr("It holds only what your council words differently; the practice guide says how to write one."),
            self.choose,
        )
        intro = self.tr(
            "Until your council confirms it as its own policy, every practice is shown as a default. Most people go on "
            "with the one that comes with cremeet."
        )
        self.setLayout(down(label(intro, "muted", wrap=True), form, self.folder, self.busy, gap=12))
        self.which.edited.connect(self._turned)
        self.choose.clicked.connect(self._pick)
        self._turned()

    @property
    def pack(self) -> Pack | None:
        """The council's own practice, or None for the one that ships."""
        return self._own if self.which.value() == OWN else None

    def first_focus(self) -> QWidget:
        """Return the choice."""
        return self.which.target

    def faults(self) -> list[Fault]:
        """Return that a folder is still to be chosen, where one is wanted."""
        if self.which.value() != OWN or self._own is not None:
            return []
        sentence = self.tr("Choose a folder that holds together, or go on with the practice that comes with cremeet.")
        if not self.folder.fault:
            self.folder.set_fault(sentence)
        return [(sentence, self.choose)]

    def try_folder(self, folder: Path) -> None:
        """Check a folder in the background, and say what it holds or everything that is wrong with it."""
        self._own = None
        self._set_busy(busy=True)
        self._background.run(lambda: self._door.practice(folder), self._keep, self._refuse)

    def _keep(self, pack: Pack) -> None:
        self._set_busy(busy=False)
        self._own = pack
        about = pack.about
        words = self.tr("{title}, version {version}, for {council}. No fault was found.").format(
            title=about.title, version=about.version, council=about.council
        )
        self.folder.say(words)
        self.folder.set_fault()
        self.refused.emit([])
        announce(self, words)
        self.choose.setFocus()

    def _refuse(self, sentences: str) -> None:
        self._set_busy(busy=False)
        lines = [line for line in sentences.splitlines() if line.strip()]
        self.folder.say(self.tr("Nothing was taken from the folder."))
        if len(lines) == 1:
            self.folder.set_fault(lines[0])
        else:
            self.folder.set_fault(
                self.tr(
                    "%n things are wrong in the folder; they are listed above. Mend them and choose it again.",
                    "", len(lines),
                )
            )  # fmt: skip
        shown = lines[:_MOST_FAULTS]
        if len(lines) > len(shown):
            shown.append(self.tr("And {count} more; mend these first.").format(count=len(lines) - len(shown)))
        self.refused.emit([(line, self.choose) for line in shown])

    def _turned(self) -> None:
        own = self.which.value() == OWN
        self.folder.setVisible(own)
        if not own:
            self.folder.set_fault()
            self.refused.emit([])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        self.choose.setEnabled(not busy)

    def _pick(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), self.tr("Choose the folder of the practice pack"))
        if chosen:
            self.try_folder(Path(chosen))

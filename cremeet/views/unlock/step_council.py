"""The second step of a new vault: the council's name, and its Word template where it has one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.views.fields.busy import Busy
from cremeet.views.fields.entry import LineField
from cremeet.views.fields.form import Fault, Form
from cremeet.views.fields.speak import announce
from cremeet.views.fields.words import button, down, label
from cremeet.views.unlock.background import Background
from cremeet.views.unlock.choosing import Choosing
from cremeet.views.unlock.door import Door

if TYPE_CHECKING:
    from cremeet.services.letterhead import Letterhead


class CouncilStep(QWidget):
    """`wanted` says that Enter was pressed; `refused` carries what is wrong with a template, or that nothing is."""

    wanted = Signal()
    refused = Signal(object)

    def __init__(self, door: Door, background: Background) -> None:
        super().__init__()
        self._door, self._background = door, background
        self._shipped = ""
        self.letterhead: Letterhead | None = None
        self._lacking: Letterhead | None = None
        self.council = LineField(longest=120)
        self.choose = button(self.tr("Choose a Word template…"))
        self.fallback = button(self.tr("Use cremeet’s own for what is missing"))
        self.remove = button(self.tr("Use cremeet’s own look"), "quiet")
        self.busy = Busy(self.tr("Reading the template."))
        form = Form()
        form.add(
            self.tr("Name of the council or partnership"),
            self.council,
            hint=self.tr("It stands at the foot of every document."),
        )
        self.look = Choosing(
            self.tr("Word template (optional)"),
            self.tr("Its fonts, colours and logo are taken; nothing else of it is."),
            *(self.choose, self.fallback, self.remove),
        )
        intro = self.tr("Whose meetings are these? What is left as it is here can be changed later.")
        self.setLayout(down(label(intro, "muted", wrap=True), form, self.look, self.busy, gap=12))
        self.council.returnPressed.connect(self.wanted)
        self.choose.clicked.connect(self._pick)
        self.fallback.clicked.connect(lambda: self._keep(self._lacking))
        self.remove.clicked.connect(lambda: self._keep(None))
        self._show(None)

    def begin(self) -> None:
        """Ask for the name that the shipped practice has, once, and offer it."""
        if not self._shipped:
            self._background.run(self._door.shipped_council, self._offer, lambda _: None)

    def first_focus(self) -> QWidget:
        """Return the line for the name."""
        return self.council

    def faults(self) -> list[Fault]:
        """Return nothing: without a name, the practice's own stands."""
        return []

    @property
    def name(self) -> str:
        """The name that was typed, or nothing where it is the practice's own."""
        return "" if self.council.value() == self._shipped else self.council.value()

    def try_file(self, file: Path) -> None:
        """Read a template in the background and keep it, or say what is wrong with it."""
        self._set_busy(busy=True)
        self._background.run(
            lambda: self._door.template(file), lambda found: self._read(*found), lambda why: self._refuse(why, None)
        )

    def _read(self, found: Letterhead, lacks: str) -> None:
        if lacks:
            self._refuse(lacks, found)
        else:
            self._keep(found)

    def _offer(self, council: str) -> None:
        self._shipped = council
        if self.council.is_empty():
            self.council.set_value(council)

    def _keep(self, found: Letterhead | None) -> None:
        self._show(found)
        self.refused.emit([])
        announce(self, self._words)
        self.choose.setFocus()  # the button that was pressed is hidden now

    def _show(self, found: Letterhead | None) -> None:
        self._set_busy(busy=False)
        self.letterhead, self._lacking = found, None
        self._words = self.tr("Word documents have cremeet’s own look.")
        if found is not None:
            self._words = self.tr("Word documents will have the look of {name}.").format(name=found.file_name)
        self.look.say(self._words)
        self.look.set_fault()
        self.fallback.hide()
        self.remove.setVisible(found is not None)

    def _refuse(self, sentence: str, lacking: Letterhead | None) -> None:
        self._set_busy(busy=False)
        self._lacking = lacking
        self.look.set_fault(sentence)
        self.fallback.setVisible(lacking is not None)
        self.refused.emit([(sentence, self.choose if lacking is None else self.fallback)])

    def _set_busy(self, *, busy: bool) -> None:
        self.busy.set_on(on=busy)
        self.choose.setEnabled(not busy)

    def _pick(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Word template"), str(Path.home()), self.tr("Word documents (*.docx)")
        )
        if chosen:
            self.try_file(Path(chosen))

"""The council's own Word template: chosen here, its faults named, and what documents look like without it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from cremeet.errors import ExportError
from cremeet.exports.word.template import LARGEST, Template, read_template
from cremeet.services import letterhead
from cremeet.services.letterhead import Letterhead
from cremeet.views.fields.dialogs import confirm
from cremeet.views.fields.words import button, down, label
from cremeet.views.navigation import Desk
from cremeet.views.vault.part import Buttons
from cremeet.views.vault.report import ReportCard


class TemplateCard(QWidget):
    """What template there is, a button to choose one, and one to go back to cremeet's own look."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.said, self.report = label("", wrap=True), ReportCard()
        self.choose = button(self.tr("Choose a Word template…"), shortcut="Alt+W")
        self.remove = button(self.tr("Use cremeet’s own look"), shortcut="Alt+R")
        self.buttons = Buttons(self.choose, self.remove)
        self.setLayout(down(self.said, self.buttons, self.report, gap=8))
        self.choose.clicked.connect(self._pick)
        self.remove.clicked.connect(lambda: self._keep(None))

    def allow(self, why_not: str) -> None:
        """Offer the buttons, or say why they are not offered."""
        self.buttons.allow(self.choose, why_not)
        self.buttons.allow(self.remove, why_not)

    def shown(self) -> None:
        """Ask which template there is."""
        self._desk.record.do(self, self._show, letterhead.letterhead)

    def try_file(self, file: Path) -> None:
        """Read a template and keep it; where it lacks something, offer cremeet's own for that."""
        self.report.hide()
        content = _read(file)
        if content is None:
            words = self.tr("That file cannot be read; check where it is and whether it is open elsewhere.")
            self.report.say(words, good=False)
            return
        try:
            self._keep(Letterhead(file.name, read_template(content).to_json()))
        except ExportError as error:
            self._offer_fallback(file.name, content, str(error))

    def _offer_fallback(self, name: str, content: bytes, why: str) -> None:
        try:
            taken = read_template(content, fallback=True)
        except ExportError:
            self.report.say(why, good=False)  # nothing of ours can stand in for that
            return
        if confirm(
            self,
            self.tr("Use cremeet’s own for what is missing?"),
            why,
            yes=self.tr("Use cremeet’s own for it"),
        ):
            self._keep(Letterhead(name, taken.to_json()))
        else:
            self.report.say(why, good=False)

    def _pick(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Word template"), str(Path.home()), self.tr("Word documents (*.docx)")
        )
        if chosen:
            self.try_file(Path(chosen))

    def _keep(self, wanted: Letterhead | None) -> None:
        def kept(_: object) -> None:
            self.report.say(self.tr("Word documents are made in this look from now on."), good=True)
            self.shown()

        self._desk.record.do(
            self, kept, letterhead.set_letterhead, wanted, failed=lambda error: self.report.say(str(error), good=False)
        )

    def _show(self, found: Letterhead | None) -> None:
        template = Template.from_json(found.kept) if found else None
        self.remove.setVisible(template is not None)
        if found is None or template is None:
            self.said.setText(self.tr("Word documents have cremeet’s own look."))
            return
        words = self.tr("Word documents have the look of {name}{logo}.").format(
            name=found.file_name, logo=self.tr(", with its logo") if template.logo else ""
        )
        if template.missing:
            words += " " + self.tr("cremeet’s own look stands in for: {styles}.").format(
                styles=", ".join(template.missing)
            )
        self.said.setText(words)


def _read(file: Path) -> bytes | None:
    """Return a file's content, at most a little more than a template may have, or None where it cannot be read."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError:
        return None

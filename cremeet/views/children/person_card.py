"""Who the child is, what they need, who cares for them and whom they are linked with: read in one glance."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLayout, QVBoxLayout

from cremeet.services.child_page import ChildPage
from cremeet.views.fields.measure import px, sp, space
from cremeet.views.fields.typed_dates import show_date
from cremeet.views.fields.words import label
from cremeet.views.theme import Theme

NAMES_WIDE = 104
"""How wide the column of names is, in design pixels."""


class PersonCard(QFrame):
    """A card of facts; what is not known is left out, so that what is known stands out."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("role", "card")
        self._column = QVBoxLayout(self)
        space(self._column, 8, 14)

    def show_child(self, page: ChildPage) -> None:
        """Show the facts of a child."""
        _empty(self._column)
        identity, details, titles = page.identity, page.details, page.titles
        born = f"{show_date(identity.born_on)} ({identity.age})" if identity.born_on else self.tr("not known")
        called = identity.preferred_name if not identity.name.startswith(identity.preferred_name) else ""
        away = _joined(details.placing_authority, details.host_authority) if details.out_of_area else ""
        self._head(self.tr("Who"))
        self._facts(
            (self.tr("Reference"), identity.reference),
            (self.tr("Born"), born),
            (self.tr("Likes to be called"), called),
            (self.tr("In own script"), identity.name_in_own_script),
            (self.tr("Gender"), _joined(titles.get("gender", ""), details.pronouns)),
            (self.tr("Ethnicity"), titles.get("ethnicity", "")),
            (self.tr("Legal status"), titles.get("legal_status", "")),
            (self.tr("Authority"), titles.get("authority", "")),
            (self.tr("Out of area"), away),
            (self.tr("Worker"), details.allocated_worker),
            (self.tr("Education"), details.education_setting),
            (self.tr("Address"), self.tr("Withheld from copies") if details.address_withheld else details.address),
        )
        needs = (
            (self.tr("Language"), _joined(details.first_language, details.interpreter)),
            (self.tr("To take part"), details.communication_needs),
            (self.tr("Disability"), details.disability),
            (self.tr("Learning"), details.education_needs),
        )
        if any(words for _, words in needs):
            self._head(self.tr("Needs"))
            self._facts(*needs)
        if details.carers:
            self._head(self.tr("Parents and carers"))
            self._facts(
                *(
                    (carer.name, _told(carer.relationship_to_child, carer.contact, carer.note))
                    for carer in details.carers
                )
            )
        if page.links:
            self._head(self.tr("Linked children"))
            self._facts(*((f"{link.name} ({link.reference})", _told(link.relation, link.note)) for link in page.links))

    def _head(self, words: str) -> None:
        self._column.addWidget(label(words, "h2"))

    def _facts(self, *facts: tuple[str, str]) -> None:
        """Show names in one column and what they are in another, so that the eye runs down either."""
        grid = QGridLayout()
        space(grid, 5)
        grid.setHorizontalSpacing(sp(12))
        grid.setColumnMinimumWidth(0, px(NAMES_WIDE))
        grid.setColumnStretch(1, 1)
        for row, (name, words) in enumerate((name, words) for name, words in facts if words):
            said = label(name, "muted", wrap=True)
            said.setMaximumWidth(px(NAMES_WIDE))
            grid.addWidget(said, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(words, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(grid)


def _empty(layout: QLayout) -> None:
    """Take everything out of a layout, and out of the layouts in it."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        if inner is not None:
            _empty(inner)


def _joined(*words: str) -> str:
    return ", ".join(one for one in words if one)


def _told(*words: str) -> str:
    """Return what people wrote as sentences."""
    said = [one[0].upper() + one[1:].rstrip(".") for one in words if one]
    return ". ".join(said) + ("." if len(said) > 1 else "")

"""The language of the window: British English for dates and figures, and the right form of whatever is counted.

Sentences stand in the code, in English; a counted one as `tr("%n days", "", count)`, and the form for one is in
`resources/translations/`. `make translations` finds what is counted and compiles that file.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

from cremeet import paths

NAME = "cremeet_en_GB"
"""What the files of the English plurals are called, before `.ts` and `.qm`."""


def speak_english(app: QCoreApplication) -> None:
    """Let the program show dates, figures and whatever is counted in British English, whatever the machine's language.

    Once is enough; a second call changes nothing. Without the file each sentence still shows, in the plural.
    """
    QLocale.setDefault(QLocale("en_GB"))
    if app.findChild(QTranslator, NAME) is None:
        translator = QTranslator(app)
        translator.setObjectName(NAME)
        if translator.load(str(paths.resources() / "translations" / f"{NAME}.qm")):
            app.installTranslator(translator)

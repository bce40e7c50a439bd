"""The self-test of the window: it draws each screen of a real vault, and a screen that fails is heard."""

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from cremeet import app as joint
from cremeet.vault import vault as vaults
from cremeet.vault.slots import FLOOR
from cremeet.views.fields import Page
from cremeet.views.shell import screens

WORDS = "otter-lemon-brick-tide"


@pytest.fixture
def tried(qapp, monkeypatch, tmp_path):
    """Try the window on a real vault, with a plain page for each screen but those of `broken`; return what it said."""
    folder = tmp_path / "North Vale.cremeet"
    vaults.create(folder, person="Lena Chairwoman", role="chair", passphrase=WORDS, cost=FLOOR).close()
    before = QLocale()

    def run(*broken):
        def make(screen, *_):
            if screen in broken:
                raise ModuleNotFoundError("a library that was not frozen with the program")
            return Page(screen)

        monkeypatch.setattr(screens, "make", make)
        said = []
        joint.try_window(lambda: (folder, WORDS, "one meeting"), tmp_path / "settings", said.append)
        return said

    yield run
    QLocale.setDefault(before)
    qapp.setStyleSheet("")
    qapp.setPalette(QPalette())


def test_each_screen_is_drawn_and_nothing_stays_open(tried):
    said = tried()
    assert said[:2] == ["drawn: the unlock screen", "drawn: the children"]
    assert (len(said), said[-1]) == (10, "drawn: the vault")
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []


def test_a_screen_that_cannot_be_made_is_heard(tried):
    with pytest.raises(ModuleNotFoundError, match="not frozen"):
        tried("plan")

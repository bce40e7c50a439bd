"""What the tests of the children's screens share: a page shown as a window, and three children."""

from datetime import date

import pytest

from tests import factory


@pytest.fixture
def show(qtbot, record):
    """Show a page as a window and wait until it has its answers."""

    def shown(page):
        qtbot.addWidget(page)
        page.resize(1284, 690)
        page.show()
        qtbot.waitExposed(page)
        page.activateWindow()
        record.settle(qtbot)
        (page.first_focus() or page).setFocus()
        return page

    return shown


@pytest.fixture
def cast(record):
    """Three children, two of one name, one with an episode."""
    made = {
        "robin": record.ask(factory.child),
        "older": record.ask(factory.child, born_on=date(2010, 1, 2)),
        "sion": record.ask(factory.child, given_names="Siôn", family_name="Testhill", preferred_name=""),
    }
    record.ask(factory.episode, made["sion"], types=("cce",))
    return made

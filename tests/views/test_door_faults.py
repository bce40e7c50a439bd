"""Every screen of the door, left empty: a list of faults has the focus, and each line leads to a field that says it."""

import pytest

from tests.views import looking

SCREENS = {
    "first run": (None, lambda window: None, lambda screen: screen.go_on),
    "open": ("North Vale.cremeet", lambda window: None, lambda screen: screen.unlock),
    "recover": (
        "North Vale.cremeet",
        lambda window: window.show_recover(window._folder),
        lambda screen: screen.recover,
    ),
    "make a card": ("North Vale.cremeet", lambda window: window.show_card(), lambda screen: screen.make),
    "receive": ("North Vale.cremeet", lambda window: window.show_receive(), lambda screen: screen.open),
}


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_of_the_door_left_empty_leads_to_each_fault(at_door, tmp_path, qtbot, name):
    folder, goes, tries = SCREENS[name]
    window = at_door(tmp_path / folder if folder else None)
    window.activateWindow()
    goes(window)
    qtbot.waitUntil(lambda: tries(window.present).isEnabled())
    tries(window.present).click()
    assert looking.faults_without_a_way(window.present.errors) == []
    assert looking.unnamed(window) == []
    assert looking.small_targets(window) == []

"""The four steps of a first run: what each asks, how one goes back and forth, and what is kept at the end."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from cremeet.errors import PracticeError, UnwritableError
from cremeet.views.unlock.first_run import COUNCIL, KEYS, LOOK, PRACTICE, FirstRun
from cremeet.views.unlock.rehearse import Rehearse
from tests.views import looking
from tests.views.doors import CODE, WORDS
from tests.views.looking import said


@pytest.fixture
def run(at_door, qtbot):
    """The first run with its vault made and its recovery code put off: at the second step."""
    window = at_door(None)
    screen = window.present
    assert isinstance(screen, FirstRun)
    screen.keys.vault_name.setText("North Vale")
    screen.keys.person.setText("Lena Chairwoman")
    screen.keys.role.set_value("chair")
    screen.keys.secret.first.setText(WORDS)
    screen.keys.secret.second.setText(WORDS)
    screen.keys.understood.setChecked(True)
    screen.go_on.click()
    qtbot.waitUntil(lambda: screen.sheet is not None)
    screen.sheet.later.click()
    qtbot.waitUntil(lambda: screen.council.council.value() == "Derby and Derbyshire")
    return screen


def forward(screen, to):
    while screen.step < to:
        screen.go_on.click()
    return screen


def test_each_step_is_said_and_begins_at_its_first_field(run):
    seen = []
    for step in (COUNCIL, PRACTICE, LOOK):
        forward(run, step)
        seen.append((run.stepper.text, QApplication.focusWidget() is run.first_focus()))
    assert seen == [
        ("Step 2 of 4: Your council", True),
        ("Step 3 of 4: Practice", True),
        ("Step 4 of 4: Text size and colours", True),
    ]


def test_going_back_loses_nothing(run):
    run.council.council.set_value("Northmere Partnership")
    forward(run, LOOK)
    run.back.click()
    run.back.click()
    assert (run.step, run.council.council.value()) == (COUNCIL, "Northmere Partnership")
    run.back.click()
    assert run.step == KEYS
    assert "The vault is made, and you are in it" in " ".join(said(run))
    assert not run.keys.vault_name.isVisible()
    assert QApplication.focusWidget() is run.go_on
    assert "no recovery code yet" in " ".join(said(run))


def test_the_recovery_code_can_still_be_made_from_the_first_step(run, door, qtbot):
    run.back.click()
    run.keys.code.click()
    run.sheet.show_code.click()
    qtbot.waitUntil(lambda: run.sheet.code == CODE)
    run.sheet.locked_away.setChecked(True)
    run.sheet.go_on.click()
    assert ("new code", door.made) in door.asked
    run.back.click()
    assert "Its recovery code is locked away." in " ".join(said(run))
    assert not run.keys.code.isVisible()
    assert CODE.split("-")[0] not in " ".join(said(run))


def test_what_was_chosen_is_kept_together_at_the_end(run, door, qtbot):
    run.council.council.set_value("Northmere Partnership")
    run.council.try_file(Path("ours.docx"))
    qtbot.waitUntil(lambda: run.council.letterhead is not None)
    forward(run, PRACTICE)
    run.practice.which.set_value("own")
    run.practice.which.edited.emit()
    run.practice.try_folder(Path("our-practice"))
    qtbot.waitUntil(lambda: run.practice.pack is not None)
    assert "Our practice, version 2.1, for Northmere. No fault was found." in " ".join(said(run))
    forward(run, LOOK)
    assert not [one for one in door.asked if one[0] == "set up"], "nothing is kept before the last step"
    with qtbot.waitSignal(run.window().opened) as opened:
        run.go_on.click()
    assert opened.args == [door.made]
    assert door.asked[-1] == ("set up", door.made, "Northmere Partnership", door.pack, run.council.letterhead)


def test_the_rest_can_be_skipped(run, door, qtbot):
    with qtbot.waitSignal(run.window().opened):
        run.skip.click()
    assert door.asked[-1] == ("set up", door.made, "", None, None)


def test_a_faulty_folder_is_told_line_by_line_and_stops_that_step_alone(run, door, qtbot):
    forward(run, PRACTICE)
    run.practice.which.set_value("own")
    run.practice.which.edited.emit()
    run.go_on.click()
    assert "Choose a folder that holds together" in run.errors.accessibleName()
    door.refusal = PracticeError("ours/plan.toml: pillars: is missing; add it.\nours/x.toml: No practice file has it.")
    run.practice.try_folder(Path("ours"))
    qtbot.waitUntil(lambda: "pillars" in run.errors.accessibleName())
    assert "No practice file has it." in run.errors.accessibleName()
    assert "2 things are wrong in the folder" in " ".join(said(run))
    door.refusal = None
    run.practice.which.set_value("shipped")
    run.practice.which.edited.emit()
    run.go_on.click()
    assert run.step == LOOK


def test_a_template_that_lacks_a_style_is_said_and_can_be_taken_all_the_same(run, qtbot):
    run.council.try_file(Path("pale.docx"))
    qtbot.waitUntil(run.council.fallback.isVisible)
    assert "no style called Caption" in run.errors.accessibleName()
    assert run.council.letterhead is None
    run.council.fallback.click()
    assert run.council.letterhead.kept == "pale"
    assert not run.errors.isVisible()


def test_a_vault_that_cannot_be_set_up_says_why_and_lets_one_try_again(run, door, qtbot):
    door.refusal = UnwritableError("The disk is full.")
    run.skip.click()
    qtbot.waitUntil(run.errors.isVisible)
    assert "The disk is full." in run.errors.accessibleName()
    door.refusal = None
    with qtbot.waitSignal(run.window().opened):
        run.skip.click()


def test_closing_half_way_closes_the_vault(run, door):
    run.window().close()
    assert door.made.closed


def test_the_look_is_worn_at_once_and_told(run, theme, qtbot):
    forward(run, LOOK)
    with qtbot.waitSignal(run.window().look_chosen) as told:
        run.look.looks.set_value("dark")
        run.look.looks.edited.emit()
    assert (told.args, theme.name) == (["dark", 100], "dark")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert theme.text_percent == 110
    assert run.look.sizes.value() == "110"


@pytest.mark.parametrize("step", [KEYS, COUNCIL, PRACTICE, LOOK])
def test_each_step_is_named_reached_seen_and_whole_in_dark_at_200_per_cent(run, theme, step):
    theme.choose("dark")
    theme.set_text_percent(200)
    window = run.window()
    window.resize(1366, 688)
    run._turn(step)
    if step == PRACTICE:
        run.practice.which.set_value("own")
        run.practice.which.edited.emit()
    audit(window, run.first_focus())


def test_the_first_screen_and_the_practice_meetings_are_too(at_door, theme):
    theme.choose("dark")
    theme.set_text_percent(200)
    window = at_door(None)
    window.resize(1366, 688)
    window.present.go_on.click()
    audit(window, window.present.first_focus())
    window.put(Rehearse(SimpleNamespace(is_there=lambda: True), window.background))
    audit(window, window.present.first_focus())


def audit(window, first):
    for _ in range(8):  # wrapped lines find their height in several rounds
        QApplication.processEvents()
    wrong = [*looking.unnamed(window), *looking.clipped(window)]
    first.setFocus()
    wrong += looking.not_reached(window)
    wrong += looking.focus_unseen(looking.stops(window)[:8])
    assert not wrong, "\n".join(wrong)

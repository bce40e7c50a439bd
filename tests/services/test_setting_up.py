"""What a council says of itself when its vault is made."""

from __future__ import annotations

from cremeet.services import packs, setting_up
from cremeet.services.letterhead import Letterhead, letterhead
from cremeet.services.setting_up import Chosen


def test_the_shipped_practice_is_adopted_in_the_councils_name(session, pack):
    setting_up.set_up(session, Chosen("  Northmere   Partnership "))
    about = packs.practice(session).about
    assert (about.council, about.area) == ("Northmere Partnership", "Northmere Partnership")
    assert about.notice == pack.about.notice
    assert letterhead(session) is None


def test_a_councils_own_practice_and_template_are_kept(session, pack):
    own = pack.model_copy(update={"about": pack.about.model_copy(update={"council": "Farawayshire"})})
    setting_up.set_up(session, Chosen(pack=own, letterhead=Letterhead("ours.docx", "kept")))
    assert packs.practice(session).about.council == "Farawayshire"
    assert letterhead(session) == Letterhead("ours.docx", "kept")


def test_without_a_word_nothing_of_the_practice_changes(session, pack):
    setting_up.set_up(session, Chosen())
    assert packs.practice(session) == pack

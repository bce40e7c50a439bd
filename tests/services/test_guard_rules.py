"""Which wait holds now: the vault's settings, and the longer one while a meeting is live."""

from cremeet.services import holding
from cremeet.services.guard_rules import guard_rules
from cremeet.services.vault_settings import VaultSettings, set_vault_settings
from tests import held


def test_a_live_meeting_has_the_longer_wait_and_an_adjourned_one_has_not(session):
    assert guard_rules(session).idle_seconds == 300
    meeting = held.live(session)
    assert guard_rules(session).in_meeting
    assert guard_rules(session).idle_seconds == 900
    holding.adjourn(session, meeting, "The fire alarm rang.")
    assert guard_rules(session).idle_seconds == 300


def test_what_is_set_in_the_vault_holds(session):
    set_vault_settings(session, VaultSettings(2, 7, capture_protection=True))
    assert guard_rules(session).idle_seconds == 120
    assert guard_rules(session).settings.capture_protection
    held.live(session)
    assert guard_rules(session).idle_seconds == 420

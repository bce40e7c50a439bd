import json

import pytest
import sqlalchemy as sa

from cremeet.errors import RuleError
from cremeet.models import AuditEntry, History, VaultSetting
from cremeet.services.vault_settings import VaultSettings, set_vault_settings, vault_settings


def notes(session):
    found = session.scalars(sa.select(AuditEntry).where(AuditEntry.action == "settings-changed"))
    return [json.loads(entry.detail) for entry in found]


def test_a_vault_begins_with_five_minutes_and_fifteen_while_a_meeting_is_live(session):
    assert vault_settings(session) == VaultSettings(5, 15, capture_protection=False)


def test_what_is_set_is_kept_with_its_history_and_noted(session):
    wanted = VaultSettings(idle_minutes=10, meeting_idle_minutes=30, capture_protection=True)
    assert set_vault_settings(session, wanted) == wanted
    session.expire_all()
    assert vault_settings(session) == wanted
    assert notes(session) == [{"idle_minutes": 10, "meeting_idle_minutes": 30, "capture_protection": True}]
    set_vault_settings(session, VaultSettings(10, 20, capture_protection=True))
    assert notes(session)[1:] == [{"meeting_idle_minutes": 20}]
    lines = session.execute(sa.select(History.old, History.new).where(History.thing == "VaultSetting"))
    assert ('"30"', '"20"') in [tuple(line) for line in lines]


def test_setting_the_same_again_changes_nothing(session):
    set_vault_settings(session, VaultSettings())
    assert notes(session) == []
    assert session.scalars(sa.select(VaultSetting)).all() == []


@pytest.mark.parametrize("minutes", [(0, 15), (-1, 15), (61, 90), (5, 4), (5, 121)])
def test_minutes_out_of_bounds_are_refused(session, minutes):
    with pytest.raises(RuleError, match="choose a number"):
        set_vault_settings(session, VaultSettings(*minutes))
    assert vault_settings(session) == VaultSettings()


@pytest.mark.parametrize("value", ["", "{", "true", "null", '"10"', "0", "1000", "5.5"])
def test_a_setting_that_cannot_be_used_has_its_default(session, value):
    session.add(VaultSetting(name="idle_minutes", value=value))
    session.add(VaultSetting(name="capture_protection", value="true"))
    session.add(VaultSetting(name="of a later program", value="7"))
    session.flush()
    assert vault_settings(session) == VaultSettings(capture_protection=True)

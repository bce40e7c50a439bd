from cremeet.models import VaultSetting
from cremeet.services import letterhead, vault_settings
from cremeet.services.letterhead import Letterhead


def test_a_template_is_kept_and_let_go_again(session):
    assert letterhead.letterhead(session) is None
    letterhead.set_letterhead(session, Letterhead("northmere.docx", "{}"))
    assert letterhead.letterhead(session) == Letterhead("northmere.docx", "{}")
    assert vault_settings.vault_settings(session).idle_minutes == 5, "the other settings are as they were"
    letterhead.set_letterhead(session, None)
    assert letterhead.letterhead(session) is None


def test_damaged_text_is_no_template(session):
    letterhead.set_letterhead(session, Letterhead("northmere.docx", "{}"))
    session.query(VaultSetting).filter_by(name="word_template").one().value = "{broken"
    session.flush()
    assert letterhead.letterhead(session) is None

import pytest

from cremeet.errors import RuleError
from cremeet.services import decisions, minutes
from cremeet.services.decisions import DecisionDetails
from cremeet.services.meetings import meeting_view as view
from cremeet.services.packs import practice
from tests import held


@pytest.fixture
def meeting_id(session):
    return held.live(session)


@pytest.fixture
def item_id(session, meeting_id):
    return held.item(session, meeting_id, "agencies")


def test_a_decision_has_its_reason_and_each_agencys_dissent(session, meeting_id, item_id):
    outcome = practice(session).outcomes[0]
    details = DecisionDetails("Open a CRE plan", reason="Known risk", outcome=outcome.id, tag="not-family")
    record = decisions.decide(session, item_id, details)
    entry = view(session, meeting_id).entries[0]
    assert (entry.label, entry.tag, entry.words, record.number) == ("D1", "not-family", "Open a CRE plan", 1)
    assert record.outcome_title == outcome.title
    record = decisions.dissent(session, record.decision_id, "health", "Too early", "Lowri Testwyn")
    record = decisions.dissent(session, record.decision_id, "health", "Not enough known", "Lowri Testwyn")
    assert [(each.agency, each.reason) for each in record.dissents] == [("health", "Not enough known")]
    assert record.dissent_asked
    record = decisions.change_decision(session, record.decision_id, DecisionDetails("Open a plan", reason="Known risk"))
    assert (record.dissent_asked, record.tag, record.words) == (True, "not-family", "Open a plan")
    assert view(session, meeting_id).entries[0].words == "Open a plan"
    record = decisions.no_dissent(session, record.decision_id)
    assert (record.dissents, record.dissent_asked) == ((), True)


def test_decisions_refuse_what_cannot_stand(session, clock, meeting_id, item_id):
    record = decisions.decide(session, item_id, DecisionDetails("Open a plan"))
    for change in (
        lambda: decisions.decide(session, item_id, DecisionDetails(" ")),
        lambda: decisions.decide(session, item_id, DecisionDetails("x", outcome="moon")),
        lambda: decisions.decide(session, item_id, DecisionDetails("x", tag="secret")),
        lambda: decisions.change_decision(session, record.decision_id, DecisionDetails("")),
        lambda: decisions.dissent(session, record.decision_id, "moon", "x"),
        lambda: decisions.dissent(session, record.decision_id, "health", " "),
    ):
        with pytest.raises(RuleError):
            change()
    assert [entry.words for entry in view(session, meeting_id).entries] == ["Open a plan"]
    minutes.withdraw(session, view(session, meeting_id).entries[0].entry_id)
    with pytest.raises(RuleError, match="withdrawn"):
        decisions.no_dissent(session, record.decision_id)
    approved = view(session, held.approved(session, clock))
    with pytest.raises(RuleError, match="approved and locked"):
        decisions.no_dissent(session, approved.decisions[0].decision_id)
    with pytest.raises(RuleError, match="approved and locked"):
        decisions.decide(session, approved.items[0].item_id, DecisionDetails("Late"))

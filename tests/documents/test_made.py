from cremeet.exports import issue
from tests.documents.made import everything


def test_what_is_checked_from_outside_has_every_kind_of_document():
    made = list(everything())
    kinds = {each.name.partition(" for ")[0] for each in made}
    assert set(issue.DOCUMENTS) <= kinds
    assert len({each.name for each in made}) == len(made)

"""The rows behind a list of cards: whatever they become, whoever listens to the model ends up with the same rows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cremeet.views.meeting.cards import Rows

LISTS = st.lists(st.integers(0, 4), max_size=6)


class Listener:
    """Follows a model as a view does, by what it announces alone; `resets` counts how often it began again."""

    def __init__(self, rows: Rows) -> None:
        self.model, self.resets = rows, 0
        self.there = list(rows.rows)
        rows.rowsInserted.connect(self._put_in)
        rows.rowsRemoved.connect(self._taken_out)
        rows.dataChanged.connect(self._changed)
        rows.modelReset.connect(self._reset)

    def _put_in(self, _, first, last):
        self.there[first:first] = self.model.rows[first : last + 1]

    def _taken_out(self, _, first, last):
        del self.there[first : last + 1]

    def _changed(self, first, last, *_):
        self.there[first.row() : last.row() + 1] = self.model.rows[first.row() : last.row() + 1]

    def _reset(self):
        self.resets += 1
        self.there = list(self.model.rows)


@given(before=LISTS, after=LISTS)
def test_who_listens_ends_up_with_the_same_rows(before, after):
    rows = Rows(str)
    rows.replace(tuple(before))
    listener = Listener(rows)
    rows.replace(tuple(after))
    assert listener.there == list(rows.rows) == after
    assert rows.rowCount() == len(after)


@pytest.mark.parametrize("after", ["abcd", "xabc", "abxc", "ab", "bc", "axc", "xyz", "abc", ""])
def test_rows_that_stay_are_left_alone(after):
    rows = Rows(str)
    rows.replace(tuple("abc"))
    listener = Listener(rows)
    rows.replace(tuple(after))
    assert listener.there == list(after)
    assert listener.resets == 0

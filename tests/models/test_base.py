from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from cremeet.models import Base, Professional
from cremeet.models.base import UtcDateTime, new_id


def test_keys_are_unique_and_in_the_order_in_which_they_were_made():
    made = [new_id() for _ in range(500)]
    assert len(set(made)) == 500
    assert made == sorted(made)
    assert {len(each) for each in made} == {36}


def test_a_moment_is_kept_as_utc_and_given_back_aware():
    engine = sa.create_engine("sqlite://")
    table = sa.Table("moments", sa.MetaData(), sa.Column("at", UtcDateTime()))
    table.create(engine)
    there = datetime(2026, 7, 5, 17, 30, tzinfo=timezone(timedelta(hours=5)))
    with engine.begin() as connection:
        connection.execute(table.insert(), [{"at": there}, {"at": None}])
        assert connection.execute(sa.select(table)).scalars().all() == [datetime(2026, 7, 5, 12, 30, tzinfo=UTC), None]
        assert connection.exec_driver_sql("SELECT at FROM moments").scalars().first() == "2026-07-05 12:30:00.000000"
        with pytest.raises(sa.exc.StatementError, match="time zone"):
            connection.execute(table.insert(), {"at": datetime(2026, 7, 5)})  # noqa: DTZ001 - the fault that is tried
    engine.dispose()


def test_every_table_has_one_key_of_text_but_the_audit_whose_entries_are_numbered():
    numbered = {"audit", "audit_key"}
    assert numbered < set(Base.metadata.tables)
    for table in Base.metadata.tables.values():
        (key,) = table.primary_key.columns
        assert isinstance(key.type, sa.Integer if table.name in numbered else sa.String), table.name


def test_what_nobody_wrote_is_empty_and_not_null(session: Session):
    row = Professional(name="Amira Testkhan", agency="police")
    session.add(row)
    session.flush()
    assert (row.role, row.email, row.active) == ("", "", True)

"""An older vault brought up to date, killed on the way: it is as it was or as it is to be, and nothing in between."""

from __future__ import annotations

import shutil
from pathlib import Path

import sqlalchemy as sa
import sqlcipher3.dbapi2 as sqlcipher
from alembic import command
from alembic.config import Config

from cremeet.models import migrations
from cremeet.vault.connection import connect, make_engine
from cremeet.vault.upgrading import bring_up_to_date
from tests.torture import row_power
from tests.torture.frame import Row, Trial
from tests.torture.killing import killed
from tests.vault.made import KEY

OLDEST, CHILDREN = "0001", 300


def _old_record(folder: Path) -> Path:
    """Make a record as the first program left it, with children in it; try the way up once, so that it is imported."""
    record = folder / "old.db"
    engine = make_engine(record, KEY, create=True)
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, OLDEST)
        table = sa.inspect(connection).get_columns("child")
        needed = [each["name"] for each in table if not each["nullable"] and each["default"] is None]
        for number in range(CHILDREN):
            values = {name: f"{name} {number}" for name in needed} | {"id": f"{number:036}", "reference": f"C-{number}"}
            names, marks = ", ".join(values), ", ".join("?" * len(values))
            connection.exec_driver_sql(f"INSERT INTO child ({names}) VALUES ({marks})", tuple(values.values()))
    engine.dispose()
    _raise(Path(shutil.copy(record, folder / "tried.db")))
    return record


def _raise(record: Path) -> None:
    engine = make_engine(record, KEY)
    bring_up_to_date(engine)
    engine.dispose()


def _raise_in_pieces(record: Path) -> None:
    """The planted fault: no transaction around the whole."""
    engine = sa.create_engine("sqlite://", creator=lambda: connect(record, KEY), module=sqlcipher)
    with engine.connect() as connection:
        migrations.upgrade(connection)
        connection.commit()
    engine.dispose()


def _trial(old: Path, trial: Trial, raises: object = _raise) -> str | None:
    record = Path(shutil.copy(old, trial.folder / "record.db"))
    assert callable(raises)
    finished = killed(lambda: raises(record), trial.random, f"migration {raises is _raise}")
    trial.count("killed in the midst", not finished)
    opened = connect(record, KEY)
    (revision,) = opened.execute("SELECT version_num FROM alembic_version").fetchone()
    opened.close()
    trial.count("found new after a kill", not finished and revision != OLDEST)
    if finished and revision == OLDEST:
        return "tables that were brought up to date are old again"
    _raise(record)
    engine = make_engine(record, KEY)
    with engine.connect() as connection:
        if not migrations.is_current(connection):
            return "the tables could not be brought up to date afterwards"
        if connection.exec_driver_sql("SELECT count(*) FROM child").scalar_one() != CHILDREN:
            return "children are missing"
        if connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
            return "the tables do not hold together"
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall():
            return "pages are damaged"
    engine.dispose()
    return None


def _control(old: Path, trial: Trial) -> bool:
    """Without one transaction around it, a kill must leave tables that no program knows."""
    for number in range(600):  # a busy machine may let many through; the first that is caught ends it
        try:
            if _trial(old, row_power.again(trial, number), _raise_in_pieces) is not None:
                return True
        except sa.exc.OperationalError:  # "table ... already exists"
            return True
    return False


ROWS = (
    Row(
        name="migration",
        target=650,
        promise="kill -9 while an older vault is brought up to date: it is as it was or as it is to be, and opens",
        prepare=_old_record,
        trial=_trial,
        control=_control,
        short=12,
    ),
)

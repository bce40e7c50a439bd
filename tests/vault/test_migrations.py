import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.orm import Session

from cremeet.errors import NewerVaultError, RecordDamagedError, VaultError
from cremeet.models import Base, Carer, Child, migrations
from cremeet.vault import audit, vault
from cremeet.vault.connection import make_engine
from cremeet.vault.thread import unit_of_work
from cremeet.vault.upgrading import bring_up_to_date
from tests import factory
from tests.vault.made import KEY, PASSPHRASE, child

LAST = migrations.known()[-1]
REBUILDS = '''
"""Rebuild a table that others point at."""
import sqlalchemy as sa
from alembic import op
from cremeet.models.migrations import refuse_downgrade
revision, down_revision, branch_labels, depends_on = "9999", "{last}", None, None

def upgrade():
    with op.batch_alter_table("child", recreate="always") as table:
        table.add_column(sa.Column("invented", sa.Text(), nullable=False, server_default="new"))
    {then}

def downgrade():
    refuse_downgrade()
'''


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later program: its migrations hold one more revision, which `write_revision` writes."""
    copied = shutil.copytree(migrations.HERE, tmp_path / "100% later" / "migrations")
    monkeypatch.setattr(migrations, "HERE", copied)
    return Path(copied)


def write_revision(later: Path, then: str = "pass") -> None:
    (later / "versions" / "9999_rebuild.py").write_text(REBUILDS.format(then=then, last=LAST), "utf-8")


def columns(engine: sa.Engine) -> set[str]:
    return {column["name"] for column in sa.inspect(engine).get_columns("child")}


def family(engine: sa.Engine) -> str:
    with unit_of_work(engine, factory.context()) as session:
        row = child()
        row.carers = [Carer(position=1, name="Parent Testwood")]
        session.add(row)
        session.flush()
        return row.id


def kept(engine: sa.Engine) -> tuple[list[str], list[str]]:
    with Session(engine) as session:
        return list(session.scalars(sa.select(Child.family_name))), list(session.scalars(sa.select(Carer.name)))


def test_the_tables_are_what_the_models_say(engine):
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_a_model_that_has_no_revision_yet_is_found(engine):
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE history")
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) != []


def test_each_file_is_numbered_as_the_revision_it_holds():
    script = ScriptDirectory(str(migrations.HERE))
    assert migrations.known() == tuple(sorted(step.revision for step in script.walk_revisions()))
    assert script.get_current_head() == migrations.known()[-1]


def test_an_upgrade_keeps_every_row_even_where_a_table_that_others_point_at_is_rebuilt(engine, later):
    family(engine)
    write_revision(later)
    bring_up_to_date(engine)
    assert "invented" in columns(engine)
    assert kept(engine) == (["Testwood"], ["Parent Testwood"])
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert migrations.revision(connection) == "9999"
    with pytest.raises(sa.exc.IntegrityError), unit_of_work(engine, factory.context()) as session:
        session.add(Carer(child_id="nobody", position=1, name="Nobody Testwood"))


@pytest.mark.parametrize(
    ("then", "error"),
    [
        ("raise ZeroDivisionError", ZeroDivisionError),
        ('op.execute("DELETE FROM child")', RecordDamagedError),  # the carer would point at nobody
    ],
)
def test_an_upgrade_that_fails_leaves_the_record_as_it_was(engine, later, then, error):
    family(engine)
    before = columns(engine)
    write_revision(later, then)
    with pytest.raises(error):
        bring_up_to_date(engine)
    assert columns(engine) == before
    assert kept(engine) == (["Testwood"], ["Parent Testwood"])
    with engine.connect() as connection:
        assert migrations.revision(connection) == LAST
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_vault_that_a_newer_program_has_changed_is_refused_and_left_alone(folder, later, monkeypatch):
    write_revision(later)
    vault.unlock(folder, PASSPHRASE).close()
    monkeypatch.undo()
    before = (folder / "record.db").read_bytes()
    with pytest.raises(NewerVaultError) as refused:
        vault.unlock(folder, PASSPHRASE)
    assert str(refused.value) == "This vault was used with a newer cremeet; install the newer program to open it."
    assert (folder / "record.db").read_bytes() == before


def test_an_older_vault_is_brought_up_to_date_when_it_is_opened(folder, later):
    write_revision(later)
    with vault.unlock(folder, PASSPHRASE) as opened:
        assert "invented" in columns(opened.engine)
        assert kept(opened.engine) == (["Testwood"], [])


def test_going_back_is_refused(engine):
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        with pytest.raises(VaultError, match="cannot go back"):
            command.downgrade(config, "base")
    assert "family_name" in columns(engine)


def test_opening_a_vault_that_is_up_to_date_imports_no_migration_tool(pattern, tmp_path):
    import subprocess
    import sys

    code = (
        "import sys; from pathlib import Path; from cremeet.vault import vault\n"
        "vault.unlock(Path(sys.argv[1]), sys.argv[2]).close()\n"
        "sys.exit('alembic' in sys.modules)"
    )
    copied = shutil.copytree(pattern, tmp_path / "Copied.cremeet")
    root = Path(migrations.__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", code, str(copied), PASSPHRASE], cwd=root, timeout=60, check=False)
    assert done.returncode == 0


def test_a_vault_of_the_first_form_is_brought_up_to_date_with_all_that_is_in_it(file):
    first = make_engine(file, KEY, create=True)
    config = Config()
    config.set_main_option("script_location", str(migrations.HERE))
    with first.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(sa.insert(Child).values(child_values()))
    bring_up_to_date(first)
    assert kept(first) == (["Testwood"], [])
    with unit_of_work(first, factory.context()) as session:
        assert audit.head(session).seq == 0
        audit.note(session, audit.UNLOCKED)
    with unit_of_work(first, factory.context()) as session:
        assert audit.check(session).entries == 1
    first.dispose()


def child_values() -> dict[str, object]:
    with Session(sa.create_engine("sqlite://", poolclass=sa.StaticPool)) as session:
        Base.metadata.create_all(session.get_bind())
        row = child()
        session.add(row)
        session.flush()
        return {column.name: getattr(row, column.name) for column in Child.__table__.columns}

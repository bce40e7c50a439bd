"""Write the first revision anew from the models: only while nothing has been released.

Run `python -m cremeet.models.migrations`. Once a vault is in use, add a revision of its own instead.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from cremeet.models.migrations import HERE


def main() -> None:
    """Replace revision 0001 by what autogenerate makes of the models on an empty database."""
    for old in (HERE / "versions").glob("0001_*.py"):
        old.unlink()
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    formatter = {
        "hooks": "ruff",
        "ruff.type": "module",
        "ruff.module": "ruff",
        "ruff.options": "format -q REVISION_SCRIPT_FILENAME",
    }
    for option, value in formatter.items():
        config.set_section_option("post_write_hooks", option, value)
    engine = sa.create_engine("sqlite://", poolclass=sa.StaticPool)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.revision(config, "Make the first record", autogenerate=True, rev_id="0001")


if __name__ == "__main__":
    main()

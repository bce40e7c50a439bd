"""Write the next revision from what the models have and the revisions do not; look at it before it is kept.

Run `python -m cremeet.models.migrations "What it does"`. Triggers, and what becomes of rows, are added by hand.
"""

from __future__ import annotations

import sys

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from cremeet.models.migrations import HERE, known, upgrade


def main(what: str) -> None:
    """Add the revision that autogenerate makes of the models on a record that stands at the last one."""
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
        upgrade(connection)
        config.attributes["connection"] = connection
        command.revision(config, what, autogenerate=True, rev_id=f"{int(known()[-1]) + 1:04}")


if __name__ == "__main__":
    main(sys.argv[1])

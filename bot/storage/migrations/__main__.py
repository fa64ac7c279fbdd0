"""Drafts the next revision from the difference between the schema and its history: for developers, in a checkout."""

import sys

import sqlalchemy as sa
from alembic import command

from bot.storage.migrations import config
from bot.storage.upgrade import REVISIONS


def main(message: str) -> None:
    """Write migrations/versions/NNNN_<message>.py against an empty SQLite database brought to the newest revision."""
    engine = sa.create_engine("sqlite://")
    number = f"{int(REVISIONS[-1]) + 1:04}" if REVISIONS else "0001"
    with engine.begin() as conn:
        settings = config(conn)
        settings.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        command.upgrade(settings, "head")
        command.revision(settings, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))

"""Full-text search as each database has it: FTS5 with triggers on SQLite, a GIN index on PostgreSQL. Queries of it
stand in search.py.

The words are folded and cut by us, so both databases find the same; their own stemming and stop words stay off.
"""

from sqlalchemy import Table, event
from sqlalchemy.schema import ExecutableDDLElement
from sqlalchemy.sql.ddl import DDL

#: SQLite's index over the words of `article_search`, an external-content table (https://sqlite.org/fts5.html, 4.4.3).
FTS = "article_words"
#: PostgreSQL's.
GIN = "ix_article_search_words"

STATEMENTS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE article_words USING fts5(words, content='article_search', content_rowid='number',"
        ' tokenize="unicode61 remove_diacritics 0")',
        "CREATE TRIGGER article_search_added AFTER INSERT ON article_search BEGIN"
        " INSERT INTO article_words(rowid, words) VALUES (new.number, new.words); END",
        "CREATE TRIGGER article_search_removed AFTER DELETE ON article_search BEGIN"
        " INSERT INTO article_words(article_words, rowid, words) VALUES ('delete', old.number, old.words); END",
        "CREATE TRIGGER article_search_changed AFTER UPDATE OF words ON article_search BEGIN"
        " INSERT INTO article_words(article_words, rowid, words) VALUES ('delete', old.number, old.words);"
        " INSERT INTO article_words(rowid, words) VALUES (new.number, new.words); END",
    ),
    "postgresql": ("CREATE INDEX ix_article_search_words ON article_search USING gin (words)",),
}


def index_words(table: Table) -> None:
    """Have the words of `article_search` indexed, where it is made, in the way of its database."""
    for dialect, statements in STATEMENTS.items():
        for statement in statements:
            made: ExecutableDDLElement = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", made.execute_if(dialect=dialect))


def is_ours(name: str | None, kind: str) -> bool:
    """Whether a table or index is one that is made here, and so no part of the schema's own description."""
    return name is not None and (name == GIN if kind == "index" else kind == "table" and name.startswith(FTS))

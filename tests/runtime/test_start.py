"""A start loads what it needs, and nothing that only a worker, another database or Telegram needs."""

import subprocess
import sys

import pytest

#: Each brings 2 to 80 MB, or a tenth of a second.
HEAVY = "numpy py3langid trafilatura htmldate feedparser alembic psycopg telegram httpx._main urllib3 sqlalchemy.orm rich babel.messages.pofile uvicorn prometheus_client"
DATABASE = "sqlalchemy httpx telegram lxml rich.console"


@pytest.mark.parametrize(("module", "unwanted"), [("bot.cli.run", HEAVY), ("bot.cli.articles_in", DATABASE)])
def test_imports(module: str, unwanted: str) -> None:
    """What is imported at the top of a module is paid for by every start and by every call in a pipe."""
    program = (
        f"import sys, {module}; print(*(name for name in {unwanted.split()!r} if sys.modules.get(name)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []

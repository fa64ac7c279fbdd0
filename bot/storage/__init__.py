"""The store: schema, migrations, connections and one module of queries per noun. It decides nothing."""

from bot.storage.database import Database
from bot.storage.errors import StorageError

__all__ = ["Database", "StorageError"]

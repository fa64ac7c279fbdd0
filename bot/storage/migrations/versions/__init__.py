"""One file per revision, named by its number; its parent is the number before. A released one never changes."""

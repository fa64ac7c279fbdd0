"""Tests of the query language, concepts, watchlists and the index."""

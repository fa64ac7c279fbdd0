"""Tests of the query lab."""

"""Tests of the query lab in chat."""

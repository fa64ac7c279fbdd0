"""Benchmarks, each a program that prints its own table and ratios."""

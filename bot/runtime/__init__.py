"""Wires the rooms together: stations, ticker, roles, and the actions that chat and page call."""

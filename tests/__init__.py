"""Tests of Khabar; the tree mirrors bot/, plus laws/, journeys/ and faults/."""

"""Tests of the room that decides and renders alerts."""

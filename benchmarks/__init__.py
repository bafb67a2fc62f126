"""Measure; never part of the tests."""

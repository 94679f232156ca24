"""Scenario files in, one checked scenario out."""

"""Engines: what runs a scenario. Both write the same log and the same accounts."""

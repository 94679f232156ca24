"""Replications, workers and run directories: from a scenario to files that can be trusted."""

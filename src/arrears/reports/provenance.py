"""What another person needs to make the run again."""

import shlex
from collections.abc import Iterator, Mapping
from typing import Final

from arrears.reports.run_files import RunFiles
from arrears.words import Words

__all__ = ["facts", "files", "python_lines"]

_FACTS: Final = {
    "scenario": "Scenario",
    "scenario_hash": "Scenario hash",
    "seed": "Seed",
    "replications": "Replications",
    "borrowers": "Borrowers",
    "start": "Start",
    "horizon_months": "Months",
    "currency": "Currency",
    "engine": "Engine",
    "arrears": "Version of arrears",
    "commit": "Commit",
}
_FILES: Final = {
    "scenario.yaml": "the resolved scenario: run it again with it",
    "outcomes.csv": "every outcome by policy, replication and segment",
    "summary.csv": "means over replications with intervals",
    "differences.csv": "paired differences to the baseline with intervals",
    "monthly.parquet": "integer tallies by month",
    "durations.parquet": "counts and amounts by length in days",
    "accounts.parquet": "one row per account",
    "events.parquet": "every event, in order",
    "holdout.csv": "contacted and withheld accounts compared",
    "who_pays.csv": "cash between the parties, by kind of flow; every flow sums to 0",
    "world_outcomes.csv": "every outcome of every replication in the other worlds",
    "counterfactuals.csv": "what goes when something is switched off, with intervals",
    "supply.csv": "differences from the baseline with supply fixed and adjusted, with intervals",
    "distress_rankings.csv": "the order of policies under other distress weights",
    "origins.csv": "where each parameter comes from",
    "manifest.json": "versions, seeds, command and the hashes of all files",
}


def facts(run: RunFiles, words: Words) -> Iterator[tuple[str, str]]:
    """Yield the name and value of everything that decides a byte of the tables."""
    manifest = run.manifest
    for key, name in _FACTS.items():
        if manifest.get(key) is not None:
            yield words(name), str(manifest[key])
    command = manifest.get("command")
    if command:
        yield words("Command"), shlex.join(command) if isinstance(command, list) else str(command)
    packages = manifest.get("packages")
    if isinstance(packages, dict):
        listed = words.listed(f"{name} {version}" for name, version in packages.items())
        yield words("Packages"), listed


def files(run: RunFiles, words: Words) -> list[tuple[str, str]]:
    """Return the files of the run directory and what is in them."""
    return [(name, words(what)) for name, what in _FILES.items() if (run.directory / name).exists()]


def python_lines(manifest: Mapping[str, object], file: str, outcomes: tuple[str, ...]) -> str:
    """Return the Python that makes the run again from its resolved scenario."""
    kept = manifest.get("keep")
    keep = ', keep=("accounts", "events")' if isinstance(kept, list) and "events" in kept else ""
    folder = file.removesuffix(".yaml") + "_again"
    shown = ", ".join(f'"{outcome}"' for outcome in outcomes)
    return (
        "import arrears\n"
        "\n"
        f'scenario = arrears.load_scenario("{file}")\n'
        f'run = arrears.run(scenario, out="{folder}"{keep})\n'
        f"print(run.summary(outcomes=[{shown}]))\n"
    )

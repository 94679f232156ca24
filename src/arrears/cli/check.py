"""``arrears check``: is a scenario valid, and what would run."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import click

from arrears.cli.options import Changes, scenario_options
from arrears.cli.output import format_option, notice, print_rows

__all__ = ["check_command"]


@click.command("check")
@scenario_options
@format_option
def check_command(*, changes: Changes, format_: str) -> None:
    """Validate SCENARIO and print what would run."""
    from arrears.scenario.worlds import worlds_of

    scenario = changes.scenario()
    for line in (*scenario.notices, *(f"warning: {line}" for line in scenario.warnings)):
        notice(line)
    base = scenario.base
    worlds = 1 + len(worlds_of(base))
    facts: dict[str, object] = {
        "scenario": scenario.name,
        "question": scenario.question,
        "policies": ", ".join(scenario.policies),
        "regimes": ", ".join(scenario.regimes),
        "baseline": scenario.compare.baseline,
        "outcomes": ", ".join(scenario.compare.outcomes),
        "book": base.portfolio.book,
        "borrowers": base.portfolio.borrowers,
        "start": base.start,
        "horizon_months": base.horizon_months,
        "burn_in_months": base.burn_in_months,
        "replications": base.replications,
        "seed": base.seed,
        "arms": len(scenario.policies) * len(scenario.regimes) * base.replications * worlds,
        "warnings": len(scenario.warnings),
        "hash": scenario.hash,
    }
    if format_ == "table":
        width = max(map(len, facts))
        for name, value in facts.items():
            click.echo(f"{name:<{width}}  {value}")
    else:
        print_rows([facts], format_)

"""``arrears compare``: paired differences between the policies of a run."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

from pathlib import Path

import click

from arrears.cli.output import (
    format_option,
    interval_text,
    notice,
    number_text,
    print_rows,
    records,
)

__all__ = ["compare_command"]


@click.command("compare")
@click.argument("directory", metavar="DIR")
@click.option("--baseline", metavar="P", help="Policy that the others are compared with.")
@click.option(
    "--outcome",
    "outcomes",
    multiple=True,
    metavar="O",
    help="Only this; '*' stands for any letters; repeatable.",
)
@click.option("--by", type=click.Choice(["segment"]), help="Compare within each segment too.")
@format_option
def compare_command(
    *, directory: str, baseline: str | None, outcomes: tuple[str, ...], by: str | None, format_: str
) -> None:
    """Print differences from the baseline, with intervals.

    Policies are paired replication by replication, under the same luck.
    """
    from arrears.api import open_run

    run = open_run(Path(directory))
    rows = records(run.compare(baseline=baseline, outcomes=outcomes or None, by=by))
    if format_ != "table":
        print_rows(rows, format_)
        return
    shown = ("policy", "regime", *(["segment"] if by else []), "outcome")
    several = len({row["regime"] for row in rows}) > 1
    print_rows(
        [
            {
                **{name: row[name] for name in shown if several or name != "regime"},
                "difference": interval_text(row["difference"], row["low"], row["high"]),
                "replications": row["replications"],
                "p_holm": number_text(row["p_holm"]),
                "method": row["method"],
                "variance_ratio": number_text(row["variance_ratio"]),
            }
            for row in rows
        ],
        format_,
    )
    notice("differences from the baseline; intervals carry luck only; simulated, not observed")
    notice("variance_ratio: by how much common luck cuts the variance of the difference")

"""``arrears bench``: how fast this is on this machine."""

# ruff: noqa: PLC0415 (imports are late so that --help is quick)

import json
from pathlib import Path

import click

from arrears.cli.output import format_option, notice, print_rows
from arrears.errors import StorageError

__all__ = ["bench_command"]


@click.command("bench")
@click.argument("name", default="base")
@click.option("--borrowers", type=int, default=10_000, show_default=True, metavar="N")
@click.option("--engine", default="auto", show_default=True, metavar="auto|simpy|fast")
@click.option("--repeat", type=int, default=5, show_default=True, metavar="N")
@click.option("--out", metavar="FILE", help="Also write the measurement as JSON.")
@format_option
def bench_command(
    *, name: str, borrowers: int, engine: str, repeat: int, out: str | None, format_: str
) -> None:
    """Time a benchmark: wall time and peak memory.

    Medians of --repeat processes. NAME is

    base: three_stage_escalation, status_quo, 24 months, one replication, one core, burn-in
    included, kernels compiled.
    """
    from arrears.runs.bench import measure

    measured = measure(name, borrowers=borrowers, engine=engine, repeat=repeat, tell=notice)
    record = measured.as_record()
    if out is not None:
        try:
            text = json.dumps(record, indent=2) + "\n"
            Path(out).write_text(text, encoding="utf-8", newline="\n")
        except OSError as error:
            raise StorageError(f"{out}: cannot be written: {error.strerror}") from error
    if format_ != "json":
        record.pop("packages")
    if format_ == "table":
        for key in ("arrears", "platform", "benchmark"):
            record.pop(key)
    print_rows([record], format_)

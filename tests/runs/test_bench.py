"""Benchmarks are measured in processes of their own."""

from pathlib import Path

import pytest

from arrears.errors import RunError, ScenarioError
from arrears.runs import bench


@pytest.fixture
def small(pretended: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace the base benchmark by the pretended scenario."""
    benchmark = bench.Benchmark(
        scenario=str(pretended), policy="status_quo", months=6,
        seconds_target=20, megabytes_target=500,
    )  # fmt: skip
    monkeypatch.setitem(bench.BENCHMARKS, "base", benchmark)


@pytest.mark.usefixtures("small")
def test_a_benchmark_measures_time_memory_and_events():
    told: list[str] = []
    found = bench.measure("base", borrowers=20, repeat=1, tell=told.append)
    assert 0 < found.seconds < 60
    assert 20 < found.megabytes < 2000
    assert found.events >= 40  # each borrower has at least an origination and a due day
    assert len(told) == 1
    assert found.as_record()["benchmark"] == "base"


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"name": "other"}, "no benchmark 'other'"),
        ({"repeat": 0}, "--repeat 0"),
        ({"engine": "fast"}, "does not exist yet"),
    ],
)
def test_what_cannot_be_measured_is_refused(options: dict[str, object], message: str):
    with pytest.raises(ScenarioError, match=message):
        bench.measure(**options)  # type: ignore[arg-type]


@pytest.mark.usefixtures("small")
def test_a_process_that_dies_is_an_error(pretended: Path):
    text = pretended.read_text(encoding="utf-8")
    pretended.write_text(
        text.replace("portfolio:\n", "collection: {platform: dies}\nportfolio:\n"), encoding="utf-8"
    )
    with pytest.raises(RunError, match="ended with code 9"):
        bench.measure("base", borrowers=20, repeat=1)

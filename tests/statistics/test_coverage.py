"""Published shares of intervals that hold the true mean; slow, for they take thousands of runs."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "statistics.md"


@pytest.fixture(scope="module")
def benchmark() -> ModuleType:
    """Return benchmarks/coverage.py, which is no package."""
    path = ROOT / "benchmarks" / "coverage.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_coverage", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_distribution_and_size_is_published(benchmark):
    text = PAGE.read_text(encoding="utf-8")
    for name, distribution in benchmark.DISTRIBUTIONS.items():
        for n in benchmark.SIZES:
            assert f"| {name} | {distribution.skewness:.1f} | {n} | " in text


def test_moments_are_those_of_the_draws(benchmark):
    """Of 20,000 equidistant draws: mean to 1 %, deviation to 3 %, for tails are cut off."""
    size = 20_000
    for distribution in benchmark.DISTRIBUTIONS.values():
        values = [distribution.quantile((k + 0.5) / size) for k in range(size)]
        mean = sum(values) / size
        deviation = (sum((value - mean) ** 2 for value in values) / size) ** 0.5
        assert mean == pytest.approx(distribution.mean, rel=0.01, abs=1e-9)
        assert deviation == pytest.approx(distribution.deviation, rel=0.03)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["exponential", "lognormal, sigma 0.5", "lognormal, sigma 1"])
def test_the_bootstrap_covers_at_200_as_published(name, benchmark):
    """12,000 experiments: the share is off by 0.2 points at most times; the draws are fixed."""
    shares = benchmark.coverage(name, 200)
    studentised, chosen = shares[3:]
    assert studentised >= 0.94
    assert chosen >= 0.94
    distribution = benchmark.DISTRIBUTIONS[name]
    told = " | ".join(f"{share:.1%}" for share in shares)
    row = f"| {name} | {distribution.skewness:.1f} | 200 | {told} |"
    assert row in PAGE.read_text(encoding="utf-8")

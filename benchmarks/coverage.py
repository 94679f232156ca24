"""How often 95 % intervals hold the true mean: the tables of docs/statistics.md.

    python benchmarks/coverage.py [--experiments 12000]

Draws samples of known distributions by keyed draws, so that it prints the same on every machine,
and counts how often the true mean lies in Student's t interval, in the BCa bootstrap's as Efron
(1987) wrote it, in BCa's and bootstrap-t's as they are used here, each at every size (where
bootstrap-t is refused, BCa stands for it), and in whichever of the three the rule chooses. Then the
same for runs that stop when they are precise enough, with a third of the experiments. Takes a
quarter of an hour with 12,000 experiments; the error of a share is then 0.2 points, and 0.35 in the
second table.
"""

import argparse
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from arrears.arithmetic import exponential, lognormal, normal_quantile
from arrears.draws import decision_id, draw
from arrears.statistics.bootstrap import resample, studentise
from arrears.statistics.intervals import estimate, resampled_estimate
from arrears.terms import Entity

EXPERIMENTS = 12_000
SIZES = (10, 20, 50, 200)
COLUMNS = ("t", "Efron's BCa", "BCa", "bootstrap-t", "as chosen")
EFRON_REACH = 1.959963984540054
LEAST, MOST = 10, 400  # values at which a run may stop
EXPERIMENTS_PER_SEED = 240  # so that no single set of resamples decides


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How values come from draws, and what their mean and skewness are."""

    quantile: Callable[[float], float]
    mean: float
    deviation: float
    skewness: float


def _count(p: float) -> float:
    """Return the p-quantile of a Poisson distribution of mean 0.3."""
    probability = below = math.exp(-0.3)
    events = 0
    while below < p:
        events += 1
        probability *= 0.3 / events
        below += probability
    return float(events)


def _deviation_of_lognormal(sigma: float) -> float:
    return math.exp(sigma * sigma / 2) * math.sqrt(math.exp(sigma * sigma) - 1)


def _skewness_of_lognormal(sigma: float) -> float:
    spread = math.exp(sigma * sigma)
    return (spread + 2) * math.sqrt(spread - 1)


DISTRIBUTIONS = {
    "normal": Distribution(quantile=normal_quantile, mean=0.0, deviation=1.0, skewness=0.0),
    "lognormal, sigma 0.5": Distribution(
        quantile=lambda p: lognormal(p, 1.0, 0.5),
        mean=math.exp(0.125),
        deviation=_deviation_of_lognormal(0.5),
        skewness=_skewness_of_lognormal(0.5),
    ),
    "rare counts, 0.3 a time": Distribution(
        quantile=_count, mean=0.3, deviation=math.sqrt(0.3), skewness=1 / math.sqrt(0.3)
    ),
    "exponential": Distribution(
        quantile=lambda p: exponential(p, 1.0), mean=1.0, deviation=1.0, skewness=2.0
    ),
    "lognormal, sigma 1": Distribution(
        quantile=lambda p: lognormal(p, 1.0, 1.0),
        mean=math.exp(0.5),
        deviation=_deviation_of_lognormal(1.0),
        skewness=_skewness_of_lognormal(1.0),
    ),
}  # fmt: skip


def coverage(name: str, n: int, experiments: int = EXPERIMENTS) -> tuple[float, ...]:
    """Return the shares of experiments whose interval holds the mean, in the order of COLUMNS."""
    distribution = DISTRIBUTIONS[name]
    hits = [0] * len(COLUMNS)
    for experiment in range(experiments):
        sample = _sample(distribution, name, n, experiment)
        seed = experiment // EXPERIMENTS_PER_SEED
        for place, (low, high) in enumerate(_intervals(sample, seed)):
            hits[place] += low <= distribution.mean <= high
    return tuple(count / experiments for count in hits)


def stopped_coverage(name: str, about: int, experiments: int) -> tuple[float, float]:
    """Return the share of stopped runs whose interval holds the mean, and the mean of their n.

    Wanted is half the width that an interval of so many values has on average.
    """
    distribution = DISTRIBUTIONS[name]
    wanted = EFRON_REACH * distribution.deviation / math.sqrt(about)
    hits = values = 0
    for experiment in range(experiments):
        sample = _sample(distribution, f"stopped, {name}", MOST, experiment)
        for n in range(LEAST, MOST + 1):
            found = estimate(sample[:n], experiment // EXPERIMENTS_PER_SEED)
            if found.high - found.low <= 2 * wanted and found.low < found.high:
                break
        values += n
        hits += found.low <= distribution.mean <= found.high
    return hits / experiments, values / experiments


def _sample(distribution: Distribution, name: str, n: int, experiment: int) -> list[float]:
    decision = decision_id("coverage", name)
    world = int(Entity.WORLD)
    return [
        float(distribution.quantile(draw(n, 0, world, experiment, decision, place)))
        for place in range(n)
    ]


def _intervals(sample: list[float], seed: int) -> Iterator[tuple[float, float]]:
    student, chosen = estimate(sample, None), estimate(sample, seed)
    by_t = (student.low, student.high)
    yield by_t
    resampled = resample(sample, seed)
    if resampled is None:
        yield from (by_t, by_t, by_t)
    else:
        low, high = resampled.interval(EFRON_REACH)
        yield max(low, float(resampled.means[0])), min(high, float(resampled.means[-1]))
        used = resampled_estimate(sample, resampled)
        yield used.low, used.high
        used = chosen
        if chosen.method != "bootstrap-t":
            used = resampled_estimate(sample, studentise(sample, seed) or resampled)
        yield used.low, used.high
    yield chosen.low, chosen.high


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--experiments", type=int, default=EXPERIMENTS)
    experiments = parser.parse_args().experiments
    print("| values | skewness | n |", " | ".join(COLUMNS), "|")
    print("|---|---|---|" + "---|" * len(COLUMNS))
    for name, distribution in DISTRIBUTIONS.items():
        for n in SIZES:
            shares = " | ".join(f"{share:.1%}" for share in coverage(name, n, experiments))
            print(f"| {name} | {distribution.skewness:.1f} | {n} | {shares} |", flush=True)
    print("\n| values | precision of about n | stopped at n, on average | as chosen |")
    print("|---|---|---|---|")
    for name in ("normal", "exponential"):
        for about in (20, 50):
            share, stopped_at = stopped_coverage(name, about, experiments // 3)
            print(f"| {name} | {about} | {stopped_at:.0f} | {share:.1%} |", flush=True)


if __name__ == "__main__":
    main()

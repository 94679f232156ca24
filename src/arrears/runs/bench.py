"""How long the base benchmark takes, and how much memory: measured in processes of their own."""

import multiprocessing
import os
import platform
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from arrears.errors import RunError, ScenarioError
from arrears.runs.choose import Engine, choose
from arrears.runs.versions import package_versions, version
from arrears.runs.workers import cores
from arrears.scenario.load import load_scenario

__all__ = ["BENCHMARKS", "Benchmark", "Measured", "measure"]

_WARM_UP_BORROWERS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Benchmark:
    """What is timed: one replication of one policy, burn-in included.

    The targets are in seconds and megabytes.
    """

    scenario: str
    policy: str
    months: int
    seconds_target: float
    megabytes_target: float


BENCHMARKS = {
    "base": Benchmark(
        scenario="three_stage_escalation",
        policy="status_quo",
        months=24,
        seconds_target=20.0,
        megabytes_target=500.0,
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Medians over the repetitions.

    Parameters
    ----------
    seconds, seconds_min, seconds_max : float
        Wall time of the simulation alone, kernels compiled.
    megabytes : float
        Peak memory of the whole process, Python and libraries included.
    events : int
        Rows of the event log.
    """

    benchmark: str
    engine: str
    borrowers: int
    months: int
    repetitions: int
    seconds: float
    seconds_min: float
    seconds_max: float
    megabytes: float
    events: int
    seconds_target: float
    megabytes_target: float

    def as_record(self) -> dict[str, object]:
        """Return the measurement with what it was measured on."""
        machine = {"cores": cores(), "platform": platform.platform(), "arrears": version()}
        return {**asdict(self), **machine, "packages": package_versions()}


def measure(
    name: str = "base",
    *,
    borrowers: int = 10_000,
    engine: str = "auto",
    repeat: int = 5,
    tell: Callable[[str], None] | None = None,
) -> Measured:
    """Time a benchmark, each repetition in a fresh process after a small warm-up.

    Parameters
    ----------
    name : str
        One of `BENCHMARKS`.
    borrowers : int
        Size of the book; staff follows. Targets are for 10,000.
    engine : str
        What simulates.
    repeat : int
        Repetitions; medians are reported.
    tell : callable, optional
        Told about each repetition.

    Raises
    ------
    ScenarioError
        If there is no such benchmark or engine, or a number is below 1.
    RunError
        If a process ends without a measurement.
    """
    if name not in BENCHMARKS:
        raise ScenarioError(f"there is no benchmark {name!r}; choose one of {sorted(BENCHMARKS)}")
    if repeat < 1 or borrowers < 1:
        raise ScenarioError(f"--repeat {repeat}, --borrowers {borrowers}: both are at least 1")
    chosen = choose(engine)
    found = []
    for repetition in range(repeat):
        found.append(_in_own_process(BENCHMARKS[name], chosen, borrowers))
        if tell is not None:
            tell(f"{repetition + 1} of {repeat}: {found[-1][0]:.2f} s, {found[-1][1]:.0f} MB")
    seconds = [one[0] for one in found]
    benchmark = BENCHMARKS[name]
    return Measured(
        benchmark=name,
        engine=chosen.name,
        borrowers=borrowers,
        months=benchmark.months,
        repetitions=repeat,
        seconds=round(statistics.median(seconds), 3),
        seconds_min=round(min(seconds), 3),
        seconds_max=round(max(seconds), 3),
        megabytes=round(statistics.median(one[1] for one in found), 1),
        events=found[0][2],
        seconds_target=benchmark.seconds_target,
        megabytes_target=benchmark.megabytes_target,
    )


def _in_own_process(
    benchmark: Benchmark, engine: Engine, borrowers: int
) -> tuple[float, float, int]:
    """Return seconds, megabytes and events of one repetition."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_repetition, args=(benchmark, engine, borrowers, sender))
    process.start()
    sender.close()
    try:
        found: tuple[float, float, int] = receiver.recv()
    except EOFError as error:
        process.join()
        raise RunError(f"the benchmark's process ended with code {process.exitcode}") from error
    process.join()
    return found


def _repetition(benchmark: Benchmark, engine: Engine, borrowers: int, sender: Connection) -> None:
    simulate = engine.simulate
    for size in (_WARM_UP_BORROWERS, borrowers):
        scenario = load_scenario(
            benchmark.scenario,
            sets=(f"horizon_months={benchmark.months}",),
            borrowers=size,
            replications=1,
            policies=(benchmark.policy,),
        )
        policy = scenario.policies[benchmark.policy]
        started = time.perf_counter()
        simulated = simulate(
            scenario.base, policy, replication=0, seed=scenario.base.seed, loans=scenario.loans
        )
        seconds = time.perf_counter() - started
    sender.send((seconds, peak_megabytes(), len(simulated.log)))
    sender.close()


def peak_megabytes() -> float:
    """Return the largest memory that this process has held; NaN where the system does not say."""
    status = Path("/proc/self/status")
    if status.exists():  # unlike getrusage, this forgets what the process before exec held
        for line in status.read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    if os.name == "posix":
        import resource  # noqa: PLC0415 (there is none on Windows)

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    return float("nan")

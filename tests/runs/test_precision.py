"""A run stops at the first replication at which it is precise enough, whoever finished first."""

import json
import math
import shutil
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arrears.errors import ScenarioError, StorageError
from arrears.runs import choose
from arrears.runs import run as runs
from arrears.runs.arms import Arm
from arrears.runs.precision import (
    LEAST_REPLICATIONS,
    Precision,
    Watch,
    _pairs_needed,
    precision_sentence,
    wanted_precision,
)
from arrears.runs.run import Executed, execute
from arrears.runs.storage import read_table, write_table
from arrears.runs.verify import verify
from arrears.scenario.load import load_scenario
from arrears.scenario.scenario import Scenario
from arrears.statistics import differences

PRETEND = Path(__file__).parents[1] / "pretend"
OUTCOME = "ever_30_share"
HALF_WIDTH = 0.1
MOST = 14
FILES = (
    "outcomes.csv", "summary.csv", "differences.csv", "monthly.parquet", "accounts.parquet",
    "events.parquet", "durations.parquet", "scenario.yaml", "manifest.json",
)  # fmt: skip


def scenario_of(
    source: Path, *sets: str, outcome: str = OUTCOME, replications: int = MOST
) -> Scenario:
    """Return the small scenario; with 25 days of grace late payers are 30 days late."""
    changed = (f"compare.outcomes=[{outcome}]", "policies.grace.collection.grace_days=25", *sets)
    return load_scenario(source, sets=changed, replications=replications)


def run(source: Path, out: Path, *sets: str, **options: object) -> Executed:
    """Run the small scenario until the difference is known to within HALF_WIDTH."""
    options = {"jobs": 1, "report": False, "precision": HALF_WIDTH} | options
    return execute(scenario_of(source, *sets), out=out, **options)  # type: ignore[arg-type]


def bytes_of(directory: Path) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in FILES}


def manifest_of(directory: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads((directory / "manifest.json").read_text("utf-8"))
    return found


def stopped_at(directory: Path) -> object:
    return manifest_of(directory)["stopping"]["stopped_at"]  # type: ignore[index]


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory, one_run: Path) -> Path:
    """Make a run that stops early; not to be changed."""
    out = tmp_path_factory.mktemp("stopped") / "run"
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(PRETEND)
        patch.setitem(choose.ENGINES, "simpy", "pretend_engine")
        run(one_run.parent / "pretended.yaml", out)
    return out


def test_a_run_stops_at_the_first_replication_that_makes_it_precise_enough(
    stopped: Path, pretended: Path, tmp_path: Path
):
    """Found once more from all replications, looking at 10, 11, 12, ... of them."""
    execute(scenario_of(pretended), out=tmp_path / "whole", jobs=1, report=False)
    outcomes = read_table(tmp_path / "whole" / "outcomes.csv")
    outcomes = outcomes[(outcomes["outcome"] == OUTCOME) & (outcomes["segment"] == "all")]
    for n in range(LEAST_REPLICATIONS, MOST):
        table = outcomes[outcomes["replication"] < n]
        row = differences(table, "status_quo", "none", seed=7).iloc[0]
        if row["high"] - row["low"] <= 2 * HALF_WIDTH:
            break
    assert LEAST_REPLICATIONS < n < MOST - 1, "choose another half-width"
    assert stopped_at(stopped) == n
    found = read_table(stopped / "outcomes.csv")
    assert found["replication"].unique().tolist() == list(range(n))
    assert manifest_of(stopped)["replications_done"] == {"grace.none": n, "status_quo.none": n}


def test_every_interval_of_a_stopped_run_says_so(stopped: Path):
    n = stopped_at(stopped)
    for name in ("summary.csv", "differences.csv"):
        methods = read_table(stopped / name)["method"]
        assert methods.str.endswith(f", stopped at {n}").all()


def test_the_number_of_jobs_changes_no_byte(stopped: Path, pretended: Path, tmp_path: Path):
    run(pretended, tmp_path / "two", jobs=2)
    assert bytes_of(tmp_path / "two") == bytes_of(stopped)


def test_an_interrupted_run_stops_at_the_same_replication(pretended: Path, tmp_path: Path):
    interrupts = "collection.platform=interrupts_once"
    with pytest.raises(KeyboardInterrupt):
        run(pretended, tmp_path / "resumed", interrupts)
    run(pretended, tmp_path / "resumed", interrupts, resume=True, jobs=2)
    run(pretended, tmp_path / "undisturbed", interrupts)
    assert bytes_of(tmp_path / "resumed") == bytes_of(tmp_path / "undisturbed")


def test_later_replications_that_are_there_are_discarded(
    stopped: Path, pretended: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The run is killed when it has stopped; two more arms were ready by then."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(runs, "write_final_tables", killed)
        with pytest.raises(KeyboardInterrupt):
            run(pretended, tmp_path / "killed")
    parts = tmp_path / "killed" / "parts"
    for policy in ("grace", "status_quo"):
        shutil.copytree(parts / f"{policy}.none.000000", parts / f"{policy}.none.000013")
    told: list[str] = []
    run(
        pretended, tmp_path / "killed", resume=True,
        progress=lambda done, total, last: told.append(last),
    )  # fmt: skip
    assert not [last for last in told if last.startswith("policy")]
    assert bytes_of(tmp_path / "killed") == bytes_of(stopped)


def test_a_stopped_run_can_be_verified(stopped: Path, pretended: Path):
    assert verify(stopped, jobs=1).is_same


def test_a_finished_run_is_resumed_with_the_same_precision_only(stopped: Path, pretended: Path):
    run(pretended, stopped, resume=True)
    with pytest.raises(StorageError, match=r"precision was 0\.1 and is 0\.01 now"):
        run(pretended, stopped, resume=True, precision=0.01)


def test_where_the_most_comes_first_the_run_says_how_many_are_still_needed(
    pretended: Path, tmp_path: Path
):
    scenario = scenario_of(pretended, replications=11)
    execute(scenario, out=tmp_path / "run", jobs=1, report=False, precision=HALF_WIDTH)
    found = manifest_of(tmp_path / "run")["stopping"]
    assert found["stopped_at"] is None  # type: ignore[index]
    needed = found["still_needed"]  # type: ignore[index]
    assert 1 <= needed <= 40
    said = precision_sentence(found, 11)  # type: ignore[arg-type]
    assert f"is not known to within {HALF_WIDTH} after 11 replications" in said
    assert said.endswith(f"(grace.none); about {needed} more are needed")
    methods = read_table(tmp_path / "run" / "differences.csv")["method"]
    assert not methods.str.contains("stopped").any()


def test_an_outcome_that_never_varied_says_nothing(pretended: Path, tmp_path: Path):
    scenario = scenario_of(pretended, outcome="complaints_per_1000", replications=10)
    execute(scenario, out=tmp_path / "run", jobs=1, report=False, precision=1.0)
    found = manifest_of(tmp_path / "run")["stopping"]
    assert (found["stopped_at"], found["still_needed"]) == (None, None)  # type: ignore[index]
    assert "nothing can be said yet of grace.none" in precision_sentence(found, 10)  # type: ignore[arg-type]


def test_policies_that_are_equal_while_luck_varies_are_known_at_once(
    pretended: Path, tmp_path: Path
):
    scenario = scenario_of(pretended, "policies.grace.collection.grace_days=9", replications=11)
    execute(scenario, out=tmp_path / "run", jobs=1, report=False, precision=1e-9)
    assert stopped_at(tmp_path / "run") == LEAST_REPLICATIONS


def test_a_failed_replication_is_no_pair_and_is_named(pretended: Path, tmp_path: Path):
    found = run(pretended, tmp_path / "run", "policies.grace.collection.platform=fails_1",
                precision=0.5)  # fmt: skip
    assert list(found.failures) == ["policy grace, regime none, replication 1"]
    assert stopped_at(tmp_path / "run") == LEAST_REPLICATIONS + 1


@pytest.mark.parametrize(
    ("precision", "replications", "policies", "message"),
    [
        (0.0, 20, None, "--precision is 0; a number above 0 is needed"),
        (-1.0, 20, None, "--precision is -1"),
        (math.nan, 20, None, "--precision is nan"),
        (0.1, 9, None, "looks at 10 replications or more, and there are at most 9"),
        (0.1, 20, ["status_quo"], "there is a single policy"),
    ],
)
def test_a_precision_that_cannot_be_had_is_refused(
    pretended: Path, precision: float, replications: int, policies: list[str] | None, message: str
):
    scenario = load_scenario(pretended, replications=replications, policies=policies)
    with pytest.raises(ScenarioError, match=message):
        wanted_precision(scenario, precision)


def test_a_refused_precision_writes_nothing(pretended: Path, tmp_path: Path):
    with pytest.raises(ScenarioError):
        run(pretended, tmp_path / "run", precision=0.0)
    assert not (tmp_path / "run").exists()


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Arm]]:
    """Return the folders of 2 x 14 arms whose interval is narrow enough from the 12th on."""
    parts = tmp_path_factory.mktemp("parts")
    arms = []
    for replication in range(14):
        for policy in ("b", "base"):
            value = float(replication % 2 + 10 * replication) if policy == "b" else replication * 10
            row = {
                "policy": policy, "regime": "none", "replication": replication, "segment": "all",
                "outcome": "x", "numerator": 1.0, "denominator": 1.0, "value": value,
            }  # fmt: skip
            arms.append(Arm(policy=policy, regime="none", replication=replication))
            (parts / arms[-1].folder).mkdir()
            write_table(pd.DataFrame([row]), parts / arms[-1].folder / "outcomes.csv")
    return parts, arms


WANTED = Precision(half_width=0.332, outcome="x", baseline="base", baseline_regime="none", seed=1)


@settings(max_examples=25)
@given(order=st.permutations(range(28)))
def test_arms_may_be_finished_in_any_order(order: list[int], ready: tuple[Path, list[Arm]]):
    """Differences 0, 1, 0, 1, ...: of 12, half a width of 2.201 x sqrt(3/11/12) = 0.3318."""
    parts, arms = ready
    watch = Watch(WANTED, arms, parts / "nothing is there yet")
    watch._parts = parts
    enough = [watch.note(arms[place]) for place in order]
    assert watch.stopped_at == 12
    first = max(order.index(place) for place in range(24))
    assert enough == [place >= first for place in range(28)]


def test_what_is_there_already_is_looked_at_first(ready: tuple[Path, list[Arm]]):
    parts, arms = ready
    watch = Watch(WANTED, arms, parts)
    assert watch.stopped_at == 12
    assert [arm.replication for arm in arms if watch.keeps(arm)] == [n // 2 for n in range(24)]
    assert watch.record()["half_widths"] == {"b.none": pytest.approx(0.3318, abs=5e-5)}


def test_how_many_are_needed_is_that_of_the_t_table():
    """Spread 1: 2.110 / sqrt(18) = 0.497 is at most 0.5, and 2.120 / sqrt(17) = 0.514 is not."""
    assert _pairs_needed(2.262 / math.sqrt(10), 10, 0.5) == 18

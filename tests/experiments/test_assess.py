"""A whole study: what a known formula must give, the same bytes however it was measured."""

import json
import math
import shutil
import statistics
from pathlib import Path

import pytest

from arrears.api import load_scenario, open_run, run
from arrears.errors import RunError, StorageError
from arrears.experiments import Assumptions
from arrears.results.assumptions import AssumptionTables
from arrears.runs.directory import ASSUMPTION_PARTS, ASSUMPTION_TABLES

EVERYBODY = "portfolio.segments.everybody"
SMALL = Assumptions(sets=4)


def edited(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def study(source: Path, out: Path, **options: object) -> AssumptionTables:
    done = run(source, out=out, **{"jobs": 1, "report": False, "assumptions": SMALL} | options)
    assert done.assumptions is not None
    return done.assumptions


def bytes_of(directory: Path) -> dict[str, bytes]:
    return {name: (directory / name).read_bytes() for name in ASSUMPTION_TABLES}


@pytest.fixture(scope="module")
def tables(studied: Path) -> AssumptionTables:
    """Return the tables of the study that is made once."""
    found = open_run(studied).assumptions
    assert found is not None
    return found


@pytest.fixture(scope="module")
def effects(tables: AssumptionTables, studied: Path) -> list[float]:
    """Return the difference without luck in each set, by the formula."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[1] / "pretend")
        from pretend_response import effect
    drawn = tables.sets.pivot_table(index="set", columns="parameter", values="value")
    both = zip(drawn[f"{EVERYBODY}.willingness"], drawn[f"{EVERYBODY}.payday"], strict=True)
    return [effect(willingness, payday) for willingness, payday in both]


def test_each_set_differs_by_the_formula(tables, effects):
    assert tables.differences["difference"].tolist() == pytest.approx(effects, abs=1e-8)
    assert set(tables.differences["replications"]) == {4}


def test_levels_and_differences_are_of_the_same_runs(tables, effects):
    means = tables.levels.pivot_table(index="set", columns="policy", values="mean")
    baseline = tables.differences["baseline"].iloc[0]
    [policy] = means.columns.drop(baseline)
    differences = (means[policy] - means[baseline]).tolist()
    assert differences == pytest.approx(effects, abs=1e-8)
    assert means[policy].nunique() == 12
    assert set(tables.levels["replications"]) == {4}


def test_the_share_of_sets_is_that_of_the_formula(tables, effects):
    [shares] = tables.shares.to_dict("records")
    above = sum(effect > 0 for effect in effects)
    assert 0 < above < 12
    assert (shares["higher"], shares["lower"], shares["equal"]) == (above, 12 - above, 0)
    assert shares["beats_share"] == above / 12  # collected_share: higher is better


def test_sets_are_clear_where_the_paired_interval_leaves_out_zero(tables, effects):
    """The interval of four replications reaches 3.182 standard errors to either side."""
    reach = 3.182446 * statistics.stdev([0.01, -0.01, 0.006, -0.006]) / 2
    [shares] = tables.shares.to_dict("records")
    assert shares["clearly_higher"] == sum(effect > reach for effect in effects)
    assert shares["clearly_lower"] == sum(effect < -reach for effect in effects)


def test_the_variance_is_split_as_the_formula_says(tables, effects):
    [shares] = tables.shares.to_dict("records")
    parameters = statistics.variance(effects)
    luck = statistics.variance([0.01, -0.01, 0.006, -0.006])
    assert shares["parameter_variance"] == pytest.approx(parameters, rel=1e-6)
    assert shares["luck_variance"] == pytest.approx(luck, rel=1e-6)
    assert shares["parameter_share"] == pytest.approx(parameters / (parameters + luck), rel=1e-6)


def test_a_flip_is_found_where_the_formula_has_it(tables):
    flips = tables.flips.set_index(["parameter", "end"])
    low = flips.loc[(f"{EVERYBODY}.willingness", "low")]
    assert low["verdict"] == "flips"
    assert abs(low["flips_at"] - 2.3) <= low["flips_within"] <= 0.01 * (5 - 1) / 2
    late = flips.loc[(f"{EVERYBODY}.payday", "high")]  # 18.75 is between two days
    assert (late["verdict"], late["flips_at"], late["flips_within"]) == ("flips", 18.5, 0.5)


def test_what_does_not_flip_is_not_said_to(tables):
    others = tables.flips.loc[tables.flips["verdict"] != "flips"]
    assert set(others["verdict"]) == {"holds"}
    assert others["flips_at"].isna().all()
    assert set(zip(others["parameter"].str.rpartition(".")[2], others["end"], strict=True)) == {
        ("willingness", "high"), ("payday", "low"),
        ("buffer_sigma", "low"), ("buffer_sigma", "high"),
    }  # fmt: skip


def test_the_strongest_assumption_comes_first(tables):
    """0.1 by willingness (from 0.035 to -0.065 and to 0.135), 0.072 by payday, then nothing."""
    first = tables.flips.drop_duplicates("parameter")
    names = [key.rpartition(".")[2] for key in first["parameter"]]
    assert names == ["willingness", "payday", "buffer_sigma"]
    assert first["rank"].tolist() == [1, 2, 3]
    assert first["strength"].tolist() == pytest.approx([0.1, 0.072, 0], abs=1e-8)


def test_the_summary_names_what_turns_the_ranking_round(tables):
    [row] = tables.summary().to_dict("records")
    assert row["flipped_by"] == f"{EVERYBODY}.willingness, {EVERYBODY}.payday"


def test_the_manifest_says_what_was_asked_and_vouches_for_the_tables(studied):
    manifest = open_run(studied).manifest
    assert manifest["assumptions"] == {
        "sets": 12, "only": [], "replications": 4, "ends": None, "alone": [], "tolerance": 0.01,
        "failures": {},
    }  # fmt: skip
    assert set(ASSUMPTION_TABLES) <= set(manifest["files"])
    assert not (studied / ASSUMPTION_PARTS).exists()


def test_the_number_of_jobs_changes_no_byte(response, tmp_path):
    wanted = Assumptions(sets=3, only=("*buffer_sigma",), replications=2)
    study(response, tmp_path / "one", assumptions=wanted)
    study(response, tmp_path / "two", jobs=2, assumptions=wanted)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


def test_an_interrupted_study_is_completed_to_the_same_bytes(quick, response, tmp_path):
    study(response, tmp_path / "whole")

    def stop(done: int, total: int, what: str) -> None:
        if what.startswith("alone") and done == 7:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        study(response, tmp_path / "run", progress=stop)
    parts = sorted(path.name for path in (tmp_path / "run" / ASSUMPTION_PARTS).glob("*.csv"))
    assert len(parts) == 7
    told: list[tuple[int, int]] = []
    study(
        response, tmp_path / "run", resume=True,
        progress=lambda done, total, what: told.append((done, total)) if what else None,
    )  # fmt: skip
    assert told[0] == (8, 10)
    assert bytes_of(tmp_path / "run") == bytes_of(tmp_path / "whole")


def test_a_finished_run_can_be_given_a_study(quick, response, tmp_path):
    run(response, out=tmp_path / "run", jobs=1, report=False)
    assert open_run(tmp_path / "run").assumptions is None
    study(response, tmp_path / "run", resume=True)
    study(response, tmp_path / "whole")
    assert bytes_of(tmp_path / "run") == bytes_of(tmp_path / "whole")


def test_another_study_is_not_mixed_in(quick, response, tmp_path):
    study(response, tmp_path / "run")
    other = Assumptions(sets=5)
    with pytest.raises(StorageError, match="sets was 4 and is 5 now"):
        study(response, tmp_path / "run", resume=True, assumptions=other)
    study(response, tmp_path / "run", force=True, assumptions=other)
    assert open_run(tmp_path / "run").assumptions.sets["set"].nunique() == 5


def test_another_study_does_not_go_on_with_an_interrupted_one(quick, response, tmp_path):
    study(response, tmp_path / "run")
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text())
    del manifest["assumptions"]
    (tmp_path / "run" / "manifest.json").write_text(json.dumps(manifest))
    parts = tmp_path / "run" / ASSUMPTION_PARTS
    parts.mkdir()
    (parts / "plan.json").write_text('{"sets": 9}')
    with pytest.raises(StorageError, match="sets was 9 and is 4 now"):
        study(response, tmp_path / "run", resume=True)


def test_force_removes_an_earlier_study(quick, response, tmp_path):
    study(response, tmp_path / "run")
    (tmp_path / "run" / ASSUMPTION_PARTS).mkdir()
    run(response, out=tmp_path / "run", jobs=1, report=False, force=True)
    left = {path.name for path in (tmp_path / "run").iterdir()}
    assert not left & {*ASSUMPTION_TABLES, ASSUMPTION_PARTS}


def test_an_assumption_that_is_not_tried_alone_still_has_its_rows(quick, response, tmp_path):
    found = study(response, tmp_path / "run", assumptions=Assumptions(sets=4, ends=1))
    verdicts = found.flips.groupby("parameter", sort=False)["verdict"].agg(list)
    assert [set(each) == {"not tried"} for each in verdicts] == [False, True, True]
    assert set(found.flips["rank"]) == {1, 2, 3}


def test_a_point_that_fails_is_named_and_tried_again(quick, response, tmp_path):
    """The highest willingness fails under this platform; then it is mended."""
    edited(response, "portfolio:\n", "collection: {platform: fails_high}\nportfolio:\n")
    done = run(response, out=tmp_path / "run", jobs=1, report=False, assumptions=SMALL)
    [(point, reason)] = done.failures.items()
    assert f"{EVERYBODY}.willingness=5" in point
    assert reason == "too willing"
    verdicts = done.assumptions.flips.set_index(["parameter", "end"])["verdict"]
    assert verdicts[f"{EVERYBODY}.willingness", "high"] == "failed"
    assert (tmp_path / "run" / ASSUMPTION_PARTS).exists()
    with pytest.MonkeyPatch.context() as patch:
        import pretend_response

        patch.setattr(pretend_response, "EngineError", None)
        patch.setattr(pretend_response, "simulate", _mended(pretend_response))
        study(response, tmp_path / "run", resume=True)
    again = open_run(tmp_path / "run")
    assert not again.failures
    assert not (tmp_path / "run" / ASSUMPTION_PARTS).exists()


def _mended(module):
    old = module.simulate

    def simulate(base, policy, **rest):
        collection = policy.collection.model_copy(update={"platform": "mended"})
        return old(base, policy.model_copy(update={"collection": collection}), **rest)

    return simulate


def test_a_study_in_which_every_set_fails_says_why(quick, response, tmp_path, monkeypatch):
    run(response, out=tmp_path / "run", jobs=1, report=False)
    import pretend_response

    monkeypatch.setattr(pretend_response, "effect", None)
    with pytest.raises(RunError, match=r"every parameter set failed.*set\.000000.*not callable"):
        study(response, tmp_path / "run", resume=True)


def test_an_outcome_without_a_value_is_left_out_of_the_shares(response, tmp_path):
    """Nobody applies for relief here, so nobody waits."""
    edited(response, "[collected_share]", "[collected_share, review_wait_days_mean]")
    wanted = Assumptions(sets=2, replications=2, ends=0)
    found = study(response, tmp_path / "run", assumptions=wanted)
    empty = found.shares.set_index("outcome").loc["review_wait_days_mean"]
    assert (empty["sets"], empty["higher"]) == (0, 0)
    assert math.isnan(empty["parameter_share"])


def test_the_real_engine_gives_the_same_study_with_one_job_and_with_two(tmp_path):
    """Thirty borrowers, two months; the base of every row is the run itself."""
    scenario = load_scenario(
        "first_steps", borrowers=30, replications=2, sets=["horizon_months=2"],
        policies=["status_quo", "reminders"],
    )  # fmt: skip
    wanted = Assumptions(sets=2, only=("behaviour.attention.*",), ends=1)
    for jobs in (1, 2):
        run(scenario, out=tmp_path / f"{jobs}", jobs=jobs, report=False, assumptions=wanted)
    assert bytes_of(tmp_path / "1") == bytes_of(tmp_path / "2")
    done = open_run(tmp_path / "1")
    told = done.assumptions.flips.drop_duplicates("outcome").set_index("outcome")
    own = done.compare().set_index("outcome")["difference"]
    for outcome, value in told["base_difference"].items():
        assert value == own[outcome]


def test_tables_that_are_partly_missing_are_not_read(studied, tmp_path):
    shutil.copytree(studied, tmp_path / "run")
    (tmp_path / "run" / "assumption_flips.csv").unlink()
    with pytest.raises(StorageError, match=r"assumption_flips\.csv"):
        open_run(tmp_path / "run").assumptions  # noqa: B018

"""``arrears run``: what is printed where, what is written, and how it ends."""

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arrears.cli.options import portable


def test_the_table_ends_with_caveat_and_path(call, pretended: Path, tmp_path: Path):
    found = call("run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report")
    lines = found.stdout.splitlines()
    assert found.exit_code == 0
    assert lines[0].split() == ["policy", "loss_rate", "recovery_rate"]
    assert [line.split()[0] for line in lines[2:4]] == ["status_quo", "grace"]
    assert lines[-2] == "3 replications; intervals carry luck only; simulated, not observed"
    assert lines[-1] == str(tmp_path / "run")


def test_the_report_is_made_and_named_last(call, pretended: Path, tmp_path: Path):
    found = call("run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--replications", 2)
    page = tmp_path / "run" / "report.html"
    assert found.stdout.splitlines()[-1] == str(page)
    files = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert "report.html" in files
    assert any(name.startswith("figures/") for name in files)


def test_the_report_is_in_the_language_asked_for(call, pretended: Path, tmp_path: Path):
    arguments = ("--out", tmp_path / "run", "--jobs", 1, "--replications", 2)
    found = call("run", pretended, *arguments, "--lang", "zh")
    page = Path(found.stdout.splitlines()[-1])
    assert '<html lang="zh-Hans">' in page.read_text(encoding="utf-8")
    assert call("verify", tmp_path / "run").exit_code == 0


def test_json_and_csv_hold_the_same_rows(call, pretended: Path, tmp_path: Path):
    arguments = ("run", pretended, "--jobs", 1, "--no-report", "--out", tmp_path / "run", "--force")
    told = json.loads(call(*arguments, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(call(*arguments, "--format", "csv").stdout)))
    assert [row["policy"] for row in rows] == [row["policy"] for row in told]
    assert [float(row["mean"]) for row in rows] == [row["mean"] for row in told]
    assert {row["outcome"] for row in told} == {"loss_rate", "recovery_rate"}


def test_runs_go_to_a_folder_of_the_scenarios_name(call, pretended: Path, tmp_path: Path):
    found = call("run", pretended, "--jobs", 1, "--no-report", "--replications", 1)
    assert found.stdout.splitlines()[-1] == str(Path("runs", "pretended"))
    assert (tmp_path / "runs" / "pretended" / "manifest.json").exists()


def test_the_manifest_has_the_command_without_paths_of_this_machine(
    call, pretended: Path, tmp_path: Path
):
    call(
        "run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report", "--seed", 5,
        "--policies", "status_quo, grace", "--set", "collection.grace_days=1", "--keep", "events",
    )  # fmt: skip
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"] == [
        "arrears", "run", "pretended.yaml", "--policies", "status_quo,grace", "--seed", "5",
        "--set", "collection.grace_days=1", "--keep", "events", "--no-report",
    ]  # fmt: skip
    assert manifest["seed"] == 5
    assert str(tmp_path) not in (tmp_path / "run" / "manifest.json").read_text(encoding="utf-8")


def test_a_run_that_is_precise_enough_stops_and_says_so(call, pretended: Path, tmp_path: Path):
    """Under equal policies differences are exactly 0 while levels vary: ten replications do."""
    found = call(
        "run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report", "--replications",
        14, "--set", "compare.outcomes=[recovery_rate]", "--precision", 0.01,
    )  # fmt: skip
    assert found.exit_code == 0, found.stderr
    caveat = "intervals carry luck only; simulated, not observed"
    assert found.stdout.splitlines()[-2] == f"10 replications, precise enough; {caveat}"
    assert found.stderr.splitlines()[-1] == (
        "note: every difference of recovery_rate is known to within 0.01: stopped at 10 of at most "
        "14 replications"
    )
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["command"][-3:] == ["--precision", "0.01", "--no-report"]
    compared = call("compare", tmp_path / "run", "--format", "json")
    assert {row["method"] for row in json.loads(compared.stdout)} == {"paired t, stopped at 10"}


def test_only_the_last_part_of_an_absolute_path_is_portable(tmp_path: Path):
    assert portable(str(tmp_path / "loans.csv")) == "loans.csv"
    assert portable("data/loans.csv") == "data/loans.csv"


def test_scaling_is_said_on_stderr(call, pretended: Path, tmp_path: Path):
    found = call(
        "run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report", "--borrowers", 24,
        "--replications", 1,
    )  # fmt: skip
    assert found.exit_code == 0
    assert "note: " in found.stderr
    assert "24" in found.stderr


def test_an_engine_that_does_not_exist_yet_is_refused(call, pretended: Path, tmp_path: Path):
    found = call("run", pretended, "--engine", "fast")
    assert found.exit_code == 2
    assert found.stderr == "error: engine fast does not exist yet; use --engine simpy\n"
    assert not (tmp_path / "runs").exists()


def test_an_invalid_scenario_writes_nothing(call, pretended: Path, tmp_path: Path):
    found = call("run", pretended, "--set", "seed=-1", "--set", "replications=many")
    assert found.exit_code == 2
    assert len(found.stderr.splitlines()) == 2
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pretended.yaml"]


def test_an_earlier_run_is_kept(call, finished: Path, pretended: Path):
    found = call("run", pretended, "--out", finished, "--no-report")
    assert found.exit_code == 2
    assert "--force replaces it" in found.stderr


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_an_unwritable_directory_has_exit_code_2(call, pretended: Path, tmp_path: Path):
    (tmp_path / "locked").mkdir(mode=0o500)
    found = call("run", pretended, "--out", tmp_path / "locked" / "run")
    assert found.exit_code == 2
    assert "cannot be written: Permission denied" in found.stderr


def test_failed_replications_are_named_with_exit_code_1(call, pretended: Path, tmp_path: Path):
    found = call(
        "run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report",
        "--set", "policies.grace.collection.platform=fails_1",
    )  # fmt: skip
    assert found.exit_code == 1
    assert found.stderr.endswith(
        "error: policy grace, regime none, replication 1 failed: replication 1 cannot be done\n"
    )
    assert "status_quo" in found.stdout


def test_an_interrupted_run_says_how_to_resume(call, pretended: Path, tmp_path: Path):
    arguments = (
        "run", pretended, "--out", tmp_path / "run", "--jobs", 1, "--no-report",
        "--set", "collection.platform=interrupts_once",
    )  # fmt: skip
    found = call(*arguments)
    assert found.exit_code == 130
    assert found.stdout == ""
    assert "--resume to complete the run" in found.stderr
    assert call(*arguments, "--resume").exit_code == 0


@pytest.mark.skipif(os.name != "posix", reason="needs SIGINT")
def test_ctrl_c_ends_a_run_with_workers_at_once(pretended: Path, tmp_path: Path):
    pretend = Path(__file__).parents[1] / "pretend"
    code = (
        f"import sys; sys.path.insert(0, {str(pretend)!r})\n"
        "from arrears.runs import choose; choose.ENGINES['simpy'] = 'pretend_engine'\n"
        "from arrears.cli import main; main()\n"
    )
    command = [
        sys.executable, "-c", code, "run", str(pretended), "--out", str(tmp_path / "run"),
        "--jobs", "2", "--no-report", "--set", "policies.grace.collection.platform=sleeps",
    ]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True)
    parts = tmp_path / "run" / "parts"
    for _ in range(600):
        if parts.exists() and any(path.name.startswith("status_quo") for path in parts.iterdir()):
            break
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=45)  # the workers would sleep for a minute
    assert process.returncode == 130
    assert "--resume to complete the run" in told
    assert "Traceback" not in told


@pytest.mark.parametrize(
    ("policies", "said"),
    [
        ("grace", "distress checks: one policy has no order that they could change"),
        (
            "grace,status_quo",
            "distress weights and half-life x 1/2 and x 2 leave every order as it is",
        ),
    ],
)
def test_one_policy_has_no_order_to_change(pretended, call, policies, said):
    found = call(
        "run", pretended, "--policies", policies, "--distress-checks", "--jobs", 1, "--no-report"
    )
    assert found.exit_code == 0, found.stderr
    assert [line for line in found.stdout.splitlines() if "order" in line] == [said]


def test_counterfactuals_named_one_by_one_are_all_run(pretended: Path, call, tmp_path: Path):
    names = ["--counterfactual", "shocks_off", "--counterfactual", "no_legal,no_limbo"]
    found = call("run", pretended, *names, "--out", tmp_path / "run", "--jobs", 1, "--no-report")
    assert found.exit_code == 0, found.output
    text = (tmp_path / "run" / "counterfactuals.csv").read_text(encoding="utf-8")
    for name in ("shocks_off", "no_legal", "no_limbo"):
        assert f",{name}," in text
    manifest = (tmp_path / "run" / "manifest.json").read_text(encoding="utf-8")
    assert '"shocks_off,no_legal,no_limbo"' in manifest

"""Commands that need no run: check, explain, list, show, schema, new, doctor, bench."""

import json
from pathlib import Path

import pytest

from arrears.runs import bench
from arrears.scenario.load import load_scenario
from arrears.scenario.shipped import scenario_names


def test_check_prints_what_would_run_and_writes_nothing(call, pretended: Path, tmp_path: Path):
    found = call("check", pretended, "--replications", 4)
    facts = dict(line.split(maxsplit=1) for line in found.stdout.splitlines())
    assert found.exit_code == 0
    assert facts["policies"] == "status_quo, grace"
    assert facts["arms"] == "8"
    assert facts["borrowers"] == "12"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pretended.yaml"]


def test_check_counts_the_arms_of_other_worlds(call, pretended: Path):
    """Two policies, three replications, in five worlds."""
    found = call("check", pretended, "--set", "distress_checks=true", "--format", "json")
    assert json.loads(found.stdout)[0]["arms"] == 30


def test_check_says_its_warnings_on_stderr(call, pretended: Path):
    found = call("check", pretended, "--format", "json")
    facts = json.loads(found.stdout)[0]
    assert found.stderr.count("warning: ") == facts["warnings"]


def test_explain_prints_the_codebook(call):
    found = call("explain", "loss_rate")
    assert found.stdout.startswith("loss_rate (headline)\n")
    for word in ("definition", "numerator", "denominator"):
        assert f"\n  {word}" in found.stdout


def test_explain_names_the_nearest_outcome(call):
    found = call("explain", "los_rate")
    assert found.exit_code == 2
    assert "'loss_rate'" in found.stderr


def test_list_names_what_is_shipped(call):
    rows = json.loads(call("list", "--format", "json").stdout)
    assert [row["scenario"] for row in rows] == scenario_names()


def test_show_prints_a_shipped_file(call):
    found = call("show", "first_steps")
    assert "\nscenario: first_steps\n" in f"\n{found.stdout}"


def test_show_prints_what_a_file_resolves_to(call, tmp_path: Path):
    found = call("show", "first_steps", "--resolved")
    assert found.exit_code == 0, found.stderr
    (tmp_path / "resolved.yaml").write_text(found.stdout, encoding="utf-8")
    assert load_scenario(tmp_path / "resolved.yaml").hash == load_scenario("first_steps").hash


def test_show_names_the_nearest_scenario(call):
    found = call("show", "frist_steps")
    assert found.exit_code == 2
    assert "did you mean first_steps?" in found.stderr


def test_the_schema_knows_what_only_files_have(call):
    schema = json.loads(call("schema").stdout)
    assert {"extends", "policies", "regimes", "portfolio"} <= set(schema["properties"])
    assert schema["required"] == ["schema_version", "scenario"]


def test_new_writes_a_scenario_that_loads(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    found = call("new", "my_book")
    assert found.exit_code == 0, found.stderr
    assert load_scenario(tmp_path / "my_book.yaml").name == "my_book"


def test_new_overwrites_nothing(call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "my_book.yaml").write_text("mine", encoding="utf-8")
    found = call("new", "my_book")
    assert found.exit_code == 2
    assert (tmp_path / "my_book.yaml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["../up", "a b", "7th", ""])
def test_new_refuses_what_is_no_name(
    call, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    assert call("new", name).exit_code == 2
    assert not list(tmp_path.iterdir())


def test_doctor_says_what_is_there(call):
    found = call("doctor", "--format", "json")
    assert found.exit_code == 0
    assert {"arrears", "cores", "fonts", "compiled kernels", "tables"} <= {
        row["what"] for row in json.loads(found.stdout)
    }


def test_bench_prints_and_writes_a_measurement(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    measured = bench.Measured(
        benchmark="base", engine="simpy", borrowers=10, months=24, repetitions=1, seconds=1.5,
        seconds_min=1.5, seconds_max=1.5, megabytes=90.0, events=100, seconds_target=20,
        megabytes_target=500,
    )  # fmt: skip
    monkeypatch.setattr(bench, "measure", lambda *_, **__: measured)
    found = call("bench", "--out", tmp_path / "base.json")
    assert "seconds" in found.stdout
    assert json.loads((tmp_path / "base.json").read_text(encoding="utf-8"))["seconds"] == 1.5
    assert call("bench", "--out", tmp_path / "no" / "base.json").exit_code == 2

"""``arrears run --assumptions``: what is said before, what is printed after."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from arrears.cli.group import arrears
from arrears.runs import choose

PRETEND = Path(__file__).parents[1] / "pretend"


@pytest.fixture
def response(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Write a scenario whose response is a formula, run by an engine of a few lines."""
    monkeypatch.syspath_prepend(PRETEND)
    monkeypatch.setitem(choose.ENGINES, "simpy", "pretend_response")
    monkeypatch.chdir(tmp_path)
    from pretend_response import SCENARIO

    path = tmp_path / "response.yaml"
    path.write_text(SCENARIO, encoding="utf-8")
    return path


def call(*arguments: object):
    return CliRunner().invoke(arrears, [str(each) for each in arguments])


def test_a_study_says_its_budget_and_prints_what_the_ranking_rests_on(response):
    found = call(
        "run", response, "--out", "run", "--jobs", 1, "--no-report", "--assumptions", 3,
        "--assumption", "*.payday", "--assumption-replications", 3, "--assumption-ends", 1,
    )  # fmt: skip
    assert found.exit_code == 0, found.output
    assert (
        "assumptions: 1 vary; 3 parameter sets, then 1 alone at both ends of their range: 5 points "
        "of 6 simulated replications, 30 together"
    ) in found.stderr
    assert "3 parameter sets; beats_share" in found.stdout
    row = next(line for line in found.stdout.splitlines() if line.startswith("grace   collected"))
    assert row.split()[2] == "3"
    manifest = (Path("run") / "manifest.json").read_text(encoding="utf-8")
    for option in ("--assumptions", "--assumption-replications", "--assumption-ends", "*.payday"):
        assert f'"{option}"' in manifest


@pytest.mark.parametrize(
    "options",
    [
        ("--assumption", "*"),
        ("--assumption-alone", "*"),
        ("--assumption-ends", 1),
        ("--assumption-replications", 2),
    ],
)
def test_an_option_of_a_study_without_one_is_refused(response, options):
    found = call("run", response, *options)
    assert found.exit_code == 2
    assert f"{options[0]} is given without --assumptions K" in found.stderr
    assert not Path("runs").exists()


def test_a_study_of_nothing_writes_nothing(response):
    found = call("run", response, "--assumptions", 3, "--assumption", "nothing")
    assert found.exit_code == 2
    assert "names no assumed parameter" in found.stderr
    assert not Path("runs").exists()

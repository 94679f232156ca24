"""What a page offers for download makes the run again."""

import base64
import re
import runpy
from html import unescape
from urllib.parse import unquote

import pytest

import arrears
from arrears.reports import build


@pytest.fixture(scope="module")
def small_run(tmp_path_factory):
    """Return a run of a shipped scenario, small enough to be made twice."""
    directory = tmp_path_factory.mktemp("small") / "run"
    scenario = arrears.load_scenario(
        "first_steps", borrowers=20, replications=2, policies=["status_quo", "reminders"]
    )
    arrears.run(scenario, out=directory, jobs=1, report=False)
    return directory


def _downloads(page):
    for name, address in re.findall(r'download="([^"]+)" href="([^"]+)"', page):
        head, _, content = unescape(address).partition(",")
        yield name, base64.b64decode(content).decode() if "base64" in head else unquote(content)


@pytest.mark.slow
def test_scenario_and_python_of_the_page_make_the_same_tables(small_run, tmp_path, monkeypatch):
    page = build(small_run).read_text(encoding="utf-8")
    for name, text in _downloads(page):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    runpy.run_path("first_steps.py")
    for name in ("outcomes.csv", "summary.csv", "differences.csv", "monthly.parquet"):
        again = tmp_path / "first_steps_again" / name
        assert again.read_bytes() == (small_run / name).read_bytes()

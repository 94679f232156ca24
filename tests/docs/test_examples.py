"""Every example of README.md and docs/ runs, and prints what the page says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
NOT_RUN = (
    "python3 -m venv", ".venv/bin/arrears", "uv run",  # installation
    "arrears check my_first.yaml",  # a mistake
    "arrears run half_year_halt --borrowers 1000", "arrears compare runs/halt_1000",  # minutes
    "arrears run supervised_market", "arrears compare runs/supervised",
)  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_shows_what_its_examples_do(page, examples, place):
    """Numbers may differ where a page says so, words may not; `make docs` renews the outputs."""
    old = [
        examples.difference(block, block.text, found)
        for block, found in examples.outcomes_of(page, place)
    ]
    assert not list(filter(None, old)), "\n".join(filter(None, old))


def test_only_installation_mistakes_and_long_runs_are_shown_without_being_run(examples):
    for page in PAGES:
        for block in examples.blocks(page):
            if block.check == "none":
                commands = re.findall(r"(?m)^\$ (.*)", block.text)
                assert commands, block.place
                assert all(command.startswith(NOT_RUN) for command in commands), block.place


def test_the_mistake_that_a_page_shows_is_found_as_it_says(examples, place):
    """The tone of the starter file is misspelt; place and message are those of the page."""
    from click.testing import CliRunner

    from arrears.cli.group import arrears

    page = (ROOT / "docs" / "first_steps.md").read_text(encoding="utf-8")
    path = place.folder / "mistaken.yaml"
    starter = (ROOT / "scenarios" / "first_steps.yaml").read_text(encoding="utf-8")
    path.write_text(starter.replace("tone: neutral", "tone: rude"), encoding="utf-8")
    result = CliRunner().invoke(arrears, ["check", str(path)])
    assert result.exit_code == 2
    told = result.stderr.replace(str(path), "my_first.yaml").strip().removeprefix("error: ")
    assert told.splitlines()[0] in page


def test_links_between_pages_lead_somewhere():
    """Files exist, and headings have the names that links use."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if target.startswith("http"):
                continue
            name, _, heading = target.partition("#")
            linked = page.parent / name if name else page
            assert linked.exists(), f"{page.name}: {target}"
            if heading:
                titles = re.findall(r"(?m)^#+ (.*)$", linked.read_text(encoding="utf-8"))
                anchors = {re.sub(r"[^\w\- ]", "", t.lower()).replace(" ", "-") for t in titles}
                assert heading in anchors, f"{page.name}: {target}"


def test_every_page_is_in_the_index():
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in PAGES[1:]:
        name = page.relative_to(ROOT / "docs").as_posix()
        assert name == "index.md" or f"({name})" in index, name


def test_words_leave_out_numbers_and_layout(examples):
    assert examples.words("a  1.5 (0 to 2)\n-----  ---\n") == ["a # (# to #)"]
    assert examples.words("paid 3") != examples.words("part_paid 3")


def test_a_wrong_output_is_noticed(examples, tmp_path):
    """Otherwise every page would pass."""
    page = tmp_path / "page.md"
    page.write_text("```python\nprint('right')\n```\n\n```text\nwrong\n```\n", encoding="utf-8")
    place = examples.Place(tmp_path, is_short=True)
    [(block, found)] = [
        pair for pair in examples.outcomes_of(page, place) if pair[0].kind == "text"
    ]
    assert "right" in examples.difference(block, block.text, found)
    assert examples.refresh(page, place)
    assert "```text\nright\n```" in page.read_text(encoding="utf-8")


def test_the_accounts_that_pages_tell_of_live_as_told(run_directory):
    """Choose others, and adapt the pages, if they do not."""
    import arrears

    log = arrears.open_run(run_directory).events
    unlucky = log[(log["policy"] == "status_quo") & (log["account"] == 301)]
    assert {"missed", "disclosed", "charged_off"} <= set(unlucky["event"])
    own = log[(log["borrower"] == unlucky["borrower"].iloc[0]) & (log["policy"] == "status_quo")]
    assert (own[own["event"] == "shock_start"]["cause"] == "job_loss").any()

    forgetful = log[(log["account"] == 26) & (log["day"] == 42)]
    told = forgetful.groupby("policy", observed=True)["event"].agg(set)
    assert "missed" in told["status_quo"]
    assert "paid" in told["reminders"]


@pytest.mark.parametrize(
    "scenario",
    ["first_steps", "three_stage_escalation", "friendly_calls", "downturn", "half_year_halt"],
)
def test_the_rendered_report_is_there_and_small(scenario):
    report = ROOT / "reports" / scenario / "report.html"
    assert 10_000 < report.stat().st_size < 1_000_000

import re
from html.parser import HTMLParser

import pandas as pd
import pytest

from arrears.errors import StorageError
from arrears.reports import build

FIGURES = (
    "differences",
    "recovery",
    "complaints",
    "distress",
    "trade_off_distress",
    "trade_off_complaints",
)


def _files(directory):
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def page(reported):
    return (reported / "report.html").read_text(encoding="utf-8")


def _page(directory):
    return build(directory).read_text(encoding="utf-8")


class _Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


def _tags(page):
    parser = _Tags()
    parser.feed(page)
    return parser.found


def test_it_writes_the_page_and_each_figure_with_its_numbers(run_directory):
    assert build(run_directory) == run_directory / "report.html"
    names = {path.name for path in (run_directory / "figures").iterdir()}
    assert names == {f"{figure}.{ending}" for figure in FIGURES for ending in ("svg", "csv")}


def test_building_again_gives_the_same_bytes(run_directory):
    build(run_directory)
    first = _files(run_directory)
    build(run_directory)
    assert _files(run_directory) == first


def test_only_page_and_figures_are_touched(run_directory):
    before = _files(run_directory)
    build(run_directory)
    after = _files(run_directory)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith(("figures/", "report.html")) for name in set(after) - set(before))


def test_nothing_is_asked_of_the_network(page):
    assert "http" not in page
    assert "@import" not in page
    assert not re.search(r"url\((?!#)", page)
    assert not [tag for tag, _ in _tags(page) if tag in ("script", "link", "img", "iframe")]


def test_every_link_leads_to_a_file_of_the_run(reported, page):
    links = [attributes["href"] for tag, attributes in _tags(page) if tag == "a"]
    files = [link for link in links if not link.startswith("#")]
    assert len(files) > len(FIGURES)
    assert all((reported / file).is_file() for file in files)


def test_the_first_screen_says_how_much_is_assumed(page):
    header = page.partition("</header>")[0]
    assert 'Of 3 parameters, 1 are <a href="#parameters">assumed</a>.' in header
    assert '<h2 id="parameters">' in page


def test_every_figure_has_an_alternative_text(page):
    figures = [attributes for tag, attributes in _tags(page) if tag == "svg"]
    assert len(figures) == len(FIGURES)
    assert all(figure["role"] == "img" and len(figure["aria-label"]) > 40 for figure in figures)


def test_identifiers_are_unique(page):
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(set(identifiers)) == len(identifiers)


def test_the_first_screen_holds_title_question_answer_and_caveat(page):
    header = page.partition("</header>")[0]
    assert "<h1>Reminders before the due day</h1>" in header
    assert "宽限期有用吗?" in header
    assert "Loss rate, compared with status_quo: reminders 0." in header
    assert "Simulated, not observed." in header
    assert "Intervals carry luck only, not doubt about\nassumptions" in header


def test_policies_say_what_they_change(page):
    assert "<code>collection.before_due.heads_up</code>: <code>days_before 3</code>" in page
    assert "<code>collection.grace_days</code>: <code>3</code>" in page
    assert "Both at once." in page
    assert "the scenario as it stands" in page


def test_the_table_has_policies_by_outcomes_with_intervals(page):
    table = page.partition("Outcomes by policy")[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">(\w+)</th>', table)
    assert rows == ["status_quo", "reminders", "reminders_and_grace"]
    assert table.count('class="interval"') == 12
    assert len(re.findall(r'<th scope="col">', table)) == 5


@pytest.mark.parametrize("figure", ["recovery", "complaints", "distress"])
def test_figures_keep_the_scenarios_order_of_policies(reported, figure):
    table = pd.read_csv(reported / "figures" / f"{figure}.csv")
    assert table["policy"].unique().tolist() == ["status_quo", "reminders", "reminders_and_grace"]


def test_definitions_stand_beside_the_figures(page):
    distress = page.partition("Distress over time")[2].partition("</section>")[0]
    assert "<dt>distress_share</dt>" in distress
    assert "person-days screening positive" in distress


def test_assumed_parameters_come_first(page):
    groups = re.findall(r"<summary>([a-z ]+) \(\d+\)</summary>", page)
    assert groups == ["assumed", "set by scenario", "literature"]
    assert "0.02 to 0.08" in page


def test_without_origins_that_section_is_left_out(run_directory):
    (run_directory / "origins.csv").unlink()
    assert "Where the parameters come from" not in _page(run_directory)


@pytest.mark.parametrize(
    "said", ["0123456789abcdef" * 4, "20250101", "simpy", "arrears run first_steps", "numpy 2.3.0"]
)
def test_provenance_is_complete(page, said):
    assert said in page.partition("How this was made")[2]


def test_one_policy_makes_a_page_without_comparison(make_run):
    directory = make_run(policies=("status_quo",), replications=5)
    page = _page(directory)
    assert "one policy was run, so nothing is compared" in page
    assert not (directory / "figures" / "differences.svg").exists()
    assert (directory / "figures" / "recovery.svg").exists()


def test_one_replication_makes_a_page_without_intervals(make_run):
    page = _page(make_run(replications=1))
    assert "too few for an interval: this may be luck" in page
    assert "none, as there is a single replication" in page


def test_equal_policies_are_exactly_the_same(make_run):
    def equal(outcomes):
        first = outcomes.loc[outcomes["policy"] == "status_quo"]
        return outcomes.assign(value=first["value"].tolist() * 2)

    page = _page(make_run(policies=("status_quo", "reminders"), change=equal))
    assert "reminders exactly the same (20 replications)" in page


def test_an_outcome_that_is_always_empty_is_called_empty(make_run):
    def empty(outcomes):
        is_empty = outcomes["outcome"].isin(["complaints_per_1000", "loss_rate"])
        return outcomes.assign(value=outcomes["value"].mask(is_empty))

    directory = make_run(change=empty)
    assert '<span class="value">empty</span>' in _page(directory)
    assert not (directory / "figures" / "complaints.svg").exists()
    assert not (directory / "figures" / "trade_off_distress.svg").exists()


def test_failed_replications_are_named_on_the_first_screen(run_directory):
    manifest = run_directory / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    failed = '"failures": {"policy reminders, replication 3": "LedgerError: out by 1"}'
    manifest.write_text(text.replace('"failures": {}', failed), encoding="utf-8")
    header = _page(run_directory).partition("</header>")[0]
    assert "policy reminders, replication 3: LedgerError: out by 1" in header


def test_names_cannot_break_the_page(make_run):
    page = _page(make_run(policies=("status_quo", "<b>$x_1$ & co"), replications=2))
    assert "<b>" not in page
    assert "&lt;b&gt;$x_1$ &amp; co" in page


def test_chinese_policy_names_stay_text(make_run):
    page = _page(make_run(policies=("status_quo", "宽限期"), replications=2))
    assert re.search(r"<text[^>]*>宽限期</text>", page)


def test_a_directory_that_cannot_be_written_is_named(run_directory):
    (run_directory / "figures").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="the report cannot be written"):
        build(run_directory)

import base64
import html
import io
import itertools
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from fontTools.ttLib import TTFont

from arrears.errors import ScenarioError, StorageError
from arrears.fonts import missing
from arrears.plots.registry import FIGURES
from arrears.reports import MissingGlyph, build
from arrears.reports.page import page as page_of
from arrears.reports.report import warn_of_missing
from arrears.reports.run_files import read_run_files
from arrears.words import Words

ALWAYS = ("differences", "recovery")


def _files(directory):
    return {
        path.relative_to(directory).as_posix(): path.read_bytes()
        for path in directory.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module", params=["en", "zh"])
def in_both(request, reported, reported_in_chinese):
    """Return a directory with its report, in English and in Chinese."""
    return {"en": reported, "zh": reported_in_chinese}[request.param]


@pytest.fixture(scope="module")
def page(reported):
    return (reported / "report.html").read_text(encoding="utf-8")


def _page(directory, language="en"):
    """Return the page without its figures, which take their time."""
    return page_of(read_run_files(directory), [], Words(language))


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


def _downloads(page):
    """Return the files inside a page by name, as text."""
    found = {}
    for tag, attributes in _tags(page):
        if tag == "a" and "download" in attributes:
            head, _, content = attributes["href"].partition(",")
            decoded = base64.b64decode(content).decode() if "base64" in head else unquote(content)
            found[attributes["download"]] = decoded
    return found


def test_it_writes_the_page_and_each_figure_with_its_numbers(reported):
    assert (reported / "report.html").is_file()
    names = {path.name for path in (reported / "figures").iterdir()}
    assert {f"{figure}.{ending}" for figure in ALWAYS for ending in ("svg", "csv")} <= names
    assert {name.partition(".")[0] for name in names} <= set(FIGURES)


def test_from_the_same_tables_come_the_same_bytes(reported_in_chinese, reported, tmp_path):
    """Whatever report was there before, whose figures may be others."""
    again = Path(shutil.copytree(reported_in_chinese, tmp_path / "again"))
    (again / "figures" / "earlier.svg").touch()
    build(again)
    assert _files(again) == _files(reported)


def test_only_page_and_figures_are_written(unreported, reported):
    before, after = _files(unreported), _files(reported)
    assert {name: after[name] for name in before} == before
    assert all(name.startswith(("figures/", "report.html")) for name in set(after) - set(before))


def test_nothing_is_asked_of_network_or_disk(in_both):
    page = (in_both / "report.html").read_text(encoding="utf-8")
    assert not re.search(r"https?:|file:|@import", page)
    assert not re.search(r"url\((?!#|data:)", page)
    assert not [tag for tag, _ in _tags(page) if tag in ("script", "link", "img", "iframe")]
    assert not [each for _, each in _tags(page) if {"src", "srcset", "onload"} & each.keys()]


def test_every_link_leads_into_the_page_or_holds_its_file(in_both):
    page = (in_both / "report.html").read_text(encoding="utf-8")
    links = [attributes["href"] for tag, attributes in _tags(page) if tag == "a"]
    places = {attributes.get("id") for _, attributes in _tags(page)}
    inside = [link for link in links if link.startswith("#")]
    assert {link.removeprefix("#") for link in inside} <= places
    assert all(link.startswith("data:") for link in links if link not in inside)
    figures = {path.name for path in (in_both / "figures").glob("*.csv")}
    assert figures | {"first_steps.yaml", "first_steps.py"} == set(_downloads(page))


def test_downloads_hold_the_numbers_and_the_scenario(reported, page):
    held = _downloads(page)
    for file in (reported / "figures").glob("*.csv"):
        assert held[file.name] == file.read_text(encoding="utf-8")
    assert held["first_steps.yaml"] == (reported / "scenario.yaml").read_text(encoding="utf-8")


def test_every_letter_has_a_glyph_in_the_font_of_the_page(in_both):
    page = (in_both / "report.html").read_text(encoding="utf-8")
    assert missing(page) == ""
    (font,) = re.findall(r"url\(data:font/otf;base64,([^)]*)\)", page)
    with TTFont(io.BytesIO(base64.b64decode(font))) as held:
        assert set(map(ord, page)) - {ord("\n")} <= set(held.getBestCmap())


def test_every_letter_of_a_figure_has_a_glyph_in_the_figures_own_font(in_both):
    for figure in (in_both / "figures").glob("*.svg"):
        text = figure.read_text(encoding="utf-8")
        (font,) = re.findall(r"url\(data:font/otf;base64,([^)]*)\)", text)
        with TTFont(io.BytesIO(base64.b64decode(font))) as held:
            shown = "".join(re.findall(r"<text[^>]*>([^<]*)<", text))
            assert set(map(ord, html.unescape(shown))) <= set(held.getBestCmap())


def test_a_letter_without_a_glyph_is_told():
    with pytest.warns(MissingGlyph, match="no glyph for ม, ไ; readers see them"):
        warn_of_missing("status_quo ไม")


def test_the_page_says_its_language(run_directory):
    assert '<html lang="en">' in _page(run_directory)
    assert '<html lang="zh-Hans">' in _page(run_directory, language="zh")


def test_an_unknown_language_is_refused(run_directory):
    with pytest.raises(ScenarioError, match="language 'xx'"):
        build(run_directory, language="xx")


def test_the_manifests_language_is_the_pages(make_run):
    directory = make_run(policies=("status_quo",), replications=1)
    manifest = directory / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('"seed"', '"language": "zh", "seed"'), encoding="utf-8")
    assert '<html lang="zh-Hans">' in build(directory).read_text(encoding="utf-8")


def test_headings_skip_no_level(page):
    levels = [int(tag[1]) for tag, _ in _tags(page) if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_section_is_in_the_contents(page):
    contents = page.partition("<nav")[2].partition("</nav>")[0]
    sections = re.findall(r'<section aria-labelledby="(\w+)"', page)
    assert re.findall(r'href="#(\w+)"', contents) == ["top", *sections]


def test_the_first_screen_says_how_much_is_assumed(page):
    header = page.partition("</header>")[0]
    assert "Of 3 parameters, 1 are assumed:" in header
    assert '<h2 id="parameters">' in page


def test_every_figure_has_an_alternative_text(page):
    figures = [attributes for tag, attributes in _tags(page) if tag == "svg"]
    assert len(figures) >= len(ALWAYS)
    assert all(figure["role"] == "img" and len(figure["aria-label"]) > 40 for figure in figures)


def test_identifiers_are_unique(page):
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(set(identifiers)) == len(identifiers)


def test_the_first_screen_holds_title_question_answer_policies_and_caveat(page):
    header = page.partition("</header>")[0]
    assert "<h1>Reminders before the due day</h1>" in header
    assert "宽限期有用吗?" in header
    assert "Loss rate, compared with status_quo: reminders 0." in header
    assert "Simulated, not observed." in header
    assert "Intervals carry luck only, not doubt about assumptions" in header
    assert '<dl class="policies">' in header


def test_policies_say_what_they_change(page):
    assert "<code>collection.before_due.heads_up</code>: <code>days_before 3</code>" in page
    assert "<code>collection.grace_days</code>: <code>3</code>" in page
    assert "Both at once." in page
    assert "the scenario as it stands" in page


def test_the_table_has_policies_by_outcomes_with_intervals(page):
    table = page.partition('<h2 id="outcomes">')[2].partition("</table>")[0]
    rows = re.findall(r'<th scope="row">(\w+)</th>', table)
    assert rows == ["status_quo", "reminders", "reminders_and_grace"]
    assert table.count('class="interval"') == 12
    assert len(re.findall(r'<th scope="col">', table)) == 5


def test_definitions_stand_beside_table_and_figures(page):
    table = page.partition('<h2 id="outcomes">')[2].partition("</section>")[0]
    assert "<dt>Distress share <code>distress_share</code></dt>" in table
    assert "person-days screening positive" in table
    recovery = page.partition('<h2 id="recovery">')[2].partition("</section>")[0]
    assert "Kaplan-Meier" in recovery
    assert "<code>recovery_rate</code>" in recovery


def test_assumed_parameters_come_first_with_their_ranges(page):
    parameters = page.partition('<h2 id="parameters">')[2].partition("</section>")[0]
    groups = re.findall(r"<summary>([^:,]+)[^<]*: \d+</summary>", parameters)
    assert groups == ["Assumed", "Set by the scenario", "From published studies"]
    assert "0.02 to 0.08" in parameters


def test_without_origins_that_section_is_left_out(run_directory):
    (run_directory / "origins.csv").unlink()
    assert "parameters" not in re.findall(r'id="(\w+)"', _page(run_directory))


@pytest.mark.parametrize(
    "said", ["0123456789abcdef" * 4, "20250101", "simpy", "arrears run first_steps", "numpy 2.3.0"]
)
def test_provenance_is_complete(page, said):
    assert said in page.partition('<h2 id="provenance">')[2]


def test_one_policy_makes_a_page_without_comparison(make_run):
    directory = make_run(policies=("status_quo",), replications=5)
    page = build(directory).read_text(encoding="utf-8")
    assert "one policy was run, so nothing is compared" in page
    assert not (directory / "figures" / "differences.svg").exists()
    assert (directory / "figures" / "recovery.svg").exists()


def test_one_replication_makes_a_page_without_intervals(make_run):
    page = _page(make_run(replications=1))
    assert "too few for an interval: this may be luck" in page
    assert "none, as there is a single replication" in page
    assert "There is a single replication: no difference on this page" in page


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

    assert '<span class="value">empty</span>' in _page(make_run(change=empty))


def test_failed_replications_are_named_on_the_first_screen(run_directory):
    manifest = run_directory / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    failed = '"failures": {"policy reminders, replication 3": "LedgerError: out by 1"}'
    manifest.write_text(text.replace('"failures": {}', failed), encoding="utf-8")
    header = _page(run_directory).partition("</header>")[0]
    assert "policy reminders, replication 3: LedgerError: out by 1" in header


def test_names_cannot_break_the_page(make_run):
    directory = make_run(policies=("status_quo", "<b>$x_1$ & co"), replications=2)
    page = build(directory).read_text(encoding="utf-8")
    assert "<b>" not in page
    assert "&lt;b&gt;$x_1$ &amp; co" in page


def test_chinese_policy_names_stay_text(make_run):
    page = build(make_run(policies=("status_quo", "宽限期"), replications=2)).read_text("utf-8")
    assert re.search(r"<text[^>]*>宽限期</text>", page)


def test_a_directory_that_cannot_be_written_is_named(run_directory):
    (run_directory / "figures").write_text("in the way", encoding="utf-8")
    with pytest.raises(StorageError, match="the report cannot be written"):
        build(run_directory)


def test_the_chinese_page_has_no_english_sentence_left(reported_in_chinese):
    """Letters that remain are names of users, of methods, of columns or of files."""
    page = (reported_in_chinese / "report.html").read_text(encoding="utf-8")
    page = re.sub(r"(?s)<style>.*?</style>|<code>.*?</code>|<pre>.*?</pre>", "", page)
    page = page.replace("300 borrowers instead of 5000", "")  # a notice of the run itself
    texts = re.findall(r">([^<]*[a-z]+ [a-z]+ [a-z]+[^<]*)<", page)
    own = ("Both at once", "Reminders before the due day", "Do reminders lower", "arrears run")
    assert [text for text in texts if not text.strip().startswith(own)] == []

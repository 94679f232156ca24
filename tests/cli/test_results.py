"""Commands on a finished run."""

import json
import re
from pathlib import Path


def test_compare_prints_differences_from_the_baseline(call, finished: Path):
    found = call("compare", finished)
    lines = found.stdout.splitlines()
    assert lines[0].split() == [
        "policy", "outcome", "difference", "replications", "p_holm", "method",
        "variance_ratio",
    ]  # fmt: skip
    assert [line.split()[:2] for line in lines[2:]] == [
        ["grace", "loss_rate"],
        ["grace", "recovery_rate"],
    ]
    assert "luck only" in found.stderr


def test_compare_takes_another_baseline_outcome_and_segments(call, finished: Path):
    found = call(
        "compare", finished, "--baseline", "grace", "--outcome", "ever_30_share",
        "--by", "segment", "--format", "json",
    )  # fmt: skip
    rows = json.loads(found.stdout)
    assert {row["policy"] for row in rows} == {"status_quo"}
    assert {row["outcome"] for row in rows} == {"ever_30_share"}
    assert [row["segment"] for row in rows] == ["all", "everybody"]


def test_compare_refuses_names_that_are_not_in_the_run(call, finished: Path):
    for option, name in (("--baseline", "leniency"), ("--outcome", "joy")):
        found = call("compare", finished, option, name)
        assert found.exit_code == 2
        assert f"'{name}'" in found.stderr


def test_trace_tells_two_lives(call, finished: Path):
    found = call("trace", finished, "--account", 0, "--policy", "status_quo", "--policy", "grace")
    assert found.exit_code == 0
    assert found.stdout.startswith("account 0 under status_quo: ")
    rows = json.loads(call("trace", finished, "--account", 0, "--format", "json").stdout)
    assert rows[0]["event"] == "originated"
    assert rows[0]["date"] == "2025-01-01"


def test_verify_passes_then_fails_after_one_altered_byte(call, finished: Path):
    assert call("verify", finished, "--jobs", 1).exit_code == 0
    content = bytearray((finished / "summary.csv").read_bytes())
    content[-2] ^= 1
    (finished / "summary.csv").write_bytes(bytes(content))
    found = call("verify", finished, "--jobs", 1)
    assert found.exit_code == 1
    assert found.stdout == (
        f"{finished}/summary.csv: is not as the manifest says and comes out otherwise when the run "
        "is repeated\n"
    )


def test_a_report_keeps_its_language_until_another_is_asked_for(call, finished: Path):
    def language():
        return re.findall(r'<html lang="([^"]+)"', (finished / "report.html").read_text("utf-8"))

    call("report", finished, "--lang", "zh")
    assert language() == ["zh-Hans"]
    call("report", finished)
    assert language() == ["zh-Hans"]
    assert call("verify", finished).exit_code == 0
    call("report", finished, "--lang", "en")
    assert language() == ["en"]


def test_a_language_without_words_is_wrong_usage(call, finished: Path):
    found = call("report", finished, "--lang", "fr")
    assert found.exit_code == 2
    assert not (finished / "report.html").exists()


def test_a_report_can_be_made_again_and_still_verifies(call, finished: Path):
    found = call("report", finished)
    assert found.stdout == f"{finished / 'report.html'}\n"
    assert call("verify", finished, "--jobs", 1).exit_code == 0


def test_a_directory_without_a_run_has_exit_code_2(call, tmp_path: Path):
    for arguments in (["compare"], ["report"], ["verify"], ["trace", "--account", "1"]):
        found = call(*arguments, tmp_path)
        assert found.exit_code == 2
        assert "no run directory" in found.stderr

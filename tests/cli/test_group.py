"""The command as a whole: quick help, exit codes, errors without a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

import arrears
from arrears.cli.group import COMMANDS
from arrears.errors import (
    EngineError,
    LedgerError,
    ScenarioError,
    StorageError,
    TapeError,
    VerifyError,
)  # fmt: skip

SLOW = {"numpy", "pandas", "matplotlib", "numba", "pydantic", "duckdb", "scipy", "rich", "simpy"}


@pytest.mark.parametrize("arguments", [["--help"], *([name, "--help"] for name in COMMANDS)])
def test_help_imports_nothing_slow(arguments: list[str]):
    code = (
        "import sys\n"
        "from arrears.cli.group import arrears\n"
        "try:\n    arrears(sys.argv[1:])\n"
        "finally:\n    print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    found = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert found.stdout.startswith("Usage:")
    assert not SLOW & set(found.stderr.split())


def test_help_names_every_command_with_a_whole_sentence(call):
    found = call("--help")
    for name in COMMANDS:
        assert f"\n  {name}" in found.stdout
    assert "..." not in found.stdout.partition("Commands:")[2]


def test_import_arrears_is_cheap():
    code = "import sys, arrears; arrears.__version__; print(' '.join(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not SLOW & set(found.stdout.split())


def test_the_version_is_told(call):
    assert call("--version").stdout == f"arrears, version {arrears.__version__}\n"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ScenarioError("a.yaml:1:1: bad\na.yaml:2:1: worse"), 2),
        (TapeError("row 7"), 2),
        (StorageError("dir: full"), 2),
        (EngineError("no form"), 1),
        (LedgerError("out by 1"), 1),
        (VerifyError("differs"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_each_error_has_its_exit_code_and_no_traceback(
    call, monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int
):
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("arrears.scenario.load.load_scenario", refuse)
    found = call("check", "first_steps")
    assert found.exit_code == code
    assert found.stdout == ""
    lines = str(error).splitlines()
    assert found.stderr.splitlines() == [f"error: {line}" for line in lines] or code == 130


@pytest.mark.parametrize(
    "arguments", [["nothing"], ["run"], ["run", "x", "--steam"], ["run", "x", "--jobs", "many"]]
)
def test_wrong_usage_has_exit_code_2(call, arguments: list[str]):
    assert call(*arguments).exit_code == 2


def test_the_installed_command_exits_with_its_codes(tmp_path: Path):
    command = [
        sys.executable,
        "-c",
        "from arrears.cli import main; main()",
        "check",
        "nowhere.yaml",
    ]
    found = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert found.returncode == 2
    assert found.stderr.startswith("error: ")
    assert "Traceback" not in found.stderr

"""A report is the same whoever draws its figures."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from arrears.errors import RunError, StorageError
from arrears.runs.report import make_report
from arrears.runs.workers import Done


def _bytes(directory: Path) -> dict[str, bytes]:
    files = [directory / "report.html", *sorted((directory / "figures").iterdir())]
    return {file.name: file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def drawn_here(one_run: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the files of the report that one process makes."""
    directory = shutil.copytree(one_run, tmp_path_factory.mktemp("drawn") / "run")
    make_report(directory, jobs=1)
    return _bytes(directory)


def test_the_bytes_are_the_same_for_any_number_of_processes(finished: Path, drawn_here: object):
    make_report(finished, jobs=2)
    assert _bytes(finished) == drawn_here


def test_what_a_lost_worker_leaves_is_drawn_here(
    finished: Path, drawn_here: object, monkeypatch: pytest.MonkeyPatch
):
    def work(function, tasks, **_: object) -> Iterator[Done]:
        yield Done(task=tasks[0], result=function(tasks[0]))
        yield from (Done(task=task, failure="its worker died 3 times") for task in tasks[1:])

    monkeypatch.setattr("arrears.runs.report.work", work)
    make_report(finished, jobs=2)
    assert _bytes(finished) == drawn_here


def test_where_no_process_can_be_started_everything_is_drawn_here(
    finished: Path, drawn_here: object, monkeypatch: pytest.MonkeyPatch
):
    def work(*_: object, **__: object) -> Iterator[Done]:
        raise RunError("no process can be started")
        yield

    monkeypatch.setattr("arrears.runs.report.work", work)
    make_report(finished, jobs=2)
    assert _bytes(finished) == drawn_here


def test_an_error_of_a_figure_is_told_as_one_process_tells_it(finished: Path):
    (finished / "who_pays.csv").write_bytes(b"")
    with pytest.raises(StorageError, match=r"who_pays\.csv: cannot be read"):
        make_report(finished, jobs=2)

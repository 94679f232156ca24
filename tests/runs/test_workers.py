"""Every task is finished once, whatever happens to the workers."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from arrears.runs.workers import Done, cores, work

PRETEND = Path(__file__).parents[1] / "pretend"


@pytest.fixture(autouse=True)
def tasks_can_be_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(PRETEND)


def test_one_job_works_in_this_process():
    assert [done.result for done in work(lambda number: number + os.getpid(), [0, 1], jobs=1)] == [
        os.getpid(),
        os.getpid() + 1,
    ]


def test_several_jobs_finish_every_task_once():
    from pretend_tasks import double

    done = list(work(double, range(7), jobs=2))
    assert sorted(each.task for each in done) == list(range(7))
    assert all(each.result == 2 * each.task for each in done)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_is_a_failure_of_its_task_alone(jobs: int):
    from pretend_tasks import refuse_odd

    done = {each.task: each for each in work(refuse_odd, [0, 1, 2, 3], jobs=jobs)}
    assert done[1] == Done(task=1, failure="1 is odd")
    assert done[3].failure.startswith("ZeroDivisionError: 3 is odd (pretend_tasks.py:")
    assert [done[0].result, done[2].result] == [0, 2]


def test_no_task_is_lost_when_a_worker_dies(tmp_path: Path):
    from pretend_tasks import die_the_first_time

    tasks = [str(tmp_path / name) for name in ("died", "died too", "died last")]
    done = list(work(die_the_first_time, tasks, jobs=2))
    assert sorted(each.result or "" for each in done) == sorted(tasks)
    assert not any(each.failure for each in done)


def test_a_deadly_task_is_given_up_and_the_others_are_finished():
    from pretend_tasks import die

    done = {each.task: each for each in work(die, ["a", "deadly", "b", "c"], jobs=2)}
    assert "died 3 times" in done["deadly"].failure
    assert [done[name].result for name in "abc"] == ["a", "b", "c"]


def test_the_first_task_can_be_finished_before_the_others_begin():
    from pretend_tasks import note_when

    tasks = ["first", "second", "third"]
    done = {each.task: each.result for each in work(note_when, tasks, jobs=2, first_alone=True)}
    (_, ended), *others = (done[name] or (0, 0) for name in tasks)
    assert all(begun >= ended for begun, _ in others)


def test_a_script_needs_no_guard(tmp_path: Path):
    """Workers do not run the script again that started them."""
    script = tmp_path / "script.py"
    script.write_text(
        "import math\nfrom arrears.runs.workers import work\n"
        "print(sorted(done.result for done in work(math.factorial, [2, 3], jobs=2)))\n",
        encoding="utf-8",
    )
    found = subprocess.run(
        [sys.executable, script], capture_output=True, text=True, timeout=60, check=False
    )
    assert (found.stdout, found.stderr) == ("[2, 6]\n", "")


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pretend_tasks import note_process_and_wait\n"
        "from arrears.runs.workers import work\n"
        "list(work(note_process_and_wait, [sys.argv[2], sys.argv[2] + '/'], jobs=2))\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, PRETEND, tmp_path])
    assert _soon(lambda: len(list(tmp_path.iterdir())) == 2)
    workers = [int(path.name) for path in tmp_path.iterdir()]
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    assert _soon(lambda: not any(_is_running(worker) for worker in workers))


def test_at_least_one_core_is_counted():
    assert cores() >= 1


def _soon(is_so) -> bool:
    for _ in range(600):
        if is_so():
            return True
        time.sleep(0.05)
    return False


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or ") Z" not in state.read_text(encoding="utf-8")

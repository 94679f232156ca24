"""The manifest says what a run was, in the same words on every machine."""

from pathlib import Path

import pytest

import arrears
from arrears.runs.versions import PACKAGES, commit, package_versions, version

SHA = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Make what looks like a checkout on a branch."""
    (tmp_path / "src" / "arrears").mkdir(parents=True)
    (tmp_path / ".git" / "refs" / "heads").mkdir(parents=True)
    (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    return tmp_path


def test_the_version_is_the_packages():
    assert version() == arrears.__version__


def test_every_dependency_has_a_version():
    versions = package_versions()
    assert list(versions) == ["python", *PACKAGES]
    assert "missing" not in versions.values()


def test_a_branch_resolves_to_its_commit(checkout: Path):
    (checkout / ".git" / "refs" / "heads" / "main").write_text(f"{SHA}\n", encoding="utf-8")
    assert commit(checkout) == SHA


def test_a_packed_branch_resolves_to_its_commit(checkout: Path):
    (checkout / ".git" / "packed-refs").write_text(
        f"# pack-refs\n{SHA} refs/heads/main\n", encoding="utf-8"
    )
    assert commit(checkout) == SHA


def test_a_detached_head_is_its_commit(checkout: Path):
    (checkout / ".git" / "HEAD").write_text(f"{SHA}\n", encoding="utf-8")
    assert commit(checkout) == SHA


def test_a_linked_work_tree_finds_its_branch_with_the_main_one(checkout: Path):
    linked = checkout / "linked"
    (linked / "src" / "arrears").mkdir(parents=True)
    tree = checkout / ".git" / "worktrees" / "linked"
    tree.mkdir(parents=True)
    (linked / ".git").write_text(f"gitdir: {tree}\n", encoding="utf-8")
    (tree / "HEAD").write_text("ref: refs/heads/main\n", encoding="utf-8")
    (tree / "commondir").write_text("../..\n", encoding="utf-8")
    (checkout / ".git" / "refs" / "heads" / "main").write_text(f"{SHA}\n", encoding="utf-8")
    assert commit(linked) == SHA


def test_a_branch_without_commits_has_none(checkout: Path):
    assert commit(checkout) is None


def test_an_installed_package_has_no_commit(tmp_path: Path):
    assert commit(tmp_path) is None

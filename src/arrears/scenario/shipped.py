"""Where the scenarios and parts that come with arrears are found."""

from pathlib import Path

__all__ = ["part_file", "part_names", "scenario_file", "scenario_names", "scenarios_folder"]

PACKAGE = Path(__file__).resolve().parent.parent


def scenarios_folder() -> Path:
    """Return the folder of shipped scenarios: in the package, or beside ``src`` in a checkout."""
    packaged = PACKAGE / "scenarios"
    return packaged if packaged.is_dir() else PACKAGE.parent.parent / "scenarios"


def scenario_names() -> list[str]:
    """Return the names of all shipped scenarios, sorted."""
    return sorted(path.stem for path in scenarios_folder().glob("*.yaml"))


def scenario_file(name: str) -> Path | None:
    """Return the file of a shipped scenario; None if there is none of that name."""
    return scenarios_folder() / f"{name}.yaml" if name in scenario_names() else None


def part_names(section: str, folder: Path | None = None) -> list[str]:
    """Return the names of the parts for one section, shipped or in a ``parts`` folder."""
    parts = (folder or scenarios_folder()) / "parts" / section
    return sorted(path.stem for path in parts.glob("*.yaml"))


def part_file(section: str, name: str, folders: list[Path]) -> Path | None:
    """Return the file of a named part: beside the scenario first, then shipped.

    Parameters
    ----------
    section, name : str
        ``collection`` and ``cn_base``, say.
    folders : list of Path
        Folders of the files that may have their own ``parts``.
    """
    for folder in (*folders, scenarios_folder()):
        if name in part_names(section, folder):
            return folder / "parts" / section / f"{name}.yaml"
    return None

"""Tests that environment.yml and requirements.lock say what pyproject.toml says."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
# What these need is asked for by hand; neither the lock nor conda's environment has it.
NOT_INSTALLED = {"browser", "bridges", "cluster", "explorers", "site"}
# conda has no extras, and pip is what installs the course itself.
CONDA_ONLY = {"python", "pip"}
CONDA_SPEC = re.compile(r"([a-z0-9][a-z0-9_.-]*)((?:>=|=)\d+(?:\.\d+)*)?")
LOCK_LINE = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;]+)(?: ; (?P<marker>[^\\]+?))?"
    r"(?P<hashes>(?: --hash=sha256:[0-9a-f]{64})+)"
)


class Locked(NamedTuple):
    """One entry of the lock file."""

    name: str
    version: Version
    marker: str


def direct() -> dict[str, SpecifierSet]:
    """Return the bounds of what pyproject.toml asks for, by normalised name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].items()
    wanted = [*project["dependencies"]]
    wanted += [line for name, lines in extras if name not in NOT_INSTALLED for line in lines]
    requirements = [Requirement(line) for line in wanted]
    return {canonicalize_name(found.name): found.specifier for found in requirements}


def environment() -> dict:
    """Return the content of environment.yml."""
    return yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))


def conda_specs(content: dict) -> dict[str, str]:
    """Return the bounds of environment.yml as written, by normalised name.

    Raises ValueError for a line that is not a name with at most one bound (">=1.2" or "=3.12"),
    the only form that this course uses of the many that conda knows.
    """
    specs: dict[str, str] = {}
    for line in content["dependencies"]:
        if isinstance(line, dict):
            continue
        match = CONDA_SPEC.fullmatch(line)
        if match is None or canonicalize_name(match[1]) in specs:
            raise ValueError(f"environment.yml: {line!r} is no single NAME, NAME>=1.2 or NAME=1.2")
        specs[canonicalize_name(match[1])] = match[2] or ""
    return specs


def lock_entries(text: str) -> list[Locked]:
    """Return the entries of a lock file; raise ValueError for a line that is no hashed pin."""
    entries = []
    for line in re.sub(r"\s*\\\n\s*", " ", text).splitlines():
        match = LOCK_LINE.fullmatch(line.strip())
        if match is None:
            raise ValueError(f"requirements.lock: {line[:80]!r} is no NAME==VERSION with hashes")
        entries.append(Locked(match["name"], Version(match["version"]), match["marker"] or ""))
    return entries


def lock() -> list[Locked]:
    """Return the entries of requirements.lock."""
    return lock_entries((ROOT / "requirements.lock").read_text(encoding="utf-8"))


def test_conda_gets_the_same_dependencies_with_the_same_bounds():
    wanted = {name: str(bounds) for name, bounds in direct().items()}
    given = {name: b for name, b in conda_specs(environment()).items() if name not in CONDA_ONLY}
    assert given == wanted


def test_conda_gets_one_exact_python_that_the_course_supports():
    python = conda_specs(environment())["python"]
    assert re.fullmatch(r"=3\.\d+", python), "a range makes hosted services use an old Python"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert SpecifierSet(project["requires-python"]).contains(python.removeprefix("="))


def test_conda_installs_the_course_itself():
    content = environment()
    assert content["name"] == "loops-and-threads" and content["channels"] == ["conda-forge"]
    assert [line for line in content["dependencies"] if isinstance(line, dict)] == [
        {"pip": ["-e ."]}
    ]


@pytest.mark.parametrize("line", ["numpy >1,<2", "numpy==1.2.*", "conda-forge::numpy", "pip"])
def test_another_form_of_a_conda_spec_is_an_error(line):
    with pytest.raises(ValueError, match="is no single NAME"):
        conda_specs({"dependencies": ["pip", line]})


@pytest.mark.parametrize("name", direct())
def test_the_lock_has_a_version_within_bounds(name):
    versions = [entry.version for entry in lock() if entry.name == name]
    assert versions, f"requirements.lock lacks {name}; run: make lock"
    assert all(direct()[name].contains(version) for version in versions)


def test_the_lock_pins_each_name_once_for_each_platform():
    entries = lock()
    assert len({(entry.name, entry.marker) for entry in entries}) == len(entries)
    unmarked = {entry.name for entry in entries if not entry.marker}
    assert not unmarked & {entry.name for entry in entries if entry.marker}


def test_the_locks_markers_parse():
    for entry in lock():
        Requirement(f"{entry.name}=={entry.version}" + (entry.marker and f" ; {entry.marker}"))


@pytest.mark.parametrize(
    "line",
    [
        "six==1.17.0",
        "six>=1.0 --hash=sha256:" + "0" * 64,
        "--index-url https://example.org/simple",
        "--extra-index-url=https://example.org/simple",
        "--find-links /opt/wheels",
        "-e .",
        "six @ file:///opt/six.whl --hash=sha256:" + "0" * 64,
        "./six.whl --hash=sha256:" + "0" * 64,
        "six==1.17.0 --hash=md5:" + "0" * 32,
    ],
)
def test_a_lock_line_without_hashes_or_with_an_address_is_an_error(line):
    with pytest.raises(ValueError, match="is no NAME==VERSION with hashes"):
        lock_entries(f"pip==1.0 --hash=sha256:{'0' * 64}\n{line}\n")


def test_the_citation_names_the_version_that_is_released():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project["version"]
    assert citation["license"] == "MIT" and citation["cff-version"] == "1.2.0"

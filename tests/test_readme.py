"""What the front page shows is what the course prints."""

from pathlib import Path

from helpers.interleavings import explore
from tests.hygiene_links import targets

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
RACE = """class Counter:
    value = 0

def add_one(counter):
    seen = counter.value
    seen += 1
    counter.value = seen
"""


def test_its_race_is_a_real_one(tmp_path):
    file, names = tmp_path / "race.py", {}
    file.write_text(RACE)  # the explorer reads the lines of a function from its file
    exec(compile(RACE, file, "exec"), names)
    counter, add_one = names["Counter"], names["add_one"]
    report = explore(counter, add_one, add_one, check=lambda counter: counter.value == 2)
    lines = [line.rstrip() for line in str(report).splitlines()]
    assert "\n".join(lines) in README


def test_its_links_lead_somewhere():
    missing = [target for target in targets(README) if not (ROOT / target).exists()]
    assert missing == []

"""Tests that the modules of `helpers` keep the rules, and that each rule finds its breach."""

import pytest

from helpers.authoring import Course
from tests.architecture_rules import LAYERS, RULES, Module, modules, sources

ROOT = Course().root


@pytest.fixture(scope="module")
def course() -> list[Module]:
    """The modules of the package."""
    return modules(sources(ROOT, "helpers"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_package_keeps_the_rule(rule, course):
    assert rule(course) == []


def test_all_modules_are_looked_at(course):
    names = {module.name for module in course}
    assert {"helpers", "helpers.__main__", "helpers.timeline", "helpers.timeline.log"} <= names


def test_each_layer_names_parts_of_the_package(course):
    named = {part for layer in LAYERS for part in layer}
    assert named <= {module.part for module in course}


# Below: a package that keeps all rules, and breaches of each.

GOOD = {
    "helpers/__init__.py": '"""Nothing."""',
    "helpers/picture.py": '"""Draws."""\n__all__ = []',
    "helpers/timeline/__init__.py": '"""Records."""\nfrom .log import Log\n__all__ = ["Log"]',
    "helpers/timeline/log.py": '"""Logs."""\nfrom helpers import picture\n__all__ = ["Log"]',
    "helpers/bridge/__init__.py": '"""Bridges."""',
    "helpers/grading/__init__.py": '"""Judges."""',
    "helpers/grading/reset.py": '"""Resets."""\nimport helpers.timeline.log\n__all__ = []',
    "helpers/tasks/__init__.py": '"""The tasks."""',
    "helpers/authoring/__init__.py": '"""Generates."""',
}
PICTURE, LOG, RESET = "helpers/picture.py", "helpers/timeline/log.py", "helpers/grading/reset.py"
BRIDGE, NEW = "helpers/bridge/__init__.py", "helpers/new.py"
CIRCLE = "imports in a circle: "
IN_A_FUNCTION = "def f():\n    from helpers.timeline import Log"
TWO_PARTS = {  # import each other, though no module imports itself through others
    "helpers/bridge/call.py": "import helpers.timeline.places",
    "helpers/timeline/places.py": "",
    LOG: "import helpers.bridge",
}
TOO_LONG = "def f():" + "\n    x = 1" * 40


def problems_of(rule_name, changes):
    """What a rule finds where these lines are appended to the files of the good package."""
    changed = GOOD | {path: GOOD.get(path, "") + "\n" + more for path, more in changes.items()}
    (rule,) = [rule for rule in RULES if rule.__name__ == rule_name]
    return rule(modules(changed))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_good_package_keeps_the_rule(rule):
    assert rule(modules(GOOD)) == []


BREACHES = [
    ("no_circle", {PICTURE: "import helpers.timeline.log"}, "helpers.timeline.log -> "),
    ("no_circle", {LOG: "from helpers.timeline import Log"}, "helpers.timeline -> "),
    ("no_circle", {LOG: IN_A_FUNCTION}, "helpers.timeline -> "),
    ("no_circle", {LOG: "from . import Log"}, "helpers.timeline -> "),
    ("no_circle", {LOG: "from .log import Log"}, "helpers.timeline.log -> helpers.timeline.log"),
    ("no_circle", TWO_PARTS, "bridge -> timeline"),
    ("downwards", {PICTURE: "import helpers.bridge"}, "picture.py:3: imports helpers.bridge,"),
    ("downwards", {NEW: "import helpers.bridge"}, "new.py:2: imports helpers.bridge,"),
    ("downwards", {LOG: "from helpers.grading import reset"}, "imports helpers.grading.reset,"),
    ("downwards", {LOG: "from ..grading import reset"}, "imports helpers.grading.reset,"),
    ("downwards", {RESET: "import helpers.authoring as a"}, "reset.py:4: imports helpers.author"),
    ("downwards", {RESET: "def f():\n    import helpers.tasks"}, "imports helpers.tasks,"),
    ("short_functions", {LOG: TOO_LONG}, "log.py:4: f has 41 lines"),
    ("short_functions", {LOG: "async " + TOO_LONG}, "log.py:4: f has 41 lines"),
    ("short_functions", {LOG: "class A:\n @b\n " + TOO_LONG}, "log.py:6: f has 41 lines"),
    ("names_listed", {NEW: '"""Is new."""\nx = 1'}, "new.py:1: has no __all__"),
    ("docstring_first", {NEW: '"""Is new."""'}, "new.py:1: is no docstring"),
    ("docstring_first", {NEW: "x = 1"}, "new.py:1: is no docstring"),
]


@pytest.mark.parametrize(("rule", "changes", "words"), BREACHES)
def test_a_rule_finds_its_breach(rule, changes, words):
    found = problems_of(rule, changes)
    assert any(words in problem for problem in found), found


def test_each_rule_has_a_planted_breach():
    assert {rule for rule, _, _ in BREACHES} == {rule.__name__ for rule in RULES}


TYPES_ONLY = "if TYPE_CHECKING:\n    import helpers.authoring\n    from helpers.timeline import Log"


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("no_circle", {LOG: TYPES_ONLY}),
        ("downwards", {LOG: TYPES_ONLY.replace("TYPE", "typing.TYPE")}),
        ("downwards", {"helpers/timeline/places.py": "import helpers.bridge"}),
        ("short_functions", {LOG: "@a\n@b\n" + TOO_LONG.replace("\n    x = 1", "", 1)}),
    ],
)
def test_what_is_allowed_is_no_breach(rule, changes):
    assert problems_of(rule, changes) == []


def test_what_stands_beside_type_checking_counts():
    changes = {LOG: TYPES_ONLY + "\nelse:\n    import helpers.authoring"}
    (problem,) = problems_of("downwards", changes)
    assert problem.startswith("helpers/timeline/log.py:8: imports helpers.authoring,")

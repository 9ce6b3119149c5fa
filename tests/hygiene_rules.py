"""The rules that notebooks of the course keep; each returns a line for each breach.

Whoever adds a rule lists it in RULES and plants a breach of it in test_hygiene.py.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from nbformat import NotebookNode

from helpers.authoring.stability import IGNORED, output_problems
from helpers.exercise_form import ATTEMPT, BEGIN, SOLUTION, learner_work
from helpers.notebook_files import canonical_text, id_problems, read_notebook, tags
from tests.hygiene_links import link_problems, targets, without_code

__all__ = ["RULES", "Page", "problems"]

ALLOWED_TAGS = {ATTEMPT, SOLUTION, "raises-exception", IGNORED}
# The first page shows how the course works; it teaches no subject that needs the boxes.
NO_BOXES = {"00_start_here.ipynb"}
# The index of errors is no lesson. Its cells are whole programs, whose length its entries' test
# limits.
INDEX = "errors.ipynb"
FILE_NAME = re.compile(r"\d\d_[a-z0-9]+(_[a-z0-9]+)*\.ipynb")
REASON = "# output differs:"
SET_UP = "enable_stop()"
MEDIAN_LINES, MOST_LINES, MOST_SHARE, SOLUTION_LINES = 5, 15, 0.9, 40
HTML_TAG = re.compile(r"</?([A-Za-z][\w-]*)((?:\s[^<>]*)?)/?>")
PLAIN_HTML = set(
    "a b br code details dfn em i img kbd pre strong sub summary sup"
    " table tbody td th thead tr".split()
)
NOT_PLAIN_HTML = re.compile(r"\b(style|class|on\w+)\s*=")
NOT_PLAIN_MARKDOWN = re.compile(r"^:{3,}|\[!\w+\]|^`{3,}\{", re.MULTILINE)
FILLER = re.compile(
    r"\b(simply|just|obviously|basically|trivially|eas(?:y|ily)|let[’']s dive|dive in(?:to)?)\b",
    re.IGNORECASE,
)
EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u231a\u231b\u23e9-\u23f3\u2600-\u26ff\u2705\u2728\u274c\u274e"
    "\u2753-\u2757\u2795-\u2797\u2b50\u2b55\ufe0f]"
)
TITLE = re.compile(r"# (?!(?:The|A|An|How|Why|What|Introduction|About)\b)(?!\w+ing\b)[A-Z]\w*\b.*")
TABLE = re.compile(r"^\|.*\|\s*\n\|[\s:|-]+\|\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """A notebook with the place where it belongs; `text` is what is stored of it."""

    path: Path
    root: Path
    notebook: NotebookNode
    text: str

    @classmethod
    def read(cls, path: Path, root: Path) -> "Page":
        """Return the page that is stored at `path` below `root`."""
        return cls(path, root, read_notebook(path), path.read_bytes().decode("utf-8"))

    def cells(self, kind: str) -> list[NotebookNode]:
        """Return the cells of `kind`, "code" or "markdown"."""
        return [cell for cell in self.notebook.cells if cell.cell_type == kind]


def file_name(page: Page) -> list[str]:
    """A file is called NN_subject.ipynb."""
    return (
        [] if FILE_NAME.fullmatch(page.path.name) else ["the file's name is not NN_subject.ipynb"]
    )


def readable_ids(page: Page) -> list[str]:
    """Each cell has an id that its author chose."""
    return id_problems(page.notebook)


def known_tags(page: Page) -> list[str]:
    """Cells carry known tags only."""
    return [
        f"cell {cell.id}: the tag {tag!r} is none of {', '.join(sorted(ALLOWED_TAGS))}"
        for cell in page.notebook.cells
        for tag in tags(cell)
        if tag not in ALLOWED_TAGS
    ]


def canonical(page: Page) -> list[str]:
    """The file is stored in the one canonical form."""
    if page.text == canonical_text(page.notebook):
        return []
    return ["is not in the canonical form; run: python -m helpers.authoring outputs (or exercises)"]


def ran_in_order(page: Page) -> list[str]:
    """Each code cell was run, once, from the top down."""
    return [
        f"cell {cell.id}: has the execution count {cell.execution_count}, not {number}"
        for number, cell in enumerate(page.cells("code"), start=1)
        if cell.execution_count != number
    ]


def not_run(page: Page) -> list[str]:
    """No code cell was run."""
    ran = [cell for cell in page.cells("code") if cell.outputs or cell.execution_count is not None]
    return [f"cell {cell.id}: was run; an exercise is stored unrun" for cell in ran]


def untouched(page: Page) -> list[str]:
    """An exercise is stored as it was generated."""
    return [f"cell {identity}: is not as generated" for identity in learner_work(page.notebook)]


def exact_outputs(page: Page) -> list[str]:
    """No output is of one machine or one run, and no picture is large."""
    return [problem for cell in page.cells("code") for problem in output_problems(cell)]


def ignored_outputs(page: Page) -> list[str]:
    """At most one output is not compared, and the reason stands in its cell or the one before."""
    cells = page.notebook.cells
    places = [number for number, cell in enumerate(cells) if IGNORED in tags(cell)]
    found = [
        f"cell {cells[at].id}: is tagged {IGNORED} without a comment {REASON!r} there or before"
        for at in places
        if not any(REASON in cell.source for cell in cells[max(0, at - 1) : at + 1])
    ]
    if len(places) > 1:
        found.append(f"has {len(places)} cells tagged {IGNORED}; at most 1 is allowed")
    return found


def set_up_first(page: Page) -> list[str]:
    """The first code cell sets the kernel up, so that Stop works."""
    first = page.cells("code")[:1]
    return [] if first and SET_UP in first[0].source else [f"the first code cell lacks {SET_UP}"]


def code_lengths(page: Page) -> list[str]:
    """Code cells hold one idea each: few lines."""
    lines = {cell.id: _lines(cell) for cell in page.cells("code") if not _is_attempt(cell)}
    found = [f"cell {identity}: is empty" for identity, count in lines.items() if not count]
    middle = median(lines.values() or [0])
    if middle > MEDIAN_LINES:
        found.append(f"the median code cell has {middle:g} lines, not {MEDIAN_LINES}")
    long = [identity for identity, count in lines.items() if count > MOST_LINES]
    if len(long) > len(lines) * (1 - MOST_SHARE):
        found.append(f"too many cells of more than {MOST_LINES} lines: {', '.join(long)}")
    return found


def solution_lengths(page: Page) -> list[str]:
    """A solved attempt may be longer than other cells, up to a limit."""
    return [
        f"cell {cell.id}: has {_lines(cell)} lines; a solution has at most {SOLUTION_LINES}"
        for cell in page.cells("code")
        if _is_attempt(cell) and _lines(cell) > SOLUTION_LINES
    ]


def _lines(cell: NotebookNode) -> int:
    """Count the lines of a cell that are not blank."""
    return sum(1 for line in cell.source.splitlines() if line.strip())


def _is_attempt(cell: NotebookNode) -> bool:
    """Say whether a cell is a learner's to write, or holds our solution of it."""
    return BEGIN in cell.source or ATTEMPT in tags(cell)


def prose(cell: NotebookNode) -> str:
    """Return the words of a Markdown cell: no code, tags, link targets or picture marks."""
    text = HTML_TAG.sub(" ", re.sub(r"<!--.*?-->", "", without_code(cell.source), flags=re.DOTALL))
    return re.sub(r"\]\([^)]*\)", "]", text).replace("![", "[")


def plain_words(page: Page) -> list[str]:
    """Prose has no exclamation marks, emoji or filler."""
    found = []
    for cell in page.cells("markdown"):
        text = prose(cell)
        found += [f"cell {cell.id}: has an exclamation mark"] if "!" in text else []
        found += [f"cell {cell.id}: has the emoji {sign!r}" for sign in EMOJI.findall(text)]
        found += [f"cell {cell.id}: has the filler {word!r}" for word in FILLER.findall(text)]
    return found


def plain_markup(page: Page) -> list[str]:
    """Markdown and HTML are plain, so that they look alike in JupyterLab and on a code host."""
    found = []
    for cell in page.cells("markdown"):
        marks = HTML_TAG.findall(without_code(cell.source))
        names = {name.lower() for name, _ in marks} - PLAIN_HTML
        found += [f"cell {cell.id}: has the HTML tag <{name}>" for name in sorted(names)]
        odd = [match for _, rest in marks if (match := NOT_PLAIN_HTML.search(rest))]
        odd += NOT_PLAIN_MARKDOWN.finditer(cell.source)
        found += [f"cell {cell.id}: has markup that is not plain: {match[0]!r}" for match in odd]
    return found


def links(page: Page) -> list[str]:
    """Links lead to files and headings that exist."""
    return link_problems(page.notebook, page.path, page.root)


def lesson_parts(page: Page) -> list[str]:
    """A lesson has its title, minutes, questions, boxes and closing table."""
    words = [cell.source for cell in page.cells("markdown")]
    cells = page.notebook.cells
    last_code = max((n for n, cell in enumerate(cells) if cell.cell_type == "code"), default=-1)
    closing = "\n\n".join(cell.source for cell in cells[last_code + 1 :])
    boxed = page.path.name not in NO_BOXES
    wanted = {
        "a title in the first cell that begins with a verb: '# Cross from …'": bool(
            words and cells[0].cell_type == "markdown" and TITLE.match(words[0])
        ),
        "how many minutes it takes, in the first cell": bool(
            words and re.search(r"\d minutes", words[0])
        ),
        "a <details> with an explanation": any("<details>" in text for text in words),
        "a box '> **Seen in the wild': the popular wrong form": not boxed
        or _has_box("Seen in the wild", words),
        "a box '> **In newer Pythons'": not boxed or _has_box("In newer Pythons", words),
        "a closing table after the last code cell": bool(TABLE.search(closing)),
    }
    return [f"the lesson lacks {part}" for part, there in wanted.items() if not there]


def _has_box(title: str, words: list[str]) -> bool:
    """Say whether a block quote begins with `title` in bold."""
    return any(re.search(rf"^> ?\*\*{title}", text, re.MULTILINE) for text in words)


def onward_links(page: Page) -> list[str]:
    """A lesson links to its exercise and to the next lesson, where those exist."""
    found = sorted(path.name for path in page.path.parent.glob("*.ipynb"))
    lessons = [name for name in found if name != INDEX]
    wanted = lessons[lessons.index(page.path.name) + 1 :][:1]
    if (page.root / "exercises" / page.path.name).exists():
        wanted.append(f"../exercises/{page.path.name}")
    given = {t.partition("#")[0] for cell in page.cells("markdown") for t in targets(cell.source)}
    return [f"the lesson has no link to {target}" for target in wanted if target not in given]


Rule = Callable[[Page], list[str]]
EVERYWHERE: tuple[Rule, ...] = (
    file_name,
    readable_ids,
    known_tags,
    canonical,
    set_up_first,
    code_lengths,
    solution_lengths,
    plain_words,
    plain_markup,
    links,
)
EXECUTED: tuple[Rule, ...] = (ran_in_order, exact_outputs, ignored_outputs)
OF_LESSONS: tuple[Rule, ...] = (file_name, code_lengths)  # and of exercises
RULES: dict[str, tuple[Rule, ...]] = {
    "notebooks": (*EVERYWHERE, *EXECUTED, lesson_parts, onward_links),
    "index": (*(rule for rule in EVERYWHERE if rule not in OF_LESSONS), *EXECUTED),
    "solutions": (*EVERYWHERE, *EXECUTED),
    "exercises": (*EVERYWHERE, not_run, untouched),
}


def problems(page: Page) -> list[str]:
    """Return all breaches of the rules for the folder of `page`."""
    kind = "index" if page.path.name == INDEX else page.path.parent.name
    return [problem for rule in RULES[kind] for problem in rule(page)]

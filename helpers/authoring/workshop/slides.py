"""Makes slides of a plan from the lessons' own cells: one page, without the net, for arrow keys.

What a lesson says behind "Explain", and the outputs of cells that people predict, come at a key.
Each slide has the speaker's notes in it, which only a window of their own and the view for reading
show.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from nbconvert.filters import Highlight2HTML, markdown2html, strip_ansi
from nbformat import NotebookNode
from pygments.formatters import HtmlFormatter

from helpers.authoring.workshop.lessons import PREDICTION, title_of
from helpers.authoring.workshop.plans import Part, Plan, Solve
from helpers.authoring.workshop.speaking import (
    REQUEST,
    beside_cell,
    beside_part,
    beside_plan,
    beside_task,
    how_to_open,
    likely_mistakes,
    minutes_told,
    solved_together,
)
from helpers.authoring.workshop.tasks import answer_of, given_to
from helpers.notebook_files import Course

__all__ = ["Slide", "slides_of", "slides_page"]

TEMPLATE = Path(__file__).with_name("slides.html")
EXERCISES = "../../exercises/"  # seen from where the slides are
KEYS = (
    "Keys: right arrow, Page Down or space go on, left arrow or Page Up back · s opens your notes "
    "· r shows all for reading · Escape takes the keys back from a picture or a button"
)
FULL = 22  # lines of a slide; what has more begins a new one
LAST = "Give out the handouts, and let people write for a minute."
WORDS_A_LINE, PICTURE = 14, 12  # lines
LINK = re.compile(r'( (?:src|href)=")(?!https?:|data:|mailto:|#|/)')
EXPLAIN = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
Section = tuple[str, float, bool]  # HTML, lines, whether it waits for a key


@dataclass
class Slide:
    """One slide: where it comes from, and its sections in HTML; those of `later` wait for a key.

    notes: what the speaker says, in Markdown.
    """

    place: str
    sections: list[str] = field(default_factory=list)
    later: list[bool] = field(default_factory=list)
    lines: float = 0.0
    notes: str = ""

    def add(self, text: str, lines: float, later: bool) -> None:
        """Put a section below the others."""
        self.sections.append(text)
        self.later.append(later)
        self.lines += lines

    def say(self, text: str) -> None:
        """Put a text, which may be empty, below the notes."""
        self.notes = "\n\n".join(filter(None, [self.notes, text]))


def slides_page(plan: Plan, course: Course | None = None) -> str:
    """Return the slides as one HTML page, which needs no other file but the lessons' pictures.

    course: the one whose stored answers tell of mistakes; by default this one.
    """
    parts = {
        "TITLE": html.escape(plan.title),
        "LIGHT": HtmlFormatter(style="xcode").get_style_defs(".highlight"),
        "DARK": HtmlFormatter(style="github-dark").get_style_defs(".highlight"),
        "SLIDES": "\n".join(_written(slide) for slide in slides_of(plan, course)),
    }
    page = TEMPLATE.read_text(encoding="utf-8")
    for key, value in parts.items():
        page = page.replace(f"@{key}@", value)
    return page


def slides_of(plan: Plan, course: Course | None = None) -> list[Slide]:
    """Return the slides: for each part its title, its cells, and the tasks to be solved."""
    course = course or Course()
    found = [_title("", plan.title, beside_plan(plan))]
    found[0].add("<p>Loops &amp; Threads</p>", 1, False)
    found[0].add(f'<p class="keys">{KEYS}</p>', 2, False)
    for part, at, latest in plan.timed:
        place = f"{part.lesson.number} {title_of(part.lesson.cells[0].source)}"
        found.append(_title(place, place, f"{minutes_told(part, at, latest)} {beside_part(part)}"))
        found += _of_cells(part, place)
        for task in part.tasks:
            found += _of_task(course, task, place)
    found.append(_title("", "The end", f"{LAST} {plan.instead}".strip()))
    for text in (plan.left_out, REQUEST):
        found[-1].add(_markdown(text, ""), _lines(text), False)
    return found


def _of_task(course: Course, task: Solve, place: str) -> Iterator[Slide]:
    """The slide of a task, and one with the course's answer for who solves it alone."""
    how = "Solve together" if task.together else "Stop and solve"
    opened = _markdown(f"*{how}.* {how_to_open(task)}", "")
    statement = task.exercise.cell(f"{task.letter}-task")
    text = f"{opened}{_markdown(statement.source, EXERCISES)}"
    slide = Slide(place, [text], [False], notes=beside_task(task))
    if task.together:  # people need not look into the exercise
        slide.add("".join(map(_highlighted, given_to(task))), 0, False)
        slide.say(solved_together(task))
    mistakes = likely_mistakes(course, task)
    slide.say("\n".join(f"- `{code}`: {told} {asked}" for code, told, asked in mistakes))
    yield slide
    if not task.together:
        answer = Slide(place, [f"<h2>An answer to task {task.letter}</h2>"], [False])
        answer.add(_highlighted(answer_of(course, task)), 0, False)
        yield answer


def _title(place: str, words: str, notes: str) -> Slide:
    return Slide(place, [f"<h1>{html.escape(words)}</h1>"], [False], notes=notes)


def _of_cells(part: Part, place: str) -> Iterator[Slide]:
    """Put the sections of a part's cells on slides, as many as have room."""
    slide, predicted, asked = Slide(place), False, None
    for identity in part.ids:
        cell = part.lesson.cell(identity)
        text = cell.cell_type == "markdown"
        predicted = PREDICTION in cell.source if text else predicted
        for number, (section, lines, later) in enumerate(
            _sections(cell, predicted, part.leads_nowhere(identity))
        ):
            # An output stays with its code, an explanation with what it explains, and a text with
            # the picture above it that it reads, unless that waits for a key.
            begins = text and (any(slide.later) or section.startswith("<h")) and not later
            crowded = slide.lines + lines > FULL and not later and (text or number == 0)
            if slide.sections and (begins or crowded):
                yield slide
                slide = Slide(place)
                if not text and number == 0 and asked:
                    _ask_again(slide, *asked)
            slide.add(section, lines, later)
            if number == 0:
                said = beside_cell(part.lesson, identity, part.asides)
                asked = (cell.source, said) if text and predicted else None  # its code comes next
                slide.say(said)
    if slide.sections:
        yield slide


def _ask_again(slide: Slide, source: str, said: str) -> None:
    """Put a question, which stood on the slide before, above the code that answers it."""
    question = PREDICTION + source.partition(PREDICTION)[2].partition("\n\n")[0]
    slide.add(_markdown(question), _lines(question), False)
    slide.say(said)


def _sections(cell: NotebookNode, predicted: bool, leads_nowhere: bool) -> Iterator[Section]:
    if cell.cell_type == "markdown":
        yield from _of_text(cell.source, leads_nowhere)
        return
    source = cell.source
    yield _highlighted(source), 1.3 * len(source.splitlines()) + 1, False
    for output in cell.outputs:
        text, lines = _output(output)
        yield f'<div class="output">{text}</div>', lines, predicted


def _of_text(source: str, leads_nowhere: bool) -> Iterator[Section]:
    """The parts of a text: what stands outside of `<details>`, and what stands inside.

    What follows the last of these leads on to the next cell; if that is left out, so is it.
    """
    end = 0
    for found in EXPLAIN.finditer(source):
        yield from _outside(source[end : found.start()])
        words = f"**{found[1].strip()}.** {found[2].strip()}"
        yield _markdown(words), _lines(words), True
        end = found.end()
    if not (end and leads_nowhere):
        yield from _outside(source[end:])


def _outside(source: str) -> Iterator[Section]:
    if source.strip():
        yield _markdown(source.strip()), _lines(source), False


def _lines(source: str) -> float:
    """About how many lines a text takes: words in lines, rows of tables, and headings."""
    rows = source.count("\n|") + 2 * source.count("#")
    return len(source.split()) / WORDS_A_LINE + source.count("\n\n") + rows / 2


def _markdown(source: str, home: str = "../") -> str:
    """Markdown as HTML; its links start from `home`, where the cell's notebook is."""
    return LINK.sub(rf"\1{home}", markdown2html(source))


def _highlighted(source: str) -> str:
    return Highlight2HTML(pygments_lexer="ipython3")(source)


def _output(output: NotebookNode) -> tuple[str, float]:
    """An output as HTML, and its lines."""
    if output.output_type in ("stream", "error"):
        text = output.get("text") or "\n".join(output.get("traceback", []))
        return _plain(text)
    if "text/html" in output.data:
        shown = output.data["text/html"]
        return shown, PICTURE if "<img" in shown else 3
    if "image/png" in output.data:
        return f'<img alt="" src="data:image/png;base64,{output.data["image/png"]}">', PICTURE
    if "text/markdown" in output.data:
        return _markdown(output.data["text/markdown"]), _lines(output.data["text/markdown"])
    return _plain(output.data["text/plain"])


def _plain(text: str) -> tuple[str, float]:
    return f"<pre>{html.escape(strip_ansi(text).rstrip())}</pre>", len(text.splitlines()) + 1


def _written(slide: Slide) -> str:
    sections = [
        f'<div class="section{" later" if later else ""}">{text}</div>'
        for text, later in zip(slide.sections, slide.later, strict=True)
    ]
    if slide.notes:
        sections.append(f'<aside class="notes">{_markdown(slide.notes, "")}</aside>')
    place = html.escape(slide.place, quote=True)
    return f'<article data-place="{place}"><div class="fit">{"".join(sections)}</div></article>'

"""What is said beside slides, in Markdown: from a plan, and from the notes on its lessons."""

from helpers.authoring.workshop.lessons import Lesson, task_minutes
from helpers.authoring.workshop.mistakes import likely, rules_of, said_of
from helpers.authoring.workshop.plans import Part, Plan, Solve
from helpers.authoring.workshop.routes import route_of, route_shown
from helpers.authoring.workshop.written import Written
from helpers.notebook_files import Course
from helpers.places import exercise_file

__all__ = [
    "REQUEST",
    "beside_cell",
    "beside_part",
    "beside_plan",
    "beside_task",
    "how_to_open",
    "likely_mistakes",
    "minutes_told",
    "run_first",
    "solved_together",
]

MOST = 3  # mistakes of a task to wait for, where mistakes.toml chooses none
JUDGED = "What to expect of people's answers is judgement: nobody has counted those of a room."
REQUEST = (
    "Before you go: write down where your own program waits, and which loop or thread it holds up "
    "there."
)


def beside_plan(plan: Plan) -> str:
    """Return what to know and to say when a plan begins."""
    return f"Say: {plan.opening}\n\n{JUDGED}"


def beside_part(part: Part) -> str:
    """Return what to say when a part begins, its one idea, and what is left out."""
    texts = [part.say, f"*The one idea:* {part.idea}"]
    if part.board:
        texts.append(f"At the board: {part.board} minutes, {part.at_board}")
    if part.skip:
        texts.append(f"Left out: {part.skip}")
    return "\n\n".join(texts)


def minutes_told(part: Part, at: str, latest: str) -> str:
    """Return when a part begins, as "0:16", and for how long it is shown."""
    return f"From {at}, at the latest {latest}; show for {part.show_minutes} minutes."


def run_first(cells: str) -> str:
    """Return the words that tell which cells are run without being shown."""
    return f"Where you run the cells, run these first, without showing them: {cells}."


def beside_cell(lesson: Lesson, identity: str, asides: dict[str, str]) -> str:
    """Return what is said at a cell, and what to expect of a prediction; "" for most cells."""
    expected = Written.of(lesson).expected.get(identity, "")
    said = [f"*Expect:* {expected}"] if expected else []
    return "\n\n".join([*said, *([asides[identity]] if identity in asides else [])])


def beside_task(task: Solve) -> str:
    """Return for how long people solve a task, what to say of it, and what is done together."""
    if not task.together:
        return f"{task.minutes:.0f} minutes. {task.why}"
    alone = task_minutes(task.exercise, task.letter)
    judged = f"Its heading says {alone:.0f}, which are for who solves it alone."
    return f"{task.minutes:.0f} minutes, together on the screen. {task.why} {judged}"


def solved_together(task: Solve) -> str:
    """Return each state of the answer that the room writes, and what to ask after its verdict."""
    rules = rules_of(task.exercise.name, task.letter)
    asked = {code: said_of(rule, task.letter)[1] for code, rule in rules.items()}
    return route_shown(task.name, asked)


def likely_mistakes(course: Course, task: Solve) -> list[tuple[str, str, str]]:
    """Return the mistakes of a task to wait for: the name, what is believed, what to ask.

    Those through which a room goes that solves it together are told with its states.
    """
    gone_through = {state.code for state in route_of(task.name) if task.together}
    rules = likely(course, task.exercise.name, task.letter, MOST)
    chosen = [rule for rule in rules if rule.code not in gone_through]
    return [(rule.code, *said_of(rule, task.letter)) for rule in chosen]


def how_to_open(task: Solve) -> str:
    """Return, for the room, which file of the learners' copy has the task, and what to run first.

    The first task says how to run all above it; above later ones there are other checks, which
    would stop such a run.
    """
    file = f"`exercises/{exercise_file(task.exercise.name)}`"
    opened = (
        "Click the folder icon at the far left, then the folder above the list of files, and open "
        f"{file}. Go to task {task.letter}."
    )
    if task.letter == "a":
        return f"{opened} Click the cell for your answer, then *Run > Run All Above Selected Cell*."
    return (
        f"{opened} Run the set-up cells, if you have not, and the task's cells above your answer."
    )

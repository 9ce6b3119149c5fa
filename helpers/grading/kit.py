"""The vocabulary of checks: trials, the facts that each brings, and rules in the learner's words.

A check is trials, rules, praise. A trial is a function that plays one small program with the
answer; the kit runs it in virtual time and derives its facts, which a rule reads as `f.race.took`.
The mistakes that many tasks share are in `helpers.grading.mistakes`.

@trial(rounds=3)
async def race(run):
    \"\"\"Three sources answer; which one is first is drawn anew in each round.\"\"\"
    ...
    return await run.call(sources)

CHECK = check(race, rules=(rule("NOT_THE_FIRST", lambda f: not f.race.right, WORDS),), praise="…")
"""

import dataclasses
import inspect
import linecache
import random
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from helpers.grading.answer import Answer, describe, text_of
from helpers.grading.cancellation import CancelAt, Driver, planned
from helpers.grading.derived import derived, raised_in, said_of
from helpers.grading.doubles import Script, awaitable, blocking
from helpers.grading.general import GENERAL
from helpers.grading.journal import Journal
from helpers.grading.observation import HORIZON, observe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule
from helpers.virtual_time import VirtualTimeError

__all__ = [
    *("End", "Orders", "Recorded", "Run", "Trial"),
    *("check", "each", "orders", "rule", "side_by_side", "trial"),
]

LABELS = ("promise", "seen", "wanted", "next", "hint")


class End(NamedTuple):
    """How one call ended: its value or its error, the same in words, and the second at which."""

    value: Any
    error: dict[str, Any] | None
    said: str
    at: float

    @property
    def raised(self) -> str:
        """The type of what was raised, of a group those of its leaves; "" if nothing was."""
        return raised_in(self.error)


class Run:
    """One round of a trial: what the trial calls the answer with, and where it notes what it saw.

    journal: that of the doubles made here. round: counts
    from 0. draw: random numbers, the same in each check of this task, for inputs.
    """

    def __init__(self, answer: Answer, seed: str, number: int = 0) -> None:
        self.name, self.round = answer.name, number
        self.journal, self.noted = Journal(), {}
        self.found: tuple | None = None  # what a search is to try, and nothing else
        self.draw = random.Random(f"{seed} {number}")
        self._answer = answer
        answer.begin_round()

    @property
    def answer(self) -> Any:
        """The learner's function or class; while orders are tried, a new one in each of them."""
        return self._answer.value

    def awaitable(self, name: str, script: Script) -> Callable[..., Any]:
        """Return an async double, which notes its calls under `name`; see `doubles`."""
        return awaitable(self.journal, name, script)

    def blocking(self, name: str, script: Script) -> Callable[..., Any]:
        """Return a double that blocks its thread, and notes its calls under `name`."""
        return blocking(self.journal, name, script)

    def replace(self, **doubles: Any) -> None:
        """Put doubles in the place of what the exercise's cells gave the learner."""
        self._answer.replace(**doubles)

    async def call(self, /, *args: Any, **kwargs: Any) -> Any:
        """Call the answer, which is to be a coroutine function, and await what it returns."""
        return await self.awaited(self.answer(*args, **kwargs), self.name)

    async def awaited(self, value: Any, of: str) -> Any:
        """Await what a call of the learner's returned; `of` names what was called."""
        if not inspect.isawaitable(value):
            raise NotAsync(f"{of}() returned a value of type {type(value).__name__}")
        return await value

    def ending(self, function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> End:
        """Call a function of the learner's, and say how that ended instead of raising.

        What ends the run itself, a busy wait or the like, is raised all the same.
        """
        try:
            return self._end(function(*args, **kwargs))
        except VirtualTimeError:
            raise
        except Exception as error:
            return self._end(None, error)

    async def ended(self, awaitable: Any) -> End:
        """Await something of the learner's, and say how that ended, as `ending` does.

        A cancellation is an end, too.
        """
        import asyncio

        try:
            return self._end(await awaitable)
        except VirtualTimeError:
            raise
        except (Exception, asyncio.CancelledError) as error:
            return self._end(None, error)

    def now(self) -> float:
        """Return the seconds since the run began, as a plain number."""
        return self.journal.now()

    def note(self, **facts: Any) -> None:
        """Add facts to those of this trial: `run.note(wanted=[3, 0])`, then `f.race.wanted`.

        Two names say more: with `wanted`, what the trial is to return, `f.race.right` says whether
        it did, and `f.race.reordered` whether only the order differs.
        """
        self.noted.update(facts)

    def failed(self, end: End) -> None:
        """Note this end of a call as that of the whole run, even if then something hangs."""
        self.note(error=end.error, said=end.said, raised=end.raised, deadlock=None)

    def _end(self, value: Any, error: BaseException | None = None) -> End:
        described = describe(error) if error is not None else None
        return End(value, described, said_of(described, text_of(value)), self.now())


class NotAsync(TypeError):
    """The answer is an ordinary function, where the task asks for a coroutine function."""


Program = Callable[[Run], Any]
Cancel = CancelAt | Driver


@dataclasses.dataclass(frozen=True)
class Trial:
    """A program, and how it is run; see `trial`."""

    program: Program
    way: str = "await"
    rounds: int = 1
    raises: bool = False
    cancel_at: float | tuple[float, ...] | None = None
    cancel_each_await: bool = False
    horizon: float = HORIZON
    real_time: bool = False
    searches: bool = False

    @property
    def name(self) -> str:
        return self.program.__name__

    def facts(self, answer: Answer) -> Iterator[dict[str, Any]]:
        """Yield the facts of each round."""
        for number in range(self.rounds):
            for driver in self._drivers(answer, number):
                yield self._round(answer, number, driver)

    def _drivers(self, answer: Answer, number: int) -> Iterator[Cancel | None]:
        """Yield who cancels the answer: one for each round of these inputs, None for nobody."""
        if self.cancel_each_await:
            for place, each in enumerate(self._planned(answer, number)):
                yield Driver(place, each.middle())
        elif self.cancel_at is None:
            yield None
        else:
            times = self.cancel_at if isinstance(self.cancel_at, tuple) else (self.cancel_at,)
            yield from map(CancelAt, times)

    def _planned(self, answer: Answer, number: int) -> Sequence[Any]:
        run, driver = Run(answer, self.name, number), Driver()
        return planned(driver, self._observed(answer, run, driver))

    def _round(self, answer: Answer, number: int, driver: Cancel | None) -> dict[str, Any]:
        run = Run(answer, self.name, number)
        facts = self._observed(answer, run, driver)
        if run.found is not None:
            again = Run(answer, self.name, number)
            again.found = run.found
            facts["trace"] = self._observed(answer, again, driver)["trace"]
        told = {"cancelled_at": driver.at} if driver else {}
        return derived(facts, {"round": number, **told, **run.noted})

    def _observed(self, answer: Answer, run: Run, driver: Cancel | None) -> dict[str, Any]:
        return observe(
            answer,
            lambda: self.program(run),
            run.journal,
            way=self.way,
            real_time=self.real_time,
            horizon=self.horizon,
            drive=driver,
            record=not self.searches or run.found is not None,
        )

    def stops(self, facts: dict[str, Any]) -> bool:
        """Is there no use in going on after a round like this?"""
        failed = facts["error"] and not self.raises and self.cancel_at is None
        failed = failed and not self.cancel_each_await
        return bool(facts["deadlock"] or not facts["ended"] or failed)


def trial(**options: Any) -> Callable[[Program], Trial]:
    """Say how a program is run: `@trial(rounds=3)`; without options the decorator is not needed.

    A program is a function of a `Run`. What it returns is the fact `value`, what it raises `error`.

    Args:
        way: "await" for an `async def` program, awaited on a loop; "cell": a plain function, called
            on the thread of a running loop; "script" (a plain function's default): called on a
            thread without a loop.
        rounds: how often it is run; `run.draw` and `run.round` differ from round to round. A rule
            applies if it does in one of them, and speaks of that one.
        raises: True if the answer may raise here, so that only rules say what an error means.
        cancel_at: the second at which the program is cancelled; with several, a round for each.
        cancel_each_await: run it once for each await of the answer, and cancel it there.
        horizon: seconds of virtual time after which the run is ended.
        real_time: run it in real time.
        searches: True for a program that runs the answer many times, with `lines.first_wrong`; the
            picture is then of what that has found alone.
    """
    return lambda program: _as_trial(program, **options)


def _as_trial(program: Any, **options: Any) -> Any:
    if not inspect.isfunction(program):
        return program
    way = "await" if inspect.iscoroutinefunction(program) else "script"
    return Trial(program, **{"way": way, **options})


@dataclasses.dataclass(frozen=True)
class Orders:
    """Functions that run side by side, tried in every order; see `orders`."""

    setup: Program
    functions: tuple[Callable[[Any], Any], ...]
    right: Callable[[Any], Any]
    options: dict[str, Any]
    program: str = ""
    raises: bool = False

    @property
    def name(self) -> str:
        return self.setup.__name__

    def facts(self, answer: Answer) -> Iterator[dict[str, Any]]:
        """Yield the facts of the exploration."""
        from helpers.grading.schedules import explored  # costs more than most checks need in all

        def setup() -> Any:  # the answer is run anew before each run, so its value is another
            return self.setup(Run(answer, self.name))

        seen = explored(answer, setup, *self.functions, check=self.right, **self.options)
        yield {**seen, "program": self.program}

    def stops(self, facts: dict[str, Any]) -> bool:
        """Is there no use in going on after this?"""
        failed = not self.raises and (facts["raised"] or facts["failed"])
        return bool(facts["error"] or facts["polls"] or facts["deadlocked"] or failed)


def orders(*functions: Callable, right: Callable, **options: Any) -> Callable[[Program], Orders]:
    """Try every order of the steps of `functions`; what is decorated makes their common state.

    @orders(put, close, right=lambda state: state.lost == 0, limit=300)
    def closing(run):
        return State(run.answer())

    Args:
        functions: each takes the state; they run in threads, or in tasks with tasks=True.
        right: says of the state in the end whether all is well.
        options: as `schedules.explored` takes them: limit, steps, outcome, tasks, …

    Its facts: tried, failed, deadlocked (numbers), complete, raised, polls, why, came,
    order, table.
    """
    return lambda setup: Orders(setup, functions, right, options)


def side_by_side(
    name: str,
    before: str,
    *parts: str,
    given: Callable[[Run], dict[str, Any]],
    right: Callable[[dict[str, Any]], Any],
    raises: bool = False,
    **options: Any,
) -> Orders:
    """Try every order of the steps of threads, or tasks, whose calls are given as text.

    spent = side_by_side("spent", "a = Account(9)", "x = a.take(7)", "a.take(1); a.take(2)", …)

    Args:
        name: of the trial.
        before, parts: the lines that are run first, and those of each thread or task, with "; "
            between them. A name that is assigned in one of them is known to all.
        given: of a Run, gives what the text names: `lambda run: {"Account": run.answer}`.
        right: says of all these names, a dict, whether all is well in the end.
        raises: True if a call may raise here, so that only a deadlock is a mistake.
        options: as `orders` takes them.

    Its facts: those of `orders`, and program: the text, in two lines.
    """
    names: dict[str, Any] = {}
    kind = "task" if options.get("tasks") else "thread"
    functions = tuple(_part(kind, text, names) for text in parts)

    def setup(run: Run) -> dict[str, Any]:
        names.clear()
        names.update(given(run))
        exec(before, names)
        del names["__builtins__"]
        return names

    setup.__name__ = name
    told = " | ".join(f"{letter}: {text}" for letter, text in zip("ABCDEF", parts, strict=False))
    program = f"{before}; then, in a {kind} each,\n{told}"
    return Orders(setup, functions, right, options, program, raises)


def _part(kind: str, text: str, names: dict[str, Any]) -> Callable[[Any], Any]:
    """Return a function that makes the calls of `text`, on a line each, with `names` as globals."""
    define = {"thread": "def", "task": "async def"}[kind]
    assigned = re.findall(r"(\w+) = ", text)
    lines = [f"global {', '.join(assigned)}"] if assigned else []
    source = "\n    ".join([f"{define} {kind}(_):", *lines, *text.split("; ")]) + "\n"
    file = f"<side by side: {text}>"
    linecache.cache[file] = (len(source), None, source.splitlines(True), file)
    exec(compile(source, file, "exec"), names)
    return names[kind]


class Recorded:
    """Stands for an object of the learner's; `history` holds its calls, as they begin and end.

    An end is (method, "returned", value), a beginning (method, "began", None).
    """

    def __init__(self, thing: Any) -> None:
        self.thing, self.history = thing, []

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            self.history.append((name, "began", None))
            value = getattr(self.thing, name)(*args)
            self.history.append((name, "returned", value))
            return value

        return call


def check(*trials: Any, rules: Sequence[Any], praise: str, called: str = "", **more: Any) -> Check:
    """Return a task's check.

    Args:
        trials: functions of a `Run`, or what `trial` and `orders` make of one; they are run in this
            order, up to the first that fails, deadlocks or never ends.
        rules: mistakes, the narrow ones before the broad ones; tuples of them count as rules too.
        praise: format string over the facts, "{race.took} s", for an answer without mistake.
        called: {name} in words, if not the answer's: of a class, the method that is judged.
        more: version, predicts ("race.took"), allows, as `Check` says.
    """
    programs = [_as_trial(each) for each in trials]
    if names := _doubled([each.name for each in programs]):
        raise ValueError(f"two trials of one name: {', '.join(names)}")
    return Check(
        lambda answer: _gathered(answer, programs, called or answer.name),
        (*_flat(rules), *GENERAL),
        praise,
        **more,
    )


def _doubled(names: list[str]) -> list[str]:
    return sorted({name for name in names if names.count(name) > 1})


def _flat(rules: Sequence[Any]) -> Iterator[Rule]:
    for each in rules:
        yield from [each] if isinstance(each, Rule) else _flat(each)


def _gathered(answer: Answer, programs: Sequence[Any], name: str) -> dict[str, Any]:
    """Run the trials; what ended the last of them badly is a fact of the whole, `bad`."""
    facts: dict[str, Any] = {"name": name, "error": None, "rounds": {}}
    for program in programs:
        rounds = facts["rounds"][program.name] = []
        for seen in program.facts(answer):
            rounds.append(seen)
            if program.stops(seen):
                return {**facts, "error": seen["error"] or seen.get("raised_error"), "bad": seen}
    return facts


def rule(code: str, when: Callable[[Any], Any], words: str, hints: str = "") -> Rule:
    """Return one mistake.

    Args:
        code: its name, "RAISES_FIRST".
        when: says whether the facts show it: `lambda f: f.race.took > f.race.due`. A fact that was
            not seen, since the answer's error came before it, ends the rule: no guards are needed.
        words: lines that begin with promise, seen, wanted, next, and hint three times; a line
            that begins with none of these goes on with the one before it. They are format strings
            over the facts: {race.took}, and {name} for the learner's function. `promise` holds
            words of the statement; without `wanted` they say what was wanted.
        hints: the three hints, a line each, if `words` has none.

    Raises ValueError for words that lack a label, and for another number of hints.
    """
    found = _labelled(words)
    lines = [text for label, text in found if label == "hint"]
    lines = lines or [line.strip() for line in hints.strip().splitlines()]
    said = {label: text for label, text in found if label != "hint"}
    said.setdefault("wanted", said.get("promise", ""))
    if len(lines) != 3 or not {"promise", "seen", "next"} <= said.keys():
        raise ValueError(f"{code}: words need promise, seen, next and three hints")
    return Rule(code, when, hints=tuple(lines), **said)


def each(t: str, code: str, when: Callable[[Any], Any], words: str, hints: str = "") -> Any:
    """Return a rule for each of the trials that `t` names, with spaces between them.

    `when` is asked of the trial's facts, and in `words` {T.said} is one of them.
    """
    return tuple(
        rule(code, lambda f, n=n: when(getattr(f, n)), words.replace("{T.", f"{{{n}."), hints)
        for n in t.split()
    )


def _labelled(words: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in filter(None, map(str.strip, words.splitlines())):
        label, _, text = line.partition(" ")
        if label in LABELS:
            found.append((label, text.strip()))
        elif found:
            label, before = found.pop()
            found.append((label, f"{before}\n{line}"))
    return found

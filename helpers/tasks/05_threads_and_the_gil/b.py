"""05.b: a worker thread that can be stopped, within a deadline."""

import threading
import time
from collections.abc import Callable
from typing import Any

from helpers.grading.answer import Answer, describe
from helpers.grading.registry import Check
from helpers.grading.verdict import Rule
from helpers.virtual_time import VirtualTimeError

from .running import as_script

__all__ = ["CHECK"]

END = 500.0  # when a worker that nobody can stop is ended by its job
STOP_AT = 13.0537  # a moment at which no one who looks at round intervals looks


def now() -> float:
    """Return the time as a plain number, which facts can hold."""
    return round(float(time.monotonic()), 6)


class Job:
    """A job of `seconds`; notes when it began, and what is known of its thread."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.begun = seconds, []
        self.caller = threading.current_thread()
        self.threads: list[threading.Thread] = []

    def __call__(self) -> None:
        me = threading.current_thread()
        if me is self.caller or time.monotonic() > END:
            self.threads.append(me)
            raise SystemExit  # this thread would never come back
        self.begun.append(now())
        if me not in self.threads:
            self.threads.append(me)
        time.sleep(self.seconds)

    def facts(self) -> dict[str, Any]:
        """Return what was seen, as plain data."""
        return {
            "begun": self.begun[:6],
            "on_caller": self.caller in self.threads,
            "daemon": any(thread.daemon for thread in self.threads),
            "alive": sum(thread.is_alive() for thread in self.threads),
        }


Program = Callable[[Any, type], dict[str, Any]]


def in_a_pause(job: Job, worker: type) -> dict[str, Any]:
    """Stop in the second pause: jobs of 1 s from 0 and 11 on, pauses of 10 s; stop at STOP_AT."""
    subject = worker(job, 10)
    subject.start()
    started = now()
    time.sleep(max(0.0, STOP_AT - started))
    said = subject.stop(200)
    at, alive = now(), job.facts()["alive"]
    time.sleep(40)
    return {"started": started, "said": repr(said), "at": at, "alive_then": alive}


def in_a_job(job: Job, worker: type) -> dict[str, Any]:
    """Stop in a job of 9 s, at 2, with a deadline of 3 s; ask again when it is over."""
    subject = worker(job, 1)
    subject.start()
    time.sleep(2)
    said = subject.stop(3)
    at = now()
    time.sleep(20)
    again = subject.stop(3)
    return {"said": repr(said), "at": at, "again": repr(again)}


def before_start(job: Job, worker: type) -> dict[str, Any]:
    """Stop a worker that was never started."""
    return {"said": repr(worker(job, 1).stop(3))}


def _is_busy_wait(error: dict[str, str]) -> bool:
    """Was the run ended by virtual time, and not by an error with such a word in it?"""
    return error["type"] == VirtualTimeError.__name__ and "busy" in error["message"]


def gather_stopping(answer: Answer) -> dict[str, Any]:
    """Run the three programs in virtual time."""
    facts: dict[str, Any] = {}
    for program in (in_a_pause, in_a_job, before_start):
        seen = as_script(answer, lambda p=program: _observed(p, answer))
        if seen["deadlock"] or "begun" not in seen:
            return {**facts, **seen, "busy": _is_busy_wait(seen["error"])}
        facts[program.__name__] = seen
    facts["trace"] = facts["in_a_pause"]["trace"]
    return {**facts, "error": facts["in_a_pause"]["error"] or facts["in_a_job"]["error"]}


def _observed(program: Program, answer: Answer) -> dict[str, Any]:
    job, seen, error = Job(9 if program is in_a_job else 1), {}, None
    try:
        seen = program(job, answer.value)
    except Exception as raised:
        error = describe(raised)
    except SystemExit:
        pass  # the job ran on this very thread
    said = f"raised {error['type']}: {error['message']}" if error else f"said {seen.get('said')}"
    return {"said": None, "at": None, **seen, **job.facts(), "error": error, "ended": said}


LOOP_HINTS = (
    "The thread's function is a loop: while nobody has asked it to stop, one job, one pause.",
    "threading.Event is a flag that can be waited for: is_set(), set(), wait(timeout).",
    "The pause is a wait for the event, with the pause's length as its timeout.",
)
STOP_HINTS = (
    "Asking and waiting are two things: the event asks, join waits.",
    "join(timeout) returns None in any case; only is_alive() tells what became of the thread.",
    "Set the event, join with the timeout, and return whether is_alive() is False.",
)

RULES = (
    Rule(
        "BUSY_WAIT",
        lambda f: f.busy,
        seen="a thread looked again and again, thousands of times, without a wait in between",
        wanted="a pause that takes no processor time",
        next="wait for an event instead of asking for the time.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "WAITS_FOR_EVER",
        lambda f: f.deadlock,
        seen="nothing can ever happen again:\n{deadlock}",
        wanted="after stop, the thread ends",
        next="look what the thread waits for, and who ends that wait.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "BLOCKS_THE_CALLER",
        lambda f: f.in_a_pause and (f.in_a_pause["on_caller"] or f.in_a_pause.get("started")),
        seen="a job ran on the caller's own thread, or start() waited for the thread",
        wanted="start() returns at once, and the jobs run in another thread",
        next="give the thread a function to call, and only start it.",
        hints=(
            "Thread(target=f) takes the function itself; f() would run it here and now.",
            "thread.start() begins a thread. thread.run() and thread.join() hold the caller.",
            "target=self._work without brackets, then .start(), and nothing behind it.",
        ),
    ),
    Rule(
        "FAILS_BEFORE_START",
        lambda f: f.before_start and not f.error and f.before_start["said"] != "True",
        seen="stop() without start() {before_start[ended]}",
        wanted="True: there is no thread that could still run",
        next="see what stop() does when no thread was started.",
        hints=(
            "A thread that was never started cannot be joined: join() raises RuntimeError.",
            "Make the thread in start(), and let __init__ set the attribute to None.",
            "In stop(), look at the attribute for None before you join.",
        ),
    ),
    Rule(
        "NO_JOB",
        lambda f: f.in_a_pause and not f.error and not f.in_a_pause["begun"],
        seen="13 s after start() no job had begun",
        wanted="the first job at 0, the second one at 11",
        next="start the thread, and call self.job() in it.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "FIRST_JOB_LATE",
        lambda f: f.in_a_pause and not f.error and f.in_a_pause["begun"][0] > 0,
        seen="with a pause of 10 s, jobs began at {in_a_pause[begun]}",
        wanted="the first one at 0.0, at once",
        next="first the job, then the pause.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "WRONG_PAUSE",
        lambda f: f.in_a_pause and not f.error and f.in_a_pause["begun"][1:2] != [11.0],
        seen="jobs of 1 s with a pause of 10 s began at {in_a_pause[begun]}",
        wanted="at 0.0 and 11.0: the pause is between the end of one and the begin of the next",
        next="pause once after each job, for self.pause seconds.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "JOB_AFTER_STOP",
        lambda f: (
            f.in_a_job
            and not f.error
            and (max(f.in_a_pause["begun"]) >= STOP_AT or max(f.in_a_job["begun"]) >= 2)
        ),
        seen="asked at 13.0537 s in a pause, at 2 s in a job; jobs began at "
        "{in_a_pause[begun]} and {in_a_job[begun]}",
        wanted="no job begins after stop() was called",
        next="look at the flag between the pause and the next job.",
        hints=(
            "The thread has to look for the flag; nothing ends it from outside.",
            "What comes right after the pause: the job, or the question whether to stop?",
            "The condition of the while loop is asked again after the pause, if the pause is last.",
        ),
    ),
    Rule(
        "POLLS",
        lambda f: f.in_a_pause and not f.error and 0 < f.in_a_pause["at"] - STOP_AT < 1,
        seen="asked at 13.0537 s, in a pause; stop() returned at {in_a_pause[at]} s",
        wanted="at 13.0537 s: the pause ends when stop() is called, not when somebody looks",
        next="do not sleep in small pieces; wait for the event.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "PAUSE_NOT_CUT",
        lambda f: f.in_a_pause and not f.error and f.in_a_pause["at"] - STOP_AT >= 1,
        seen="asked at 13.0537 s, in a pause; stop() returned at {in_a_pause[at]} s",
        wanted="at 13.0537 s: the pause is cut short",
        next="nothing wakes time.sleep; wait for the event instead.",
        hints=LOOP_HINTS,
    ),
    Rule(
        "DEADLINE_IGNORED",
        lambda f: f.in_a_job and not f.error and f.in_a_job["at"] > 5,
        seen="stop(3) was called at 2 s, in a job of 9 s; it returned at {in_a_job[at]} s",
        wanted="at 5.0 s, with False: the deadline is over",
        next="give join a timeout.",
        hints=STOP_HINTS,
    ),
    Rule(
        "DOES_NOT_WAIT",
        lambda f: (
            f.in_a_job and not f.error and (f.in_a_job["at"] < 5 or f.in_a_pause["alive_then"])
        ),
        seen="stop(3) was called at 2 s, in a job of 9 s; it returned at {in_a_job[at]} s",
        wanted="it waits for the thread's end, for 3 s if need be",
        next="asking is not enough: wait for the thread, with the timeout.",
        hints=STOP_HINTS,
    ),
    Rule(
        "SAYS_WRONG",
        lambda f: (
            f.in_a_job
            and not f.error
            and (f.in_a_pause["said"], f.in_a_job["said"], f.in_a_job["again"])
            != ("True", "False", "True")
        ),
        seen="stop() said {in_a_pause[said]} when the thread had ended, {in_a_job[said]} when it "
        "had not, {in_a_job[again]} when asked again after its end",
        wanted="True, False, True",
        next="return what has become of the thread.",
        hints=STOP_HINTS,
    ),
    Rule(
        "DAEMON",
        lambda f: f.in_a_pause and not f.error and f.in_a_pause["daemon"],
        seen="the thread is a daemon",
        wanted="a job that has begun runs to its end, also at the end of the program",
        next="leave `daemon` at False; there is stop() to end the thread.",
        hints=(
            "At the end of the program a daemon stops wherever it stands, in the middle of a job.",
            "A thread is a daemon if it was made with daemon=True, or by a daemon.",
            "Take daemon=True out.",
        ),
    ),
)

CHECK = Check(
    gather_stopping,
    RULES,
    "a pause was cut short at {in_a_pause[at]} s; a stop(3) at 2 s gave up at {in_a_job[at]} s",
)

"""07.d: a script that computes in processes, under every start method.

The answer is a function whose body is the script. It runs twice in virtual time, where the jobs
end in an order that the check chooses, and once in real processes, without a fact of time.
"""

from typing import Any

from helpers.grading import mistakes as usual
from helpers.grading.kit import Run, check, rule, trial

from .script import printed_in_order, printed_under_spawn

__all__ = ["CHECK"]

LAST_FIRST, IN_TURN = [10.0, 3.0, 2.0, 1.0], [1.0, 2.0, 3.0, 10.0]  # seconds of the four jobs


@trial(rounds=2)
def in_order(run: Run) -> Any:
    """The first job ends last; then the jobs end as they were handed in."""
    return printed_in_order(run, (LAST_FIRST, IN_TURN)[run.round])


@trial(real_time=True)
def spawned(run: Run) -> Any:
    """Real processes, in real time."""
    return printed_under_spawn(run)


def unsendable(seen: Any) -> bool:
    """Was there something that could not be sent to another process?"""
    return "pickl" in seen.said.lower() or "local object" in seen.said


GUARD = """
    Under spawn a worker imports your file. Whatever stands there at top level, it does again.
    What only the first process may do stands under a question that a worker answers with no.
    __name__ is '__main__' in the file that was started, and something else when it is imported."""
SEND = """
    A function is sent to a worker as its name; the worker looks that name up in its own module.
    A lambda, or a function within another one, has no name that can be looked up.
    Write the job with def at the top level of the file, and give it plain arguments."""
SEND_BACK = """
    What a job returns is pickled, too, and sent back to the first process.
    Numbers, texts, lists and dicts can be sent; coroutines, generators, locks and files cannot.
    Let the job, a plain def, do all of the counting itself, and return the number."""
SAME = """
    A forked worker has all that was there. A spawned one has what importing your file makes.
    What is made under the main guard, or by main(), is not there in a spawned worker.
    Functions and settings of the job go to the top level, or travel as arguments."""
START = """
    Definitions alone do nothing: a line at the end of the file has to start the work.
    Calling a coroutine function makes a coroutine; asyncio.run runs it.
    Under the main guard, last in the file: asyncio.run of what main(…) returns."""
ANY_SYSTEM = """
    Windows has only spawn; Linux takes fork up to Python 3.13, forkserver from 3.14 on.
    What works under spawn works everywhere, so there is nothing to choose.
    ProcessPoolExecutor takes the system's start method if it gets no mp_context."""
PROCESSES = """
    Under a GIL only one thread of a process computes at a time; processes have one each.
    concurrent.futures has ProcessPoolExecutor beside ThreadPoolExecutor.
    Hand the pool of processes, not None, to run_in_executor."""

# fmt: off
CHECK = check(
    *(in_order, spawned),
    rules=(
        rule("PRINTS_NOTHING", lambda f: f.in_order.value == [], """
            promise prints one line for each
            seen    python primes.py printed nothing
            wanted  4 lines, the first of them `4000 550`
            next    look what the file does when it is started; is main() really run?""", START),
        rule("NO_PROCESS",
            lambda f: not f.in_order.calls and f.in_order.raised in ("", "VirtualTimeError"), """
            promise in a `ProcessPoolExecutor`
            seen    no job was given to a ProcessPoolExecutor
            wanted  four jobs, done by other processes
            next    threads share one interpreter; for sums make a pool of processes.""",
            PROCESSES),
        rule("NO_LOOP", lambda f: not f.in_order.looped and not f.in_order.error, """
            promise is asynchronous
            seen    no event loop ran
            wanted  an event loop that goes on while the processes count
            next    let a coroutine hand the jobs in and await them; run it by asyncio.run.""",
            usual.FREE_THE_LOOP),
        usual.blocks_the_loop("in_order", "its event loop goes on"),
        usual.one_at_a_time("in_order", "all four handed in at once", hints=usual.AT_ONCE),
        usual.pool_left("in_order", "the pool is shut down"),
        rule("CHOOSES_A_START_METHOD", lambda f: f.spawned.chosen, """
            promise asks for no start method that some systems lack
            seen    the script was run under spawn; it asks for another start method
            next    take the context, or set_start_method, out.""", ANY_SYSTEM),
        rule("ASYNC_JOB", lambda f: "coroutine" in f.spawned.said and f.spawned.jobs, """
            promise works when its workers are spawned
            seen    the job is an `async def`: called in a worker, it only made a coroutine,
                    which cannot be sent back: the script {spawned.said}
            wanted  a job that counts, and returns a number
            next    write the job with a plain def.""", SEND_BACK),
        rule("RESULT_CANNOT_BE_SENT", lambda f: unsendable(f.spawned) and f.spawned.jobs, """
            promise works when its workers are spawned
            seen    a job ran in a worker, but what it returned could not be sent back:
                    the script {spawned.said}
            wanted  a job that returns what can be sent to another process
            next    let the job return a number.""", SEND_BACK),
        rule("CANNOT_BE_SENT", lambda f: unsendable(f.spawned), """
            promise works when its workers are spawned
            seen    a job, or an argument of it, could not be sent to a worker:
                    the script {spawned.said}
            wanted  a job that can be sent to another process
            next    define the job where a worker can find it by its name.""", SEND),
        rule("NO_GUARD", lambda f: f.spawned.again, """
            promise works when its workers are spawned
            seen    under spawn the script {spawned.said};
                    each worker imported primes.py, and at that handed in jobs itself
            wanted  workers that import the file without running it
            next    put what starts the work under the main guard.""", GUARD),
        usual.wrong_order("in_order", "in this order"),
        usual.no_result("in_order", "prints one line for each"),
        rule("WORKS_UNDER_FORK_ONLY", lambda f: f.spawned.error or not f.spawned.right, """
            promise works when its workers are spawned
            seen    with workers that share all that the script has made, it printed the right
                    lines; under spawn it {spawned.said}
            wanted  the right lines under both
            next    see what the job uses that is not made when the file is imported.""", SAME),
    ),
    praise="right under spawn: {spawned.jobs} jobs done by other processes, while the loop "
    "went on",
)

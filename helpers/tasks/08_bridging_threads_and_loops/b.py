"""08.b: a loop in a thread, as a context manager that leaves nothing behind."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, each, rule
from helpers.grading.lines import PATIENCE

from .crossing import FAILED, not_yours
from .house import LONG, leaving, no_loop, no_thread, raising, used

__all__ = ["CHECK"]

STOP = """
    run_forever ends after loop.stop(), but a sleeping loop does not see that it was told so.
    Of all its methods, call_soon_threadsafe may be called from other threads; it wakes the loop.
    In __exit__: call_soon_threadsafe with the function that ends the loop; then wait for it."""
ENTER = """
    The block needs a loop that can be called: made already, with a thread that runs it.
    Make the loop where you can return it; the thread's function is what runs it.
    A Thread whose target is a method without brackets; start() it; return the loop."""
RUNS = """
    start() returns when the thread has begun; what it runs comes later.
    Have the loop run something small, and wait for that.
    After start(): run_coroutine_threadsafe with asyncio.sleep(0), and its result()."""
TIDY = """
    run_forever and stop leave tasks where they stand; asyncio.run ends them and closes the loop.
    asyncio.Runner does what asyncio.run does, with a loop_factory; leaving its block cleans up.
    In the thread: with the runner, run() a coroutine that waits for an asyncio.Event."""
ANY_WAY = """
    With @contextmanager, what the block raises is raised by the yield; a finally comes in any case.
    An exception of the block is the caller's: a true value, returned by __exit__, swallows it.
    Let __exit__ return nothing; or try: yield the loop; finally: the end of loop and thread."""
GIVES = "The block gets the loop that `make_loop()` makes"
ENDS = "its thread has ended, and the loop is closed"
TASKS = "tasks that still ran have been cancelled, and their `finally` blocks have ended"
NOTHING = "nothing is left"
RAISES = "entering raises that error at once"

# fmt: off
CHECK = check(
    *(used, leaving, raising, no_loop, no_thread),
    rules=(
        not_yours("used", TIDY.strip().splitlines()[-1].strip()),
        usual.busy_wait("used", "keeps no processor busy", hints=RUNS),
        usual.stranger("used leaving raising", "told what to do only through calls that wake it",
            hints=STOP),
        rule("NO_LOOP", lambda f: not f.used.is_loop, f"""
            promise {GIVES}
            seen    `with {{name}}(make_loop) as loop:` gave a value of type {{used.type}}
            next    see what __enter__ returns, and whether it is there by then.""", ENTER),
        rule("MAKE_LOOP_IGNORED", lambda f: not f.used.own, f"""
            promise {GIVES}
            seen    the block got a loop that make_loop has not made
            next    call make_loop, and return what it gave.""", ENTER),
        each("used leaving no_thread", "FAILS_IN_A_CELL",
            lambda r: "another loop is running" in r.said or "a running event loop" in r.said, """
            promise in a notebook's cell as in a script
            seen    called in a cell, {name} {T.said}
            wanted  it works there, too: the thread of a cell has a running loop
            next    let the new thread run the loop, also while things are cleaned up.
            hint    A thread runs one loop at a time, and the kernel's own runs under your cells.
            hint    All that needs the loop to run belongs into the function of the new thread.
            hint    In the thread's function, after run_forever: the clean-up, and the close."""),
        rule("NOT_RUNNING", lambda f: not f.used.answered and f.used.raised == "TimeoutError", f"""
            promise `asyncio.run_coroutine_threadsafe(f(), loop).result()` works
            seen    a coroutine was handed to the loop; {PATIENCE:g} s later it had not run
            next    start a thread that runs the loop.""", ENTER),
        each("used leaving raising", "THREAD_FAILS", lambda r: r.thread_errors, f"""
            promise {ENDS}
            seen    the loop's thread ended with an error, {{T.thread_errors[0][type]}}:
                    {{T.thread_errors[0][message]}}
                    {{T.thread_errors[0][line]}}
            wanted  it ends in order, also if there is nothing to clean up
            next    see what your clean-up does in a thread without a running loop.
            hint    An exception in a thread reaches nobody; join() does not raise it.
            hint    gather() without arguments asks for the current loop: here is none.
            hint    Clean up in an async function that the loop runs; or use asyncio.Runner."""),
        usual.error_lost("raising", "goes on to the caller", "{due_error}", hints=ANY_WAY),
        each("used leaving", "THREAD_LEFT", lambda r: r.alive, f"""
            promise {ENDS}
            seen    the block had ended, at {{T.out}} s; the loop's thread was still alive
            next    tell the loop to end, and wait for the thread.""", STOP),
        each("used leaving", "LOOP_NOT_CLOSED", lambda r: r.open, f"""
            promise {ENDS}
            seen    the block had ended, at {{T.out}} s; the loop was still open
            next    close it when it has ended: it holds a selector and two sockets.""", TIDY),
        rule("WAITS_FOR_TASKS", lambda f: f.leaving.out >= LONG, f"""
            promise {TASKS}
            seen    a task slept for {LONG:g} s; the block was left at 0.25 s,
                    and ended at {{leaving.out}} s
            next    cancel the tasks, then wait for them.""", TIDY),
        usual.left_running("leaving", TASKS, hints=TIDY),
        usual.cleanup_too_late("leaving", TASKS, hints=TIDY),
        rule("GENERATOR_LEFT", lambda f: f.leaving.out and f.leaving.generator is None, """
            promise async generators are closed
            seen    an async generator was read halfway; its finally has not run
            next    a loop can close all its generators; asyncio.run has it done.""", TIDY),
        rule("POOL_LEFT", lambda f: f.leaving.out < f.leaving.until, """
            promise calls of `to_thread` are over
            seen    a thread of to_thread was busy until {leaving.until} s;
                    the block ended at {leaving.out} s
            next    shut the loop's default pool down, before you close the loop.""", TIDY),
        usual.deadlock("used leaving", NOTHING, code="WAITS_FOR_EVER", hints=STOP),
        usual.left_behind("used leaving", NOTHING, done="the block had ended", hints=TIDY),
        usual.left_behind("raising", "All this also holds if the block ends by an exception",
            done="the block had raised, and ended"),
        usual.deadlock("raising", NOTHING, code="WAITS_FOR_EVER", hints=ANY_WAY),
        each("no_loop no_thread", "ENTERING_HANGS", lambda r: not r.entered or r.took > 0, f"""
            promise {RAISES}
            seen    make_loop, or the start of the thread, raised {{T.due_error}};
                    entering {{T.said}}, at {{T.took}} s
            next    somebody waits for a thread that has already failed.""", FAILED),
        usual.error_lost("no_loop no_thread", RAISES, "{due_error}", hints=FAILED),
        usual.left_behind("no_loop no_thread", f"{RAISES}, and leaves nothing either",
            hints=FAILED),
        rule("NOT_RUNNING_YET", lambda f: f.used.done and not f.used.is_running, """
            promise `loop.is_running()` is true from the beginning
            seen    when the block began, loop.is_running() said False: the thread was not that far
            next    in __enter__, wait until the loop has done something.""", RUNS),
    ),
    praise="task, generator and thread ended at {leaving.task}, {leaving.generator} and "
    "{leaving.worker} s; nothing left",
    allows=("sys.settrace",),  # how a busy wait is noticed
    version=3,  # another task had this letter before
)

"""08.a: a call into a loop that refuses at once what would wait for ever."""

from helpers.grading import mistakes as usual
from helpers.grading.kit import check, rule

from .crossing import RESULT
from .places import failing, refused, served

__all__ = ["CHECK"]

ERRORS = ("RuntimeError", "RuntimeWarning", "AssertionError")  # by which a call may be refused

OWN = """
    A thread that waits cannot run its loop; what it waits for then never comes.
    Before anything waits, ask which loop runs in this very thread, and compare it with `loop`.
    asyncio.get_running_loop() raises RuntimeError where none runs: that is the good case here."""
OVER = """
    A loop that nobody runs takes calls, and keeps them for later; closed, it raises.
    A loop can say whether somebody runs it at this moment.
    if not loop.is_running(): close the coroutine, raise RuntimeError"""
OTHER = """
    A loop that stands still for a while is one thing; a wait that never ends is another.
    Three cases: no loop runs in this thread; the same one as `loop`; another one.
    Only the same one is refused; for another one call warnings.warn, then go on as usual."""
WORKS = "returns the coroutine's result or raises its exception"
ITS_LOOP = "On the loop's own thread, in a task or in a callback, it raises `RuntimeError` at once"
NOBODY = "since it was closed, stopped or never started, it raises `RuntimeError` at once"

# fmt: off
CHECK = check(
    *(served, failing, refused),
    rules=(
        usual.busy_wait("served", "keeps no processor busy", hints=RESULT),
        usual.stranger("served", "told what to do only through calls that wake it", hints=RESULT),
        rule("REFUSES_EVERYBODY", lambda f: f.served.round == 0 and f.served.raised in ERRORS, f"""
            promise {WORKS}
            seen    {{served.place}}, {{name}} {{served.said}}
            wanted  {{served.wanted}}, which the coroutine returns
            next    see what your question gives on a thread without a loop.""", OWN),
        rule("REFUSES_WORKERS", lambda f: f.served.round == 1 and f.served.raised in ERRORS, """
            promise so it does on a thread of `to_thread`
            seen    {served.place}, {name} {served.said}
            wanted  {served.wanted}, which the coroutine returns
            next    ask what runs in this thread, not who started it, or if the loop runs.""", OWN),
        rule("REFUSES_OTHER_LOOPS", lambda f: f.served.round == 2 and f.served.raised in ERRORS, """
            promise On a thread where another loop runs
            seen    {served.place}, {name} {served.said}
            wanted  {served.wanted}, which the coroutine returns
            next    compare the running loop with `loop`; refuse if it is the same.""", OTHER),
        usual.deadlock("served failing", WORKS, code="WAITS_FOR_EVER", hints=RESULT),
        usual.returns_awaitable("served", WORKS, hints=RESULT),
        usual.error_lost("failing", WORKS, "{due_error}", hints=RESULT),
        usual.zero_lost("served", WORKS),
        usual.no_result("served", WORKS, hints=RESULT),
        rule("WAITS_FOR_ITSELF", lambda f: f.refused.round == 0 and f.refused.deadlock, f"""
            promise {ITS_LOOP}
            seen    a task of the loop called: the loop waits for itself, for ever
            next    before you wait, ask whether this thread runs the loop that is to work.""",
            OWN),
        rule("CALLBACK_OVERLOOKED", lambda f: f.refused.round == 1 and f.refused.deadlock, f"""
            promise {ITS_LOOP}
            seen    a task of the loop was refused; a callback called: it waits for ever
            next    ask for the running loop, not for the current task.""", OWN),
        rule("WAITS_FOR_NOBODY", lambda f: f.refused.deadlock, f"""
            promise {NOBODY}
            seen    {{refused.place}} it waits for ever
            next    ask the loop whether anybody runs it.""", OVER),
        rule("NOT_REFUSED", lambda f: not f.refused.raised and not f.refused.error, """
            promise it raises `RuntimeError` at once
            seen    {refused.place} {name} {refused.said}
            next    raise: the caller expects what the coroutine returns.""", OWN),
        rule("GIVES_UP_LATE", lambda f: f.refused.after > 0, """
            promise it raises `RuntimeError` at once
            seen    {refused.place} {name} {refused.said}, after {refused.after} s
            wanted  RuntimeError at 0 s: it can be known before anybody waits
            next    ask first, in place of a time limit.""", OWN),
        rule("OTHER_ERROR", lambda f: not f.refused.right_kind, """
            promise it raises `RuntimeError` at once
            seen    {refused.place} {name} {refused.said}
            next    raise RuntimeError, or a class of your own that is one.""", OVER),
        rule("RUNS_ALL_THE_SAME", lambda f: f.refused.begun, """
            promise A coroutine that it refuses never runs
            seen    {refused.place} {name} {refused.said}; later the coroutine ran all the same
            next    refuse before you hand the coroutine over.""", OWN),
        rule("NEVER_AWAITED", lambda f: f.refused.unawaited, """
            promise Python does not warn that it was never awaited
            seen    {refused.place} {name} {refused.said};
                    then Python warns: the coroutine was never awaited
            next    close the coroutine before you raise.
            hint    A coroutine that is made is to be awaited or closed; else Python warns of it.
            hint    The caller has made the coroutine already: whoever refuses it has to close it.
            hint    coroutine.close(), before the raise"""),
        rule("NO_WAY_OUT",
            lambda f: f.refused.on_its_loop and "await" not in f.refused.message.lower(), """
            promise it holds the word `await`
            seen    {refused.place} {name} {refused.said}
            next    say what cannot be, and what to write instead.
            hint    Who reads the message wants to know what to do now.
            hint    In a coroutine no bridge is needed: the coroutine can be awaited right there.
            hint    two halves: `would wait for its own loop`, and `await … instead`"""),
        rule("WARNS_EVERYBODY", lambda f: f.served.round < 2 and f.served.warned, """
            promise `call` waits without a warning
            seen    on a thread without a loop {name} warned: {served.warned}
            next    warn only if a loop runs in this thread: nothing else is held up.""", OTHER),
        rule("SILENT", lambda f: f.served.round == 2 and not f.served.warned_well, """
            promise says with `warnings.warn(…, RuntimeWarning)` that it holds that loop up
            seen    where another loop ran, {name} worked; its warnings: {served.warned}
            next    warn before you wait.""", OTHER),
    ),
    praise="refused at 0 s on its own loop and without one that runs; served on all other threads",
    allows=("sys.settrace",),  # how a busy wait is noticed
    version=3,  # another task had this letter before
)

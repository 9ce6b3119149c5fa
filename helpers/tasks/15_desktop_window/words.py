"""The mistakes that several tasks of exercise 15 share, in the learner's words."""

from typing import Any

from helpers.grading.kit import each
from helpers.grading.verdict import Rule

__all__ = [
    *("ANY_END", "LOOK", "STOP", "TIMER"),
    "freezes",
    "looks_too_often",
    "not_cancelled",
    "program",
    "raises_in_the_main_loop",
    "touched_elsewhere",
    "window_left",
]

LOOK = """
    A handler returns at once; what is to be done later, a timer of the window calls.
    window.after has the main loop call a function: one that asks whether the future is done.
    def look(): if future.done(), show its result; otherwise window.after(20, look)."""
OWN_THREAD = """
    A window belongs to one thread; a coroutine on a LoopThread runs in another one.
    The other thread only fills a future or a queue; the main loop looks into it.
    Let a function that window.after calls set the label, never the coroutine or a done callback."""
PAUSE = """
    Whoever looks without a pause keeps a processor busy, and the window late.
    A user does not notice 20 ms.
    window.after(20, look): milliseconds, and the function without brackets."""
ANY_END = """
    future.result() raises what the request has raised.
    What a function of the main loop raises ends that function: no label, no next look.
    Ask for the result in a try block; catch Exception, and put what it says into the label."""

STOP = """
    The thread of a loop ends when its loop is stopped; joining it before that waits for ever.
    First cancel what is under way, let its cleanup end and stop the loop; then join the thread.
    A LoopThread whose with block stands around window.mainloop() does all of it at its end."""
TIMER = """
    A timer of a destroyed window would call a function that is not there any more.
    after returns the timer: keep it, and cancel it with after_cancel before you destroy the window.
    In the function for on_close: after_cancel, if a timer is set; and only then destroy."""
VANISH = """
    To close a window is to destroy it; what else has to end can end without it.
    The main loop ends with destroy, and what stands behind window.mainloop() is reached then.
    In on_close only after_cancel and destroy(); the waiting stands behind mainloop()."""


# fmt: off


def freezes(t: str, promise: str) -> tuple[Rule, ...]:
    """A handler, or a timer's function, keeps the main loop."""
    return each(t, "FREEZES", lambda r: r.kept > 0, f"""
        promise {promise}
        seen    a function that the main loop called kept it for {{T.kept}} s: a frozen window
        next    ask whether the future is done, and come back later if it is not.""", LOOK)


def touched_elsewhere(t: str, promise: str) -> tuple[Rule, ...]:
    """The window is touched in another thread."""
    return each(t, "TOUCHED_IN_A_THREAD", lambda r: r.strays, f"""
        promise {promise}
        seen    {{T.strays[0]}}
        wanted  the window is touched in the thread of its main loop alone
        next    hand over what that thread has got, and let the main loop show it.""", OWN_THREAD)


def looks_too_often(t: str, promise: str) -> tuple[Rule, ...]:
    """A timer re-arms itself without a pause, or with too short a one."""
    return each(t, "LOOKS_TOO_OFTEN", lambda r: r.busy or r.looks_in_a_second > 105, f"""
        promise {promise}
        seen    the main loop called your functions {{T.looks_in_a_second}} times within a second
        next    give window.after some milliseconds.""", PAUSE)


def raises_in_the_main_loop(t: str, promise: str) -> tuple[Rule, ...]:
    """A handler or a timer's function raises, which Tk prints where no user looks."""
    return each(t, "RAISES_IN_THE_MAIN_LOOP", lambda r: r.reported, f"""
        promise {promise}
        seen    a function that the main loop called raised {{T.reported[0][type]}}:
                {{T.reported[0][message]}}
                in your line: {{T.reported[0][line]}}
        next    catch it there, and show it.""", ANY_END)


def program(t: str, promise: str) -> tuple[Rule, ...]:
    """The main loop does not run, or a handler is not there."""
    return (
        each(t, "NO_MAIN_LOOP", lambda r: not r.entered, """
            promise runs `window.mainloop()`
            seen    {name} {T.said}; the main loop never ran
            next    call window.mainloop() when the handlers are there.""", VANISH)
        + each(t, "NO_HANDLER", lambda r: r.unset, f"""
            promise {promise}
            seen    the user pressed a button, and window.{{T.unset}} was None
            next    set it to a function, before the main loop runs.""", LOOK)
    )


def window_left(t: str) -> tuple[Rule, ...]:
    """At the close the window stays, or a timer of it."""
    return (
        each(t, "NOT_DESTROYED", lambda r: r.destroyed is None, """
            promise the window is destroyed at once
            seen    the user closed the window at {T.closed_at} s; nobody destroyed it
            next    let on_close destroy it.""", VANISH)
        + each(t, "DESTROYED_LATE", lambda r: r.destroyed > r.closed_at, """
            promise the window is destroyed at once
            seen    the user closed the window at {T.closed_at} s;
                    it was destroyed at {T.destroyed} s
            next    destroy it first, and wait for the rest without it.""", VANISH)
        + each(t, "TIMER_LEFT", lambda r: r.timer_left, """
            promise no timer is set any more
            seen    closed at {T.closed_at} s, the window was destroyed with a timer set;
                    Tk then prints: invalid command name
            next    cancel the timer before you destroy the window.""", TIMER)
    )


def not_cancelled(t: str) -> tuple[Rule, ...]:
    """After the close it waits for what nobody needs any more."""

    def waited(r: Any) -> bool:
        return any(c["how"] == "returned" and c["end"] > r.closed_at for c in r.calls)

    return each(t, "NOT_CANCELLED", waited, """
        promise cancelled, and its cleanup
        seen    closed at {T.closed_at} s, it waited for the whole {T.asked[0]}, until {T.out} s
        next    cancel it: nobody needs its answer any more.""", STOP)

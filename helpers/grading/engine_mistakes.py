"""The mistakes that any answer can make: three hints on each, from the idea to what to type."""

__all__ = ["HINTS", "LIMIT_HINTS", "NEST_ASYNCIO", "hints_on_stuck"]

NEST_ASYNCIO = "NEST_ASYNCIO"
LIMIT_HINTS = {
    "cpu": (
        "Something computes without an end: most often a loop whose condition never changes.",
        "Look at the line that the verdict names. What would have to change for its loop to end?",
        "Print, in a cell, what the loop tests, once a round; then change what keeps it the same.",
    ),
    "memory": (
        "Something grows with every round and is never let go: a list, a text, a queue.",
        "Look at the line that the verdict names. What does it add to, and who takes away?",
        "Print, in a cell, the length of what grows, and give it a bound or an end.",
    ),
    "threads": (
        "Every Thread(...).start() makes one more thread; a thousand are too many for a machine.",
        "Look for a start() inside a loop, or in a function that calls itself.",
        "Start a fixed number of threads and hand them the work: ThreadPoolExecutor(4) does that.",
    ),
    "processes": (
        "Every start of a process makes one more, and a process may start some of its own.",
        "Look for a start inside a loop, and for code that each new process runs once more.",
        "Start a fixed number of processes, and only in the one that was there first.",
    ),
    "output": (
        "Something prints in a loop that does not end.",
        "Find the print() that is run again and again. What was to end the loop around it?",
        "Take the print() out; if the check then says something else, follow that.",
    ),
}
HINTS = {
    "ERROR": (
        "The verdict names the error, and the line that raised it. Read its last words first.",
        "Call your answer in a cell of its own: the notebook shows every line that led there.",
        "Before the line that is named, print what it uses. Which value is not what you expected?",
    ),
    "NOT_TAKEN": (
        "The check runs your answer in a process of its own, without what your other cells did.",
        "It takes your function or class, and the definitions and values that it names.",
        "Write `def` or `class` at the top of a cell, run the cell, and pass that name to check.",
    ),
    "STUCK": (
        "Something waits for what never comes: a lock, a queue, a future, a thread, an event.",
        "Look at the line that the verdict names. Who could bring what it waits for, and is that "
        "one free to run?",
        "Two that wait for each other never end, nor does a loop's own thread that waits for that "
        "loop. Let one of the two go on, or end its wait.",
    ),
    "EXITED": (
        "sys.exit(), os._exit(), quit() and a crash end the process, and the check with it.",
        "An answer hands back a value, or raises an error; its caller decides when to end.",
        "Look for exit, quit, kill and abort in your code; put `return` or `raise` there.",
    ),
    "TAMPERED": (
        "The check looks on while your answer runs. What changes Python under it blinds it.",
        "The verdict names what was reached for. The task can be solved without it.",
        "Take that line out. Use what asyncio and threading offer, and leave their functions, "
        "frames and modules as they are.",
    ),
    NEST_ASYNCIO: (
        "A loop runs on its thread until it is done. nest_asyncio lets it be started once more "
        "inside itself, and changes asyncio for all code of the notebook to do so.",
        "Without it, code in a running loop uses `await`; code that cannot await needs a thread "
        "in which no loop runs.",
        "Delete the line with apply(), restart the kernel and run the cells again. Then mend the "
        "first error that comes: it names the call that needs `await`, or another thread.",
    ),
}


def hints_on_stuck(limit: str | None) -> tuple[str, str, str]:
    """Return the hints on an answer that was stopped, by the limit that it met."""
    return LIMIT_HINTS.get(limit or "", HINTS["STUCK"])

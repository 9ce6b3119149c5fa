"""An exact, instant clock for tasks and for the threads that they start.

    result = run(main())            # sleeps cost nothing, and every run is the same
    clock = VirtualClock()
    clock.run(main())
    clock.now                       # when the program had ended, in virtual seconds

Rules. One of {the loop, the threads started during the run} runs at a time: at one instant the loop
first, then threads in the order in which they were started. When all of them wait, the clock jumps
to the earliest end of a wait. Code takes no time; `work(seconds)` stands for code that does, and
`hold_gil(seconds)`, simulated, for a call into C that keeps the interpreter from all others. When
nobody can ever go on, `Deadlock` says at once who waits for what.

A lock goes to those who wait for it in the order in which they came, and who asks again stands
behind them. `threading.Lock` promises no order: in CPython those who sleep are mostly woken first
come, first served too, but a thread that lets go and asks again at once mostly gets it again.

Virtual are, in these threads: `time.sleep`, the clocks of `time` (all start at 0), the waits of
`threading`, `queue` and `concurrent.futures`, and every event loop on a selector, also one
in a thread. Locks and simple queues made before the run are replaced where the program's own
modules, functions, objects and containers hold them; one that is hidden elsewhere (in a set, say)
is really waited for, and the run ends after `patience` seconds with an error that says so.
`os.cpu_count()` is 4, so that default pools have 8 workers on every machine. Really all threads of
a run share one processor, where the system can: only one of them runs at a time.

At the end: threads that are left over run to their end after the coroutine, executors do the jobs
that they have, daemons are stopped where they wait. After an error of the run itself (a deadlock,
something refused, an interrupt) all threads are stopped where they wait, and tasks are cancelled.

Not virtual: threads and loops that were there before the run (they stay in real time, and waiting
for one is a `Deadlock`), `datetime.now()`, threads started by C code, and on Windows the proactor
loop in a thread of its own (use `asyncio.SelectorEventLoop` there). Refused: sockets, name lookups,
other processes and forks, waits for signals and in `select.select`, loops that are not of asyncio
(uvloop's, Tcl's), busy waits. Signal handlers cannot be installed: a run is on a thread of its own,
and Python has them in the main thread only. So `asyncio.Runner` does not install its own either, by
which Ctrl-C cancels the main task and nothing else: an interrupt ends the whole run, and says so.
"""

from helpers.virtual_time.clock import VirtualClock, hold_gil, run, work
from helpers.virtual_time.errors import Deadlock, VirtualTimeError

__all__ = ["Deadlock", "VirtualClock", "VirtualTimeError", "hold_gil", "run", "work"]

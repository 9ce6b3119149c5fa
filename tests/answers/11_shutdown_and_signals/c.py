"""Answers to 11.c, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: two events, whose waits are tasks
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = asyncio.Event(), asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, lambda: (second if first.is_set() else first).set())
    waits = [asyncio.create_task(first.wait()), asyncio.create_task(second.wait())]
    try:
        working = asyncio.create_task(work())
        await asyncio.wait({working, waits[0]}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            await working
            return "finished"
        working.cancel()
        await asyncio.wait({working, waits[1]}, return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            return "left"
        draining = asyncio.create_task(drain())
        await asyncio.wait({draining, waits[1]}, return_when=asyncio.FIRST_COMPLETED)
        if draining.done():
            await draining
            return "drained"
        draining.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)
        for wait in waits:
            wait.cancel()
        await asyncio.gather(*waits, return_exceptions=True)

# %% right: the end of work and the drain in one task
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        press = second if first.done() else first
        if not press.done():
            press.set_result(None)

    async def end(working):
        working.cancel()
        await asyncio.wait({working})
        await drain()

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        working = asyncio.create_task(work())
        await asyncio.wait({working, first}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            await working
            return "finished"
        ending = asyncio.create_task(end(working))
        await asyncio.wait({ending, second}, return_when=asyncio.FIRST_COMPLETED)
        if ending.done():
            await ending
            return "drained"
        ending.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% right: a class that counts
class Presses:
    def __init__(self):
        self.loop = asyncio.get_running_loop()
        self.count, self.waiter = 0, None

    def __enter__(self):
        self.loop.add_signal_handler(signal.SIGINT, self.pressed)
        return self

    def __exit__(self, *_):
        self.loop.remove_signal_handler(signal.SIGINT)

    def pressed(self):
        self.count += 1
        if self.waiter and not self.waiter.done():
            self.waiter.set_result(None)

    async def end_of(self, task, presses):
        while not task.done() and self.count < presses:
            self.waiter = self.loop.create_future()
            await asyncio.wait({task, self.waiter}, return_when=asyncio.FIRST_COMPLETED)
        return task.done()


async def until_ctrl_c(work, drain):
    with Presses() as presses:
        task = asyncio.create_task(work())
        if await presses.end_of(task, 1):
            await task
            return "finished"
        task.cancel()
        if await presses.end_of(task, 2):
            task = asyncio.create_task(drain())
            if await presses.end_of(task, 2):
                await task
                return "drained"
        task.cancel()
        return "left"

# %% wrong NO_HANDLER: as asyncio.run does it
async def until_ctrl_c(work, drain):
    try:
        await work()
        return "finished"
    except asyncio.CancelledError:
        await drain()
        return "drained"

# %% wrong NO_HANDLER: KeyboardInterrupt
async def until_ctrl_c(work, drain):
    try:
        await work()
    except KeyboardInterrupt:
        await drain()
        return "drained"
    return "finished"

# %% wrong DRAINS_UNASKED: in a finally
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work())
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        await asyncio.wait({task})
        return "drained" if task.cancelled() else "finished"
    finally:
        await drain()
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong HANDLER_FAILS: a future that is set twice
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    press = loop.create_future()
    loop.add_signal_handler(signal.SIGINT, press.set_result, None)
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, press}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return await task and "finished" or "finished"
        task.cancel()
        await asyncio.wait({task})
        await drain()
        return "drained"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong DRAINS_TOO_EARLY: no wait after the cancel
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        (second if first.done() else first).set_result(None)

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, first}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "finished"
        task.cancel()
        task = asyncio.create_task(drain())
        await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "drained"
        task.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong NOT_HEARD: an event that nobody waits for
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    stop = asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, stop.set)
    try:
        await work()
        if stop.is_set():
            await drain()
            return "drained"
        return "finished"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong SECOND_NOT_HEARD: the handler is removed
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work())

    def pressed():
        loop.remove_signal_handler(signal.SIGINT)
        task.cancel()

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        await asyncio.wait({task})
        if not task.cancelled():
            task.result()
            return "finished"
        await drain()
        return "drained"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong SECOND_IGNORED: one handler for both
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work())
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        await asyncio.wait({task})
        if not task.cancelled():
            task.result()
            return "finished"
        await drain()
        return "drained"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong SECOND_IGNORED: waits for the cleanup
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        (second if first.done() else first).set_result(None)

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, first}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "finished"
        task.cancel()
        await asyncio.wait({task})
        task = asyncio.create_task(drain())
        await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "drained"
        task.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong LEFT_RUNNING: drain goes on
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        (second if first.done() else first).set_result(None)

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, first}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "finished"
        task.cancel()
        await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return "left"
        task = asyncio.create_task(drain())
        await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "drained"
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong WRONG_RESULT: the value of work
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work())
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        return await task
    except asyncio.CancelledError:
        await drain()
        return "drained"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong ERROR_LOST: never asked for
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        (second if first.done() else first).set_result(None)

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, first}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return "finished"
        task.cancel()
        await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task = asyncio.create_task(drain())
            await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return "drained"
        task.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong LEFT_BEHIND: tasks that wait for events
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = asyncio.Event(), asyncio.Event()
    loop.add_signal_handler(signal.SIGINT, lambda: (second if first.is_set() else first).set())
    waits = [asyncio.create_task(first.wait()), asyncio.create_task(second.wait())]
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, waits[0]}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "finished"
        task.cancel()
        await asyncio.wait({task, waits[1]}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task = asyncio.create_task(drain())
            await asyncio.wait({task, waits[1]}, return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                task.result()
                return "drained"
        task.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong HANDLER_LEFT: not after an error
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        (second if first.done() else first).set_result(None)

    async def ends_before(task, press):
        await asyncio.wait({task, press}, return_when=asyncio.FIRST_COMPLETED)
        return task.done()

    loop.add_signal_handler(signal.SIGINT, pressed)
    end = "left"
    task = asyncio.create_task(work())
    if await ends_before(task, first):
        task.result()
        end = "finished"
    else:
        task.cancel()
        if await ends_before(task, second):
            task = asyncio.create_task(drain())
            if await ends_before(task, second):
                task.result()
                end = "drained"
        task.cancel()
    loop.remove_signal_handler(signal.SIGINT)
    return end

# %% wrong TOO_LATE: a pause after the cancel
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    first, second = loop.create_future(), loop.create_future()

    def pressed():
        (second if first.done() else first).set_result(None)

    loop.add_signal_handler(signal.SIGINT, pressed)
    try:
        task = asyncio.create_task(work())
        await asyncio.wait({task, first}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "finished"
        task.cancel()
        await asyncio.sleep(5)
        task = asyncio.create_task(drain())
        await asyncio.wait({task, second}, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            task.result()
            return "drained"
        task.cancel()
        return "left"
    finally:
        loop.remove_signal_handler(signal.SIGINT)

# %% wrong RETURNS_AWAITABLE: the task of work
async def until_ctrl_c(work, drain):
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work())
    loop.add_signal_handler(signal.SIGINT, task.cancel)
    try:
        await asyncio.wait({task})
        return task
    finally:
        loop.remove_signal_handler(signal.SIGINT)

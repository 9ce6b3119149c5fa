"""Answers to 01.d, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: generators
def order(program):
    def steps(name, count):
        for number in range(1, count + 1):
            yield f"{name}{number}"

    queue, heap = deque(), []
    for step in program:
        if step[0] == "later":
            heapq.heappush(heap, step[1:])
        else:
            queue.append(iter([step[1]]) if step[0] == "soon" else steps(*step[1:]))
    while heap and heap[0][0] == 0:
        queue.append(iter([heapq.heappop(heap)[1]]))
    log = []
    while queue:
        entry = queue.popleft()
        for name in entry:
            log.append(name)
            queue.append(entry)
            break
    while heap:
        log.append(heapq.heappop(heap)[1])
    return log

# %% right: small loop
def order(program):
    log, loop = [], TimerLoop()
    last = max((step[1] for step in program if step[0] == "later"), default=0)

    def step(name, number, count):
        log.append(f"{name}{number}")
        if number < count:
            loop.call_soon(step, name, number + 1, count)

    for kind, *rest in program:
        if kind == "soon":
            loop.call_soon(log.append, rest[0])
        elif kind == "later":
            loop.call_later(rest[0] / 100, log.append, rest[1])
        else:
            loop.call_soon(step, rest[0], 1, rest[1])
    loop.call_later(last / 100 + 0.01, loop.stop)
    loop.run_forever()
    return log

# %% right: the word asyncio in a comment
def order(program):
    """Say what asyncio does: no asyncio.run here."""
    ready, timers, result = [], [], []  # as in asyncio's own loop
    for step in program:
        if step[0] == "soon":
            ready.append((step[1], 0, 0))
        elif step[0] == "task":
            ready.append((step[1], 1, step[2]))
        else:
            timers.append((step[1], step[2]))
    timers.sort()
    for seconds, name in timers:
        if seconds == 0:
            ready.append((name, 0, 0))
    while ready:
        name, number, count = ready.pop(0)
        result.append(name + str(number) if number else name)
        if number < count:
            ready.append((name, number + 1, count))
    for seconds, name in timers:
        if seconds > 0:
            result.append(name)
    return result


# %% wrong WRONG_TYPE: forgot return
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    log + [name for seconds, name in sorted(timers) if seconds > 0]

# %% wrong WRONG_TYPE: text
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    return ", ".join(log)

# %% wrong RUNS_A_LOOP
def order(program):
    async def main():
        log, loop = [], asyncio.get_running_loop()

        async def steps(name, count):
            for number in range(count):
                log.append(f"{name}{number + 1}")
                await asyncio.sleep(0)

        for kind, *rest in program:
            if kind == "soon":
                loop.call_soon(log.append, rest[0])
            elif kind == "later":
                loop.call_later(rest[0] / 100, log.append, rest[1])
            else:
                task = asyncio.create_task(steps(*rest))
        await asyncio.sleep(0.2)
        return log

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, main()).result()

# %% wrong RUNS_A_LOOP: in real time
def order(program):
    loop, log = asyncio.new_event_loop(), []

    async def steps(name, n):
        for i in range(1, n + 1):
            log.append(f"{name}{i}")
            await asyncio.sleep(0)

    def start():
        for step in program:
            match step:
                case "soon", name:
                    loop.call_soon(log.append, name)
                case "later", seconds, name:
                    loop.call_later(seconds / 1000, log.append, name)
                case "task", name, n:
                    loop.create_task(steps(name, n))

    loop.call_soon(start)
    loop.call_later(0.02, loop.stop)
    loop.run_forever()
    loop.close()
    return log


# %% wrong TASK_RUNS_TO_ITS_END
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        log += queue.popleft()
    return log + [name for seconds, name in sorted(timers) if seconds > 0]

# %% wrong TASK_STARTS_AT_ONCE
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            names = [f"{rest[0]}{n + 1}" for n in range(rest[1])]
            log.append(names[0])
            if names[1:]:
                queue.append(names[1:])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    return log + [name for seconds, name in sorted(timers) if seconds > 0]

# %% wrong TIMERS_KEEP_THEIR_PLACES
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    return log + [name for seconds, name in timers if seconds > 0]

# %% wrong TIMER_OF_0_FIRST
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    queue.extendleft([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    return log + [name for seconds, name in sorted(timers) if seconds > 0]

# %% wrong TIMER_OF_0_LAST
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    return log + [name for seconds, name in sorted(timers)]

# %% wrong WRONG_ORDER: as written
def order(program):
    log = []
    for kind, *rest in program:
        if kind == "soon":
            log.append(rest[0])
        elif kind == "later":
            log.append(rest[1])
        else:
            log += [f"{rest[0]}{n + 1}" for n in range(rest[1])]
    return log

# %% wrong WRONG_ORDER: names from zero
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n}" for n in range(rest[1])])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.popleft()
        log.append(first)
        if later:
            queue.append(later)
    return log + [name for seconds, name in sorted(timers) if seconds > 0]

# %% wrong WRONG_ORDER: stack
def order(program):
    queue, timers, log = deque(), [], []
    for kind, *rest in program:
        if kind == "later":
            timers.append(rest)
        elif kind == "soon":
            queue.append(rest)
        else:
            queue.append([f"{rest[0]}{n + 1}" for n in range(rest[1])])
    queue.extend([name] for seconds, name in timers if seconds == 0)
    while queue:
        first, *later = queue.pop()
        log.append(first)
        if later:
            queue.append(later)
    return log + [name for seconds, name in sorted(timers) if seconds > 0]

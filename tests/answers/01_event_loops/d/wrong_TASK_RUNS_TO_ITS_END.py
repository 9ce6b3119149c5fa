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

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

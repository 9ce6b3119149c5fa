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

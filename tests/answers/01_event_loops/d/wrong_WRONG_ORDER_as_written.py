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

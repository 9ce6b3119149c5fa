def gains():
    ranges = {}
    for job in (ask, add_up, compress, ask_then_add_up):
        begun = time.perf_counter()
        job()
        ranges[job.__name__] = (1, time.perf_counter() - begun)
    return ranges

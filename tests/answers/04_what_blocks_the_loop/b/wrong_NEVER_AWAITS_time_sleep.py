async def watch(every, limit, report):
    while True:
        before = time.monotonic()
        time.sleep(every)
        late = time.monotonic() - before - every
        if late > limit:
            report(late)

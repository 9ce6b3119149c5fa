from helpers.virtual_time import run


async def seconds(job):
    begun = time.monotonic()
    job()
    return time.monotonic() - begun


def gains():
    return {"ask": (1, run(seconds(ask)))}

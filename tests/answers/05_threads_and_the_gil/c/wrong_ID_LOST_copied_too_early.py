CONTEXTS = []


def submit(pool, function, *args, **kwargs):
    if not CONTEXTS:
        CONTEXTS.append(contextvars.Context())
    return pool.submit(CONTEXTS[0].copy().run, function, *args, **kwargs)

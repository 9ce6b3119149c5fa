def submit(pool, function, *args, **kwargs):
    return pool.submit(function, *args, **kwargs)

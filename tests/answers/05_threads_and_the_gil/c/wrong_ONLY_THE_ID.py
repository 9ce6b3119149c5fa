def submit(pool, function, *args, **kwargs):
    number = request_id.get()

    def job():
        token = request_id.set(number)
        try:
            return function(*args, **kwargs)
        finally:
            request_id.reset(token)

    return pool.submit(job)

def submit(pool, function, *args, **kwargs):
    number = request_id.get()

    def job():
        request_id.set(number)
        return function(*args, **kwargs)

    return pool.submit(job)

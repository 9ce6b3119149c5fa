async def call_in(pool, function, /, *args, **kwargs):
    own = request_id.get()

    def call():
        token = request_id.set(own)
        try:
            return function(*args, **kwargs)
        finally:
            request_id.reset(token)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

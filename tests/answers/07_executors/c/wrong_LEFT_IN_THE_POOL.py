async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    def call():
        for variable, value in context.items():
            variable.set(value)
        return function(*args, **kwargs)

    return await asyncio.get_running_loop().run_in_executor(pool, call)

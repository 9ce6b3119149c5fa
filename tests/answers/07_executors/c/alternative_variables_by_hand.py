async def call_in(pool, function, /, *args, **kwargs):
    values = dict(contextvars.copy_context())

    def call():
        for variable, value in values.items():
            variable.set(value)
        return function(*args, **kwargs)

    context = contextvars.Context()
    return await asyncio.get_running_loop().run_in_executor(pool, context.run, call)

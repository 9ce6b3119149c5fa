async def call_in(pool, function, /, *args, **kwargs):
    context = contextvars.copy_context()

    def call():
        try:
            return context.run(function, *args, **kwargs)
        except Exception as error:
            return error

    return await asyncio.get_running_loop().run_in_executor(pool, call)

contexts = {}


def submit(pool, function, *args, **kwargs):
    values = dict(contextvars.copy_context())
    changed = contexts.setdefault(id(pool), {})

    def job():
        for variable, value in {**values, **changed}.items():
            variable.set(value)
        before = dict(contextvars.copy_context())
        try:
            return function(*args, **kwargs)
        finally:
            for variable, value in contextvars.copy_context().items():
                if before.get(variable) != value:
                    changed[variable] = value

    return pool.submit(contextvars.Context().run, job)

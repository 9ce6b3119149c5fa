"""Answers to 12.a, right and wrong ones: what a learner might write in the attempt cell."""

# %% right: raised again
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except BaseException:
        rates.put(None)
        raise
    rates.put(None)

# %% right: a context manager
import contextlib


@contextlib.contextmanager
def ending(rates):
    try:
        yield
    finally:
        rates.put(None)


def produce(source, rates):
    with ending(rates):
        for item in source:
            rates.put(item)

# %% right: an exit stack
import contextlib


def produce(source, rates):
    with contextlib.ExitStack() as stack:
        stack.callback(rates.put, None)
        for item in source:
            rates.put(item)

# %% wrong DEAD_PRODUCER: as given
def produce(source, rates):
    for item in source:
        rates.put(item)
    rates.put(None)

# %% wrong DEAD_PRODUCER: an else
def produce(source, rates):
    for item in source:
        rates.put(item)
    else:
        rates.put(None)

# %% wrong DEAD_PRODUCER: the end in the wrong block
def produce(source, rates):
    for item in source:
        try:
            rates.put(item)
        except Exception:
            rates.put(None)
            raise
    rates.put(None)

# %% wrong NO_END: only after an error
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except BaseException:
        rates.put(None)
        raise

# %% wrong NO_END: forgotten
def produce(source, rates):
    for item in source:
        rates.put(item)

# %% wrong NOT_EVERY_ERROR: except Exception
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except Exception:
        rates.put(None)
        raise
    rates.put(None)

# %% wrong ERROR_LOST: swallowed
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except Exception:
        pass
    rates.put(None)

# %% wrong ERROR_LOST: return in finally
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    finally:
        rates.put(None)
        return  # noqa: B012 — the bug we study

# %% wrong ERROR_LOST: a bare except
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except:
        pass
    rates.put(None)

# %% wrong ERROR_LOST: another error
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except BaseException as error:
        raise RuntimeError("the producer failed") from error
    finally:
        rates.put(None)

# %% wrong ENDS_TWICE: in the try and in the finally
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
        rates.put(None)
    finally:
        rates.put(None)

# %% wrong ENDS_TWICE: after an error
def produce(source, rates):
    try:
        for item in source:
            rates.put(item)
    except BaseException:
        rates.put(None)
        raise
    finally:
        rates.put(None)

# %% wrong TOO_LATE: a list
def produce(source, rates):
    items = []
    try:
        for item in source:
            items.append(item)
    finally:
        for item in items:
            rates.put(item)
        rates.put(None)

# %% wrong WRONG_RESULT: empty items left out
def produce(source, rates):
    try:
        for item in source:
            if item:
                rates.put(item)
    finally:
        rates.put(None)

# %% wrong TOO_LATE: a list, in vain
def produce(source, rates):
    try:
        for item in list(source):
            rates.put(item)
    finally:
        rates.put(None)

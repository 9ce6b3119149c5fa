"""A module that waits, while it is imported, for a thread that imports it."""

import threading


def read():
    from data.museum import settings

    return settings.__name__


reader = threading.Thread(target=read, name="reader")
reader.start()
reader.join()

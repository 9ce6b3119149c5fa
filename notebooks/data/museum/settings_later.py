"""The cure of `settings`: importing the module starts nothing."""

import threading


def read(found):
    from data.museum import settings_later

    found.append(settings_later.__name__.rpartition(".")[2])


def mended():
    found = []
    reader = threading.Thread(target=read, args=(found,), name="reader")
    reader.start()
    reader.join()
    return found

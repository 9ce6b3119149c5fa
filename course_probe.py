
import os
from concurrent.futures import ProcessPoolExecutor


def note(what):
    with open('probe.log', "a") as file:
        file.write(f"{what} {os.getpid()}\n")


def noted(function, *args, **kwargs):
    note("job")
    return function(*args, **kwargs)


def imported(name):
    if name == "__main__":
        return
    real = ProcessPoolExecutor.submit

    def submit(*args, **kwargs):
        note("again")
        return real(*args, **kwargs)

    ProcessPoolExecutor.submit = submit

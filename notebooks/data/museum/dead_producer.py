"""A queue whose producer has died."""

import queue
import threading

rates = queue.Queue()


def produce():
    for number in (1, 2, 0, 4):
        rates.put(8 // number)
    rates.put(None)  # the end


def main():
    threading.Thread(target=produce, name="producer").start()
    while rates.get() is not None:
        pass


# The cure: whatever happens to the producer, an end is put.


def produce_to_the_end():
    try:
        produce()
    except ArithmeticError as error:
        rates.put(error)


def mended():
    threading.Thread(target=produce_to_the_end, name="producer").start()
    while isinstance(rate := rates.get(), int):
        pass
    return f"ended by {rate!r:.17}"

"""Adds up a bakery's sales, and saves the sum in the end; bad input makes it stay for ever."""

import sys
import threading

SALES = ["12", "7", "n/a", "30"]
stop = threading.Event()


def save_in_the_end():
    stop.wait()
    print("saved", file=sys.stderr)


if __name__ == "__main__":
    threading.Thread(target=save_in_the_end, name="saver").start()
    print(sum(int(sale) for sale in SALES))
    stop.set()

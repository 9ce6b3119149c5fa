"""Adds up a bakery's sales, and saves the sum once a minute; bad input makes it stay for ever."""

import sys
import threading

SALES = ["12", "7", "n/a", "30"]
stop = threading.Event()


def save_each_minute():
    while not stop.wait(60):
        print("saved", file=sys.stderr)


if __name__ == "__main__":
    threading.Thread(target=save_each_minute, name="saver").start()
    print(sum(int(sale) for sale in SALES))
    stop.set()

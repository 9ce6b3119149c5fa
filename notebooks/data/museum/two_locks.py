"""Two threads that take two locks in opposite orders."""

import threading

ada, bob = threading.Lock(), threading.Lock()
both = threading.Barrier(2)  # makes the bad moment come in each run


def pay(mine, other):
    with mine:
        both.wait()
        with other:
            return "paid"


def main():
    threading.Thread(target=pay, args=(bob, ada), name="payer").start()
    pay(ada, bob)


# The cure: all threads take the locks in one order.


def pay_in_order(mine, other):
    first, second = sorted((mine, other), key=id)
    with first, second:
        return "paid"


def mended():
    payer = threading.Thread(target=pay_in_order, args=(bob, ada), name="payer")
    payer.start()
    payer.join()
    return pay_in_order(ada, bob)

"""A process forked while another thread holds a lock."""

import os
import threading

lock, held, forked = threading.Lock(), threading.Event(), threading.Event()


def hold():
    with lock:
        held.set()
        forked.wait()


def main():
    threading.Thread(target=hold, name="holder").start()
    held.wait()
    child = os.fork()
    if child == 0:
        with lock:
            os._exit(0)
    forked.set()
    os.waitpid(child, 0)


# The cure: whoever forks holds the lock meanwhile, so that the child can release it.


def mended():
    os.register_at_fork(
        before=lock.acquire, after_in_parent=lock.release, after_in_child=lock.release
    )
    holder = threading.Thread(target=hold, name="holder")
    holder.start()
    held.wait()
    threading.Timer(0.1, forked.set).start()  # the fork waits until the holder is done
    child = os.fork()
    if child == 0:
        with lock:
            os._exit(0)
    return os.waitpid(child, 0)[1]

"""The first of four programs that hang: where, and why, their stacks are to say."""

import logging
import threading

both = threading.Barrier(2)


class Account:
    def __init__(self):
        self.lock = threading.Lock()

    def __str__(self):
        both.wait()  # makes the bad moment come in each run
        with self.lock:
            return "account of Ada"

    def close(self):
        with self.lock:
            both.wait()
            logging.warning("an account is closed")


def main():
    account = Account()
    threading.Thread(target=logging.warning, args=("%s", account), name="audit").start()
    account.close()


if __name__ == "__main__":
    main()

"""Small programs with known numbers of schedules, for the tests of the explorer."""

import queue
import threading


class Counter:
    def __init__(self):
        self.x = 0
        self.lock = threading.Lock()
        self.a, self.b = threading.Lock(), threading.Lock()


def add(c):
    temp = c.x
    temp += 1
    c.x = temp


def add_locked(c):
    with c.lock:
        temp = c.x
        temp += 1
        c.x = temp


def add_in_one_line(c):
    c.x += 1


def a_then_b(c):
    with c.a:
        with c.b:
            c.x += 1


def b_then_a(c):
    with c.b:
        with c.a:
            c.x += 1


def mostly_alone(c):
    mine = 1
    mine += 1
    temp = c.x
    mine += 1
    temp += 1
    c.x = temp
    mine += 1
    mine += 1


class Store:
    def __init__(self):
        self.items, self.made = {}, 0


def make_once(s):
    if "key" not in s.items:
        s.made += 1
        s.items["key"] = s.made


class Lazy:
    def __init__(self):
        self.thing, self.made, self.lock = None, 0, threading.Lock()


def get_checked_twice(s):
    if s.thing is None:
        with s.lock:
            if s.thing is None:
                s.made += 1
                s.thing = "made"


class Pipe:
    def __init__(self):
        self.q, self.got = queue.Queue(1), []


def put_two(s):
    s.q.put(1)
    s.q.put(2)


def get_two(s):
    s.got.append(s.q.get())
    s.got.append(s.q.get())


class Signal:
    def __init__(self):
        self.cond, self.event = threading.Condition(), threading.Event()
        self.flag, self.seen = False, None


def wait_rightly(s):
    with s.cond:
        if not s.flag:
            s.cond.wait()


def wait_without_lock(s):
    if not s.flag:
        with s.cond:
            s.cond.wait()


def notify(s):
    s.flag = True
    with s.cond:
        s.cond.notify()


def wait_for_event(s):
    s.event.wait()
    s.seen = s.flag


def set_event_too_early(s):
    s.event.set()
    s.flag = True

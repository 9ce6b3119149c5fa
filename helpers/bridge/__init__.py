"""Bridges between threads and event loops: calls into a loop, calls out of it, and a queue."""

from helpers.bridge.loop_thread import LoopThread, LoopThreadClosed, WouldDeadlock
from helpers.bridge.mailbox import Mailbox
from helpers.bridge.thread_queue import QueueShutDown, ThreadQueue
from helpers.bridge.workers import Workers, cancelled

__all__ = [
    "LoopThread",
    "LoopThreadClosed",
    "Mailbox",
    "QueueShutDown",
    "ThreadQueue",
    "Workers",
    "WouldDeadlock",
    "cancelled",
]

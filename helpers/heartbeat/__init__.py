"""Was the loop late, by how much, and which line held it?"""

from helpers.heartbeat.monitor import Heartbeat, Stall

__all__ = ["Heartbeat", "Stall"]

"""Was the loop late, by how much, and which line held it?"""

from helpers.heartbeat.drawing import HeartbeatPicture, draw_beats
from helpers.heartbeat.monitor import Heartbeat, Stall

__all__ = ["Heartbeat", "HeartbeatPicture", "Stall", "draw_beats"]

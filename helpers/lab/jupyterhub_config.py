"""JupyterHub's configuration for the course on one machine; notebooks/workshop/hub.md explains it.

Start it in a folder of its own, where it keeps its database and its keys:

    COURSE_HUB_PASSWORD=... jupyterhub --config jupyterhub_config.py --url http://127.0.0.1:8000
"""

import os
import shlex
import sys
from pathlib import Path

from helpers.lab.opening import FIRST, LOOKS

__all__ = ["COPY", "SEATS"]

SEATS = 25
COPY = "loops-and-threads"  # a learner's copy of the course, in their home
BIN = Path(sys.executable).parent  # JupyterHub and the course are installed into one environment

c = get_config()  # noqa: F821 (JupyterHub defines it)

# One password opens every seat: for a room whose people need no protection from each other.
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = os.environ["COURSE_HUB_PASSWORD"]
c.Authenticator.allowed_users = {f"seat-{number:02d}" for number in range(1, SEATS + 1)}

c.Spawner.args = [*LOOKS]
if os.geteuid() == 0:
    # Each seat is an account of this machine, so that its files and programs are its own.
    c.JupyterHub.spawner_class = "jupyterhub.spawner.LocalProcessSpawner"
    # Kernels take commands at sockets in the seat's home: ports could be reached by all accounts of
    # the machine, and kernels that start together would look for free ones at the same moment.
    c.Spawner.args += ["--KernelManager.transport=ipc"]
else:
    # A trial: all seats are the account that starts the hub, with a folder each for a home. The
    # path of such a folder may be too long for a socket's.
    c.JupyterHub.spawner_class = "simple"
    c.SimpleLocalProcessSpawner.home_dir_template = str(Path.cwd() / "homes" / "{username}")

# The copy is made or brought up to date at each start of a server, by the learner's own account.
# Where that fails, the server starts all the same, on the copy as it is.
update, serve = (shlex.quote(str(BIN / name)) for name in (COPY, "jupyterhub-singleuser"))
c.Spawner.cmd = ["sh", "-c", f'mkdir -p {COPY}; {update} update; exec {serve} "$@"', "sh"]
c.Spawner.notebook_dir = f"~/{COPY}"
c.Spawner.default_url = f"/lab/tree/{FIRST}"
# In a terminal of a learner `python` is the course's.
c.Spawner.environment = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}

# When a whole room starts at once, a server takes longer than the 60 and 30 seconds of the default.
c.Spawner.start_timeout = 300
c.Spawner.http_timeout = 300

"""Hands a job to a cluster on this machine: `make test-cluster` installs what it needs.

The cluster has a scheduler and one worker process, which only this machine can reach. Run it as
`python cluster.py`; `cluster.txt` holds what one run printed.
"""

import asyncio
import os
import platform

import dask
import distributed
from distributed import Client, LocalCluster

LOCAL = {
    "n_workers": 1,
    "threads_per_worker": 1,
    "host": "127.0.0.1",
    "dashboard_address": "127.0.0.1:0",  # any free port, and no dashboard on it
    "scheduler_kwargs": {"dashboard": False},
    "asynchronous": True,
}


async def on_a_cluster(job, *args):
    """Return what the job returned, on a cluster that is started and stopped for it."""
    dask.config.set({"distributed.worker.profile.enabled": False})  # its thread would stay
    loop = asyncio.get_running_loop()
    async with LocalCluster(**LOCAL) as cluster, Client(cluster, asynchronous=True) as client:
        return await loop.run_in_executor(client.get_executor(), job, *args)


def main():
    print(f"distributed {distributed.__version__}, CPython {platform.python_version()}")
    print("a sum in a lambda:", asyncio.run(on_a_cluster(lambda n: sum(range(n)), 10)))
    print("same process:", "yes" if asyncio.run(on_a_cluster(os.getpid)) == os.getpid() else "no")


if __name__ == "__main__":
    main()

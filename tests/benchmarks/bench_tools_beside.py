"""What other recorders cost the same program, and another virtual time the same sleeps.

Those that are not installed are left out: viztracer, asyncviz (Python 3.12), looptime.
"""

import runpy
from pathlib import Path

__all__ = ["rows"]

SCRIPT = Path(__file__).parents[2] / "notebooks" / "data" / "tools_beside.py"


def rows() -> list[tuple[str, str]]:
    """Processor time under each tool over that of the program alone, as lesson 17 stores it."""
    names = runpy.run_path(str(SCRIPT))
    found = [
        (f"under {name}", f"{ratio:.1f} ×") for name, (ratio, _) in names["overheads"]().items()
    ]
    for name, ratio in names["virtual_costs"]().items():
        found.append((f"10 000 sleeps under {name} / sleep(0)", f"{ratio:.1f} ×"))
    return found

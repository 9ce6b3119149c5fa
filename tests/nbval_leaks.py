"""Has nbval's run of a notebook tell what the notebook leaves running; a plugin of pytest.

nbval runs the cells of a notebook in one kernel. For lessons and solutions two cells more run
there: one after the set-up, which remembers what is there, and a last one, which reports.
"""

from collections import defaultdict
from pathlib import Path

import pytest
from nbformat.v4 import new_code_cell, new_output
from nbval.plugin import IPyNbCell, IPyNbFile

from tests import leak_inspection

__all__ = ["pytest_configure", "pytest_make_collect_report"]

# The words of a picture are compared, its bytes are not: fonts differ from machine to machine.
PICTURES = Path(__file__).with_name("nbval_pictures.cfg")
WATCHED = ("notebooks", "solutions")  # an exercise may be half done
LOAD = f"""\
import sys
sys.path.append({str(Path(leak_inspection.__file__).parent)!r})
import leak_inspection
sys.path.pop()
leak_inspection.remember()
"""
REPORT = "await leak_inspection.report()"


def pytest_configure(config: pytest.Config) -> None:
    """Have nbval take every picture inside of HTML to be the same."""
    config.option.nbval_sanitize_with = config.option.nbval_sanitize_with or str(PICTURES)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector):
    """Add the two cells to what was collected from a lesson or a solution."""
    report = yield
    if isinstance(collector, IPyNbFile) and collector.path.parent.name in WATCHED and report.result:
        report.result.insert(1, _cell(collector, "What runs before", LOAD, []))
        nothing = [new_output("stream", text="[]\n")]
        report.result.append(_cell(collector, "Nothing is left running", REPORT, nothing))
    return report


def _cell(collector: IPyNbFile, name: str, source: str, outputs: list) -> IPyNbCell:
    """Return a test that runs `source` in the notebook's kernel and compares what it prints."""
    return IPyNbCell.from_parent(
        collector,
        name=name,
        cell_num=len(collector.nb.cells),  # of no cell that is stored
        cell=new_code_cell(source, outputs=outputs, execution_count=1),
        options=defaultdict(bool, check=True),
    )

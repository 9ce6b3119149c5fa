"""Whatever happens while a copy is brought up to date, no word of the learner's is lost."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.grading import safe_file
from helpers.working_copy import CannotCopy, bringing
from tests.working_copy.interrupted import TEXTS, update, written
from tests.working_copy.small import LESSON, Learner, SmallCourse

ROOT = Path(__file__).resolve().parents[2]
START = """
import sys
from pathlib import Path
from helpers.quick_import import without_grammar
with without_grammar():
    from helpers.notebook_files import Course
    from helpers.working_copy import bring_in
bring_in(Path(sys.argv[1]), Course(Path(sys.argv[2])))
"""


@pytest.fixture
def learner(tmp_path):
    """A learner who has written into a copy, of a course that has changed since."""
    small = SmallCourse(tmp_path / "course")
    learner = Learner(tmp_path / "my", small)
    learner.start()
    written(learner)
    update(small)
    return learner


def texts(learner: Learner) -> str:
    """Return all texts in the copy."""
    files = (path for path in learner.folder.rglob("*.*") if path.is_file())
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(files))


def command(learner: Learner) -> list[str]:
    """Return the words that bring a copy up to date in a process of its own."""
    return [sys.executable, "-c", START, str(learner.folder), str(learner.small.course.root)]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes that die are forked")
def test_a_run_killed_at_any_step_leaves_all_and_the_next_one_ends_it(tmp_path):
    program = [sys.executable, "-m", "tests.working_copy.interrupted", str(tmp_path)]
    done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 10


def test_several_runs_at_once_do_it_once(learner):
    runs = [
        subprocess.Popen(command(learner), cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [run.communicate(timeout=300)[1] for run in runs]
    assert said == [""] * 2
    assert all(text in texts(learner) for text in TEXTS)
    assert len(learner.kept()) == 2 and learner.start() == []


def full_after(writes: int):
    """Return a function in the place of os.fsync that finds the disk full after some writes."""
    left = [writes]

    def fsync(number):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    return fsync


def test_a_disk_that_is_full_after_any_write_costs_nothing(learner, monkeypatch):
    for writes in range(20):
        monkeypatch.setattr(safe_file.os, "fsync", full_after(writes))
        try:
            learner.start()
        except CannotCopy as error:
            assert "(No space left on device); name a folder of yours" in str(error)
        else:
            break
        assert all(text in texts(learner) for text in TEXTS)
        assert not list(learner.folder.rglob("*.new"))
    assert 3 < writes < 20
    assert learner.sources(LESSON)["run"] == "print(2)" and len(learner.kept()) == 2


LIMITED = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of a file's size")
def test_a_real_write_that_fails_costs_nothing(learner):
    words = command(learner)
    words[2] = LIMITED + START
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert "CannotCopy: cannot write" in done.stderr and "too large" in done.stderr
    assert all(text in texts(learner) for text in TEXTS)
    assert not list(learner.folder.rglob("*.new"))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path, learner):
    (tmp_path / "file").write_text("")
    other = Learner(tmp_path / "file" / "my", learner.small)
    with pytest.raises(CannotCopy, match=r"cannot write .*my \(Not a directory\); name a folder"):
        other.start()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write")
def test_a_read_only_copy_stays_as_it_is(learner):
    learner.folder.chmod(0o500)
    try:
        with pytest.raises(CannotCopy, match="Permission denied"):
            learner.start()
    finally:
        learner.folder.chmod(0o700)
    assert all(text in texts(learner) for text in TEXTS)


def test_a_jupyterlab_that_runs_in_the_folder_is_known(learner, monkeypatch):
    from jupyter_server import serverapp

    roots = [{"root_dir": str(learner.folder.parent)}, {}, {"root_dir": f"{learner.folder}/."}]
    for servers, is_open in [(roots[:2], False), (roots, True)]:
        monkeypatch.setattr(serverapp, "list_running_servers", lambda found=servers: iter(found))
        copy = bringing._Copy(learner.folder, learner.small.course, None)
        assert copy._is_open() is is_open

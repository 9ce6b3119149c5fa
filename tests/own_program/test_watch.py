"""`python -m helpers watch`: the program runs as it would alone, and its page tells what it did."""

import html
import os
import re
import signal
import subprocess
import sys

import pytest

from tests.own_program.commands import environment, helpers, script

HOLDS = """\
import asyncio, sys, threading, time
async def hold():
    time.sleep(0.2)
async def fail():
    raise ValueError("two")
async def main():
    task = asyncio.create_task(fail(), name="fails unseen")
    await asyncio.create_task(hold(), name="holder")
def end():
    raise KeyError("x")
thread = threading.Thread(target=end, name="ends early")
thread.start(); thread.join()
asyncio.run(main())
threading.Thread(target=time.sleep, args=[0.1], name="outlives main").start()
print(sys.argv[0], sys.argv[1:], __name__, __file__)
sys.exit(7)
"""
STAYS = """\
import asyncio
async def main():
    print("ready", flush=True)
    await asyncio.sleep(100)
asyncio.run(main())
"""
MANY = """\
import asyncio
async def worker():
    for _ in range(100):
        await asyncio.sleep(0)
async def main():
    await asyncio.gather(*(worker() for _ in range(100)))
asyncio.run(main())
"""


LEFT = """\
import asyncio
async def wait():
    await asyncio.Event().wait()
loop = asyncio.new_event_loop()
task = loop.create_task(wait(), name="forgotten")
loop.run_until_complete(asyncio.sleep(0))
"""
FORKS = """\
import os, sys
if os.fork() == 0:
    sys.exit(5)
os.wait()
sys.exit(4)
"""
LOOPS = """\
import asyncio, time
async def quick():
    pass
async def slow():
    await asyncio.sleep(0.1)
    time.sleep(0.3)
    await asyncio.sleep(0.1)
asyncio.run(slow())
for _ in range(12):
    asyncio.run(quick())
"""


def sections(page: str) -> dict[str, str]:
    """Return the page's sections by their titles."""
    found = re.findall(r"<section>.*?<h2>(.*?)</h2>(.*?)</section>", page, re.DOTALL)
    return dict(found)


def watched(folder, text, *words, options=()):
    """Watch a program, and return how that ended, and the page."""
    page = folder / "page.html"
    done = helpers(
        folder, "watch", "--to", "page.html", *options, script(folder, "p.py", text), *words
    )
    return done, page.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def holds(tmp_path_factory):
    return watched(tmp_path_factory.mktemp("holds"), HOLDS, "a", "--b")


def test_the_program_runs_as_it_would_alone(holds):
    done, _ = holds
    assert done.code == 7
    assert done.out.startswith("p.py ['a', '--b'] __main__ ") and done.out.endswith("p.py\n")
    assert "p.py a --b ended with sys.exit(7)" in done.err


def test_the_page_tells_hidden_errors_and_the_line_that_held_the_loop(holds):
    told = sections(holds[1])
    wrong = told["Hidden errors, and what was left"]
    assert "thread ends early ended with KeyError: &#x27;x&#x27;, p.py line 10" in wrong
    assert "Task exception was never retrieved: ValueError: two, p.py line 5" in wrong
    assert "task holder: time.sleep · p.py line 3" in told["What held a loop"]


def test_what_runs_after_the_main_thread_is_seen_too(holds):
    done, page = holds
    assert "Python waits for threads to end: outlives main" in done.err
    assert "Thread outlives main: is blocked in time.sleep" in sections(page)["In words"]


def test_the_page_opens_offline(holds):
    page = holds[1]
    assert not re.findall(r"""(?:src|href)\s*=\s*["'](?!data:)""", page)
    assert "http" not in re.sub(r"data:[^\"]*", "", page).replace("http://www.w3.org", "")


@pytest.mark.skipif(sys.platform == "win32", reason="there Ctrl-C is sent to a whole console")
def test_ctrl_c_ends_the_program_and_the_page_is_written(tmp_path):
    name = script(tmp_path, "p.py", STAYS)
    command = [sys.executable, "-m", "helpers", "watch", "--to", "page.html", name]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL, "text": True}
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), **pipes) as child:
        assert child.stdout.readline() == "ready\n"
        child.send_signal(signal.SIGINT)
        assert child.wait(60) == 130
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "p.py stopped by Ctrl-C" in page
    assert "cancelled at " in sections(page)["In words"]


def test_a_program_that_raises_has_its_own_traceback_and_a_page(tmp_path):
    done, page = watched(tmp_path, "def f():\n    raise OSError('no')\nf()\n")
    assert "No loop of asyncio's" in html.unescape(sections(page)["What held a loop"])
    assert done.code == 1
    assert "helpers" not in done.err.partition("Traceback")[2].partition("OSError")[0]
    assert "raised OSError: no" in page


def test_a_long_run_is_a_picture_and_a_window_to_step_through(tmp_path):
    done, page = watched(tmp_path, MANY)
    assert done.code == 0
    assert len(page) < 1_000_000
    told = sections(page)
    assert "<img" in told["The whole run"]
    assert "<p>From " in told["Step by step"]


def test_the_window_can_be_chosen(tmp_path):
    _, page = watched(tmp_path, HOLDS, options=["--between", "0", "0.05"])
    assert "<p>From 0 s to 50 ms of " in sections(page)["Step by step"]


def test_a_part_with_more_steps_than_fit_is_cut_and_says_where(tmp_path):
    _, page = watched(tmp_path, MANY, options=["--between", "0", "60"])
    words = re.search("<p>From 0 s to (.*?) of (.*?);? ", sections(page)["Step by step"])
    assert words[1] != "60 s" and len(page) < 1_000_000


def test_tasks_that_had_not_ended_are_named(tmp_path):
    _, page = watched(tmp_path, LEFT)
    assert "task forgotten had not ended" in sections(page)["Hidden errors, and what was left"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_fork_writes_no_page_of_its_own(tmp_path):
    done, page = watched(tmp_path, FORKS)
    assert done.err.count("The page:") == 1 and "ended with sys.exit(4)" in page


def test_a_page_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "there").mkdir()
    text = "import shutil\nshutil.rmtree('there')\nprint('ran')\n"
    name = script(tmp_path, "p.py", text)
    done = helpers(tmp_path, "watch", "--to", "there/page.html", name)
    assert (done.code, done.out) == (0, "ran\n")
    assert "The page cannot be written: " in done.err and "Traceback" not in done.err


def test_of_many_runs_the_beats_of_the_latest_ones_are_drawn(tmp_path):
    _, page = watched(tmp_path, LOOPS, options=["--heartbeat"])
    told = sections(page)
    assert "time.sleep(0.3)" in told["A loop in MainThread"]
    assert int(re.search(r"(\d+) runs of a loop more", told["Other runs"])[1]) >= 12


def test_beats_alone_name_the_line_too(tmp_path):
    done, page = watched(tmp_path, HOLDS, options=["--heartbeat"])
    assert done.code == 7
    told = sections(page)
    assert "time.sleep(0.2)" in told["A loop in MainThread"] and "<img" in page
    assert "Task exception was never retrieved" in told["Hidden errors, and what was left"]


def test_a_module_is_run_as_python_does(tmp_path):
    package = tmp_path / "service"
    package.mkdir()
    script(package, "__init__.py", "")
    script(package, "__main__.py", "import sys\nprint(__package__, __name__, sys.argv[1:])\n")
    done = helpers(tmp_path, "watch", "--to", "p.html", "-m", "service", "x")
    assert (done.code, done.out) == (0, "service __main__ ['x']\n")


def test_another_file_is_never_replaced(tmp_path):
    script(tmp_path, "notes.html", "mine")
    name = script(tmp_path, "p.py", "print('ran')")
    done = helpers(tmp_path, "watch", "--to", "notes.html", name)
    assert done.code == 2 and "is no page of `watch`" in done.err and done.out == ""
    assert (tmp_path / "notes.html").read_text(encoding="utf-8") == "mine"
    assert [helpers(tmp_path, "watch", name).code for _ in range(2)] == [0, 0]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing.py"], "nothing.py cannot be read"),
        (["-m", "nothing_here"], "there is no module nothing_here"),
        (["bad.py"], "Python cannot read"),
        (["--to", "no/where.html", "p.py"], "there is no folder no"),
        (["--between", "3", "1", "p.py"], "--between takes two numbers"),
    ],
)
def test_words_that_cannot_be(tmp_path, words, said):
    script(tmp_path, "bad.py", "def f(:\n")
    script(tmp_path, "p.py", "")
    done = helpers(tmp_path, "watch", *words)
    assert done.code == 2 and said in done.err

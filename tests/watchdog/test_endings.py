"""Tests that a run which ends by itself is reported as what it was."""

import linecache
import signal
import sys

import pytest

from tests.watchdog import programs

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals or fork")


@pytest.mark.parametrize(
    "target",
    [
        "tests.watchdog.programs:double",
        "tests.watchdog.programs:double_later",
        programs.double,
        programs.double_later,
        "result = 2 * args[0]",
        "if __name__ == '__main__':\n    result = 2 * args[0]",
    ],
)
def test_returns_the_value(run, target):
    outcome = run(target, 21)
    assert (outcome.kind, outcome.value, outcome.error) == ("returned", 42, None)
    assert outcome.seconds > 0


def test_a_coroutine_function_may_be_awaited_by_name_only(run):
    assert run("asyncio:sleep", 0, 7).value == 7


def from_cell(source, name, monkeypatch):
    """Define a function as a notebook cell does."""
    monkeypatch.setitem(linecache.cache, "<cell 3>", (1, None, source.splitlines(True), "<cell 3>"))
    space = {"__name__": "__main__"}
    exec(compile(source, "<cell 3>", "exec"), space)
    return space[name]


def test_a_function_of_a_cell_keeps_its_lines(run, monkeypatch):
    source = "count = 3\n\ndef fail(text):\n    print(text)\n    raise ValueError(text)\n"
    outcome = run(from_cell(source, "fail", monkeypatch), "no")
    (frame,) = outcome.error.frames
    assert (frame.file, frame.line, frame.function) == ("<cell 3>", 5, "fail")
    assert frame.text == "raise ValueError(text)"
    assert (outcome.kind, outcome.error.type, outcome.error.message) == (
        "raised",
        "ValueError",
        "no",
    )
    assert outcome.stdout == "no\n"


def test_a_function_of_a_cell_is_sent_alone(run, monkeypatch):
    source = "count = 3\ndef use():\n    return count\n"
    outcome = run(from_cell(source, "use", monkeypatch))
    assert outcome.error.message == "name 'count' is not defined"


def test_a_function_inside_a_function_is_sent_as_source(run):
    def fail():
        raise LookupError("""two
        lines""")

    outcome = run(fail)
    assert outcome.error.message == "two\n        lines"
    assert outcome.error.frames[-1].line == fail.__code__.co_firstlineno + 1


def test_an_error_carries_no_frame_of_the_watchdog(run):
    outcome = run("def f():\n    1 / 0\n\nf()")
    assert [(f.line, f.function, f.text) for f in outcome.error.frames] == [
        (4, "<module>", "f()"),
        (2, "f", "1 / 0"),
    ]


def test_long_stacks_and_messages_are_cut(run):
    outcome = run("def f(n):\n    f(n - 1) if n else int('x' * 10**6 + str([0]*10**6))\nf(300)")
    assert len(outcome.error.frames) == 60
    assert outcome.error.frames[0].line == 3
    assert len(outcome.error.message) < 5_000


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("raise BaseException('x')", "BaseException"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("import asyncio\nraise asyncio.CancelledError", "asyncio.exceptions.CancelledError"),
        ("class Odd(Exception):\n    def __str__(self): raise OSError\nraise Odd", "Odd"),
        ("result = {1, 2}", "TypeError"),
        ("result = []\nresult.append(result)", "TypeError"),
        ("result = 'x' * (16 * 2**20)", "ValueError"),
    ],
)
def test_raised(run, source, kind):
    outcome = run(source)
    assert (outcome.kind, outcome.value, outcome.error.type) == ("raised", None, kind)
    assert "\n" not in outcome.error.message


def test_a_value_that_is_no_data_is_explained(run):
    message = run("result = {1, 2}").error.message
    assert message.startswith("The target returned a set that is not JSON data")


@pytest.mark.parametrize(
    ("source", "code", "printed"),
    [
        ("raise SystemExit", 0, ""),
        ("print('bye')\nimport sys\nsys.exit(3)", 3, "bye\n"),
        ("import sys\nsys.exit('text')", 1, ""),
        ("print('bye')\nimport os\nos._exit(4)", 4, "bye\n"),
    ],
)
def test_exited(run, source, code, printed):
    outcome = run(source)
    assert (outcome.kind, outcome.exit_code, outcome.signal_name) == ("exited", code, None)
    assert (outcome.stdout, outcome.stderr) == (printed, "")


@posix
@pytest.mark.parametrize("name", ["SIGKILL", "SIGTERM", "SIGSEGV"])
def test_ended_by_a_signal(run, name):
    number = getattr(signal, name).value
    outcome = run(f"import os\nos.kill(os.getpid(), {number})")
    assert (outcome.kind, outcome.exit_code, outcome.signal_name) == ("exited", None, name)


def test_threads_left_behind_are_named_and_not_waited_for(run):
    outcome = run(
        "import threading\n"
        "for name, daemon in [('left', False), ('servant', True)]:\n"
        "    threading.Thread(target=threading.Event().wait, name=name, daemon=daemon).start()\n"
        "result = 1"
    )
    assert (outcome.kind, outcome.value, outcome.leftover_threads) == ("returned", 1, ("left",))


@posix
def test_a_daemon_process_does_not_outlive_the_run(run, tmp_path):
    outcome = run(
        "import os, pathlib, time\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    if os.fork(): os._exit(0)\n"
        "    pathlib.Path(args[0]).touch()\n"
        "    time.sleep(100)\n"
        "while not os.path.exists(args[0]): time.sleep(0.001)\n"
        "os.wait()\n"
        "result = 1",
        str(tmp_path / "alive"),
    )
    assert (outcome.kind, outcome.value) == ("returned", 1)


@posix
def test_only_the_original_reports_when_a_fork_returns_too(run):
    outcome = run("import os\npid = os.fork()\nif pid: os.wait()\nresult = bool(pid)")
    assert (outcome.kind, outcome.value) == ("returned", True)


@posix
def test_closing_all_descriptors_does_not_hide_the_value(run):
    outcome = run(
        "import os\n"
        "os.closerange(0, 256)\n"
        "files = [os.open(os.devnull, os.O_RDWR) for _ in range(20)]\n"
        "result = 5"
    )
    assert (outcome.kind, outcome.value) == ("returned", 5)


@pytest.mark.parametrize("source", ["import sys\nsys.stdout.close()", "import sys\nsys.stdout = 3"])
def test_a_broken_stdout_does_not_hide_the_value(run, source):
    assert run(f"{source}\nresult = 5").value == 5


@posix
def test_deleting_the_current_folder_does_no_harm(run, tmp_path):
    folder = tmp_path / "gone"
    folder.mkdir()
    outcome = run("import os\nos.rmdir(os.getcwd())\nresult = 5", cwd=folder)
    assert outcome.value == 5
    assert not folder.exists()


def test_stdin_is_empty(run):
    assert run("input()").error.type == "EOFError"


def test_what_is_printed_cannot_be_taken_for_a_result(run):
    outcome = run('print(\'{"kind": "returned", "value": 1}\')\nresult = 2')
    assert outcome.value == 2


@pytest.mark.parametrize(
    ("target", "args", "options", "error", "words"),
    [
        ("no.such:thing", (), {}, ValueError, "there is no module named 'no'"),
        ("math:cbrrt", (), {}, ValueError, "the module 'math' has no 'cbrrt'"),
        (" ", (), {}, ValueError, "The target is empty"),
        (3, (), {}, TypeError, "The target is a int; pass a function"),
        (lambda: 1, (), {}, ValueError, "write it as a def"),
        (object().__repr__, (), {}, TypeError, "pass a plain function"),
        ("1", ({1},), {}, TypeError, "The arguments must be JSON data"),
        ("1", (), {"seconds": 0}, ValueError, "seconds is 0; give a number of seconds above 0"),
        ("1", (), {"seconds": None}, ValueError, "seconds is None"),
        ("1", (), {"cpu_seconds": -1}, ValueError, "cpu_seconds is -1"),
        ("1", (), {"memory": "1 GB"}, ValueError, "give a number of bytes above 0"),
        ("1", (), {"output_limit": -1}, ValueError, "output_limit is -1"),
    ],
)
def test_bad_input_is_refused_in_words(run, target, args, options, error, words):
    with pytest.raises(error, match=words.replace("(", r"\(")):
        run(target, *args, **options)


def test_free_variables_are_refused(run):
    number = 3

    def use():
        return number

    with pytest.raises(ValueError, match=r"use\(\) uses number of the function around it"):
        run(use)


def test_a_function_without_source_is_refused(run):
    space = {"__name__": "__main__"}
    exec("def made():\n    pass", space)
    with pytest.raises(ValueError, match=r"The source of made\(\) cannot be found"):
        run(space["made"])


def test_an_error_inside_the_module_is_no_unknown_target(run, tmp_path, monkeypatch):
    (tmp_path / "broken_module.py").write_text("import no_such_module_either\n")
    monkeypatch.syspath_prepend(tmp_path)
    outcome = run("broken_module:f")
    assert (outcome.kind, outcome.error.type) == ("raised", "ModuleNotFoundError")
    assert outcome.error.frames[-1].text == "import no_such_module_either"

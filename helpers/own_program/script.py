"""Runs a script or a module of the reader's as `python` would, and says how it ended."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from types import CodeType, ModuleType
from typing import NamedTuple

__all__ = ["INTERRUPTED", "CannotRun", "Ending", "Program", "execute", "load"]

INTERRUPTED = 130  # the exit code of a program that Ctrl-C has ended: 128 and SIGINT's number


class CannotRun(Exception):
    """There is no such program; the message says what was looked for, and what to give instead."""


class Program(NamedTuple):
    """A program that is ready to run: what to execute, as which module, with which words.

    `called` is what Python calls it in `sys.argv[0]`.
    """

    name: str
    called: str
    code: CodeType
    module: ModuleType
    folder: str
    words: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The command line that runs it."""
        return " ".join([self.name, *self.words])


class Ending(NamedTuple):
    """How a program ended: in words, and with which exit code."""

    words: str
    code: int = 0


def load(target: str, words: Sequence[str] = (), *, is_module: bool = False) -> Program:
    """Read the program that `python target words` or `python -m target words` would run.

    Raises CannotRun if there is none, or if Python cannot read it.
    """
    program = (_load_module if is_module else _load_script)(target)
    return program._replace(words=tuple(words))


def _load_script(target: str) -> Program:
    path = os.path.abspath(target)
    if os.path.isdir(path):
        path = os.path.join(path, "__main__.py")
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        raise CannotRun(
            f"{target} cannot be read ({error.strerror}); give the path of a script, or the name "
            "of a module after -m."
        ) from None
    module = ModuleType("__main__")
    module.__file__ = path
    return Program(target, target, _compiled(source, path), module, os.path.dirname(path))


def _load_module(target: str) -> Program:
    sys.path.insert(0, os.getcwd())
    try:
        spec = importlib.util.find_spec(target)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = importlib.util.find_spec(f"{target}.__main__")
    except (ImportError, ValueError) as error:
        raise CannotRun(f"the module {target} cannot be found: {error}.") from None
    finally:
        del sys.path[0]
    if spec is None or not hasattr(spec.loader, "get_code"):
        raise CannotRun(
            f"there is no module {target} that can be run; give the name that you would give "
            "after `python -m`, without .py."
        )
    module = importlib.util.module_from_spec(spec)
    module.__name__ = "__main__"
    try:
        code = spec.loader.get_code(spec.name)
    except SyntaxError as error:
        raise CannotRun(_unreadable(error)) from None
    return Program(f"-m {target}", spec.origin or target, code, module, os.getcwd())


def _compiled(source: bytes, path: str) -> CodeType:
    try:
        return compile(source, path, "exec", dont_inherit=True)
    except SyntaxError as error:
        raise CannotRun(_unreadable(error)) from None


def _unreadable(error: SyntaxError) -> str:
    return f"Python cannot read {error.filename} line {error.lineno}: {error.msg}."


def execute(program: Program) -> Ending:
    """Run the program as the main module of this process; its traceback goes to stderr.

    What it has changed of `sys` stays as it is: threads of it may still run.
    """
    sys.argv = [program.called, *program.words]
    sys.path.insert(0, program.folder)
    sys.modules["__main__"] = program.module
    try:
        with _flushed():
            exec(program.code, vars(program.module))
    except SystemExit as error:
        return _exit(error)
    except KeyboardInterrupt as error:
        _tell(error)
        return Ending("stopped by Ctrl-C", INTERRUPTED)
    except BaseException as error:
        _tell(error)
        text = "".join(traceback.format_exception_only(error)).strip()
        return Ending(f"raised {text}", 1)
    return Ending("ran to its end")


@contextlib.contextmanager
def _flushed() -> Iterator[None]:
    """What the program prints comes before what is said of it."""
    try:
        yield
    finally:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()


def _exit(error: SystemExit) -> Ending:
    if isinstance(error.code, int):
        return Ending(f"ended with sys.exit({error.code})", error.code)
    if error.code is None:
        return Ending("ended with sys.exit()")
    print(error.code, file=sys.stderr)
    return Ending(f"ended with sys.exit({error.code!r})", 1)


def _tell(error: BaseException) -> None:
    """Print the traceback as Python does, without the frames that are not the program's."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    traceback.print_exception(type(error), error, trace)

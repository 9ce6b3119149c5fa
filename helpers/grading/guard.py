"""Notices an answer that reaches into the check which judges it, or replaces what it relies on.

`reaching` reads the answer before anything runs; `watch` denies it, while it runs, the ways to the
frames, modules and files of the check, and compares the functions of all modules at the end.
"""

import ast
import os
import sys
from _thread import get_ident
from collections.abc import Callable, Collection
from functools import partial
from types import FrameType, FunctionType, MethodType, ModuleType
from typing import Any

from helpers.places import COURSE, PACKAGE

__all__ = ["Denied", "reaching", "watch"]

PRIVATE_FOLDERS = (
    *(str(COURSE / name) for name in ("solutions", "tests")),
    *(str(PACKAGE / name) for name in ("grading", "tasks")),
)
PRIVATE_MODULES = ("helpers.grading", "helpers.tasks", "helpers.watchdog")
PRIVATE_MODULES += ("ctypes", "_ctypes", "tests")
ENGINE = ("answer", "child", "guard", "kit", "mistakes", "registry")
HIDDEN_MODULES = ("helpers.tasks", *(f"helpers.grading.{name}" for name in ENGINE))
FRAME_CALLS = ("sys._getframe", "sys._current_frames", "sys.settrace", "sys.setprofile")
OBJECT_CALLS = ("gc.get_objects", "gc.get_referrers", "gc.get_referents")
FRAMES = frozenset({"tb_frame", "gi_frame", "cr_frame", "ag_frame"})
FILE_CALLS = frozenset({"open", "os.remove", "os.rmdir", "os.rename", "os.chmod", "shutil.rmtree"})
CODE = frozenset({"__code__", "__defaults__", "__kwdefaults__"})
INNER = FRAMES | {"f_back", "f_locals", "f_globals", "f_builtins", "cell_contents"}
INNER |= {"__closure__", "__globals__", "__subclasses__", "__builtins__"}
MAY_CHANGE = frozenset({"excepthook", "unraisablehook", "displayhook", "breakpointhook"})
# typing_extensions, which anyio imports, replaces functions of typing; no check calls any of these.
NOT_COMPARED = frozenset({"sys", "__main__", "typing"})
# Modules, and functions of others, that hand on the frames which they were asked for by others.
HANDING_ON = ("/shutil.py", "/runpy.py", "/pkgutil.py")
LEAKS = frozenset({"walk_stack", "extract", "_extract_from_extended_frame_gen"})


class Denied(RuntimeError):
    """The answer asked for something of the check's."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} would reach into the check; solve the task without it")


def reaching(source: str, allows: Collection[str] = ()) -> str:
    """Say where the source, before it runs, reaches out; return "" if it does not.

    `allows` names calls that the task permits, such as "sys._current_frames".
    """
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""  # running it will tell
    imported = _imported(tree)
    for node in ast.walk(tree):
        what = _reach(node, imported)
        if what and what not in allows:
            line = source.splitlines()[node.lineno - 1].strip()
            return f"{what}\nin your line: {line}"
    return ""


def _imported(tree: ast.AST) -> dict[str, str]:
    """Return the names that imports bind, and what they stand for."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                whole = alias.name if alias.asname else alias.name.split(".")[0]
                found[alias.asname or whole] = whole
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{node.module}.{alias.name}"
    return found


def _reach(node: ast.AST, imported: dict[str, str]) -> str:
    """Say what one node of the source reaches for; "" if nothing."""
    if isinstance(node, ast.Import | ast.ImportFrom):
        return _private_import(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        hidden = node.value in INNER or node.value.startswith(HIDDEN_MODULES)
        return f"it names {node.value}" if hidden else ""
    if isinstance(node, ast.Call):
        return _set_by_call(node, imported)
    if not isinstance(node, ast.Attribute):
        return ""
    path = _path(node, imported)
    if isinstance(node.ctx, ast.Store | ast.Del) and _is_shared(path, imported):
        return f"it replaces {path}"
    if node.attr in INNER:
        return f"it reads {node.attr}"
    return path if path in (*FRAME_CALLS, *OBJECT_CALLS, "sys.modules") else ""


def _set_by_call(node: ast.Call, imported: dict[str, str]) -> str:
    """Say whether it is `setattr(module, ...)` or `delattr(module, ...)`."""
    called = getattr(node.func, "id", "")
    if called not in ("setattr", "delattr") or not node.args:
        return ""
    owner = node.args[0]
    path = _path(owner, imported) if isinstance(owner, ast.Attribute) else ""
    path = path or imported.get(getattr(owner, "id", ""), "")
    return f"it changes {path}" if path and path != "sys" else ""


def _private_import(node: ast.Import | ast.ImportFrom) -> str:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        names = [node.module or "", *(f"{node.module}.{name}" for name in names)]
    found = next((name for name in names if _is_private(name)), "")
    calls = next((name for name in names if name in (*FRAME_CALLS, *OBJECT_CALLS)), "")
    hidden = "sys.modules" if "sys.modules" in names else calls
    return f"it imports {found}" if found else hidden


def _is_private(module: str) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in PRIVATE_MODULES)


def _path(node: ast.Attribute, imported: dict[str, str]) -> str:
    """Return `a.b.c` for a chain of attributes that begins at an imported name; "" for others."""
    parts = [node.attr]
    inner = node.value
    while isinstance(inner, ast.Attribute):
        parts.append(inner.attr)
        inner = inner.value
    if not isinstance(inner, ast.Name) or inner.id not in imported:
        return ""
    return ".".join([imported[inner.id], *reversed(parts)])


def _is_shared(path: str, imported: dict[str, str]) -> bool:
    """Does everybody see a change of it? (`sys.stdout` and the hooks are meant to be changed.)"""
    return bool(path) and path.split(".")[0] != "sys" and path.split(".")[-1] not in MAY_CHANGE


def watch(answer: str, allows: Collection[str] = ()) -> Callable[[], tuple[list[str], bool]]:
    """Guard this process from here on, without an end, against code whose file name is `answer`.

    Returns a function that puts back what was replaced, and says what was noticed, and whether all
    of it was done by a library that the answer imported.
    """
    denied: list[str] = []
    changed: list[str] = []
    libraries: list[bool | None] = []
    before, comes_with = _functions(), _comes_with
    _hide()
    sys.addaudithook(_hook(answer, allows, denied))

    def noticed() -> tuple[list[str], bool]:
        # Nothing is looked up here that the answer could have replaced.
        for where, get, put, held in before:
            for name, value in held:
                now = get(name)
                if now is not value:
                    changed.append(f"it replaced {where}.{name}")
                    libraries.append(comes_with(now, answer))
                    put(name, value)
        return denied + changed, not denied and True in libraries and False not in libraries

    return noticed


def _functions() -> list[tuple[str, Callable, Callable, list[tuple[str, Any]]]]:
    """Return each module's and each Python class's name, getter, setter, functions and classes."""
    found, classes = [], {}
    for name, module in sorted(sys.modules.items()):
        if name in NOT_COMPARED or not isinstance(module, ModuleType):
            continue
        held = [(k, v) for k, v in vars(module).items() if callable(v) and k not in MAY_CHANGE]
        space = vars(module)
        found.append((name, space.get, space.__setitem__, held))
        classes |= {v: None for _, v in held if isinstance(v, type) and v.__module__ == name}
    for kind in classes:
        held = [(k, v) for k, v in vars(kind).items() if isinstance(v, FunctionType)]
        if held:
            where = f"{kind.__module__}.{kind.__qualname__}"
            found.append((where, vars(kind).get, partial(type.__setattr__, kind), held))
    return found


def _comes_with(value: object, answer: str) -> bool | None:
    """Was it written in a file, and not in the answer? None if it cannot be told."""
    if isinstance(value, MethodType):
        value = value.__func__
    if isinstance(value, FunctionType):
        file = value.__code__.co_filename
        return file != answer and not file.startswith("<")
    return False if getattr(value, "__module__", None) == "answer" else None


def _hide() -> None:
    """Take the modules that know what is expected out of reach; who holds one keeps it."""
    for name in [name for name in sys.modules if name.startswith(HIDDEN_MODULES)]:
        del sys.modules[name]
        parent, _, last = name.rpartition(".")
        if parent in sys.modules:
            vars(sys.modules[parent]).pop(last, None)


def _hook(answer: str, allows: Collection[str], denied: list[str]) -> Callable[[str, tuple], None]:
    """Return the audit hook: it notes what the answer asks for, and refuses it."""
    calls = frozenset({*FRAME_CALLS, *OBJECT_CALLS, "ctypes.dlsym"}) - frozenset(allows)
    events = calls | FILE_CALLS | {"import", "object.__getattr__", "object.__setattr__"}
    inside: set[int] = set()  # threads that are in the hook: what it asks for itself is fine
    getframe, ident = sys._getframe, get_ident

    def hook(event: str, args: tuple) -> None:
        if event not in events:
            return
        what = event if event in calls else _wanted(event, args)
        if not what or ident() in inside:
            return
        inside.add(ident())
        try:
            asked = _is_asked_by(answer, getframe(1))
        finally:
            inside.discard(ident())
        if asked:
            denied.append(what if event in calls else f"it used {what}")
            raise Denied(what)

    return hook


def _wanted(event: str, args: tuple) -> str:
    """Name what an event wants of the check's, or return ""."""
    what = args[1] if event.startswith("object.") else args[0]
    if event in FILE_CALLS:
        private = isinstance(what, str) and _is_private_file(what)
        return f"the file {os.path.basename(what)}" if private else ""
    if event == "import":
        return what if isinstance(what, str) and _is_private(what) else ""
    return what if what in (FRAMES if event == "object.__getattr__" else CODE) else ""


def _is_private_file(path: str) -> bool:
    if path.startswith("/proc/"):
        return path.endswith(("/mem", "/environ"))
    path = os.path.abspath(path)
    return path.startswith(PRIVATE_FOLDERS) or "/watchdog-" in path


def _is_asked_by(answer: str, frame: FrameType | None) -> bool:
    """Does the answer ask, itself or through a function that only hands on what it gets?"""
    while frame is not None and _hands_on(frame):
        frame = frame.f_back
    if frame is None:
        return False
    file = frame.f_code.co_filename
    return file == answer or (file.startswith("<") and not file.startswith("<frozen"))


def _hands_on(frame: FrameType) -> bool:
    file, name = frame.f_code.co_filename.replace("\\", "/"), frame.f_code.co_name
    if file.endswith("/inspect.py"):
        return not name.endswith("state")  # getcoroutinestate only looks whether there is a frame
    if file.endswith("/traceback.py"):
        return name in LEAKS
    return "importlib" in file or "/pathlib" in file or file.endswith(HANDING_ON)

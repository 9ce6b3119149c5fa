"""Reads the top-level statements of a notebook's cells: what each defines, needs and may run."""

import ast
import inspect
import linecache
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from helpers.grading.names import Names, names_of

__all__ = ["Definition", "Statement", "Statements", "given_lines", "home_of", "outside_functions"]

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, getattr(ast, "TypeAlias", ast.Assign))
# Calls that start or end something, wait, ask the reader, or hand out what exists only in the
# notebook: an assignment that makes one of them belongs to a cell's run, not to an answer.
RUNS = frozenset(
    "all_tasks call_soon call_soon_threadsafe create_future create_task current_task ensure_future "
    "gather get_event_loop get_ipython get_running_loop input result run run_coroutine_threadsafe "
    "run_forever run_in_executor run_until_complete sleep start submit to_thread".split()
)


class Statement(NamedTuple):
    """One top-level statement of a cell."""

    node: ast.stmt
    text: str  # as the learner wrote it, so that a message can quote the line
    cell: str

    @property
    def names(self) -> Names:
        return names_of(self.text)

    @property
    def needs(self) -> frozenset[str]:
        """The global names that it reads, or may read."""
        return self.names.read | self.names.perhaps

    @property
    def first_line(self) -> str:
        return self.text.splitlines()[0].strip()


class Statements:
    """The top-level statements of all cells.

    `binder` has for each name the statement that last defined it, `left_out` the last one that
    gave it a value by running something, which is not done again.
    """

    def __init__(self, cells: Sequence[str], live: Mapping[str, Any]) -> None:
        self.ordered = [statement for cell in cells for statement in _parse(cell)]
        self.left_out: dict[str, Statement] = {}
        self._binders: dict[str, list[Statement]] = {}  # of each name, the newest first
        self._unknown: set[str] = set()  # names whose present value cannot be made again
        for statement in self.ordered:
            self._note(statement)
        self.binder = {name: _in_force(s, name, live) for name, s in self._binders.items()}

    def _note(self, statement: Statement) -> None:
        node, names = statement.node, statement.names
        kept = _bound_by(node)
        if not isinstance(node, Definition) and names.at_once & self._unknown:
            kept = []
        for name in kept:
            binders = self._binders.setdefault(name, [])
            binders.insert(len(binders) if _is_for_types(node) else 0, statement)
        self._unknown.difference_update(kept)
        if not kept and not isinstance(node, ast.AugAssign | ast.Delete):
            self.left_out |= dict.fromkeys(names.bound, statement)
            self._unknown |= names.bound

    def closure(self, name: str) -> list[Statement]:
        """Return the statements that `name` needs, directly or through others, in order."""
        needed, names = {id(s): s for s in self._everywhere()}, [name]
        while names:
            statement = self.binder.get(names.pop())
            if statement is not None and id(statement) not in needed:
                for part in (statement, *self._changes_of(statement)):
                    needed[id(part)] = part
                    names += part.needs
        return self._sorted([s for s in self.ordered if id(s) in needed])

    def _everywhere(self) -> Iterable[Statement]:
        """Return what any code may rely on without a name: imports of `*` and of __future__."""
        return {s.text: s for s in self.ordered if _is_everywhere(s.node)}.values()

    def _changes_of(self, binder: Statement) -> list[Statement]:
        """Return the statements of the same cell that go on making the value, as `LIMIT += 1`."""
        first = next(n for n, s in enumerate(self.ordered) if s is binder)
        found = []
        for statement in self.ordered[first + 1 :]:
            if statement.cell != binder.cell or statement.node.lineno <= binder.node.lineno:
                break
            if _changed_by(statement.node) & binder.names.bound and not _runs(statement.node):
                found.append(statement)
        return found

    def _sorted(self, needed: list[Statement]) -> list[Statement]:
        """Put before each statement what it needs at once; keep the order otherwise.

        The order of the cells need not do: a cell may have been run again after a later one.
        """
        done: dict[int, Statement] = {}
        begun: set[int] = set()

        def put(statement: Statement) -> None:
            if id(statement) in begun:
                return
            begun.add(id(statement))
            before = {id(self.binder.get(name)) for name in statement.names.at_once}
            for other in needed:
                if id(other) in before:
                    put(other)
            done[id(statement)] = statement

        for statement in sorted(needed, key=lambda s: not _is_of_future(s.node)):
            put(statement)
        return list(done.values())


def given_lines(source: str, given: Iterable[str]) -> list[int]:
    """Return the numbers of the lines whose whole statement stands in one of the cells `given`."""
    texts = {statement.text for cell in given for statement in _parse(cell)}
    lines: list[int] = []
    for statement in _parse(source):
        if statement.text in texts:
            last = statement.node.end_lineno or statement.node.lineno
            count = len(statement.text.splitlines())
            lines += range(last - count + 1, last + 1)
    return lines


def home_of(value: Any) -> tuple[str, str] | None:
    """Return the file, and its source, in which a function or class was defined, if it can be told.

    The file of a notebook's cell exists only in memory.
    """
    if inspect.isclass(value):
        own = [part for part in vars(value).values() if inspect.isfunction(part)]
        value = next((f for f in own if f.__qualname__.startswith(value.__qualname__)), None)
    value = inspect.unwrap(value) if callable(value) else value
    if not inspect.isfunction(value):
        return None
    file = value.__code__.co_filename
    return file, "".join(linecache.getlines(file))


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the node and those in it that run when it does: not those of a function's body."""
    yield node
    bodies = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
    for field, value in ast.iter_fields(node):
        if not (bodies and field == "body"):
            for inner in value if isinstance(value, list) else [value]:
                if isinstance(inner, ast.AST):
                    yield from outside_functions(inner)


def _in_force(newest_first: list[Statement], name: str, live: Mapping[str, Any]) -> Statement:
    """Return the newest of the statements that may have made the notebook's present value."""
    if name not in live:
        return newest_first[0]
    value, home = live[name], home_of(live[name])
    return next((s for s in newest_first if _may_have_made(s, value, home)), newest_first[0])


def _may_have_made(statement: Statement, value: Any, home: tuple[str, str] | None) -> bool:
    if isinstance(statement.node, Definition):
        return home is None or statement.cell == home[1]
    if isinstance(statement.node, ast.Assign) and len(statement.node.targets) == 1:
        try:
            return bool(ast.literal_eval(statement.node.value) == value)
        except Exception:  # no literal, or one that cannot be compared
            return True
    return True


def _parse(cell: str) -> list[Statement]:
    try:
        nodes = ast.parse(cell).body
    except (SyntaxError, ValueError):  # the kernel showed it when the cell ran; it defined nothing
        return []
    lines = cell.splitlines(keepends=True)
    return [Statement(node, _text(node, lines), cell) for node in nodes]


def _text(node: ast.stmt, lines: list[str]) -> str:
    """Return the node's own lines, decorators included."""
    decorators = getattr(node, "decorator_list", [])
    first = min([node.lineno, *(d.lineno for d in decorators)])
    whole = lines[first - 1 : node.end_lineno]
    # Columns count bytes of UTF-8; a line may hold several statements.
    last = whole[-1].encode()[: node.end_col_offset].decode()
    text = "".join([*whole[:-1], last])
    return text if decorators else text.encode()[node.col_offset :].decode()


def _bound_by(node: ast.stmt) -> list[str]:
    """Return the names that a top-level statement defines, if it is of a kind that may be taken."""
    if isinstance(node, Definition):
        return [node.name]
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [(alias.asname or alias.name).split(".")[0] for alias in node.names]
        return [] if _is_of_the_set_up(node) or _is_everywhere(node) else names
    if isinstance(node, ast.If | ast.Try):
        return [] if _runs(node) else _bound_in_branches(node)
    if isinstance(node, ASSIGNMENTS) and getattr(node, "value", None) and not _runs(node):
        return _stored_by(node)
    return []


def _is_of_the_set_up(node: ast.Import | ast.ImportFrom) -> bool:
    """Is it of the set-up cell? A `load` in an answer is a name of the learner's own."""
    return isinstance(node, ast.ImportFrom) and node.module == "helpers.grading"


def _bound_in_branches(node: ast.If | ast.Try) -> list[str]:
    """Return what an `if` or `try` defines that does nothing but define, as around an import."""
    branches = [*node.body, *node.orelse, *getattr(node, "finalbody", [])]
    branches += [inner for handler in getattr(node, "handlers", []) for inner in handler.body]
    bound = [(_bound_by(inner), inner) for inner in branches]
    if any(not names and not isinstance(inner, ast.Pass) for names, inner in bound):
        return []
    return [name for names, _ in bound for name in names]


def _stored_by(node: ast.stmt) -> list[str]:
    targets = getattr(node, "targets", None) or [getattr(node, "target", None) or node.name]
    leaves = [leaf for target in targets for leaf in ast.walk(target)]
    return [n.id for n in leaves if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def _runs(node: ast.stmt) -> bool:
    """Does it await or run something, other than by functions that it only defines?"""
    for inner in outside_functions(node):
        if isinstance(inner, ast.Await):
            return True
        if isinstance(inner, ast.Call):
            called = getattr(inner.func, "attr", None) or getattr(inner.func, "id", "")
            if called in RUNS:
                return True
    return False


def _changed_by(node: ast.stmt) -> set[str]:
    """Return the names whose values `x += …` and `x[…] = …` change."""
    if not isinstance(node, ast.Assign | ast.AugAssign):
        return set()
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    items = {t.value.id for t in targets if isinstance(t, ast.Subscript) and _is_name(t.value)}
    whole = {t.id for t in targets if isinstance(node, ast.AugAssign) and _is_name(t)}
    return items | whole


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name)


def _is_everywhere(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ImportFrom) or _is_of_the_set_up(node):
        return False
    return _is_of_future(node) or node.names[0].name == "*"


def _is_of_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"


def _is_for_types(node: ast.stmt) -> bool:
    """Is it `if TYPE_CHECKING:`, whose names exist only for a type checker?"""
    if not isinstance(node, ast.If) or node.orelse:
        return False
    name = getattr(node.test, "attr", None) or getattr(node.test, "id", "")
    return name == "TYPE_CHECKING"

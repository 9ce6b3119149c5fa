"""Makes the usual slips in a solution, one at a time: a check must notice each of them."""

import ast
import copy
from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from helpers.grading.registry import solution_of
from tests.grading.answers import StoredAnswer

__all__ = ["Mutant", "mutants_of", "mutated"]

CALLED_ELSEWHERE = {"to_thread": 0, "submit": 0, "run_in_executor": 1, "Thread": None}
TWINS = {"call_soon": "call_soon_threadsafe", "call_soon_threadsafe": "call_soon"}
TWINS |= {"put_nowait": "get_nowait", "wait": "is_set"}


class Mutant(NamedTuple):
    """A solution with one slip: `name` says which, and in which line."""

    name: str
    answer: StoredAnswer


def mutants_of(exercise: str, letter: str) -> list[Mutant]:
    """Return all mutants of a task's solution, each different from the others."""
    source, names = solution_of(exercise, letter), Counter()
    tree, seen, found = ast.parse(source), {ast.unparse(ast.parse(source))}, []
    for name, changed in mutated(tree, source):
        text = ast.unparse(ast.fix_missing_locations(changed))
        if text not in seen:
            seen.add(text)
            names[name] += 1
            name = name if names[name] == 1 else f"{name} ({names[name]})"
            found.append(Mutant(name, StoredAnswer(exercise, letter, name, "", text)))
    return found


def mutated(tree: ast.Module, source: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield each slip's name and the whole tree with it."""
    for number, node in enumerate(ast.walk(tree)):
        for slip, replace in SLIPS.items():
            new = replace(copy.deepcopy(node))
            if new is not None:
                line = source.splitlines()[node.lineno - 1].strip()
                yield f"{slip}: {line}", _with(tree, number, new)


def _with(tree: ast.Module, number: int, new: ast.AST | list[ast.stmt]) -> ast.Module:
    """Return a copy of the tree with its node of that number replaced."""
    tree = copy.deepcopy(tree)
    target = next(node for n, node in enumerate(ast.walk(tree)) if n == number)

    class Swap(ast.NodeTransformer):
        def visit(self, node: ast.AST) -> ast.AST | list[ast.stmt]:
            return new if node is target else self.generic_visit(node)

    return Swap().visit(tree)


def _drop_await(node: ast.AST) -> ast.AST | None:
    return node.value if isinstance(node, ast.Await) else None


def _drop_statement(node: ast.AST) -> ast.AST | None:
    kinds = (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Return, ast.Raise)
    return ast.copy_location(ast.Pass(), node) if isinstance(node, kinds) else None


def _drop_with(node: ast.AST) -> list[ast.stmt] | None:
    """A lock that is not taken; a pool or group that nobody waits for or closes."""
    if not isinstance(node, ast.With | ast.AsyncWith):
        return None
    bound = [item for item in node.items if item.optional_vars is not None]
    assigned = [ast.Assign([item.optional_vars], item.context_expr) for item in bound]
    return [ast.copy_location(new, node) for new in assigned] + node.body


def _lock_per_call(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.With | ast.AsyncWith):
        return None
    if not all(isinstance(item.context_expr, ast.Name | ast.Attribute) for item in node.items):
        return None
    module = "threading" if isinstance(node, ast.With) else "asyncio"
    node.items = [ast.withitem(ast.parse(f"__import__({module!r}).Lock()", mode="eval").body)]
    return node


def _in_turn(node: ast.AST) -> ast.AST | None:
    """`await gather(a, b)` becomes `[await a, await b]`; so does a comprehension in it."""
    if not (isinstance(node, ast.Await) and _called(node.value) == "gather"):
        return None
    return ast.List([_awaited(argument) for argument in node.value.args], ast.Load())


def _awaited(argument: ast.expr) -> ast.expr:
    if not isinstance(argument, ast.Starred):
        return ast.Await(argument)
    item = ast.Name("item", ast.Load())
    each = ast.comprehension(ast.Name("item", ast.Store()), argument.value, [], 0)
    return ast.Starred(ast.ListComp(ast.Await(item), [each]), ast.Load())


def _swallow(node: ast.AST) -> ast.AST | None:
    if not isinstance(node, ast.ExceptHandler):
        return None
    node.body = [ast.Pass()]
    return node


def _do_not_catch(node: ast.AST) -> list[ast.stmt] | None:
    return node.body + node.finalbody if isinstance(node, ast.Try) and node.handlers else None


def _drop_finally(node: ast.AST) -> ast.AST | list[ast.stmt] | None:
    if not isinstance(node, ast.Try) or not node.finalbody:
        return None
    node.finalbody = []
    return node if node.handlers else node.body


def _call_here(node: ast.AST) -> ast.AST | None:
    """`to_thread(f, x)`, `pool.submit(f, x)`: called on the spot, as `f(x)`."""
    first = CALLED_ELSEWHERE.get(_called(node))
    if first is None or len(node.args) <= first:
        return None
    return ast.Call(node.args[first], node.args[first + 1 :], node.keywords)


def _twin(node: ast.AST) -> ast.AST | None:
    if not (isinstance(node, ast.Attribute) and node.attr in TWINS):
        return None
    node.attr = TWINS[node.attr]
    return node


def _other_way(node: ast.AST) -> ast.AST | None:
    """The opposite condition."""
    if not isinstance(node, ast.If | ast.While | ast.IfExp):
        return None
    node.test = ast.UnaryOp(ast.Not(), node.test)
    return node


def _called(node: ast.AST) -> str:
    """Return the last name of what a call calls."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


SLIPS: dict[str, Callable[[ast.AST], ast.AST | list[ast.stmt] | None]] = {
    "await dropped": _drop_await,
    "statement dropped": _drop_statement,
    "with dropped": _drop_with,
    "lock made per call": _lock_per_call,
    "one after the other": _in_turn,
    "error swallowed": _swallow,
    "error not caught": _do_not_catch,
    "finally dropped": _drop_finally,
    "called on this thread": _call_here,
    "other method": _twin,
    "opposite condition": _other_way,
}

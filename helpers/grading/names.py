"""Tells which names of the notebook a piece of its code means, by Python's own symbol table."""

import ast
import functools
import symtable
from collections.abc import Iterator, Sequence
from typing import NamedTuple

__all__ = ["Names", "names_of"]

COMPREHENSIONS = frozenset({"listcomp", "setcomp", "dictcomp", "genexpr"})


class Names(NamedTuple):
    """The global names of a top-level statement; a function's own names are none of them."""

    bound: frozenset[str] = frozenset()  # what the statement itself defines
    read: frozenset[str] = frozenset()  # looked up when it runs, or when a function in it does
    at_once: frozenset[str] = frozenset()  # looked up when it runs
    # Perhaps looked up: in annotations that are strings, by `global` without a read, and names of
    # a class's body, which mean the global one until the body binds them.
    perhaps: frozenset[str] = frozenset()


@functools.lru_cache(maxsize=4096)
def names_of(text: str) -> Names:
    """Return the global names of one top-level statement, given as its source."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):  # Python could not compile it either
        return Names()
    try:
        top = symtable.symtable(text, "<cell>", "exec")
    except (SyntaxError, ValueError, RecursionError):  # newer Pythons refuse a cell's own `await`
        return Names(bound=frozenset(_stored_in(tree)))
    return _from_table(top, tree)


def _from_table(top: symtable.SymbolTable, tree: ast.AST) -> Names:
    own = _own(top, tree)
    read, at_once, perhaps = set(), set(), _in_strings(tree)
    for table, runs in _scopes(top):
        symbols = own if table is top else table.get_symbols()
        found = {s.get_name() for s in symbols if s.is_referenced() and s.is_global()}
        read |= found
        at_once |= found if runs else set()
        perhaps |= {s.get_name() for s in symbols if _is_perhaps_read(table, s)}
    bound = {s.get_name() for s in own if s.is_assigned() or s.is_imported()}
    return Names(*map(frozenset, (bound, read, at_once, perhaps)))


def _own(top: symtable.SymbolTable, tree: ast.AST) -> list[symtable.Symbol]:
    """Return the symbols of the top level; newer Pythons list those of comprehensions there too."""
    loops = [node.target for node in ast.walk(tree) if isinstance(node, ast.comprehension)]
    inner = {name for target in loops for name in _stored_in(target)}
    outer = _stored_in(tree, but=loops)
    foreign = inner - outer
    return [s for s in top.get_symbols() if not (s.is_assigned() and s.get_name() in foreign)]


def _stored_in(tree: ast.AST, but: Sequence[ast.AST] = ()) -> set[str]:
    left_out = {id(node) for part in but for node in ast.walk(part)}
    names = [n for n in ast.walk(tree) if isinstance(n, ast.Name) and id(n) not in left_out]
    return {n.id for n in names if isinstance(n.ctx, ast.Store)}


def _scopes(
    table: symtable.SymbolTable, runs: bool = True
) -> Iterator[tuple[symtable.SymbolTable, bool]]:
    """Yield all scopes, and whether their code runs as soon as the statement does."""
    yield table, runs
    for child in table.get_children():
        kind = str(child.get_type())
        at_once = kind == "class" or kind.startswith("type param") or _is_comprehension(child)
        yield from _scopes(child, runs and at_once)


def _is_comprehension(table: symtable.SymbolTable) -> bool:
    return table.get_type() == "function" and table.get_name().strip("<>") in COMPREHENSIONS


def _is_perhaps_read(table: symtable.SymbolTable, symbol: symtable.Symbol) -> bool:
    if table.get_type() == "class" and symbol.is_local():
        return symbol.is_referenced()
    return symbol.is_declared_global()


def _in_strings(tree: ast.AST) -> set[str]:
    """Return the names in annotations that are written as strings."""
    found = set()
    for node in ast.walk(tree):
        for place in ("annotation", "returns"):
            if isinstance(part := getattr(node, place, None), ast.expr):
                found |= {name for text in _texts(part) for name in _names_in(text)}
    return found


def _texts(part: ast.expr) -> list[str]:
    constants = [node.value for node in ast.walk(part) if isinstance(node, ast.Constant)]
    return [value for value in constants if isinstance(value, str)]


def _names_in(text: str) -> list[str]:
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError):  # words, as in Annotated[int, "in ms"]
        return []
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name)]

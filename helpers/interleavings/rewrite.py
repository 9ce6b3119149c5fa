"""Rewrites functions so that they announce each access to shared data.

The syntax tree of a function is compiled again with calls around attributes, items, loops and
shared names, and the new code takes the place of the old in the function object while an
exploration goes on. (Tracing by opcode across threads is no alternative: it crashed CPython 3.12.1
and hung 3.13.0.)
"""

from __future__ import annotations
import __future__

import ast
import contextlib
import copy
import functools
import linecache
import sys
import types
from collections.abc import Iterator
from typing import Any

from helpers.interleavings.accesses import Hooks
from helpers.interleavings.errors import ExplorationError
from helpers.interleavings.scheduler import is_library
from helpers.patching import stands_for

__all__ = ["HOOKS", "announced", "discovered"]

NAME = "__interleavings__"  # under which rewritten functions find the hooks among their globals
WRAPPERS = (staticmethod, classmethod, functools.cached_property)
COLLECTIONS = (list, tuple, set)
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def discovered(things: list) -> list[types.FunctionType]:
    """The reader's functions that `things` are, hold or name, and so on."""
    found, seen, todo = [], set(), list(things)
    while todo:
        thing = todo.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if stands_for(thing) is not None:
            continue
        if isinstance(thing, types.FunctionType):
            if not is_library(thing.__code__.co_filename):
                found.append(thing)
                todo += used_by(thing)
            elif hasattr(thing, "__wrapped__"):
                todo += used_by(thing)
        else:
            todo += functions_in(thing)
    return found


def functions_in(thing: Any) -> list:
    """What to look at in something that is no function."""
    if isinstance(thing, types.MethodType):
        return [thing.__func__, thing.__self__]
    if isinstance(thing, functools.partial):
        return [thing.func, *thing.args]
    if isinstance(thing, property):
        return [f for f in (thing.fget, thing.fset, thing.fdel) if f]
    if isinstance(thing, WRAPPERS):
        return [getattr(thing, "__func__", None) or thing.func]
    if isinstance(thing, type):
        own = [c for c in thing.__mro__ if not of_library(c)]
        return [value for cls in own for value in vars(cls).values()]
    if isinstance(thing, dict):
        return list(thing.values())
    if isinstance(thing, COLLECTIONS):
        return list(thing)
    if of_library(type(thing)):
        return []
    return [type(thing), *getattr(thing, "__dict__", {}).values()]


def of_library(cls: type) -> bool:
    """Whether a class is none of the reader's."""
    module = sys.modules.get(cls.__module__)
    filename = getattr(module, "__file__", None)
    return cls.__module__ in sys.builtin_module_names or is_library(filename or "")


def used_by(function: types.FunctionType) -> list:
    """What a function names: globals, and what its closure holds."""
    todo = [getattr(function, "__wrapped__", None)]
    for cell in function.__closure__ or ():
        with contextlib.suppress(ValueError):
            todo.append(cell.cell_contents)
    names = {name for code in codes_of(function.__code__) for name in code.co_names}
    return todo + [function.__globals__[n] for n in names if n in function.__globals__]


def codes_of(code: types.CodeType) -> list:
    """A code object and those inside it."""
    inner = [c for c in code.co_consts if isinstance(c, types.CodeType)]
    return [code, *(deep for c in inner for deep in codes_of(c))]


@functools.lru_cache(maxsize=64)
def tree_of(filename: str, source: str) -> ast.Module:
    """The syntax tree of a file or cell; nodes know the classes around them."""
    tree = ast.parse(source)

    def mark(node: ast.AST, inside: str | None):
        for child in ast.iter_child_nodes(node):
            child.inside = node.name if isinstance(node, ast.ClassDef) else inside
            mark(child, child.inside)

    mark(tree, None)
    return tree


@functools.lru_cache(maxsize=512)
def node_of(code: types.CodeType, filename: str):
    """The syntax tree that a code object was compiled from.

    filename: of the code; named, because equal code of another file is equal here.
    """
    source = "".join(linecache.getlines(filename))
    found = []
    with contextlib.suppress(SyntaxError):
        for node in ast.walk(tree_of(filename, source)) if source else ():
            if isinstance(node, FUNCTIONS) and matches(node, code):
                found.append(node)
    if not found:
        raise ExplorationError(
            f"the source of {code.co_name}() cannot be found, so its accesses cannot be "
            "seen: define it in "
            'a cell or a file, or explore with steps="line" and without reduce'
        )
    return found[0]


def matches(node: FunctionNode, code: types.CodeType) -> bool:
    """Whether `code` was compiled from `node`."""
    arguments = [a.arg for a in (*node.args.posonlyargs, *node.args.args)]
    if list(code.co_varnames[: code.co_argcount]) != arguments:
        return False
    if isinstance(node, ast.Lambda):
        return code.co_name == "<lambda>" and node.lineno == code.co_firstlineno
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return node.name == code.co_name and first == code.co_firstlineno


@functools.lru_cache(maxsize=512)
def names_rebound_by(code: types.CodeType, filename: str) -> frozenset[str]:
    """The names that a function of the reader declares global or nonlocal, and so may bind."""
    return rebound_names(node_of(code, filename))


def rebound_names(node: ast.AST) -> frozenset[str]:
    """The names that the code below a node declares global or nonlocal."""
    inner = ast.walk(node)
    declared = (node.names for node in inner if isinstance(node, ast.Global | ast.Nonlocal))
    return frozenset(name for names in declared for name in names)


@functools.lru_cache(maxsize=512)
def rewritten(code: types.CodeType, filename: str, shared: frozenset[str]):
    """The code object, announcing accesses.

    shared: the names that are global or nonlocal, and that some function rebinds.
    """
    node = copy.deepcopy(node_of(code, filename))
    new = Rewriter(shared, node.inside).function(node)
    outer = ast.FunctionDef(
        name="outer",
        args=ast.arguments([], [ast.arg(n) for n in code.co_freevars], None, [], [], None, []),
        body=[ast.Expr(new) if isinstance(new, ast.Lambda) else new],
        decorator_list=[],
        type_params=[],
    )
    module = ast.fix_missing_locations(ast.Module([outer], []))
    flags = code.co_flags & __future__.annotations.compiler_flag
    compiled = compile(module, filename, "exec", flags, dont_inherit=True)
    found = [c for c in codes_of(compiled) if c.co_name == code.co_name]
    if found[0].co_freevars != code.co_freevars:
        raise ExplorationError(
            f"the closure of {code.co_name}() cannot be rewritten: pass what it uses as the state"
        )
    return found[0].replace(co_qualname=code.co_qualname)


class Rewriter(ast.NodeTransformer):
    """Puts a call of a hook around each access."""

    def __init__(self, shared: set[str], inside: str | None) -> None:
        self.shared, self.inside, self.local = shared, inside, set()

    def function(self, node: FunctionNode):
        """Rewrite a function's body, not its decorators, defaults and annotations."""
        outer, self.local = self.local, self.local | local_names(node)
        for name in self.declared(node):
            self.local.discard(name)
        values = {"body": self.visit(node.body)} if isinstance(node, ast.Lambda) else None
        values = values or {"body": [s for old in node.body for s in self.statements(old)]}
        if not isinstance(node, ast.Lambda):
            values["decorator_list"] = []
        self.local = outer
        fields = {name: value for name, value in ast.iter_fields(node)}
        new = type(node)(**{**fields, **values})
        return ast.copy_location(new, node)

    def declared(self, node: FunctionNode):
        return rebound_names(node)

    def statements(self, node: ast.stmt) -> list:
        new = self.visit(node)
        return new if isinstance(new, list) else [new]

    def nested(self, node: FunctionNode):
        decorators = getattr(node, "decorator_list", [])
        new = self.function(node)
        if decorators:
            new.decorator_list = [self.visit(d) for d in decorators]
        return new

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = nested

    def visit_ClassDef(self, node: ast.ClassDef):
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign):
        if node.value is None:
            return node
        return self.visit(ast.copy_location(ast.Assign([node.target], node.value), node))

    def hook(self, node: ast.AST, name: str, *arguments: object):
        """The call __interleavings__.name(*arguments) in the place of node."""
        arguments = [a if isinstance(a, ast.AST) else ast.Constant(a) for a in arguments]
        function = ast.Attribute(ast.Name(NAME, ast.Load()), name, ast.Load())
        new = ast.Call(function, arguments, [])
        for part in (function.value, function, new, *arguments):
            ast.copy_location(part, node) if not hasattr(part, "lineno") else part
        return new

    def mangled(self, name: str):
        """What a name with two underscores is called inside a class."""
        if self.inside and name.startswith("__") and not name.endswith("__"):
            return f"_{self.inside.lstrip('_')}{name}"
        return name

    def visit_Attribute(self, node: ast.Attribute):
        text, value, name = ast.unparse(node), self.visit(node.value), self.mangled(node.attr)
        if isinstance(node.ctx, ast.Load):
            return self.hook(node, "get", value, name, text)
        new = ast.Attribute(
            self.hook(node, "target", value, ast.unparse(node.value)), name, node.ctx
        )
        return ast.copy_location(new, node)

    def visit_Subscript(self, node: ast.Subscript):
        text, value, part = ast.unparse(node.value), self.visit(node.value), self.visit(node.slice)
        name = "source" if isinstance(node.ctx, ast.Load) else "target"
        new = ast.Subscript(self.hook(node, name, value, text), part, node.ctx)
        return ast.copy_location(new, node)

    def is_shared(self, node: ast.AST):
        return isinstance(node, ast.Name) and node.id in self.shared and node.id not in self.local

    def visit_Name(self, node: ast.Name):
        if not isinstance(node.ctx, ast.Load) or not self.is_shared(node):
            return node
        announced = self.hook(node, "read_name", node.id)  # returns None
        return ast.copy_location(ast.BoolOp(ast.Or(), [announced, node]), node)

    def visit_Call(self, node: ast.Call):
        text = f"{ast.unparse(node.func)}()"
        if len(full := ast.unparse(node)) <= 32:
            text = full
        if isinstance(node.func, ast.Attribute):
            owner, name = self.visit(node.func.value), self.mangled(node.func.attr)
            function = self.hook(node.func, "method", owner, name, text)
        elif isinstance(node.func, ast.Name) and node.func.id in ("super", "locals", "globals"):
            function = node.func
        else:
            function = self.hook(node.func, "call", self.visit(node.func), text)
        arguments = [self.visit(a) for a in node.args]
        keywords = [self.visit(k) for k in node.keywords]
        return ast.copy_location(ast.Call(function, arguments, keywords), node)

    def whole(self, node: ast.expr):
        """An operand that is looked at as a whole, in case it is a container."""
        if isinstance(node, ast.Constant | ast.Compare | ast.BoolOp | ast.Lambda):
            return self.visit(node)
        return self.hook(node, "whole", self.visit(node), ast.unparse(node))

    def visit_Compare(self, node: ast.Compare):
        compared = [self.whole(c) for c in node.comparators]
        return ast.copy_location(ast.Compare(self.whole(node.left), node.ops, compared), node)

    def visit_BoolOp(self, node: ast.BoolOp):
        return ast.copy_location(ast.BoolOp(node.op, [self.whole(v) for v in node.values]), node)

    def visit_BinOp(self, node: ast.BinOp):
        new = ast.BinOp(self.whole(node.left), node.op, self.whole(node.right))
        return ast.copy_location(new, node)

    def visit_UnaryOp(self, node: ast.UnaryOp):
        return ast.copy_location(ast.UnaryOp(node.op, self.whole(node.operand)), node)

    def visit_Starred(self, node: ast.Starred):
        value = self.whole(node.value) if isinstance(node.ctx, ast.Load) else self.visit(node.value)
        return ast.copy_location(ast.Starred(value, node.ctx), node)

    def visit_FormattedValue(self, node: ast.FormattedValue):
        return ast.copy_location(
            ast.FormattedValue(self.whole(node.value), node.conversion, node.format_spec), node
        )

    def visit_If(self, node: ast.If | ast.While):
        test = self.whole(node.test)
        self.visit_parts(node, "body", "orelse")
        node.test = test
        return node

    visit_While = visit_If

    def visit_IfExp(self, node: ast.IfExp):
        new = ast.IfExp(self.whole(node.test), self.visit(node.body), self.visit(node.orelse))
        return ast.copy_location(new, node)

    def visit_parts(self, node: ast.stmt, *names: str):
        for name in names:
            setattr(node, name, [s for old in getattr(node, name) for s in self.statements(old)])

    def visit_withitem(self, node: ast.withitem):
        text = ast.unparse(node.context_expr)
        node.context_expr = self.hook(
            node.context_expr, "entered", self.visit(node.context_expr), text
        )
        if node.optional_vars is not None:
            node.optional_vars = self.visit(node.optional_vars)
        return node

    def visit_For(self, node: ast.For):
        node.iter = self.hook(node.iter, "each", self.visit(node.iter), ast.unparse(node.iter))
        node.target = self.visit(node.target)
        self.visit_parts(node, "body", "orelse")
        return node

    def visit_comprehension(self, node: ast.comprehension):
        if not node.is_async:
            text = ast.unparse(node.iter)
            node.iter = self.hook(node.iter, "each", self.visit(node.iter), text)
        node.ifs = [self.whole(test) for test in node.ifs]
        return node

    def visit_Assign(self, node: ast.Assign):
        unpacking = any(isinstance(t, ast.Tuple | ast.List) for t in node.targets)
        bound = [t for target in node.targets for t in ast.walk(target) if self.is_shared(t)]
        value = self.whole(node.value) if unpacking else self.visit(node.value)
        if names := tuple(t.id for t in bound if isinstance(t.ctx, ast.Store)):
            value = self.hook(node.value, "write_names", ast.Constant(names), value)
        new = ast.Assign([self.visit(t) for t in node.targets], value)
        return ast.copy_location(new, node)

    def visit_AugAssign(self, node: ast.AugAssign):
        operation, value = type(node.op).__name__, self.visit(node.value)
        if not isinstance(node.target, ast.Name):
            new = ast.AugAssign(self.visit(node.target), node.op, value)
            return ast.copy_location(new, node)
        read = ast.copy_location(ast.Name(node.target.id, ast.Load()), node)
        changed = self.hook(node, "whole", self.visit(read), node.target.id, "write")
        value = self.hook(node, "in_place", operation, changed, value)
        if self.is_shared(node.target):
            value = self.hook(node, "write_names", ast.Constant((node.target.id,)), value)
        return ast.copy_location(ast.Assign([node.target], value), node)


def local_names(node: FunctionNode) -> set[str]:
    """The parameters of a function, and the names that it binds."""
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [a for a in (arguments.vararg, arguments.kwarg) if a]
    names = {a.arg for a in every}
    inner = ast.walk(node) if not isinstance(node, ast.Lambda) else ()
    return names | {n.id for n in inner if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}


@contextlib.contextmanager
def announced(functions: list[types.FunctionType]) -> Iterator[None]:
    """While the block runs, the functions announce what they read and write."""
    keys = [(f.__code__, f.__code__.co_filename) for f in functions]
    shared = frozenset().union(*(names_rebound_by(*key) for key in keys))
    codes = [rewritten(*key, shared) for key in keys]
    saved = [(f, f.__code__) for f in functions]
    spaces = [f.__globals__ for f in functions]
    try:
        for function, code in zip(functions, codes, strict=True):
            function.__code__ = code
            function.__globals__[NAME] = HOOKS
        yield
    finally:
        for function, code in saved:
            function.__code__ = code
        for space in spaces:
            space.pop(NAME, None)


HOOKS = Hooks()

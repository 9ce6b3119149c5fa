"""The rules that the modules of `helpers` keep; each returns a line for each breach.

Whoever adds a rule lists it in RULES and plants a breach of it in test_architecture.py.
"""

import ast
import graphlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

__all__ = ["LAYERS", "RULES", "Module", "modules", "sources"]

MOST_LINES = 40
# From the top; a module imports from its own layer and from those below. What stands in none of
# them is the ground floor.
LAYERS = (
    (
        "__main__",
        "authoring",
        "doctor",
        "error_index",
        "lab",
        "own_program",
        "working_copy",
        "workshop",
    ),
    ("tasks",),
    ("grading",),
    ("bridge", "heartbeat", "interleavings", "timeline", "virtual_time", "watchdog"),
)

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A module of the package: its name, where it is stored, what it holds, what it imports.

    imports: pairs of a line and the module of the package that is imported there.
    """

    name: str
    path: str
    tree: ast.Module
    imports: tuple[tuple[int, str], ...]

    @property
    def part(self) -> str:
        """The part of the package that it belongs to: timeline, for helpers.timeline.log."""
        return self.name.partition(".")[2].partition(".")[0]


def sources(root: Path, package: str) -> dict[str, str]:
    """Return the source of each module of `package` by its path below `root`."""
    found = sorted((root / package).rglob("*.py"))
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in found}


def modules(texts: dict[str, str]) -> list[Module]:
    """Return the modules that these texts, by path, make up; paths are relative to one root."""
    names = {path: _name(path) for path in texts}
    found = []
    for path, text in texts.items():
        tree = ast.parse(text)
        imports = tuple(_imports(tree, path, set(names.values())))
        found.append(Module(names[path], path, tree, imports))
    return found


def _name(path: str) -> str:
    return ".".join(PurePosixPath(path.removesuffix("/__init__.py")).with_suffix("").parts)


def _imports(tree: ast.AST, path: str, known: set[str]) -> Iterator[tuple[int, str]]:
    """Yield (line, module) for all imports of known modules; `from package import module` too."""
    for node in _executed(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            home = _home(node, path)
            inner = [f"{home}.{alias.name}" for alias in node.names]
            names = [name if name in known else home for name in inner]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name in known)


def _home(node: ast.ImportFrom, path: str) -> str:
    """Return the absolute name of the module from which `node`, in the file `path`, imports."""
    if not node.level:
        return node.module or ""
    folder = PurePosixPath(path).parents[node.level - 1]
    return ".".join([*folder.parts, *([node.module] if node.module else [])])


def _executed(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield all nodes but those under `if TYPE_CHECKING`, which no Python executes."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            node = ast.Module(body=node.orelse, type_ignores=[])
        yield node
        yield from _executed(node)


def no_circle(found: list[Module]) -> list[str]:
    """No module imports itself through others, at once or in a function; nor does a part."""
    by_module = {module.name: {name for _, name in module.imports} for module in found}
    parts = {module.name: module.part for module in found}
    by_part: dict[str, set[str]] = {}
    for name, imported in by_module.items():
        others = {parts[other] for other in imported} - {parts[name]}
        by_part.setdefault(parts[name], set()).update(others)
    circles = (_circle(by_module), _circle(by_part))
    return ["imports in a circle: " + " -> ".join(circle) for circle in circles if circle]


def _circle(graph: dict[str, set[str]]) -> list[str]:
    """Return names each of which imports the next, the last being the first; [] if none do."""
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(reversed(error.args[1]))
    return []


def downwards(found: list[Module]) -> list[str]:
    """A module imports nothing from a layer above its own."""
    layers = {module.name: _layer(module.part) for module in found}
    return [
        f"{module.path}:{line}: imports {name}, which belongs to a layer above"
        for module in found
        for line, name in module.imports
        if layers[name] < layers[module.name]
    ]


def _layer(part: str) -> int:
    """Return the layer of a part, counted from the top."""
    return next((n for n, layer in enumerate(LAYERS) if part in layer), len(LAYERS))


def short_functions(found: list[Module]) -> list[str]:
    """No function is longer than 40 lines, from its `def` to its end."""
    problems = []
    for module in found:
        for node in ast.walk(module.tree):
            if isinstance(node, Function) and _length(node) > MOST_LINES:
                problems.append(
                    f"{module.path}:{node.lineno}: {node.name} has {_length(node)} lines"
                )
    return problems


def _length(node: Function) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def names_listed(found: list[Module]) -> list[str]:
    """A module that holds more than its docstring lists its public names in `__all__`."""
    return [
        f"{module.path}:1: has no __all__"
        for module in found
        if len(module.tree.body) > 1 and not _lists_names(module.tree)
    ]


def _lists_names(tree: ast.Module) -> bool:
    """Return whether a module assigns to `__all__`."""
    assigned = [node.targets for node in tree.body if isinstance(node, ast.Assign)]
    return any(isinstance(t, ast.Name) and t.id == "__all__" for ts in assigned for t in ts)


def docstring_first(found: list[Module]) -> list[str]:
    """The first line of a file begins its docstring, which says what the file is for."""
    return [
        f"{module.path}:1: is no docstring"
        for module in found
        if not ast.get_docstring(module.tree) or module.tree.body[0].lineno != 1
    ]


RULES = (no_circle, downwards, short_functions, names_listed, docstring_first)

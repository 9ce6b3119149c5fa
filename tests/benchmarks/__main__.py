"""Run every bench_*.py of this folder and print one table of ratios; names select some of them."""

import importlib
import pkgutil
import sys

import tests.benchmarks


def main(names: list[str]) -> None:
    """Print a table: the part, what was measured, the ratio."""
    found = [m.name for m in pkgutil.iter_modules(tests.benchmarks.__path__)]
    parts = [name.removeprefix("bench_") for name in sorted(found) if name.startswith("bench_")]
    if unknown := set(names) - set(parts):
        sys.exit(f"no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(parts)}")
    rows = []
    for part in names or parts:
        module = importlib.import_module(f"tests.benchmarks.bench_{part}")
        rows += [(part, what, ratio) for what, ratio in module.rows()]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for part, what, ratio in rows:
        print(f"{part:{widths[0]}}  {what:{widths[1]}}  {ratio:>{widths[2]}}")


if __name__ == "__main__":
    main(sys.argv[1:])

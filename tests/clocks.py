"""Finds tests that assert on a clock: they fail on a busy machine, whatever the code does. Benches measure times.

What a clock gave is followed through names, calls of methods (`times.append(...)`) and functions that return it.
A test may compare no such value; a helper may (a deadline for polling), but may not assert it.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

CLOCKS = {"time", "monotonic", "perf_counter", "process_time", "thread_time", "default_timer", "timeit"}
CLOCKS |= {f"{name}_ns" for name in CLOCKS}
MODULES = {"time", "timeit"}
# Words whose value depends on a clock in whatever object they stand.
ATTRIBUTES = {"elapsed"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def find_timed_asserts(sources: dict[str, str]) -> list[str]:
    """'PATH:LINE' of each comparison or assertion with a clock's value; sources are texts of test modules by path."""
    trees = {path: ast.parse(source) for path, source in sources.items()}
    functions = [(path, node) for path, tree in trees.items() for node in ast.walk(tree) if isinstance(node, Function)]
    timers: set[str] = set()
    while found := {node.name for _, node in functions if _returns_time(node, timers)} - timers:
        timers |= found
    return sorted({f"{path}:{line}" for path, node in functions for line in _list_offences(node, timers)})


def read_tests(folder: Path) -> dict[str, str]:
    """The test modules of a folder, without benches, by path below it."""
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.py"))
        if "bench" not in path.relative_to(folder).parts
    }


def _list_offences(function: Function, timers: set[str]) -> Iterator[int]:
    timed = _find_timed_names(function, timers)
    is_test = function.name.startswith("test_")
    for node in ast.walk(function):
        is_asserted = isinstance(node, ast.Assert) or (is_test and isinstance(node, ast.Compare))
        if is_asserted and _holds_time(node, timed, timers):
            yield node.lineno


def _returns_time(function: Function, timers: set[str]) -> bool:
    timed = _find_timed_names(function, timers)
    # A comparison of times is no time: a helper that polls may say whether it was in time.
    return any(
        isinstance(node, ast.Return)
        and node.value is not None
        and not isinstance(node.value, ast.Compare)
        and _holds_time(node.value, timed, timers)
        for node in ast.walk(function)
    )


def _find_timed_names(function: Function, timers: set[str]) -> set[str]:
    """Names of a function that hold what a clock gave, or something reckoned from it."""
    timed: set[str] = set()
    while found := {name for node in ast.walk(function) for name in _list_names(node, timed, timers)} - timed:
        timed |= found
    return timed


def _list_names(node: ast.AST, timed: set[str], timers: set[str]) -> Iterator[str]:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr):
        if node.value is not None and _holds_time(node.value, timed, timers):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))
    elif _is_method_call(node) and any(_holds_time(argument, timed, timers) for argument in node.args):
        yield node.func.value.id


def _is_method_call(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)


def _holds_time(node: ast.AST, timed: set[str], timers: set[str]) -> bool:
    return any(
        (isinstance(part, ast.Name) and part.id in timed)
        or (isinstance(part, ast.Attribute) and part.attr in ATTRIBUTES)
        or (isinstance(part, ast.Call) and _asks_clock(part.func, timers))
        for part in ast.walk(node)
    )


def _asks_clock(called: ast.expr, timers: set[str]) -> bool:
    if isinstance(called, ast.Name):
        return called.id in CLOCKS | timers
    if not isinstance(called, ast.Attribute):
        return False
    is_of_clock = isinstance(called.value, ast.Name) and called.value.id in MODULES
    return called.attr in timers or (is_of_clock and called.attr in CLOCKS)

"""The packages and the direction of their imports as a Mermaid diagram, read from the imports themselves."""

from collections.abc import Iterable

import grimp

PACKAGES = ("pages", "components", "data_access", "geodata")
# Modules that lie right in a package stand in two boxes: over the folders beside them, or under them.
OVER, UNDER = "over", "under"

Edges = dict[str, set[str]]


def draw_packages() -> str:
    """A fenced Mermaid block: a box for each folder, an arrow from what imports to what is imported.

    An arrow is left out where a longer way leads to the same box, so that the layers can be seen.
    """
    graph = grimp.build_graph(*PACKAGES, cache_dir=None)
    boxes = {module: name_box(graph, module) for module in sorted(graph.modules) if not module.endswith("__main__")}
    edges: Edges = {box: set() for box in boxes.values()}
    for module, box in boxes.items():
        imported = {boxes[each] for each in graph.find_modules_directly_imported_by(module) if each in boxes}
        edges[box] |= imported - {box}
    lines = ["```mermaid", "flowchart TD"]
    for package in PACKAGES:
        lines += _draw_boxes(package, {box for box in edges if box.split(".")[0] == package}, boxes)
    lines += [f"    {_name(box)} --> {_name(each)}" for box, found in sorted(thin_out(edges).items()) for each in found]
    return "\n".join([*lines, "```", ""])


def name_box(graph: grimp.ImportGraph, module: str) -> str:
    """The box of a module: its folder, or for a module right in a package, over or under the folders beside it."""
    package = module.split(".")[0]
    folder = ".".join(module.split(".")[:2])
    folders = {each for each in graph.find_children(package) if graph.find_children(each)}
    if not folders or folder in folders:
        return folder if folders else package
    reached = graph.find_upstream_modules(module)
    is_over = any(each == one or each.startswith(f"{one}.") for each in reached for one in folders)
    return f"{package}.{OVER if is_over else UNDER}"


def thin_out(edges: Edges) -> dict[str, list[str]]:
    """The edges without those that another way round replaces; edges within a circle all stay."""
    reach = {box: _find_reach(edges, box) for box in edges}
    kept: dict[str, list[str]] = {}
    for box, targets in edges.items():
        kept[box] = sorted(
            each
            for each in targets
            if not any(
                each in reach[other] and box not in reach[other] and other not in reach[each]
                for other in targets - {each}
            )
        )
    return kept


def _find_reach(edges: Edges, start: str) -> set[str]:
    found: set[str] = set()
    waiting = set(edges[start])
    while waiting:
        box = waiting.pop()
        found.add(box)
        waiting |= edges[box] - found
    return found


def _draw_boxes(package: str, names: Iterable[str], boxes: dict[str, str]) -> list[str]:
    """A frame with a box for each folder; the two boxes of single modules name what is in them."""
    lines = [f"    subgraph {package}"]
    for name in sorted(names):
        title = f"{package}/" if name == package else f"{name.removeprefix(f'{package}.')}/"
        if name.endswith((f".{OVER}", f".{UNDER}")):
            held = [module.split(".")[1] for module, box in boxes.items() if box == name and "." in module]
            title = "<br/>".join(", ".join(held[start : start + 5]) for start in range(0, len(held), 5))
        lines.append(f'        {_name(name)}["{title}"]')
    return [*lines, "    end"]


def _name(box: str) -> str:
    """A box's name in the diagram; that of a frame may not stand for a box within it."""
    return box.replace(".", "_") if "." in box else f"{box}_all"

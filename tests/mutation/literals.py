"""Every number written in the rule rows and tables, with a name that outlives its line number."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from tests.mutation.workspace import module_name


@dataclass(frozen=True, slots=True)
class Moved:
    """A number of a module moved by one step: the `place`-th one, as the tree is walked."""

    module: str
    place: int
    name: str
    was: str
    value: int | float

    def __str__(self) -> str:
        return f"{self.name}: {self.was} -> {self.value}"


def modules(folder: Path) -> list[Path]:
    """The modules that hold rows and tables."""
    return sorted((folder / "rows").glob("*.py"))


def moved_numbers(file: Path) -> Iterator[Moved]:
    """Each number of a module one step down and one step up; a float in its last printed digit."""
    source = file.read_text(encoding="utf-8")
    tree = ast.parse(source)
    module = module_name(file)
    names = dict(_named(tree, module))
    for place, node in enumerate(_numbers(tree)):
        was = ast.get_source_segment(source, node) or ""
        value: int | float = node.value  # type: ignore[assignment]
        if isinstance(value, int):
            was, steps = str(value), (value - 1, value + 1)
        else:
            printed = Decimal(was)
            last = Decimal((0, (1,), printed.as_tuple().exponent))  # type: ignore[arg-type]
            steps = (float(printed - last), float(printed + last))  # type: ignore[assignment]
        for step in steps:
            yield Moved(module, place, names[node], was, step)


def with_moved(source: str, moved: Moved) -> ast.Module:
    """The module's tree with the one number moved."""
    tree = ast.parse(source)
    for place, node in enumerate(_numbers(tree)):
        if place == moved.place:
            node.value = moved.value
    return tree


def _numbers(tree: ast.AST) -> Iterator[ast.Constant]:
    """The numbers in the order of the walk; True and False are none."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
            yield node


def _named(node: ast.AST, name: str) -> Iterator[tuple[ast.Constant, str]]:
    """Each number with its rule, keyword and key."""
    if isinstance(node, ast.Constant):
        yield node, name
    elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        target = node.targets[0] if isinstance(node, ast.Assign) else node.target
        yield from _named(node.value, f"{name}.{ast.unparse(target)}")
    elif isinstance(node, ast.Dict):
        for key, value in zip(node.keys, node.values, strict=True):
            yield from _named(value, f"{name}[{ast.unparse(key) if key else '**'}]")
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Rule":
        code = ast.literal_eval(node.args[0])
        for keyword in node.keywords:
            # A row is named by its code, wherever in its module it stands.
            module = ".".join(name.split(".")[:2])
            yield from _named(keyword.value, f"{module}.{code}.{keyword.arg}")
    elif isinstance(node, ast.List | ast.Tuple):
        for place, value in enumerate(node.elts):
            yield from _named(value, f"{name}[{place}]")
    else:
        for child in ast.iter_child_nodes(node):
            yield from _named(child, name)

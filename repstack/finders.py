"""Single static files of packages that ship many more than we use."""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Bootstrap's package holds 5 MB; collecting and compressing it all takes 13 to 21 s, this 2 s.
# The map is named in the style sheet, so it has to be there too.
PACKAGE_FILES: dict[str, tuple[str, ...]] = {
    "js_lib_bootstrap5": (
        "js-lib-bootstrap5/css/bootstrap.min.css",
        "js-lib-bootstrap5/css/bootstrap.min.css.map",
    ),
}


def static_folder(package: str) -> Path:
    """Where an installed package keeps its static files. Raises `LookupError` where it is not."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"The package {package} is not installed.")
    return Path(spec.origin).parent / "static"


class PackageFilesFinder(BaseFinder):
    """Finds the files of `PACKAGE_FILES` and no other."""

    def check(self, **kwargs: Any) -> list[Any]:
        """Nothing can be configured, so nothing can be wrong."""
        return []

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file's full path, or a list of it (`find_all`); empty for any other file."""
        found = [
            str(static_folder(package) / name)
            for package, names in PACKAGE_FILES.items()
            for name in names
            if name == path
        ]
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Any]]:
        """Every file with the storage it is read from."""
        for package, names in PACKAGE_FILES.items():
            storage = FileSystemStorage(location=static_folder(package))
            for name in names:
                yield name, storage

"""What every data file shares: reading it, and refusing it with all its faults."""

from collections.abc import Sequence
from pathlib import Path

from django.core.exceptions import ValidationError


class DataFileError(ValueError):
    """A data file that cannot be loaded; `faults` has one sentence for each reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)


def read_bytes(path: Path) -> bytes:
    """The file's content. Raises `DataFileError` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise DataFileError([f"{path}: cannot be read ({fault.strerror})."]) from fault


def sentences(fault: ValidationError) -> list[str]:
    """The messages of a validation, each with its field where it has one."""
    if not hasattr(fault, "error_dict"):
        return list(fault.messages)
    return [f"{field}: {' '.join(texts)}" for field, texts in fault.message_dict.items()]

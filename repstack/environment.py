"""Reads the environment strictly: a wrong value stops the start with one plain message."""

import difflib
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NoReturn, TypeVar

Word = TypeVar("Word", bound=str)

WORDS_FOR_ON = ("on", "true", "yes", "1")
WORDS_FOR_OFF = ("off", "false", "no", "0")

# A name, a name with all its subdomains, an IPv4 or a bracketed IPv6 address.
HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")
ORIGIN = re.compile(rf"https?://(?!\.)(?:{HOST.pattern})(:[0-9]{{1,5}})?")
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+")


class SettingRefused(SystemExit):
    """A variable of the environment is wrong: Python prints the message and stops, exit code 1."""


def refuse(name: str, value: str, allowed: str, *, secret: bool = False) -> NoReturn:
    """Stop with one line that names the variable, its value and what is allowed.

    Raises `SettingRefused`, always. The value of a secret is not repeated.
    """
    shown = "(not shown)" if secret else f"'{value}'"
    raise SettingRefused(f"RepStack did not start: {name} is {shown}; allowed: {allowed}.")


class Environment:
    """The variables of one process, read by type.

    Every reader takes the variable's name and what to use without it, and raises
    `SettingRefused` for a value that is not allowed. An empty variable counts as a wrong one.
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self._variables = variables
        self._known: set[str] = set()

    def _raw(self, name: str) -> str | None:
        self._known.add(name)
        return self._variables.get(name)

    def text(self, name: str, default: str, *, secret: bool = False, shortest: int = 1) -> str:
        """Any text of at least `shortest` characters without control characters."""
        value = self._raw(name)
        if value is None:
            return default
        if len(value) < shortest or not value.isprintable() or value != value.strip():
            least = "" if shortest == 1 else f" of at least {shortest} characters"
            refuse(name, value, f"text{least} without spaces around it", secret=secret)
        return value

    def flag(self, name: str, *, default: bool) -> bool:
        """On or off."""
        value = self._raw(name)
        if value is None:
            return default
        if value.lower() in WORDS_FOR_ON:
            return True
        if value.lower() in WORDS_FOR_OFF:
            return False
        refuse(name, value, "on or off (also true, yes, 1; false, no, 0)")

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        """A whole number from `low` to `high`, in plain digits."""
        value = self._raw(name)
        if value is None:
            return default
        # int() would also take "1_0", " 10" and digits of other scripts.
        if not re.fullmatch(r"[0-9]{1,9}", value) or not low <= int(value) <= high:
            refuse(name, value, f"a whole number from {low} to {high}")
        return int(value)

    def choice(self, name: str, default: Word, allowed: Iterable[Word]) -> Word:
        """One word of a list."""
        value = self._raw(name)
        if value is None:
            return default
        words = list(allowed)
        for word in words:
            if value == word:
                return word
        refuse(name, value, ", ".join(words))

    def hosts(self, name: str, default: list[str]) -> list[str]:
        """Host names or addresses, separated by commas; `.example.org` means all its subdomains."""
        value = self._raw(name)
        if value is None:
            return default
        hosts = [host.strip() for host in value.split(",")]
        if not all(HOST.fullmatch(host) for host in hosts):
            refuse(name, value, "host names separated by commas, like repstack.example.org")
        return hosts

    def origin(self, name: str, default: str) -> str:
        """The start of an address, as a browser shows it: scheme, host, and a port of its own."""
        value = self._raw(name)
        if value is None:
            return default
        if not ORIGIN.fullmatch(value):
            refuse(name, value, "an address without a path, like https://repstack.example.org")
        return value

    def email(self, name: str, default: str) -> str:
        """One e-mail address."""
        value = self._raw(name)
        if value is None:
            return default
        if not EMAIL.fullmatch(value):
            refuse(name, value, "one e-mail address, like coach@example.org")
        return value

    def folder(self, name: str, default: Path) -> Path:
        """An absolute path; the folder is made where it is missing, for its owner alone."""
        value = self._raw(name)
        path = default if value is None else Path(value)
        if not path.is_absolute() or "\0" in str(path):
            refuse(name, str(path), "an absolute path of a folder")
        try:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            refuse(name, str(path), f"a folder that can be written ({error.strerror})")
        return path

    def refuse_unknown(self, prefix: str) -> None:
        """Stop at a variable with our prefix that nothing reads: most likely a misspelt one."""
        for name in sorted(self._variables):
            if name.startswith(prefix) and name not in self._known:
                near = difflib.get_close_matches(name, sorted(self._known), n=1, cutoff=0)
                raise SettingRefused(
                    f"RepStack did not start: {name} is no variable it reads; nearest: {near[0]}."
                )

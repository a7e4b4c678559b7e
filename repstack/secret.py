"""The secret key of an installation that names none in its environment."""

import os
import secrets
from pathlib import Path

from repstack.environment import refuse


def kept_secret_key(path: Path) -> str:
    """The key kept in `path`; made there at the first start, readable by its owner alone.

    Two processes that start at once get the same key: the file appears complete or not at all.
    Raises `SettingRefused` where the file can be neither read nor made.
    """
    try:
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64), encoding="ascii")
            try:
                os.link(draft, path)
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        key = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeError) as error:
        refuse("REPSTACK_SECRET_KEY", "", f"a key of 50 characters, since {path} fails: {error}")
    if len(key) < 50:
        refuse("REPSTACK_SECRET_KEY", "", f"a key of 50 characters; {path} holds a shorter one")
    return key

"""RepStack: a training logbook that sets an effort target before every set.

Importing this package is the first thing every entry point does, so the fixed SQLite is put in
place here, before Django imports the one that Python was linked with.
"""

from repstack.sqlite import use_fixed_sqlite

__version__ = "0.1.0"

use_fixed_sqlite()

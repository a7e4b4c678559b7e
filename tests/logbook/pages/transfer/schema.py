"""Writes docs/account.schema.json: `python manage.py shell < tests/logbook/pages/transfer/schema.py`."""

import json
from pathlib import Path

from logbook.log.account_schema import account_schema
from logbook.pages.transfer.formats.account_json import FORMAT, VERSION

schema = json.dumps(account_schema(FORMAT, VERSION), indent=1, ensure_ascii=False)
Path("docs/account.schema.json").write_text(f"{schema}\n")

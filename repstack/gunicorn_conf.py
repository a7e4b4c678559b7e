"""How gunicorn serves RepStack: `gunicorn -c python:repstack.gunicorn_conf`.

2 workers on 2 cores, each with 2 threads that work and many that read (repstack/worker.py).
Any value can be overridden on gunicorn's command line.
"""

import gc
import logging
import os
import sys
from pathlib import Path

# Read here, before any worker is forked: a wrong variable stops the start with its own message.
import repstack.settings  # noqa: F401
from repstack.reports import NoSecrets

wsgi_app = "repstack.wsgi:application"
bind = "127.0.0.1:8000"
worker_class = "repstack.worker.ReadFirst"
workers = 2
# Requests that are read at once, in each worker; made when they are needed.
threads = 64
preload_app = True
timeout = 60
graceful_timeout = 20
keepalive = 5
limit_request_line = 8190
# RepStack lies at the root of its host. By default a request may name another place in a header,
# and one that does not fit its path is answered with 500.
forwarder_headers = ""
# A phone behind two proxies sends about thirty.
limit_request_fields = 64
# Gunicorn's heartbeat file must not wait for a disk.
if sys.platform == "linux" and Path("/dev/shm").is_dir():  # noqa: S108
    worker_tmp_dir = "/dev/shm"  # noqa: S108

# An access log is off until somebody asks for one; then it holds no keys and no queries either.
for _name in ("gunicorn.access", "gunicorn.error"):
    logging.getLogger(_name).addFilter(NoSecrets())

# Seconds a thread may compute before another of its worker gets a turn. Python's own 5 ms stand
# between every query of a logged set while an admin's preview is worked out beside it.
SWITCH_INTERVAL = 0.0005


def post_worker_init(worker: object) -> None:
    """Let a short request through between the steps of a long one."""
    sys.setswitchinterval(SWITCH_INTERVAL)
    # What the worker began with stays for its life: no collection has to look through it.
    gc.freeze()


def when_ready(server: object) -> None:
    """Print what `bin/start` has to say once the port answers."""
    if announcement := os.environ.get("START_ANNOUNCEMENT"):
        print(announcement, flush=True)

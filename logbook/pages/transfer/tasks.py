"""A file that is brought in in the background: what the worker does with one."""

from __future__ import annotations

import logging
import uuid

from django.http import Http404
from django.utils import timezone
from django_tasks import task

from logbook.acts.import_jobs import (
    INTERRUPTED,
    LetGoError,
    Progress,
    claimed,
    ended,
    ended_with,
)
from logbook.acts.imports import OtherImportError
from logbook.log.imports import upload_of
from logbook.models import ImportJob, ImportRun, User
from logbook.pages.transfer import acts
from logbook.pages.transfer.account import look_at_account
from logbook.pages.transfer.formats.account_json import is_account
from logbook.pages.transfer.importing import bring, look_at
from logbook.pages.transfer.page import answers_from, remember

_log = logging.getLogger(__name__)
_OURS = "Something went wrong here, and nothing of it was added. Whoever runs this RepStack can read about it in its log."


class NotReadyError(Exception):
    """A file that cannot be brought in as it is, in a sentence."""


@task()
def bring_file(key: str) -> None:
    """Bring in the file that was put aside under this key, and say how that ended.

    The queue keeps what a task raises, word by word; so nothing is raised but the end of the process.
    """
    job = claimed(uuid.UUID(key), timezone.now())
    if job is None:
        return
    progress = Progress(job.key, timezone.now)
    try:
        run = _brought(job, progress)
    except (LetGoError, Http404):
        # Stopped, or the account is gone: nobody is left to be told.
        return
    except (NotReadyError, OtherImportError) as fault:
        ended(job, timezone.now(), fault=str(fault))
    except Exception:  # noqa: BLE001 - whatever it was, the lifter is told, and the log has it
        _log.exception("An import failed.")
        ended(job, timezone.now(), fault=_OURS)
    except BaseException:
        ended(job, timezone.now(), fault=INTERRUPTED)
        raise
    else:
        ended(job, timezone.now(), run=run)
    finally:
        progress.close()


def _brought(job: ImportJob, progress: Progress) -> ImportRun | None:
    """Bring it in; None where nothing of it was new, or it was a whole account."""
    lifter: User = job.athlete
    upload = upload_of(lifter)
    if upload is None or upload.key != job.key:
        raise LetGoError
    content = acts.content_of(upload)

    def ends(run: ImportRun | None) -> None:
        ended_with(job, timezone.now(), run)

    if is_account(content):
        account = look_at_account(lifter, content)
        if not account.is_ready or not account.put_back(progress, ends):
            raise NotReadyError(account.errors[0][1])
        acts.forget_upload(lifter, upload)
        return None
    looked = look_at(lifter, content, answers_from(upload.answers), now=timezone.now())
    if not looked.is_ready:
        raise NotReadyError("Something has to be answered first. Look at the file again.")
    done = bring(lifter, looked, key=job.key, now=timezone.now(), told=progress, ends=ends)
    remember(lifter, looked, upload.answers)
    acts.forget_upload(lifter, upload)
    return done.run

"""What staff do with mail that did not arrive."""

from django.utils import timezone

from base.mail.sending import EMPTIED, after_commit
from base.models import Mail


def try_again(mails):
    """Let those of these mails go once more that did not arrive and still have their text; how many."""
    chosen = list(mails.stuck().exclude(text="", html="").only("key", "bulk"))
    now = timezone.now()
    again = {"state": Mail.State.WAITING, "attempts": 0, "problem": "", "next_try": now, "written_at": now}
    count = Mail.objects.stuck().filter(pk__in=[mail.pk for mail in chosen]).update(**again)
    after_commit(chosen)
    return count


def drop(mails):
    """Give up those of these mails that did not arrive; how many. Their text goes."""
    return mails.stuck().update(state=Mail.State.DROPPED, **EMPTIED)

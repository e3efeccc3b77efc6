"""Who stands above whom: a manager, and the manager of that manager. Known to the site, shown to nobody."""

from network.requests.models import Availability

HIGHEST = 10  # steps up; who names each other in a circle doesn't keep us busy


def above(reports_to, pk):
    """Everybody above ``pk`` in a dict of who reports to whom."""
    found = set()
    while (pk := reports_to.get(pk)) is not None and pk not in found and len(found) < HIGHEST:
        found.add(pk)
    return found


def kept_from(reports_to, pks):
    """Everybody who stands above or below one of ``pks``."""
    pks = set(pks)
    found = set().union(*(above(reports_to, pk) for pk in pks))
    return found | {pk for pk in reports_to if above(reports_to, pk) & pks}


def is_kept_from(pk, others):
    """Whether ``pk`` stands above or below one of ``others``, as the database says now."""
    others = set(others)
    above_them = _climb(others)
    return pk in above_them or bool(_climb({pk}) & others)


def _climb(pks):
    """Everybody above these, a step a query."""
    found, here = set(), set(pks)
    for _step in range(HIGHEST):
        rows = Availability.objects.filter(member__in=here).exclude(reports_to=None)
        here = set(rows.values_list("reports_to_id", flat=True)) - found
        if not here:
            break
        found |= here
    return found

"""Members out of a table: who is new is invited, who has an account is changed as far as the importer may (N23)."""

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from base.bulk import pieces
from network.people import audit, importing, rules
from network.people.models import Invitation, Member
from network.people.models.member import FORMER
from network.services.importing.cells import beside
from network.services.importing.checking import CHANGED, NEW, SAME, WRONG, Check, difference
from network.services.importing.mapping import InvitedAs, missing
from network.services.importing.sheets import NotPossible, steps


def check(run, by, lock=False):
    """What the file comes to for who imports it; None as long as a column misses."""
    return None if missing(run.kind, run.mapping) else _Members(run.kind, run.mapping, lock, by).run(run.rows)


class _Members(Check):
    """One file of members."""

    def __init__(self, kind, mapping, lock, by):
        super().__init__(kind, mapping, lock)
        self.by = by
        self.accounts, self.taken, self.invited = {}, set(), set()

    def _load(self, plan):
        for piece in pieces({row.values["email"] for row in plan if "email" in row.values}):
            accounts = Member.objects.filter(email__in=piece)
            if self.lock:
                accounts = accounts.select_for_update()
            self.accounts |= {one.email: one for one in accounts}
            addresses = EmailAddress.objects.filter(email__in=piece, verified=True)
            self.taken |= set(addresses.values_list("email", flat=True))
            self.invited |= set(Invitation.objects.open().filter(email__in=piece).values_list("email", flat=True))

    def _compare(self, row):
        email = row.values["email"]
        if self._comes_twice(row, email):
            return
        self._check_texts(row)
        account = self.accounts.get(email)
        if row.outcome == WRONG:
            return
        if account is not None:
            self._compare_account(row, account)
        elif email in self.taken:
            self._leave(row, _("This is another address of somebody who has an account."))
        elif email in self.invited:
            self._leave(row, _("Was invited already."))
        else:
            self._check_invitation(row)

    def _check_texts(self, row):
        for name in {"email", "name", "job_title"} & set(row.values):
            try:
                Member._meta.get_field(name).clean(row.values[name], None)
            except ValidationError as problem:
                row.fail(beside(self._column(name), " ".join(problem.messages)))

    def _compare_account(self, row, account):
        if not (account.is_active and account.approved_at):
            self._leave(row, _("Has an account that is closed, or that nobody answered yet."))
            return
        if not rules.can_edit_member(self.by, account):
            self._leave(row, _("Has an account. Only an administrator changes it."))
            return
        told = {name: row.values[name] for name in importing.CHANGEABLE if name in row.values}
        if "role" in row.values:
            row.notes.append(_("The role of who has an account stays as it is."))
        here = {name: getattr(account, Member._meta.get_field(name).attname) for name in told}
        old = {name: here[name] for name, value in told.items() if here[name] != value}
        if not old:
            self._leave(row)
            return
        row.outcome, row.pk, row.old = CHANGED, account.pk, old
        row.values = {name: told[name] for name in old}
        row.notes += [difference(self._column(name), value, row.values[name]) for name, value in old.items()]

    def _check_invitation(self, row):
        if row.values["email"].endswith(FORMER):
            row.fail(_("No mail can go to this address."))
        if row.values.get("role") == InvitedAs.PROVIDER_EDITOR:
            if not rules.is_administrator(self.by):
                row.fail(_("Only an administrator invites somebody to a role."))
            if "organisation" not in row.values:
                row.fail(_("Say for which organisation, for a provider editor."))
        if "job_title" in row.values:
            row.notes.append(_("The job they fill in themselves."))

    def _leave(self, row, note=""):
        """Nothing happens to who is in this row."""
        row.outcome, row.values = SAME, {}
        row.notes += [note] if note else []


def write(run, plan, by):
    """Change accounts and invite people; gives how many are done now and then, and returns what undoes it."""
    log, done = {"created": [], "changed": []}, 0
    for rows in steps(row for row in plan if row.outcome == CHANGED):
        accounts = Member.objects.in_bulk([row.pk for row in rows])
        for row in rows:
            importing.change_member(accounts[row.pk], row.values, by)
            log["changed"].append([row.pk, row.old, row.values])
        done += len(rows)
        yield done
    for rows in steps(row for row in plan if row.outcome == NEW):
        invitations = [_invitation(row.values) for row in rows]
        importing.invite_many(invitations, by)
        log["created"] += [[one.pk, {"email": one.email}] for one in invitations]
        done += len(rows)
        yield done
    told = f"people.invitation: {len(log['created'])}, people.member: {len(log['changed'])}"
    audit.record(by, None, audit.Action.IMPORTED, told)
    return log


def _invitation(values):
    role = values.get("role", InvitedAs.MEMBER)
    return Invitation(
        email=values["email"],
        name=values.get("name", ""),
        organisation_id=values.get("organisation"),
        role="" if role == InvitedAs.MEMBER else role,
    )


def take_back(run, by):
    """Take back what nobody accepted yet, and give changed accounts their old values."""
    created, changed = dict(run.log["created"]), run.log["changed"]
    touched = []
    for piece in pieces(created):
        touched += Invitation.objects.filter(pk__in=piece).exclude(used_at=None).values_list("email", flat=True)
    accounts = {}
    for piece in pieces(pk for pk, _old, _new in changed):
        accounts |= Member.objects.select_for_update().in_bulk(piece)
    for pk, _old, new in changed:
        account = accounts.get(pk)
        if account is None or any(getattr(account, Member._meta.get_field(n).attname) != v for n, v in new.items()):
            touched.append(str(account or pk))
    if touched:
        raise NotPossible(*touched)
    for pk, old, _new in changed:
        importing.change_member(accounts[pk], old, by)
    importing.withdraw_many(created)
    told = f"people.invitation: -{len(created)}, people.member: -{len(changed)}"
    audit.record(by, None, audit.Action.IMPORTED, told)

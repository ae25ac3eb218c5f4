"""Core's own declarations, the purposes of every installation, and whom the rest is not about."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from samlet.web.core import changes, search
from samlet.web.core.importing import actions as importing
from samlet.web.core.jobs import tidying
from samlet.web.core.personal.declarations import (
    WITH_ACCOUNT,
    WITH_PERSON,
    WITHOUT_NAMES,
    Declaration,
    Identity,
    Retention,
    Store,
    declare,
    exempt,
    store,
)
from samlet.web.core.personal.purposes import Keeping, Purpose, declare_purpose

YEAR = timedelta(days=365)

OFFICES = "offices"
PUBLIC_OFFICES = "public_offices"
CONTACT = "contact"
ACCOUNT = "account"
SECURITY = "security"
CONSENTED = "consented"

_LAW = _("GDPR Art. 5, 6 and 9, Personal Data Act; read 20 November 2026.")

declare_purpose(
    Purpose(
        key=OFFICES,
        title=_("Offices in the union"),
        why=_("To run the organisation: who holds which office, where, and since when."),
        basis=_("GDPR Art. 6(1)(f): legitimate interest in running the organisation."),
        special=_(
            "GDPR Art. 9(2)(d): legitimate activity of a body with a trade-union aim, about its "
            "own members and people in regular contact with it, never handed out without consent."
        ),
        holds=_("Name, office, unit, dates, and where the person works."),
        about=_("People who hold or have held an office in the organisation."),
        seen_by=("people.view",),
        keeping=Keeping(_("the last office has ended"), YEAR),
        sources=_LAW,
        unsure=_(
            "A lawyer should confirm that Art. 9(2)(d) covers the offices that the organisation "
            "registers, and that confederation and union are each a controller of their own."
        ),
        order=1,
    )
)
declare_purpose(
    Purpose(
        key=CONTACT,
        title=_("Reaching those who hold an office"),
        why=_("To call and write to people about their office, in their language."),
        basis=_("GDPR Art. 6(1)(f): legitimate interest in reaching those who hold an office."),
        special=_("GDPR Art. 9(2)(d), as for the office itself."),
        holds=_("E-mail, mobile, language, preferred channel and the municipality one lives in."),
        about=_("People who hold or have held an office in the organisation."),
        seen_by=("people.view",),
        keeping=Keeping(_("the last office has ended"), YEAR),
        sources=_LAW,
        order=2,
    )
)
declare_purpose(
    Purpose(
        key=PUBLIC_OFFICES,
        title=_("Public offices"),
        why=_("To know who is elected or stands on an approved list, as officially published."),
        basis=_("GDPR Art. 6(1)(f): legitimate interest in knowing who decides."),
        special=_(
            "GDPR Art. 9(2)(e) for what the person has manifestly made public, as one who is "
            "elected has. Standing on a list is not enough by itself."
        ),
        holds=_("Name, office, body, list and dates, each with its public source. No union data."),
        about=_("Elected representatives and candidates on approved lists."),
        seen_by=("people.view",),
        keeping=Keeping(_("the last public office has ended"), 5 * YEAR),
        sources=_LAW,
        unsure=_(
            "A lawyer should confirm Art. 9(2)(e) for candidates who are not elected, since one "
            "may be listed without consent, and that five years is no longer than needed."
        ),
        order=3,
    )
)
declare_purpose(
    Purpose(
        key=CONSENTED,
        title=_("What a person has agreed to"),
        why=_("To hold what rests on the person's own yes, and to be able to show that yes."),
        basis=_("GDPR Art. 6(1)(a): consent, shown as Art. 7(1) asks."),
        special=_("GDPR Art. 9(2)(a): explicit consent."),
        holds=_("The text agreed to, when, how, and when it was withdrawn."),
        about=_("People who have said yes to something."),
        seen_by=("people.view",),
        keeping=Keeping(_("the consent is withdrawn or the person is erased")),
        sources=_LAW,
        consent="*",
        order=4,
    )
)
declare_purpose(
    Purpose(
        key=ACCOUNT,
        title=_("Signing in"),
        why=_("To let people in and keep others out."),
        basis=_("GDPR Art. 6(1)(f): legitimate interest in safe access to the register."),
        special=_("GDPR Art. 9(2)(d), since who may sign in tells of the office."),
        holds=_("E-mail, name, passkeys, sessions, links, and which units one has access to."),
        about=_("People who sign in or use a personal link."),
        seen_by=("grants.view",),
        keeping=Keeping(_("the last access has ended"), timedelta(days=90)),
        sources=_LAW,
        order=5,
    )
)
declare_purpose(
    Purpose(
        key=SECURITY,
        title=_("The audit trail"),
        why=_("To show who has seen and changed what, and to find misuse."),
        basis=_("GDPR Art. 6(1)(c) with Art. 5(2) and 32: to show that the rules are kept."),
        special=_("GDPR Art. 9(2)(d): one of the safeguards which that exception asks for."),
        holds=_("Who did what and when, and to whom. Values only where the act needs them."),
        about=_("People who use the register, and people in it."),
        seen_by=("audit.view",),
        keeping=Keeping(_("the person is erased; lines without names are kept")),
        sources=_LAW,
        order=6,
    )
)


def _own(who: Identity) -> Q:
    return Q(pk__in=who.subjects)


def _as_actor(who: Identity) -> Q:
    return Q(actor__in=[f"user:{public_id}" for public_id in who.public_ids])


declare(
    Declaration(
        model="core.Subject",
        retention=WITH_PERSON,
        title=_("The record itself"),
        purpose=OFFICES,
        find=_own,
        fields={
            "kind": _("That it is a person."),
            "controller": _("Which register it is in."),
            "is_public": _("Whether it is an officially published fact."),
            "synthetic": _("Whether the person is invented."),
            "created_at": _("When it came into the register."),
        },
        keys=("id", "public_id"),
    )
)
declare(
    Declaration(
        model="core.Placement",
        retention=WITH_PERSON,
        title=_("Units where the person is at home"),
        purpose=OFFICES,
        person_path="subject",
        fields={"unit": _("Decides who may see the person.")},
        keys=("id", "subject"),
        export=False,
    )
)
declare(
    Declaration(
        model="core.AuditPayload",
        retention=WITH_PERSON,
        title=_("What has been done with it"),
        purpose=SECURITY,
        person_path="subject",
        fields={
            "entry": _("Who did what, and when."),
            "content": _("Values, where the act needs them told."),
        },
        keys=("id", "subject"),
        secret=("salt",),
        export=False,
    )
)
declare(
    Declaration(
        model="core.AuditEntry",
        retention=WITHOUT_NAMES,
        title=_("What the person has done in the register"),
        purpose=SECURITY,
        find=_as_actor,
        fields={
            "at": _("When."),
            "actor": _("Who, by a key without a name."),
            "actor_kind": _("How they came in."),
            "act": _("What was done."),
            "subject_kind": _("What kind of thing it was done to."),
            "subject_id": _("Which thing, when it is no person."),
            "controller": _("In which register."),
            "fields": _("Which fields, never their values."),
        },
        keys=("id",),
        secret=("seals",),
        erasure="count",
        kept=_(
            "Lines of the audit trail stay, without names: GDPR Art. 17(3)(b) with Art. 5(2) and "
            "32. The key in them leads to nobody when the account is gone."
        ),
        export=False,
    )
)
declare(
    Declaration(
        model="core.Erasure",
        retention=WITHOUT_NAMES,
        title=_("Requests for erasure"),
        purpose=SECURITY,
        person_path="subject",
        fields={
            "controller": _("In which register."),
            "reason": _("Why it is to be erased."),
            "asked_by": _("Who asked, by a key without a name."),
            "created_at": _("When it was asked."),
            "due_at": _("When it will be done."),
            "cancelled_at": _("When it was called off."),
            "cancelled_by": _("Who called it off, by a key without a name."),
            "rows_gone_at": _("When the rows were gone."),
            "done_at": _("When nothing was left in the files either."),
            "rows": _("How many rows went."),
        },
        keys=("id", "public_id", "subject", "account", "run"),
        erasure="count",
        kept=_("That somebody was erased, when and why stays as a count: GDPR Art. 5(2)."),
        export=False,
    )
)
declare(
    Declaration(
        model="core.Job",
        retention=Retention(_("90 days after it ended"), over=tidying.over),
        title=_("Background work the person has started"),
        purpose=SECURITY,
        find=lambda who: Q(starter_id__in=who.users, starter_kind__in=("user", "demo")),
        fields={
            "kind": _("What work it was."),
            "started_by": _("Who started it, by a key without a name."),
            "controller": _("In which register."),
            "queued_at": _("When it was asked for."),
            "created_at": _("When it was asked for."),
            "started_at": _("When it began."),
            "finished_at": _("When it was done."),
            "cancelled_at": _("When it was stopped."),
            "failed_at": _("When it failed."),
            "cancel_asked_at": _("When somebody asked to stop it."),
            "done": _("How much is done."),
            "total": _("How much there is to do."),
            "message": _("What it does now, as a code."),
            "failure": _("Why it failed, without personal data."),
            "result": _("Counts."),
            "arguments": _("Ids and numbers, never personal data."),
        },
        keys=(
            "id",
            "public_id",
            "starter_kind",
            "starter_id",
            "task_id",
            "run",
            "worker",
            "heartbeat_at",
            "attempts",
            "checkpoint",
        ),
        erasure="blank",
        blanks={"started_by": "erased", "starter_id": None},
        export=False,
    )
)

declare(
    Declaration(
        model="core.SearchEntry",
        retention=WITH_PERSON,
        title=_("What one is found by in search"),
        purpose=OFFICES,
        person_path="subject",
        fields={
            "title": _("What is shown when the person is found."),
            "subtitle": _("What is shown when the person is found."),
            "words": _("What else the person is found by."),
            "ended": _("Comes after those in office."),
        },
        keys=("subject", "title_key", "title_terms", "other_terms"),
        export=False,
        search=True,
    )
)
declare(
    Declaration(
        model="core.Change",
        retention=Retention(
            _("30 days, as long as it can be undone"), over=changes.over, let_go=changes.empty_old
        ),
        title=_("Earlier values, so that a change can be undone"),
        purpose=SECURITY,
        find=lambda who: Q(subject__in=who.subjects) | Q(former_subject__in=who.subjects),
        erase=lambda who: changes.forget(who.subjects),
        fields={
            "model": _("What kind of row was changed."),
            "before": _("What it said before."),
            "after": _("What it said afterwards."),
        },
        keys=("id", "change_set", "subject", "former_subject", "row"),
        export=False,
    )
)
declare(
    Declaration(
        model="core.ChangeSet",
        retention=WITHOUT_NAMES,
        title=_("Changes the person has made to several rows at once"),
        purpose=SECURITY,
        find=lambda who: Q(actor_key__in=[f"user:{one}" for one in who.public_ids]),
        fields={
            "what": _("What was done."),
            "act": _("What one must be allowed to undo it."),
            "actor_key": _("Who did it, by a key without a name."),
            "controller": _("In which register."),
            "at": _("When."),
            "created_at": _("When."),
            "rows": _("How many rows."),
            "undone_at": _("When it was undone."),
            "undone_by": _("Who undid it, by a key without a name."),
            "emptied_at": _("When the earlier values were let go of."),
        },
        keys=("id", "public_id"),
        erasure="count",
        kept=_("That something was changed, without names or values: GDPR Art. 5(2)."),
        export=False,
    )
)
declare(
    Declaration(
        model="core.SavedView",
        retention=WITH_ACCOUNT,
        title=_("Views of lists that the person has saved"),
        purpose=ACCOUNT,
        user_path="owner",
        fields={
            "name": _("What the person called it."),
            "list_key": _("Which list."),
            "query": _("Which columns and filters; never words that were typed."),
            "unit": _("Where it is shared."),
            "created_at": _("When it was saved."),
        },
        keys=("id", "public_id", "owner"),
    )
)
declare(
    Declaration(
        model="core.DefaultView",
        retention=WITH_ACCOUNT,
        title=_("Views that the person meets first"),
        purpose=ACCOUNT,
        user_path="user",
        fields={"list_key": _("Which list."), "view": _("Which view.")},
        keys=("id", "user"),
        export=False,
    )
)


def _forget_in_search(who: Identity) -> int:
    search.remove(who.subjects)
    return 0  # the entry is counted by its declaration


declare(
    Declaration(
        model="core.ImportBatch",
        retention=Retention(
            _("a day, and no longer than until anybody is erased"),
            over=importing.left_lying,
            let_go=importing.empty_old,
        ),
        title=_("Spreadsheets that wait to be imported"),
        purpose=CONTACT,
        # Whose rows are in a sheet is not known before it is read: it is let go of whole.
        find=lambda who: Q(emptied_at=None),
        erasure="blank",
        erase=lambda who: importing.let_go_of_all(),
        fields={
            "kind": _("What its rows are."),
            "options": _("What was chosen beside the columns."),
            "table": _("The rows, until they are imported."),
            "plan": _("What was found for each row."),
            "choices": _("What was chosen for doubtful rows."),
            "filename": _("What the file is called."),
            "sheet": _("Which sheet of it."),
            "started_by": _("Who began it, by a key without a name."),
            "controller": _("Into which register."),
            "created_at": _("When it was sent in."),
            "tried_at": _("When it was tried."),
            "done_at": _("When it was carried out."),
            "emptied_at": _("When the rows were let go of."),
            "mapping": _("Which column is which."),
            "ticked": _("Which warnings were taken note of."),
            "sha256": _("Which file it is."),
        },
        keys=("id", "public_id", "change_set"),
        export=False,
        shown=False,
    )
)
exempt("how the columns of a register's sheets were read; about nobody", "core.ImportProfile")
store(Store("search", _("Words in the search index"), _forget_in_search, search.scrub))
exempt(
    "words that are in use in the index; one that nothing holds any more goes with search.scrub",
    "core.SearchWord",
    "core.SearchGram",
)
exempt(
    "units and areas, and who answers for them; organisations are no people",
    "core.Reach",
    "core.PurposeSetting",
)
exempt(
    "counts and keys without names",
    "core.AuditHead",
    "core.AuditLink",
    "core.AuditPending",
    "core.ErasureCount",
    "core.RetentionRun",
    "core.ScheduledRun",
    "core.Stamp",
)
exempt(
    "Django's own: names of models and of rights",
    "auth.Group",
    "auth.Permission",
    "contenttypes.ContentType",
)
exempt(
    "the queue's own row for a job: the number of the job and nothing else",
    "django_tasks_database.DBTaskResult",
)
exempt(
    "official figures and places, from public sources",
    "places.County",
    "places.Municipality",
    "places.NumberChange",
)

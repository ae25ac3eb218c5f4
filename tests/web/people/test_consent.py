"""Consent is given to a text, taken back as easily, and is the only way to another register."""

from __future__ import annotations

from pathlib import Path

import pytest

from samlet.web.core import audit
from samlet.web.core.actor import Actor
from samlet.web.core.errors import Forbidden, NotFound, Rejected
from samlet.web.core.guard import unscoped
from samlet.web.core.models import AuditEntry
from samlet.web.core.personal import ledger
from samlet.web.people.models import Consent, ConsentText, Disclosure, Position, PositionKind
from samlet.web.people.privacy.consenting import disclose, give_consent, withdraw_consent
from tests.web.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path
    # Files are written anew in a test of its own, which needs no transaction around it.
    monkeypatch.setattr(ledger, "scrub", lambda: None)


@pytest.fixture
def made(built: World) -> World:
    return built


def wording(purpose: str = "candidacy", version: int = 9) -> ConsentText:
    return ConsentText.objects.create(
        purpose=purpose, version=version, text_nb="Ja.", text_nn="Ja.", text_en="Yes."
    )


def herself(made: World) -> Actor:
    return Actor("", "link", key="link:bcdfghjkmnpq", subject_id=made.own.pk)


def test_a_yes_keeps_the_text_its_version_the_time_and_how(made: World) -> None:
    text = wording()

    consent = give_consent(herself(made), person=made.own, text=text)

    assert (consent.text, consent.how) == (text, "link")
    assert consent.given_at is not None
    assert AuditEntry.objects.filter(act="consent.given").count() == 1


def test_a_text_that_has_been_changed_must_be_read_first(made: World) -> None:
    old = wording(version=1)
    wording(version=2)

    with pytest.raises(Rejected):
        give_consent(herself(made), person=made.own, text=old)


def test_staff_write_down_a_spoken_yes_and_never_one_on_the_persons_own_page(made: World) -> None:
    text, staff = wording(), made.actor("region_admin")

    spoken = give_consent(staff, person=made.own, text=text, how=Consent.How.SPOKEN)

    assert spoken.how == "spoken"
    with pytest.raises(Rejected):
        give_consent(staff, person=made.own, text=text, how=Consent.How.LINK)
    with pytest.raises((Forbidden, NotFound)):
        give_consent(staff, person=made.other, text=text, how=Consent.How.SPOKEN)


def test_what_rested_on_a_withdrawn_yes_alone_goes_and_what_is_public_stays(made: World) -> None:
    consent = give_consent(herself(made), person=made.own, text=wording())
    kind = PositionKind.objects.filter(political=True).first()
    for source in ("", "Valgresultat 2023"):
        Position(
            person=made.own,
            unit=made.club,
            kind=kind,
            political=True,
            consent=consent,
            source=source,
        ).save_base(force_insert=True)

    withdraw_consent(herself(made), consent=consent)

    with unscoped("a test looks"):
        left = list(Position.objects.filter(political=True, person=made.own))
    assert [one.source for one in left] == ["Valgresultat 2023"]
    assert audit.verify().holds


def test_a_restored_backup_does_not_bring_a_withdrawn_yes_back(made: World) -> None:
    consent = give_consent(herself(made), person=made.own, text=wording())
    withdraw_consent(herself(made), consent=consent)
    Consent._base_manager.filter(pk=consent.pk).update(withdrawn_at=None)  # as in the backup

    people = ledger.replay()

    assert people == 0
    assert Consent._base_manager.get(pk=consent.pk).withdrawn_at is not None


def test_nothing_goes_to_another_register_without_a_standing_yes(made: World) -> None:
    staff, union = made.actor("region_admin"), made.union.subject
    consent = give_consent(
        herself(made), person=made.own, text=wording("handing_over"), recipient=union
    )

    done = disclose(staff, person=made.own, to_controller=union, consent=consent, fields=["email"])
    withdraw_consent(herself(made), consent=consent)

    assert done.fields == ["email"]
    assert AuditEntry.objects.get(act="person.disclosed").fields == ["email"]
    consent = Consent._base_manager.get(pk=consent.pk)
    for wrong in (
        {"to_controller": union, "fields": ["email"]},
        {"to_controller": made.region.subject, "fields": ["email"]},
        {"to_controller": union, "fields": ["party"]},
    ):
        with pytest.raises(Rejected):
            disclose(staff, person=made.own, consent=consent, **wrong)
    assert Disclosure._base_manager.count() == 1

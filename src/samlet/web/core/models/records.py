"""Records, and the stamp that tells when figures last moved."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# No vowels and no look-alikes: an id can be read out on the phone and never spells a word.
_ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def new_public_id() -> str:
    """Twelve random characters (57 bits) for use in addresses; never reused, tells nothing."""
    return "".join(secrets.choice(_ALPHABET) for _unused in range(12))


class Record(models.Model):
    """What every row that a person can point at has: an id for addresses and when it came."""

    public_id = models.CharField(
        max_length=12, unique=True, default=new_public_id, editable=False, verbose_name=_("id")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True


class Stamp(models.Model):
    """Says when a body of figures last moved; computed pages are kept as long as it stands."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.key}={self.value}"

"""From a letter's row to what is sent: text in its language, and the same as simple HTML."""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, engines
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.utils import translation

from samlet.web.messages.kinds import kind_of
from samlet.web.messages.models import Letter
from samlet.web.messages.sealing import unseal
from samlet.web.organisations.models import Unit


@dataclass(frozen=True)
class Content:
    """What a letter says. paragraphs: the text, cut at empty lines."""

    subject: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.text.split("\n\n") if part.strip()]


def content_of(letter: Letter) -> Content:
    """The letter in its own language. Raises sealing.Unreadable."""
    context = unseal(letter.sealed)
    backend = engines["django"]
    assert isinstance(backend, DjangoTemplates)
    with translation.override(letter.language):
        template = backend.engine.get_template(kind_of(letter.template).template)
        whole = template.render(Context(context, autoescape=False)).strip()
    subject, _line, text = whole.partition("\n")
    return Content(" ".join(subject.split()), text.strip())


def message_of(letter: Letter) -> EmailMultiAlternatives:
    """The e-mail, to one address, with an id by which a second copy can be told as the same."""
    content = content_of(letter)
    unit = Unit.objects.filter(pk=letter.sender_id).first() if letter.sender_id else None
    message = EmailMultiAlternatives(
        content.subject,
        content.text,
        from_email=_from(unit),
        to=[letter.to],
        reply_to=[unit.email] if unit and unit.email else None,
        headers={
            "Message-ID": f"<{letter.public_id}@{_domain()}>",
            "Content-Language": letter.language,
            "Auto-Submitted": "auto-generated",
        },
    )
    with translation.override(letter.language):
        about = {"content": content, "language": letter.language}
        message.attach_alternative(render_to_string("outgoing/letter.html", about), "text/html")
    return message


def _from(unit: Unit | None) -> str:
    """The installation's own address, which its mail server answers for, under the unit's name."""
    return formataddr((unit.name, settings.MAIL_FROM)) if unit else settings.MAIL_FROM


def _domain() -> str:
    return settings.MAIL_FROM.rpartition("@")[2] or "samlet.invalid"

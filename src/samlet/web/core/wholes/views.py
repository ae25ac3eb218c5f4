"""Take the whole register with one: ask for the file, and fetch it once."""

from __future__ import annotations

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samlet.web.core import access, audit
from samlet.web.core.forms import done
from samlet.web.core.jobs import start_job
from samlet.web.core.middleware import Request
from samlet.web.core.models import Job
from samlet.web.core.personal import documents
from samlet.web.core.policy import needs
from samlet.web.core.wholes import files, jobs
from samlet.web.core.wholes.writing import ACT, registers_for, require_register
from samlet.web.ui.pages import page


def _ready(request: Request) -> list[Job]:
    """The reader's own files that wait to be fetched."""
    own = Job.objects.filter(kind=jobs.KIND, started_by=request.actor.trail)
    finished = own.exclude(finished_at=None).select_related("controller")[:20]
    return [job for job in finished if files.file_of(job).exists()]


@needs(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: Request) -> HttpResponse:
    """The registers one answers for; POST begins to write one."""
    registers = registers_for(request.actor).select_related("controller")
    asked = request.method == "POST" and "register" in request.POST
    if asked:
        chosen = registers.filter(public_id=request.POST.get("register", "")).first()
        if chosen is None:
            raise access.not_there()
        job = start_job(request.actor, jobs.KIND, controller=chosen, register=chosen.public_id)
        return done(
            request,
            _("The file is being written. It waits here for you for a day."),
            reverse("jobs:job", args=[job.public_id]),
        )
    context = {
        "registers": [(register, documents.name_of(register)) for register in registers],
        "ready": [
            (job, documents.name_of(job.controller)) for job in _ready(request) if job.controller
        ],
    }
    status = 422 if request.method == "POST" else 200  # sent without saying which register
    return page(request, "wholes/take.html", context, mark="internal", status=status)


@needs(ACT)
@never_cache
@require_POST
def fetch(request: Request, public_id: str) -> HttpResponseBase:
    """The file, once, for whoever asked for it and still answers for the register."""
    job = next((job for job in _ready(request) if job.public_id == public_id), None)
    if job is None or job.controller is None:
        raise access.not_there()
    require_register(request.actor, job.controller)
    path = files.file_of(job)
    content = path.open("rb")
    path.unlink()  # what is open is still sent; nobody fetches it again
    audit.record(request.actor, "register.fetched", job.controller)
    name = f"samlet-{job.controller.public_id}-{timezone.localdate():%Y-%m-%d}.zip"
    response = FileResponse(
        content, as_attachment=True, filename=name, content_type="application/zip"
    )
    response["Cache-Control"] = "no-store"
    return response

"""All addresses. Words in addresses are Norwegian: users read them aloud."""

from django.conf import settings
from django.urls import include, path

from samlet.web.config.security_txt import security_txt
from samlet.web.core.policy import public
from samlet.web.elections.api import api
from samlet.web.ui.views import showcase

urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("api/v1/", api.urls),
    path("", include("samlet.web.accounts.urls")),
    path("", include("samlet.web.accounts.grants.urls")),
    path("", include("samlet.web.accounts.beginning.urls")),
    path("", include("samlet.web.accounts.demonstration.urls")),
    path("", include("samlet.web.accounts.home.urls")),
    path("", include("samlet.web.accounts.my_page.urls")),
    path("", include("samlet.web.core.attached.urls")),
    path("", include("samlet.web.core.audit.urls")),
    path("", include("samlet.web.core.calls.urls")),
    path("", include("samlet.web.core.changes.urls")),
    path("", include("samlet.web.core.indicators.urls")),
    path("", include("samlet.web.core.personal.urls")),
    path("", include("samlet.web.core.jobs.urls")),
    path("", include("samlet.web.core.promises.urls")),
    path("", include("samlet.web.core.search.urls")),
    path("", include("samlet.web.core.wholes.urls")),
    path("", include("samlet.web.core.targets.urls")),
    path("", include("samlet.web.messages.urls")),
    path("", include("samlet.web.messages.weekly.urls")),
    path("", include("samlet.web.events.urls")),
    path("", include("samlet.web.organisations.urls")),
    path("", include("samlet.web.people.urls")),
    path("", include("samlet.web.people.privacy.urls")),
    path("", include("samlet.web.parties.urls")),
    path("", include("samlet.web.elections.urls")),
]
if settings.DEBUG:  # every component once, for who builds pages
    urlpatterns.append(path("ui/", public(showcase), name="showcase"))

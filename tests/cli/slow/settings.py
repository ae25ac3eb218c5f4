"""The project's own settings, with the long work of the tests among the rooms."""

from samlet.web.config.settings import *  # noqa: F403

INSTALLED_APPS.append("tests.cli.slow")  # noqa: F405

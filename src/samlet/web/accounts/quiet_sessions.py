"""allauth's list of sessions, without its own way of filling it."""

from allauth.usersessions.apps import UserSessionsConfig


class QuietSessionsConfig(UserSessionsConfig):
    """The same app. Its receivers would store whole network addresses and browser lines, so they
    are not connected; `samlet.web.accounts.sessions` writes what little the list needs.
    """

    def ready(self) -> None:
        return

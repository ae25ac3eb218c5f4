"""Users and the links that let people act without an account."""

from samlet.web.accounts.models.grants import Grant
from samlet.web.accounts.models.links import AccessLink
from samlet.web.accounts.models.operator import OperatorSession
from samlet.web.accounts.models.users import User, UserManager

__all__ = ["AccessLink", "Grant", "OperatorSession", "User", "UserManager"]

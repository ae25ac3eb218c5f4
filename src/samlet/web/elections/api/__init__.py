"""The public JSON API, `/api/v1/`: official figures and how the law settles them, read only.

What ranks places or says what it would take is internal and has no address here.
"""

from samlet.web.elections.api.operations import api

__all__ = ["api"]

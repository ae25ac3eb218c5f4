"""What the engine refuses, and why."""


class InvalidCount(ValueError):
    """Votes, seats or candidates that no law can settle.

    `str(error)` is the English sentence. `message` and `params` hold the same sentence with named
    placeholders, so that the edge of the program can say it in the user's language.
    """

    def __init__(self, message: str, **params: object) -> None:
        super().__init__(message % params if params else message)
        self.message = message
        self.params = params


class MajorityElection(InvalidCount):
    """No list, or only one, stands: the voters write names and most votes win (§ 14-1).

    Election Act of 16 June 2023 no. 62, § 14-1, read 2026-07-28: no quotients are computed.
    """

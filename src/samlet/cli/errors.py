"""Exit statuses a script can use, and the error that carries one."""

OK = 0
PARTLY = 1  # some contests or lines could not be done; the others are
UNUSABLE = 2  # wrong options, or a file that cannot be read; nothing is done (argparse's own)
CANNOT_START = 3  # already running, port taken, database out of reach
INTERRUPTED = 130  # as a shell says of SIGINT
PIPE_CLOSED = 141  # and of SIGPIPE


class CommandError(Exception):
    """What stops a command: one line for a person, and the exit status."""

    def __init__(self, message: str, *, status: int = UNUSABLE) -> None:
        super().__init__(message)
        self.status = status

"""Start Samlet: bring the database and the static files up to date, then serve until told to stop.

What was done last time is not done again, so a second start is quick: a start where nothing has
changed reads three small files and asks the database two questions.
"""

from __future__ import annotations

import fcntl
import hashlib
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import Event, Thread
from time import monotonic, sleep

import django

SETTINGS = "samlet.web.config.settings"
LOOPBACK = ("127.0.0.1", "::1")
WORKERS = 2  # one a core of the smallest machine; two threads each (docs/decisions)
WORK_KILL_SECONDS = 8  # what background work has to reach a place where it can be taken up again
WORK_PAUSE_SECONDS = 5  # before a worker that fell at its start is started again


class CannotStart(Exception):
    """Samlet cannot be served; the message says why and what to do."""


def ready() -> None:
    """Django on a database with the present tables and the packaged figures, speaking English.

    For the command line. Raises CannotStart.
    """
    with _start_told():
        _set_up()
        from django.utils import translation

        translation.activate("en")
        _bring_database_up_to_date()


@contextmanager
def alone() -> Iterator[None]:
    """For what must not be done while Samlet is served. Raises CannotStart. After `ready()`."""
    from django.conf import settings

    data: Path = settings.DATA_DIR
    with _only_one(data / "serve.lock", "the command line"):
        yield


def home_county() -> str:
    """The number of the county shown first."""
    from django.conf import settings

    return str(settings.HOME_COUNTY)


def serve(*, host: str, port: int, demo: bool = False) -> None:
    """Serve on host and port until SIGINT or SIGTERM. Raises CannotStart.

    demo: an installation nobody has begun to use becomes the demonstration.
    """
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    with _start_told():
        _set_up()
        from django.conf import settings

        data: Path = settings.DATA_DIR
    with _only_one(data / "serve.lock", address):
        with _start_told():
            _port_is_free(host, port)
            if not settings.DEBUG:
                _collect_static(data)
            _bring_database_up_to_date()
            _demonstrate(host, begin=demo)
        Thread(target=_say_when_open, args=(host, port, address), daemon=True).start()
        _run(host, port)


@contextmanager
def _start_told() -> Iterator[None]:
    """What a machine can lack at the start (a folder, a database), told in one line."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, OperationalError

    try:
        yield
    except OperationalError as error:
        why = str(error).strip().splitlines()[0]
        raise CannotStart(f"the database cannot be used: {why} (SAMLET_DATABASE)") from error
    except DatabaseError as error:
        raise CannotStart(f"the database is not one of Samlet's: {error}") from error
    except (ImproperlyConfigured, OSError) as error:
        raise CannotStart(str(error)) from error


def _set_up() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def _bring_database_up_to_date() -> None:
    from samlet.web.core import working

    working.sweep()
    _migrate()
    _finish_restore()
    _load_figures()


def _finish_restore() -> None:
    from samlet.web.core.backup.restoring import finish_restore

    finish_restore()


@contextmanager
def _only_one(lock: Path, address: str) -> Iterator[None]:
    """Hold the lock while serving; the system lets go of it however the process ends."""
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotStart(f"Samlet is already running at {file.read().strip()}") from None
        file.truncate(0)
        file.write(address + "\n")
        file.flush()
        yield


def _port_is_free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotStart(
                f"port {port} on {host} cannot be used ({error.strerror}). "
                f"Choose another: PORT={port + 1} script/run, or samlet serve --port {port + 1}"
            ) from None


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        print("Preparing the database ...", file=sys.stderr, flush=True)
        call_command("migrate", interactive=False, verbosity=0)


def _load_figures() -> None:
    from samlet.web.core.actor import SYSTEM
    from samlet.web.elections import packaged
    from samlet.web.organisations import structure as organisations
    from samlet.web.people import structure as people

    if not packaged.is_current():
        print("Loading the packaged figures ...", file=sys.stderr, flush=True)
        packaged.load(SYSTEM)
    organisations.load()
    people.load()


def _demonstrate(host: str, *, begin: bool) -> None:
    """Load the demonstration if it is asked for and nothing has begun; keep it on this machine."""
    from samlet.web.accounts.demonstration.starting import begin_demonstration
    from samlet.web.core import installation
    from samlet.web.core.actor import SYSTEM

    if begin and not installation.mode():
        print("Making the demonstration ...", file=sys.stderr, flush=True)
        begin_demonstration(SYSTEM)
    if installation.is_demonstration() and host not in LOOPBACK:
        raise CannotStart(
            "the demonstration is shown on this machine only, since it asks nobody to sign in. "
            "Leave out --host, or begin real use in another data folder: samlet init"
        )


def _collect_static(data: Path) -> None:
    """Give the static files names with their content's hash, when any of them has changed."""
    from django.contrib.staticfiles.management.commands.collectstatic import Command
    from django.core.management import call_command
    from whitenoise.storage import CompressedManifestStaticFilesStorage

    stamp = data / "static.stamp"
    present = _static_fingerprint()
    if stamp.exists() and stamp.read_text() == present and (data / "static").is_dir():
        return
    print("Preparing the pages' files ...", file=sys.stderr, flush=True)
    command = Command()
    # The settings choose this storage once its manifest is there, which is what is made here.
    command.storage = CompressedManifestStaticFilesStorage()
    call_command(command, interactive=False, clear=True, verbosity=0)
    stamp.write_text(present)


def _static_fingerprint() -> str:
    """A name for all static files as they are: where, how long and how old."""
    from django.contrib.staticfiles.finders import get_finders

    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            about = os.stat(storage.path(path))
            found.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _say_when_open(host: str, port: int, address: str) -> None:
    """Print the address once a worker listens there, so that whoever follows it is answered."""
    while True:
        try:
            socket.create_connection((host, port), timeout=1).close()
        except OSError:
            sleep(0.02)
        else:
            print(f"Samlet is at {address}  Stop it with Ctrl-C.", flush=True)
            return


def _run(host: str, port: int) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    # Workers that read the settings anew, here as on every platform: a fork would inherit the
    # database connection and the settings of before the static files were named.
    multiprocessing.set_start_method("spawn")
    server = Granian(
        "samlet.web.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=WORKERS,
        blocking_threads=2,
        backpressure=64,
        log_enabled=True,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    hangup = signal.getsignal(signal.SIGHUP)

    @server.on_startup
    def end_with_the_terminal() -> None:
        # Granian reloads on SIGHUP, so it would outlive its window. (nohup ignores the signal.)
        ignored = hangup is signal.SIG_IGN
        signal.signal(signal.SIGHUP, hangup if ignored else server.signal_handler_interrupt)

    with _background_work():
        server.serve(target_loader=_application)


@contextmanager
def _background_work() -> Iterator[None]:
    """One process for background work beside the pages, started again whenever it dies."""
    ending = Event()
    keeper = Thread(target=_keep_working, args=(ending,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ending.set()
        keeper.join()


def _keep_working(ending: Event) -> None:
    while not ending.is_set():
        began = monotonic()
        process = multiprocessing.get_context("spawn").Process(target=_work, daemon=True)
        process.start()
        while process.is_alive() and not ending.wait(0.2):
            pass
        if ending.is_set():
            _end(process)
        elif process.exitcode == 0:  # told to end, most often with all of us
            ending.wait(WORK_PAUSE_SECONDS)
        else:
            print("Background work stopped; starting it again ...", file=sys.stderr, flush=True)
            ending.wait(max(0, WORK_PAUSE_SECONDS - (monotonic() - began)))


def _end(process: SpawnProcess) -> None:
    process.terminate()
    process.join(WORK_KILL_SECONDS)
    if process.is_alive():  # its job is taken up again at the next start
        process.kill()
        process.join()


def _work() -> None:
    """The worker's process; it goes with a parent that was killed."""
    for reaches_the_whole_group in (signal.SIGINT, signal.SIGHUP):
        signal.signal(reaches_the_whole_group, signal.SIG_IGN)  # the parent ends this one
    Thread(target=_end_with_parent, daemon=True).start()
    _set_up()
    from samlet.web.core.jobs import worker

    os._exit(worker.work())  # a job that did not stop in time is taken up again at the next start


def _application(_target: str) -> Callable[..., Iterable[bytes]]:
    """The pages, in a worker; one whose parent was killed goes as well, and frees the port."""
    Thread(target=_end_with_parent, daemon=True).start()
    from samlet.web.config.wsgi import application

    return application


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)

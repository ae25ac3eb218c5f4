"""The options of every command, with help that teaches by examples."""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING, TypeAlias

import samlet

DESCRIPTION = "Who has the majority, how close it was, and what it would take."
EPILOG = """\
start here:
  samlet init                      begin real use (script/run begins with a demonstration)
  samlet serve                     the pages, at http://127.0.0.1:8000/
  samlet majorities Akershus       every council of a county, by distance to a majority
  samlet settle votes.csv          seats, order of award and margins from counted votes

exit status: 0 done; 1 some contests or lines could not be done, the others were;
2 wrong options or an unreadable file; 3 Samlet could not start; 130 and 141 interrupted.
More about one command: samlet settle --help
"""
SETTLE = """\
Settle contests by the Election Act: modified Sainte-Lague, exact to the last vote.

FILE is CSV (a line per list), one JSON object, or JSON lines (an object per contest); - is stdin.
"""
SETTLE_EXAMPLES = """\
CSV, with list votes or with ballots (and cross-list votes received and given):
  id,kind,year,seats,code,list_votes          id,kind,year,seats,code,ballots,received,given
  x,municipal,2023,3,A,300                    x,municipal,2023,3,A,100,4,1
  x,municipal,2023,3,H,201                    x,municipal,2023,3,H,67,0,2

JSON (bloc, candidates and eligible may be left out):
  {"id": "x", "kind": "municipal", "year": 2023, "seats": 3, "bloc": ["A"],
   "lists": [{"code": "A", "ballots": 100}, {"code": "H", "ballots": 67}]}

examples:
  samlet settle votes.csv
  samlet settle --json contests.jsonl > settled.jsonl
  curl ... | samlet settle - --json | jq .majority.fewest

With --json each contest answers one line, in the order of the file; one that cannot be settled
answers {"id": ..., "error": ...}, the others are still answered, and the exit status is 1.
margins: "next" is the fewest more votes for one more seat, "last" the fewest lost that surely cost
one; in ballots when ballots were given, else in list votes. null: impossible.
"""
MAJORITIES_EXAMPLES = """\
examples:
  samlet majorities                the county of SAMLET_HOME_COUNTY (Akershus)
  samlet majorities Buskerud       a county by name or number (33)
  samlet majorities all --json     every council in Norway, as one JSON object
"""
IMPORT_EXAMPLES = """\
Reads the official result files: JSON per municipality or county, party-distribution CSV, wide
shares, party support, and protocols. A file with a line that cannot be used changes nothing: each
such line is told with its number and the reason. Importing a file twice changes nothing either.

examples:
  samlet import results --dry-run 2027-ko.csv       what would change, changing nothing
  samlet import results --as "region office" *.json
"""
INIT_EXAMPLES = """\
Makes the organisation that answers for the register, LO's structure in the county to put right
(unless --empty), and one user, whose address to sign in at is printed once.

examples:
  samlet init --name "LO i Akershus" --county Akershus --email leder@example.org
  samlet init --email leder@example.org      after samlet load, while nobody has signed in
"""
DEMO_EXAMPLES = """\
On this machine only, and never where there are real people.

examples:
  samlet demo                      invented people, clubs and workplaces in Akershus
  samlet demo --remove             takes them away: ready for samlet init
"""
BACKUP_EXAMPLES = """\
The file is encrypted with a password: SAMLET_BACKUP_PASSWORD, or asked for. It is read back and
checked before the command is done. Restoring erases again whoever was erased after it was made.

examples:
  samlet backup /media/usb/samlet-2026-11-24
  samlet backup --check /media/usb/samlet-2026-11-24
  samlet restore /media/usb/samlet-2026-11-24
"""
WHOLE_EXAMPLES = """\
The file is a zip of JSON Lines, documented in docs/format.md. It names people: say why it is
written, and keep it as safe as the register. Only an empty Samlet takes it in: one with a data
folder of its own (SAMLET_DATA_DIR) where neither samlet init nor the demonstration has begun.

examples:
  samlet export --reason "moves to a machine of its own" --sealed lo-akershus.samlet
  samlet load lo-akershus.samlet
  samlet init --email leder@example.org      whom to let in first
"""
BENCH_EXAMPLES = """\
examples:
  samlet bench settle              councils a second, beside votelib, apportionment and biprop
  samlet bench web                 time per page against a server started for it
  samlet bench register            the register at national size (SAMLET_DATABASE: an empty one)
  samlet bench register-import     20,000 organisations and 20,000 people brought in (the same)
  samlet bench --write             run all, and write docs/method/benchmarks.md

The peers come with the development set: script/setup dev
"""
if TYPE_CHECKING:
    Subparsers: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]


def make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="samlet",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"samlet {samlet.__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", dest="command", required=True)
    _settle(commands)
    _majorities(commands)
    _import(commands)
    _init(commands)
    _demo(commands)
    _serve(commands)
    _backup(commands)
    _wholes(commands)
    _audit(commands)
    _retention(commands)
    _bench(commands)
    return parser


def _command(
    commands: Subparsers, name: str, summary: str, description: str = "", examples: str = ""
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=summary,
        description=description or summary,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )


def _settle(commands: Subparsers) -> None:
    command = _command(
        commands, "settle", "settle contests from counted votes", SETTLE, SETTLE_EXAMPLES
    )
    command.add_argument("file", metavar="FILE", help="CSV, JSON or JSON lines; - for stdin")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(module="settle")


def _majorities(commands: Subparsers) -> None:
    command = _command(
        commands,
        "majorities",
        "every council of a county, by how far the bloc is from a majority",
        examples=MAJORITIES_EXAMPLES,
    )
    command.add_argument(
        "county", metavar="COUNTY", nargs="?", help="name or number; all for the whole country"
    )
    command.add_argument("--bloc", metavar="KEY", default="", help="another bloc than the first")
    command.add_argument(
        "--without", metavar="CODE", action="append", default=[], help="leave a party out"
    )
    command.add_argument("--json", action="store_true", help="the whole report as one JSON object")
    command.set_defaults(module="majorities")


def _import(commands: Subparsers) -> None:
    kinds = _command(commands, "import", "read official files into the database").add_subparsers(
        metavar="WHAT", required=True
    )
    command = _command(
        kinds, "results", "election results", "Import election results.", IMPORT_EXAMPLES
    )
    command.add_argument("files", metavar="FILE", nargs="+", help="an official result file")
    command.add_argument("--as", dest="name", metavar="NAME", help="who imports, for the record")
    command.add_argument("--dry-run", action="store_true", help="say what would change, and stop")
    command.add_argument(
        "--year", type=int, help="the election's year, for a file that does not tell it"
    )
    command.add_argument(
        "--kind",
        choices=("municipal", "county", "storting"),
        help="the kind of election, for a file that does not tell it",
    )
    command.set_defaults(module="importing")


def _init(commands: Subparsers) -> None:
    command = _command(
        commands, "init", "begin real use, empty, with one user", examples=INIT_EXAMPLES
    )
    command.add_argument("--name", metavar="NAME", default="", help="what the organisation is")
    command.add_argument("--email", metavar="ADDRESS", default="", help="of whoever runs it")
    command.add_argument("--kind", default="region", help="default: region")
    command.add_argument("--county", metavar="COUNTY", default="", help="name or number")
    command.add_argument(
        "--empty", action="store_true", help="without LO's structure in the county"
    )
    command.set_defaults(module="beginning")


def _demo(commands: Subparsers) -> None:
    command = _command(
        commands, "demo", "begin the demonstration, or remove it", examples=DEMO_EXAMPLES
    )
    command.add_argument(
        "--remove", action="store_true", help="remove all that is invented, and nothing else"
    )
    command.set_defaults(module="demo")


def _serve(commands: Subparsers) -> None:
    command = _command(commands, "serve", "serve the pages until Ctrl-C")
    command.add_argument(
        "--port",
        type=_port,
        default=os.environ.get("PORT") or "8000",
        help="default: the environment's PORT, else 8000",
    )
    command.add_argument(
        "--host",
        default="127.0.0.1",
        help="default 127.0.0.1; another machine's door needs SAMLET_ALLOW_REMOTE=1",
    )
    command.add_argument(
        "--demo",
        action="store_true",
        help="begin with the demonstration, if nothing has begun here (invented people)",
    )
    command.set_defaults(module="serve")


def _backup(commands: Subparsers) -> None:
    command = _command(
        commands, "backup", "write a sealed, checked copy of everything", examples=BACKUP_EXAMPLES
    )
    command.add_argument("file", metavar="FILE", help="where to write it; nothing may stand there")
    command.add_argument("--check", action="store_true", help="check a backup that is there")
    command.set_defaults(module="backup")
    command = _command(
        commands, "restore", "put a backup in the place of the database", examples=BACKUP_EXAMPLES
    )
    command.add_argument("file", metavar="FILE", help="a backup")
    command.add_argument(
        "--replace", action="store_true", help="also where something is already in use"
    )
    command.set_defaults(module="restore")


def _wholes(commands: Subparsers) -> None:
    command = _command(
        commands, "export", "write everything of one register to a file", examples=WHOLE_EXAMPLES
    )
    command.add_argument("file", metavar="FILE", help="where to write it; nothing may stand there")
    command.add_argument("--register", metavar="NAME", default="", help="whose, where several are")
    command.add_argument("--reason", metavar="WHY", required=True, help="for the audit trail")
    command.add_argument(
        "--sealed", action="store_true", help="with a password (SAMLET_EXPORT_PASSWORD, or asked)"
    )
    command.set_defaults(module="wholes")
    command = _command(
        commands, "load", "load such a file into an empty Samlet", examples=WHOLE_EXAMPLES
    )
    command.add_argument("file", metavar="FILE", help="written by samlet export, or on its page")
    command.set_defaults(module="loading")


def _audit(commands: Subparsers) -> None:
    kinds = _command(commands, "audit", "check the audit trail").add_subparsers(
        metavar="WHAT", required=True
    )
    command = _command(kinds, "verify", "work the chain out again; 1 when it does not hold")
    command.add_argument(
        "--noted", metavar="MARK", default="", help="a mark of the end, written down earlier"
    )
    command.set_defaults(module="audit")


def _retention(commands: Subparsers) -> None:
    command = _command(
        commands,
        "retention",
        "how many people's time is over, and why; changes nothing and names nobody",
    )
    command.set_defaults(module="retention")


def _bench(commands: Subparsers) -> None:
    command = _command(
        commands, "bench", "measure speed, beside peers in the same run", examples=BENCH_EXAMPLES
    )
    command.add_argument(
        "what",
        nargs="?",
        choices=["settle", "web", "register", "register-import", "all"],
        default="all",
        help="default: all but those of the register",
    )
    command.add_argument("--write", action="store_true", help="write docs/method/benchmarks.md")
    command.set_defaults(module="bench")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)

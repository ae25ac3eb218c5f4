"""Backups: one sealed file, checked when it is written and again before it is restored.

`samlet backup FILE` and `samlet restore FILE` are thin over `write_backup` and `restore_backup`.
The format: docs/running/backup.md. The ledger of erasures is not in it: it stays in the data
folder and tells a restored database who has been erased since.
"""

from samlet.web.core.backup.restoring import Restored, restore_backup
from samlet.web.core.backup.sealing import WrongPassword
from samlet.web.core.backup.writing import Written, check_backup, write_backup

__all__ = [
    "Restored",
    "Written",
    "WrongPassword",
    "check_backup",
    "restore_backup",
    "write_backup",
]

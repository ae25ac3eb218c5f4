"""Every write to results: bringing files in, confirming, undoing, and lots that were drawn."""

from samlet.web.elections.actions.importing import ImportReport, import_results
from samlet.web.elections.actions.lots import record_lot, remove_lot
from samlet.web.elections.actions.undoing import confirm_import, undo_import

__all__ = [
    "ImportReport",
    "confirm_import",
    "import_results",
    "record_lot",
    "remove_lot",
    "undo_import",
]

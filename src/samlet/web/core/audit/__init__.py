"""The audit trail: who saw, changed and exported what; append-only and chained.

docs/privacy/audit.md tells how it holds and how it is checked.
"""

from samlet.web.core.audit.chain import Verdict, seal, verify
from samlet.web.core.audit.sentences import register as register_sentences
from samlet.web.core.audit.writing import record, seen

__all__ = ["Verdict", "record", "register_sentences", "seal", "seen", "verify"]

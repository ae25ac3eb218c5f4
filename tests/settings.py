"""The project's settings, for the test run: nothing of the developer's own is read or changed."""

import os
from pathlib import Path

for name in [name for name in os.environ if name.startswith("SAMLET_")]:
    if name != "SAMLET_DATABASE":
        del os.environ[name]
os.environ["SAMLET_DATA_DIR"] = str(Path(__file__).resolve().parents[1] / "build" / "test-data")

from samlet.web.config.settings import *  # noqa: E402, F403

# WhiteNoise warns of a folder that is not there, and warnings are errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405

# A job that a test starts is done when start_job returns; `samlet serve` has the real queue.
TASKS = {
    "default": {
        "BACKEND": "django_tasks.backends.immediate.ImmediateBackend",
        "QUEUES": ["default", "quick"],
    }
}

# A password is made slow to guess, and would make every test with one as slow.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

"""`python -m samlet.cli`, as script/samlet calls it."""

import sys

from samlet.cli import main

if __name__ == "__main__":
    sys.exit(main())

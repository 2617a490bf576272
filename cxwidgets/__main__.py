"""``python -m cxwidgets`` is ``cxw``."""

from cxwidgets.cli import main

if __name__ == "__main__":
    main()

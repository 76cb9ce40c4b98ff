"""What LibreOffice loads. The package lies beside it in pythonpath/, where Python looks first."""

import sys

# LibreOffice may bring a Python of its own, and an old one: it can read these lines, and no more.
# What installs the extension shows the text, but none of its letters outside ASCII.
if sys.version_info < (3, 10):
    raise RuntimeError(
        "Estimat trenger Python 3.10 eller nyere, og denne LibreOffice har %d.%d. "
        "Installer en nyere LibreOffice, og legg inn utvidelsen igjen." % sys.version_info[:2]
    )

from estimat.calc.component import implementations as g_ImplementationHelper

__all__ = ["g_ImplementationHelper"]

"""What LibreOffice loads. The package lies beside it in pythonpath/, where Python looks first."""

from estimat.calc.component import implementations as g_ImplementationHelper

__all__ = ["g_ImplementationHelper"]

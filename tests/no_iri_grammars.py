"""Spares each test process 38 grammars of internationalised addresses; a plugin of pytest.

nbformat imports jsonschema, which imports rfc3987_syntax where that is installed, which builds them
in more than a second. What nbformat asks of jsonschema has no such addresses.
"""

import sys

__all__: list[str] = []

sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]  # as if not installed

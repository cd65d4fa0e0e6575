"""The service's description of itself."""

from __future__ import annotations

from typing import NamedTuple

from core.service import words
from core.system.paths import APP_ID


class About(NamedTuple):
    """Version, model in use, and whether a token is asked for."""

    version: str
    model: str
    has_token: bool

    def said(self) -> dict[str, object]:
        """Return it as the answer's keys."""
        return {
            "programa": APP_ID,
            "version": self.version,
            "modelo": self.model,
            "simulacion": True,
            "aviso": words.ABOUT.es,
            "notice": words.ABOUT.en,
        }

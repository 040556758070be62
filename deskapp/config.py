"""Config: what a start of the program is told from outside: where the profile is, which language to speak."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from deskapp.language import CHINESE, ENGLISH, language_of, locale_of

WITHOUT_KEYRING = "HUTONG_WITHOUT_KEYRING"
PASSWORD = "HUTONG_PASSWORD"
PASSWORD_OF_WHO_OPENS = "HUTONG_PASSWORD_BY"


@dataclass(frozen=True)
class Config:
    """One profile of one PC; `locale` is the environment's, "" if it names none."""

    profile: Path
    locale: str = ""
    without_keyring: bool = False

    @classmethod
    def read(cls, environ: Mapping[str, str] = os.environ, profile: Path | None = None) -> Config:
        return cls(
            profile.absolute() if profile else default_profile(),
            locale_of(environ),
            environ.get(WITHOUT_KEYRING, "") == "1",
        )

    @property
    def language(self) -> str:
        """Of the commands: Chinese where the locale is Chinese."""
        return language_of(self.locale)

    @property
    def window_language(self) -> str:
        """Of the window: English only where the locale is English."""
        return ENGLISH if self.locale.lower().startswith(ENGLISH) else CHINESE


def default_profile(name: str = "hutong") -> Path:
    """The platform's data folder of a program."""
    import platformdirs

    return platformdirs.user_data_path(name, appauthor=False)

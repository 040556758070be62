"""The screens there are; a function, because to import them imports the store's side of the program."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskapp.ui.screen import Screen


def screens() -> list[type[Screen]]:
    """All of them; `workspace` chooses those of a role and puts them in order."""
    from deskapp.ui.screens.attachments import Attachments
    from deskapp.ui.screens.buildings import Buildings
    from deskapp.ui.screens.evening import Evening
    from deskapp.ui.screens.handover import EndOfDay
    from deskapp.ui.screens.household import Household
    from deskapp.ui.screens.households import Households
    from deskapp.ui.screens.imports import Imports
    from deskapp.ui.screens.requests import Requests
    from deskapp.ui.screens.reviews import Reviews
    from deskapp.ui.screens.settings import Settings
    from deskapp.ui.screens.stick import Stick
    from deskapp.ui.screens.today import Today

    return [
        Today,
        Reviews,
        Buildings,
        Households,
        Household,
        Requests,
        Attachments,
        Evening,
        EndOfDay,
        Imports,
        Settings,
        Stick,
    ]

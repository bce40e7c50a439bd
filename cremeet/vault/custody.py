"""Moving a vault: handed to another person's computer as one file, received there, taken back, or over after a loss.

One copy takes changes at a time. The order makes every kill on the way harmless: the file is whole and has been read
back before this copy is marked, this copy is marked before the file gets its name, and what arrives lives only once it
has been opened where it will stay. So there are never two living copies unless a person took one over, and never none:
what is cut short is finished, or begun again, when the vault is opened next.
"""

from __future__ import annotations

from cremeet.clock import Clock, system_clock
from cremeet.errors import VaultError
from cremeet.vault import audit, standing
from cremeet.vault.handing import hand_over
from cremeet.vault.receiving import people_in, receive
from cremeet.vault.standing import LOSSES, REASONS, SUFFIX, Custody, where
from cremeet.vault.vault import Vault

__all__ = [
    "LOSSES",
    "REASONS",
    "SUFFIX",
    "Custody",
    "hand_over",
    "people_in",
    "receive",
    "take_back",
    "take_over",
    "where",
]


def take_back(vault: Vault, reason: str, *, clock: Clock = system_clock) -> None:
    """Make this copy the living one again, because the file never became one; `reason` is one of REASONS.

    Raises VaultError where this is the living vault, or the reason is none.
    """
    if reason not in REASONS:
        raise VaultError("Please choose from the list why the vault is taken back.")
    _need_read_only(vault)
    standing.raise_term(vault, audit.TAKEN_BACK, reason, clock)


def take_over(vault: Vault, reason: str, *, clock: Clock = system_clock) -> None:
    """Make this copy the living one because the living one is lost; `reason` is one of LOSSES.

    What was written there since is not here. Also for a restored backup, whose term is then above the lost vault's.
    """
    if reason not in LOSSES:
        raise VaultError("Please choose from the list why the vault is taken over.")
    if reason != "backup-restored":
        _need_read_only(vault)
    standing.raise_term(vault, audit.TAKEN_OVER, reason, clock)


def _need_read_only(vault: Vault) -> None:
    if vault.waits_for_key:
        raise VaultError(vault.read_only)
    if not vault.read_only:
        raise VaultError("This is the living vault already; nothing needs to be taken back.")

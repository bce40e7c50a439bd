"""The vault itself: its people and keys, its copies, where it lives, its settings, and who did what."""

from cremeet.views.vault.vault_page import VaultPage

__all__ = ["VaultPage"]

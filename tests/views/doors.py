"""A door that opens at once, and notes what it was asked and on which thread."""

from __future__ import annotations

import threading
from types import SimpleNamespace

from cremeet.services.letterhead import Letterhead
from cremeet.vault.vault import Person

WORDS = "otter-lemon-brick-tide"
CODE = "7F3K9-Q2M4X-TP0RH-W8BNC-3VYZ6-JDG2T"
CARD_WORDS = ("otter", "lemon", "brick", "tide", "walnut")


class OpenedVault(SimpleNamespace):
    """Stands for an open vault: it has a name and can be closed."""

    def __init__(self, name: str) -> None:
        super().__init__(name=name, closed=False)

    def close(self) -> None:
        self.closed = True


class Door:
    """A door that notes what it was asked, and on which thread."""

    def __init__(self):
        self.asked, self.threads, self.refusal, self.moved = [], set(), None, ""
        self.known = (Person("p1", "Lena Chairwoman", "chair"), Person("p2", "Omar Notes", "minute-taker"))
        about = SimpleNamespace(title="Our practice", version="2.1", council="Northmere")
        self.pack = SimpleNamespace(about=about)
        self.vault, self.made = OpenedVault("North Vale"), OpenedVault("North Vale")

    def _note(self, *what):
        self.asked.append(what)
        self.threads.add(threading.current_thread())
        if self.refusal:
            raise self.refusal

    def people(self, folder):
        self._note("people", folder)
        return self.known

    def people_in(self, file):
        self._note("people in", file)
        return self.known

    def unlock(self, folder, person_id, passphrase):
        self._note("unlock", folder, person_id, passphrase)
        return self.vault

    def create(self, folder, person, role, passphrase):
        self._note("create", folder, person, role, passphrase)
        return self.made

    def shipped_council(self):
        return "Derby and Derbyshire"

    def template(self, file):
        self._note("template", file)
        if file.name == "pale.docx":
            return Letterhead(file.name, "pale"), "The template has no style called Caption; add it in Word."
        return Letterhead(file.name, "kept"), ""

    def practice(self, folder):
        self._note("practice", folder)
        return self.pack

    def set_up(self, vault, council, pack, letterhead):
        self._note("set up", vault, council, pack, letterhead)

    def prepare(self):
        pass

    def suggest(self):
        return WORDS

    def check(self, passphrase):
        return None if len(passphrase) >= 12 else "A passphrase needs at least 12 characters."

    def read_only(self, folder):
        return self.moved

    def check_code(self, code):
        return None if code == CODE else "That code was mistyped; compare it with the page."

    def recover(self, folder, code, person_id, passphrase):
        self._note("recover", folder, code, person_id, passphrase)
        return self.vault

    def new_recovery_code(self, vault):
        self._note("new code", vault)
        return CODE

    def make_card(self, name, role, passphrase, to):
        self._note("card", name, role, passphrase, to)
        return CARD_WORDS

    def losses(self):
        return {"computer-lost": "The computer with the living vault was lost or stolen"}

    def receive(self, file, place, person_id, passphrase, loss):
        self._note("receive", file, place, person_id, passphrase, loss)
        return self.vault

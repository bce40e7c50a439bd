"""Who meets about Kacper."""

from __future__ import annotations

from cremeet.demo.script import Circle

AMIRA, COLIN = "Amira Sample-Khan", "Colin Mocktree"
PRIYA, WENDY = "Priya Example-Nair", "Wendy Fictional"
LOWRI, MARK, HANA = "Lowri Enghraifft-Wyn", "Mark Mockbell", "Hana Specimen"
GARETH, MARIE = "Gareth Notional", "Marie Madeup-Byrne"

CIRCLE = Circle(
    (AMIRA, PRIYA, LOWRI, MARK, GARETH, MARIE),
    (("Kacper Przykładny", "", "child"), ("Agnieszka Przykładna", "Mother", "parent")),
)

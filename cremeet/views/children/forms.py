"""The dialogs of a child's page: edit the child, open, change and close an episode, link another child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from PySide6.QtWidgets import QWidget

from cremeet.errors import CremeetError
from cremeet.practice.pack import Pack
from cremeet.services import child_list, children, episodes
from cremeet.services.child_list import ChildFilter, ChildList
from cremeet.services.child_page import ChildPage, EpisodeRecord
from cremeet.services.children import CarerDetails, ChildDetails
from cremeet.services.episodes import EpisodeDetails
from cremeet.views.children import questions
from cremeet.views.children.questions import say
from cremeet.views.fields.asking import Ask, AskDialog, AskForm
from cremeet.views.navigation import Desk

Done = Callable[[], None]
Refused = Callable[[CremeetError], None]


def edit_child(parent: QWidget, desk: Desk, page: ChildPage, pack: Pack, verb: Callable[..., Any]) -> None:
    """Edit a child with the first parent or carer; further carers stay as they are."""
    carer_asks = tuple(
        replace(ask, name=f"carer_{ask.name}", required="", label=say("First parent or carer: ") + ask.label.lower())
        for ask in questions.carer(pack)
    )
    heading = Ask("", say("Parents and carers"), "heading")
    form = AskForm((*questions.child(pack), heading, *carer_asks), desk.today)
    first, *others = page.details.carers or (CarerDetails(""),)
    form.fill(asdict(page.details) | {f"carer_{name}": value for name, value in asdict(first).items()})

    def keep(values: dict[str, Any], done: Done, refused: Refused) -> None:
        carer = CarerDetails(**{name[6:]: values.pop(name) for name in list(values) if name.startswith("carer_")})
        carers = ((carer,) if carer.name else ()) + tuple(others)
        details = ChildDetails(**values, carers=carers)
        desk.record.do(parent, lambda _: done(), verb, page.identity.child_id, details, failed=refused)

    AskDialog(parent.window(), say("Edit the child"), form, keep, intro=page.identity.line).exec()


def open_episode(parent: QWidget, desk: Desk, child_id: str, pack: Pack) -> None:
    """Open an episode."""
    form = AskForm(questions.episode(pack), desk.today)
    form.fill({"opened_on": desk.today(), "status": "open"})

    def keep(values: dict[str, Any], done: Done, refused: Refused) -> None:
        details = EpisodeDetails(**values)
        desk.record.do(parent, lambda _: done(), episodes.open_episode, child_id, details, failed=refused)

    AskDialog(parent.window(), say("Open an episode"), form, keep).exec()


def change_episode(parent: QWidget, desk: Desk, episode: EpisodeRecord, pack: Pack) -> None:
    """Change what an episode is about."""
    form = AskForm(questions.episode(pack), desk.today)
    form.fill({name: getattr(episode, name) for name in EpisodeDetails.__dataclass_fields__})

    def keep(values: dict[str, Any], done: Done, refused: Refused) -> None:
        details = EpisodeDetails(**values)
        desk.record.do(parent, lambda _: done(), episodes.change_episode, episode.episode_id, details, failed=refused)

    AskDialog(parent.window(), say("Change the episode"), form, keep).exec()


def close_episode(parent: QWidget, desk: Desk, episode: EpisodeRecord) -> None:
    """Close or transfer an episode with its reason."""
    form = AskForm(
        (
            Ask("on", say("Closed on"), "day", required=say("Enter the day.")),
            Ask("status", say("How it ends"), "choice", required=say("Choose how it ends."),
                choices=(("closed", say("Closed")), ("transferred", say("Transferred")))),
            Ask("reason", say("Why"), "text", required=say("Say why support ends or moves.")),
        ),
        desk.today,
    )  # fmt: skip
    form.fill({"on": desk.today(), "status": "closed"})

    def keep(values: dict[str, Any], done: Done, refused: Refused) -> None:
        desk.record.do(
            parent,
            lambda _: done(),
            episodes.close_episode,
            episode.episode_id,
            values["on"],
            values["reason"],
            status=values["status"],
            failed=refused,
        )

    AskDialog(parent.window(), say("Close the episode"), form, keep).exec()


def link(parent: QWidget, desk: Desk, child_id: str, pack: Pack) -> None:
    """Link another child, found by reference so that nobody of the same name is taken for them."""
    form = AskForm(
        (
            Ask("reference", say("The other child's reference"), hint=say("Such as CRE-7F3K; find it in the list."),
                required=say("Enter the reference.")),
            Ask("relation", say("How they are linked"), "choice", required=say("Choose how they are linked."),
                choices=questions.listed(pack, "child_links")),
            Ask("note", say("Note (optional)"), "text"),
        ),
        desk.today,
    )  # fmt: skip

    def keep(values: dict[str, Any], done: Done, refused: Refused) -> None:
        def found(matching: ChildList) -> None:
            wanted = values["reference"].upper()
            row = next((row for row in matching.rows if row.reference == wanted), None)
            if row is None:
                refused(CremeetError(say("No child has that reference; check it in the list of children.")))
                return
            desk.record.do(
                parent,
                lambda _: done(),
                children.link_children,
                child_id,
                row.child_id,
                values["relation"],
                values["note"],
                failed=refused,
            )

        desk.record.do(parent, found, child_list.children, ChildFilter(search=values["reference"]), failed=refused)

    AskDialog(parent.window(), say("Link another child"), form, keep).exec()

"""The child and the episodes of concern: who the child is, who cares for them, what is feared and since when."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column, relationship

from cremeet.models.base import Base, ids, kept, key, text, to


class Child(Base):
    """A child or young person. Choices (`gender`, `ethnicity`, `legal_status`, `authority`) are practice ids."""

    __tablename__ = "child"

    id: Mapped[str] = key()
    reference: Mapped[str] = mapped_column(unique=True, active_history=True)
    given_names: Mapped[str] = kept()
    family_name: Mapped[str] = kept()
    preferred_name: Mapped[str] = text()
    name_in_own_script: Mapped[str] = text()
    aliases: Mapped[str] = text()
    sort_name: Mapped[str] = mapped_column(index=True, active_history=True)
    search_name: Mapped[str] = mapped_column(index=True, active_history=True)
    born_on: Mapped[date | None] = mapped_column(index=True, active_history=True)
    gender: Mapped[str] = text()
    gender_description: Mapped[str] = text()
    pronouns: Mapped[str] = text()
    ethnicity: Mapped[str] = text()
    first_language: Mapped[str] = text()
    interpreter: Mapped[str] = text()
    religion: Mapped[str] = text()
    disability: Mapped[str] = text()
    education_needs: Mapped[str] = text()
    communication_needs: Mapped[str] = text()
    sexual_orientation: Mapped[str] = text()
    address: Mapped[str] = text()
    address_withheld: Mapped[bool] = kept(default=False)
    gp: Mapped[str] = text()
    education_setting: Mapped[str] = text()
    enrolled: Mapped[bool] = kept(default=True)
    nhs_number: Mapped[str] = text()
    police_reference: Mapped[str] = text()
    legal_status: Mapped[str] = text()
    legal_status_note: Mapped[str] = text()
    allocated_worker: Mapped[str] = text()
    authority: Mapped[str] = text()
    out_of_area: Mapped[bool] = kept(default=False)
    placing_authority: Mapped[str] = text()
    host_authority: Mapped[str] = text()

    carers: Mapped[list[Carer]] = relationship(order_by="Carer.position", back_populates="child")
    episodes: Mapped[list[Episode]] = relationship(order_by="Episode.opened_on", back_populates="child")


class Carer(Base):
    """A parent or carer of a child."""

    __tablename__ = "carer"

    id: Mapped[str] = key()
    child_id: Mapped[str] = to("child.id")
    position: Mapped[int] = kept()
    name: Mapped[str] = kept()
    relationship_to_child: Mapped[str] = text()
    parental_responsibility: Mapped[bool] = kept(default=False)
    contact: Mapped[str] = text()
    note: Mapped[str] = text()

    child: Mapped[Child] = relationship(back_populates="carers")


class ChildLink(Base):
    """Two children who are linked (siblings, friends, seen together); kept once, read from both."""

    __tablename__ = "child_link"

    id: Mapped[str] = key()
    child_id: Mapped[str] = to("child.id")
    other_id: Mapped[str] = to("child.id")
    relation: Mapped[str] = kept()
    note: Mapped[str] = text()


class Episode(Base):
    """A time of concern about exploitation. `types`, `factors` and `status` are practice ids."""

    __tablename__ = "episode"

    id: Mapped[str] = key()
    child_id: Mapped[str] = to("child.id")
    reference: Mapped[str] = mapped_column(unique=True, active_history=True)
    opened_on: Mapped[date] = kept()
    source: Mapped[str] = text()
    types: Mapped[list[str]] = ids()
    factors: Mapped[list[str]] = ids()
    status: Mapped[str] = kept()
    summary: Mapped[str] = text()
    exploitation_confirmed: Mapped[bool] = kept(default=False)
    level: Mapped[str] = text()
    level_on: Mapped[date | None] = kept()
    closed_on: Mapped[date | None] = kept()
    closing_reason: Mapped[str] = text()

    child: Mapped[Child] = relationship(back_populates="episodes")


class MissingEpisode(Base):
    """A time the child was missing, and the return interview offered after it."""

    __tablename__ = "missing_episode"

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    missing_from: Mapped[datetime] = kept()
    found_at: Mapped[datetime | None] = kept()
    police_grade: Mapped[str] = text()
    where_found: Mapped[str] = text()
    interview_offered: Mapped[bool] = kept(default=False)
    interview_accepted: Mapped[bool] = kept(default=False)
    interview_at: Mapped[datetime | None] = kept()
    interview_by: Mapped[str] = text()
    learning: Mapped[str] = text()


class Concern(Base):
    """A person, place, vehicle, phone, account or group of concern; police-restricted always."""

    __tablename__ = "concern"

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    kind: Mapped[str] = kept()
    descriptor: Mapped[str] = kept()
    grade: Mapped[str] = text()
    link: Mapped[str] = text()
    contact_restrictions: Mapped[str] = text()
    note: Mapped[str] = text()
    tag: Mapped[str] = kept()


class NrmReferral(Base):
    """Whether a National Referral Mechanism referral was considered, and how it went."""

    __tablename__ = "nrm_referral"

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    considered_on: Mapped[date] = kept()
    referred: Mapped[bool] = kept(default=False)
    reason: Mapped[str] = text()
    first_responder: Mapped[str] = text()
    referred_on: Mapped[date | None] = kept()
    nrm_reference: Mapped[str] = text()
    reasonable_grounds: Mapped[str] = text()
    conclusive_grounds: Mapped[str] = text()
    guardian: Mapped[str] = text()


class DisruptionMeasure(Base):
    """A measure from the practice pack's library, at a stage, with its effect on the child considered."""

    __tablename__ = "disruption_measure"

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    measure: Mapped[str] = kept()
    stage: Mapped[str] = kept()
    stage_on: Mapped[date] = kept()
    agency: Mapped[str] = text()
    concern_id: Mapped[str | None] = to("concern.id")
    ends_on: Mapped[date | None] = kept()
    victim_impact: Mapped[str] = text()
    note: Mapped[str] = text()
    tag: Mapped[str] = kept()

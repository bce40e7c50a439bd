"""Risk assessments: answers by indicator, analysis by domain, the suggested level and the level that was agreed."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cremeet.models.base import Base, ids, kept, key, text, to


class Assessment(Base):
    """One assessment of one episode by one instrument of one practice pack; locked once its meeting is approved."""

    __tablename__ = "assessment"

    id: Mapped[str] = key()
    episode_id: Mapped[str] = to("episode.id")
    meeting_id: Mapped[str | None] = to("meeting.id")
    practice_id: Mapped[str] = mapped_column(sa.ForeignKey("practice_pack.id"), active_history=True)
    instrument: Mapped[str] = kept()
    started_at: Mapped[datetime] = kept()
    assessed_on: Mapped[date] = kept()
    author: Mapped[str] = text()
    agency: Mapped[str] = text()
    protective: Mapped[list[str]] = ids()
    strengths: Mapped[str] = text()
    analysis: Mapped[str] = text()
    child_aware: Mapped[str] = text()
    parent_aware: Mapped[str] = text()
    score: Mapped[int | None] = kept()
    suggested_level: Mapped[str] = text()
    agreed_level: Mapped[str] = text()
    agreed_reason: Mapped[str] = text()
    agreed_at: Mapped[datetime | None] = kept()
    trend: Mapped[str] = text()
    locked_at: Mapped[datetime | None] = kept()

    responses: Mapped[list[IndicatorResponse]] = relationship(back_populates="assessment")
    domains: Mapped[list[DomainAnalysis]] = relationship(back_populates="assessment")


class IndicatorResponse(Base):
    """The answer to one indicator: `answer` (now) and `historic` are ids of its scale; `basis` is fact or judgement."""

    __tablename__ = "indicator_response"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "indicator"),)

    id: Mapped[str] = key()
    assessment_id: Mapped[str] = to("assessment.id")
    indicator: Mapped[str] = kept()
    answer: Mapped[str] = text()
    historic: Mapped[str] = text()
    last_seen_on: Mapped[date | None] = kept()
    evidence: Mapped[str] = text()
    source: Mapped[str] = text()
    basis: Mapped[str] = text()

    assessment: Mapped[Assessment] = relationship(back_populates="responses")


class DomainAnalysis(Base):
    """What the meeting makes of one domain; `level` only where the instrument rates whole domains."""

    __tablename__ = "domain_analysis"
    __table_args__ = (sa.UniqueConstraint("assessment_id", "domain"),)

    id: Mapped[str] = key()
    assessment_id: Mapped[str] = to("assessment.id")
    domain: Mapped[str] = kept()
    level: Mapped[str] = text()
    words: Mapped[str] = text()

    assessment: Mapped[Assessment] = relationship(back_populates="domains")

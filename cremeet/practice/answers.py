"""The answers a meeting has given, read against the instrument that asked: what is known, and what each counts for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from cremeet.errors import RuleError
from cremeet.practice.instrument import Answer, Domain, Instrument, Question, Scale


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered to one indicator: ids of its scale's answers. None or empty text: not answered.

    `historic` answers the question about the past, where there is one. `has_evidence`: evidence is written down; the
    words themselves are never needed here.
    """

    indicator: str
    answer: str | None = None
    historic: str | None = None
    has_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """One question with the answers given to it; None where there is none."""

    question: Question
    now: Answer | None
    before: Answer | None
    has_evidence: bool

    @property
    def answered(self) -> bool:
        """Whether any answer was given about now, even that it is not known."""
        return self.now is not None

    @property
    def known(self) -> bool:
        """Whether everything this question asks is known: now, and the past where that is asked."""
        asked = (self.now, self.before) if self.question.before else (self.now,)
        return all(answer is not None and answer.known for answer in asked)

    @property
    def says_something(self) -> bool:
        """Whether at least one part of the question has a known answer."""
        return any(answer is not None and answer.known for answer in (self.now, self.before))

    @property
    def present(self) -> bool:
        """Whether the sign is there, or was."""
        return any(answer is not None and answer.present for answer in (self.now, self.before))

    @property
    def points(self) -> Decimal:
        """What this adds to a score: weight times factor, for now and for the past."""
        return weighed(self.question.indicator.weight, self.now) + weighed(
            self.question.indicator.before_weight, self.before
        )


@dataclass(frozen=True, slots=True)
class Rated:
    """One domain that is rated as a whole, with the rating given; None where there is none."""

    domain: Domain
    scale: Scale
    answer: Answer | None

    @property
    def known(self) -> bool:
        """Whether the rating says something."""
        return self.answer is not None and self.answer.known

    @property
    def present(self) -> bool:
        """Whether the rating says that there is concern."""
        return self.answer is not None and self.answer.present


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything an instrument asks, in reading order, with what was answered."""

    given: tuple[Given, ...]
    rated: tuple[Rated, ...]

    @property
    def asked_count(self) -> int:
        """How many questions the instrument asks: indicators, and domains rated as a whole."""
        return len(self.given) + len(self.rated)

    @property
    def unknown_count(self) -> int:
        """How many of them are not known in full, answered so or not answered."""
        return sum(not each.known for each in self.given) + sum(not each.known for each in self.rated)

    @property
    def present_count(self) -> int:
        """How many signs are or were there, and how many domains are rated with concern."""
        return sum(each.present for each in self.given) + sum(each.present for each in self.rated)

    @property
    def says_something(self) -> bool:
        """Whether anything at all is known."""
        return any(each.says_something for each in self.given) or any(each.known for each in self.rated)

    @property
    def points(self) -> Decimal:
        """The exact sum of all points."""
        return sum((each.points for each in self.given), Decimal(0))

    def of_type(self, kind: str) -> Answers:
        """Return only what asks about this type of exploitation by name."""
        return Answers(
            tuple(each for each in self.given if kind in each.question.types),
            tuple(each for each in self.rated if kind in each.domain.types),
        )

    def of_any_type(self) -> Answers:
        """Return only what may go with any type of exploitation."""
        return Answers(
            tuple(each for each in self.given if not each.question.types),
            tuple(each for each in self.rated if not each.domain.types),
        )

    def of_domain(self, domain: str) -> Answers:
        """Return only what belongs to this domain."""
        return Answers(
            tuple(each for each in self.given if each.question.domain.id == domain),
            tuple(each for each in self.rated if each.domain.id == domain),
        )

    def at_worst(self) -> Answers:
        """Return the same answers with the most concerning one wherever nothing is known."""
        return Answers(
            tuple(
                Given(
                    each.question,
                    _worst(each.question.scale, each.now),
                    None if each.question.before is None else _worst(each.question.before, each.before),
                    each.has_evidence,
                )
                for each in self.given
            ),
            tuple(Rated(each.domain, each.scale, _worst(each.scale, each.answer)) for each in self.rated),
        )


def read(
    instrument: Instrument, responses: Mapping[str, Response], ratings: Mapping[str, str | None] | None = None
) -> Answers:
    """Read `responses` (by indicator id) and `ratings` (answer id by domain id) against `instrument`.

    Raises RuleError for an answer to what this instrument does not ask, or one that its scale does not offer.
    """
    ratings = ratings or {}
    questions = tuple(instrument.questions())
    rated = [(d, s) for d in instrument.domains if (s := instrument.scale_called(d.rating)) is not None]
    asked = {question.indicator.id for question in questions}
    if not asked.issuperset(responses) or not {domain.id for domain, _ in rated}.issuperset(ratings):
        raise RuleError(
            f"An answer was given to something that “{instrument.title}” version {instrument.version} does not ask. "
            "Use the version that the answers were recorded with."
        )
    given = []
    for question in questions:
        response = responses.get(question.indicator.id) or Response(question.indicator.id)
        now = _offered(question.scale, response.answer, question.indicator.text)
        before = _before(question, response)
        given.append(Given(question, now, before, response.has_evidence))
    return Answers(
        tuple(given),
        tuple(Rated(domain, scale, _offered(scale, ratings.get(domain.id), domain.title)) for domain, scale in rated),
    )


def weighed(weight: int, answer: Answer | None) -> Decimal:
    """Return the points that an answer gives at this weight: exact, 0 where there is no answer."""
    return weight * Decimal(str(answer.factor)) if answer is not None else Decimal(0)


def _before(question: Question, response: Response) -> Answer | None:
    if question.before is not None:
        return _offered(question.before, response.historic, question.indicator.text)
    if response.historic:
        raise RuleError(f"“{question.indicator.text}” does not ask about the past; answer it for now only.")
    return None


def _offered(scale: Scale, answer: str | None, asked: str) -> Answer | None:
    if not answer:
        return None
    found = scale.get(answer)
    if found is None:
        offered = ", ".join(each.title for each in scale.answers)
        raise RuleError(f"That is not an answer to “{asked}”; choose one of: {offered}.")
    return found


def _worst(scale: Scale, answer: Answer | None) -> Answer:
    return answer if answer is not None and answer.known else scale.known()[-1]

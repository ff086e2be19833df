"""The coordinator's reading budget: how many answers a week are to come, and a sample that fits what can be read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from practice.words import say

LARGEST_SAMPLE = 100
"""One meeting in so many at the least is asked about; the partnership file allows no smaller sample."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of one type's requests that were sent in one week."""

    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """Answers a week to come, by type and together; `samples` is the "one in" of each type that should change."""

    answers: float
    by_type: Mapping[str, float]
    budget: int
    samples: Mapping[str, int]

    @property
    def over(self) -> bool:
        return self.answers > self.budget


def reading_forecast(
    weeks: Sequence[Mapping[str, Counted]], one_in: Mapping[str, int], budget: int, *, still_open: int = 2
) -> Forecast:
    """Forecast the answers a week from recent weeks, the latest last, and a sample that fits the budget.

    The share that is answered comes from weeks whose requests have closed; the last `still_open` are still being
    answered. How many are asked comes from all of them. `one_in` is each type's present sample.
    """
    closed = weeks[: len(weeks) - still_open]
    by_type = {key: _mean(weeks, key) * _share_answered(closed, key) for key in one_in}
    samples = _fitting(by_type, one_in, budget)
    changed = {key: number for key, number in samples.items() if number != one_in[key]}
    return Forecast(sum(by_type.values()), by_type, budget, changed)


def reading_words(forecast: Forecast, type_names: Mapping[str, str]) -> str:
    """Say what is to come, and where that is more than can be read, which smaller sample would fit."""
    answers = f"{forecast.answers:.0f}"
    if not forecast.over:
        return say("reading.fits", {}, answers=answers, budget=str(forecast.budget))
    samples = ", ".join(
        say("reading.sample", {}, type=type_names[key], n=str(number))
        for key, number in forecast.samples.items()
    )
    return say("reading.over", {}, answers=answers, budget=str(forecast.budget), samples=samples)


def _mean(weeks: Sequence[Mapping[str, Counted]], key: str) -> float:
    return sum(week[key].asked for week in weeks if key in week) / max(1, len(weeks))


def _share_answered(weeks: Sequence[Mapping[str, Counted]], key: str) -> float:
    asked = sum(week[key].asked for week in weeks if key in week)
    return sum(week[key].answered for week in weeks if key in week) / asked if asked else 0.0


def _fitting(by_type: Mapping[str, float], one_in: Mapping[str, int], budget: int) -> dict[str, int]:
    """Make the largest type's sample smaller, step by step, until all of them fit together."""
    samples = dict(one_in)

    def answers(key: str) -> float:
        return by_type[key] * one_in[key] / samples[key]

    while sum(map(answers, samples)) > budget:
        largest = max((key for key in samples if samples[key] < LARGEST_SAMPLE), key=answers, default=None)
        if largest is None:
            break
        samples[largest] += 1
    return samples

"""How much there will be to read, and the sample that fits."""

from __future__ import annotations

from practice.reading_budget import Counted, reading_forecast, reading_words

NAMES = {"core": "Core group", "icpc": "Initial conference"}
OPEN = {"core": Counted(100, 3), "icpc": Counted(20, 0)}
CLOSED = {"core": Counted(100, 50), "icpc": Counted(20, 10)}


def test_the_forecast_takes_the_share_that_answers_from_weeks_that_have_closed() -> None:
    """The last two weeks are still being answered, so their few answers say nothing."""
    forecast = reading_forecast([CLOSED, CLOSED, OPEN, OPEN], {"core": 1, "icpc": 1}, 80)
    assert forecast.by_type == {"core": 50, "icpc": 10}
    assert (forecast.answers, forecast.over, forecast.samples) == (60, False, {})
    assert reading_words(forecast, NAMES) == "About 60 answers a week are likely. You can read 80."


def test_over_the_budget_the_largest_type_gets_a_smaller_sample() -> None:
    """From one in four to one in seven here; the small type stays whole."""
    forecast = reading_forecast([CLOSED, CLOSED, OPEN, OPEN], {"core": 4, "icpc": 1}, 40)
    assert forecast.over
    assert forecast.samples == {"core": 7}
    assert reading_words(forecast, NAMES) == (
        "About 60 answers a week are likely. You can read 40. "
        "A smaller sample would fit: Core group, one meeting in 7."
    )


def test_a_type_that_nobody_was_asked_about_adds_nothing() -> None:
    """Nor do weeks that are not there yet."""
    assert reading_forecast([], {"core": 1}, 40).answers == 0
    assert reading_forecast([{}, CLOSED, OPEN, OPEN], {"core": 1, "taf": 4}, 400).by_type["taf"] == 0


def test_where_no_sample_is_small_enough_the_smallest_is_suggested() -> None:
    """One in a hundred for every type."""
    flood = {"core": Counted(90_000, 90_000)}
    assert reading_forecast([flood] * 3, {"core": 4}, 40).samples == {"core": 100}

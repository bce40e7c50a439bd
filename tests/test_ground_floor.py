"""The rooms below every other: clock, errors, logs, settings and paths."""

import inspect
import json
import logging
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from cremeet import clock, errors, logs, paths, settings
from cremeet.settings import Settings

WINTER, SUMMER = datetime(2026, 1, 5, 12, tzinfo=UTC), datetime(2026, 7, 5, 12, tzinfo=UTC)


def test_england_is_an_hour_ahead_in_summer():
    assert (clock.in_london(WINTER).hour, clock.in_london(SUMMER).hour) == (12, 13)
    assert clock.london(date(2026, 7, 5), 13) == SUMMER
    assert clock.london(date(2026, 1, 5), 12) == WINTER


def test_a_day_ends_at_midnight_in_england():
    assert clock.london_date(datetime(2026, 7, 5, 22, 59, tzinfo=UTC)) == date(2026, 7, 5)
    assert clock.london_date(datetime(2026, 7, 5, 23, 0, tzinfo=UTC)) == date(2026, 7, 6)


def test_a_stepping_clock_moves_only_when_told():
    moving = clock.SteppingClock(SUMMER.astimezone(timezone(timedelta(hours=5))))
    assert moving() == SUMMER
    assert moving().tzinfo is UTC
    moving.advance(timedelta(minutes=5))
    assert moving() == SUMMER + timedelta(minutes=5)
    moving.set(WINTER)
    assert moving() == WINTER
    assert clock.fixed_clock(WINTER)() == WINTER


def test_the_machines_clock_is_aware_and_in_utc():
    assert clock.system_clock().tzinfo is UTC


def test_every_foreseen_error_is_of_one_family_and_says_what_it_means():
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        assert issubclass(kind, errors.CremeetError)
        assert kind.__doc__


def test_a_log_line_holds_fixed_words_and_whole_numbers(caplog):
    with caplog.at_level(logging.INFO, "cremeet"):
        logs.event("opened", people=2, children=7)
    assert caplog.messages == ["opened children=7 people=2"]


@pytest.mark.parametrize("value", ["Robin", 1.5, None, True, date(2012, 5, 4)])
def test_a_log_line_takes_nothing_that_could_be_case_text(value):
    with pytest.raises(TypeError) as refusal:
        logs.event("opened", people=value)
    assert "Robin" not in str(refusal.value)


def test_a_fault_is_logged_by_kind_and_line_and_never_by_its_text(caplog):
    def broken():
        name = "Robin Testwood"
        raise ValueError(name)

    with pytest.raises(ValueError, match="Robin") as found:
        broken()
    with caplog.at_level(logging.ERROR, "cremeet"):
        said = logs.fault(found.value)
    assert said.startswith("ValueError at test_ground_floor.py:")
    assert "Robin" not in caplog.text
    assert logs.fault(KeyError("Robin")) == "KeyError at nowhere"


def test_settings_are_read_back_as_they_were_saved(tmp_path):
    chosen = Settings("dark", 150, str(tmp_path / "north.cremeet"))
    settings.save(chosen, tmp_path / "new" / "folder")
    assert settings.load(tmp_path / "new" / "folder") == chosen
    assert [file.name for file in (tmp_path / "new" / "folder").iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Settings()),
        ("{", Settings()),
        ("[]", Settings()),
        ("[" * 100_000, Settings()),
        ("\ufffe", Settings()),
        ('{"theme": "dark"}', Settings(theme="dark")),
        ('{"theme": "pink", "text_percent": 150}', Settings(text_percent=150)),
        ('{"theme": [], "text_percent": "150"}', Settings()),
        ('{"text_percent": 99}', Settings()),
        ('{"text_percent": 201}', Settings()),
        ('{"text_percent": true}', Settings()),
        ('{"text_percent": 120.5, "last_vault": 3}', Settings()),
        ('{"theme": "light", "unknown": 1}', Settings(theme="light")),
    ],
    ids=lambda words: str(words)[:40],
)
def test_settings_that_make_no_sense_fall_back_one_by_one(tmp_path, words, expected):
    (tmp_path / "settings.json").write_text(words, "utf-8")
    assert settings.load(tmp_path) == expected


def test_settings_that_are_no_text_fall_back(tmp_path):
    (tmp_path / "settings.json").write_bytes(b"\xff\xfe\x00")
    assert settings.load(tmp_path) == Settings()


def test_a_folder_that_takes_nothing_stops_nobody(tmp_path):
    (tmp_path / "file").write_text("mine")
    settings.save(Settings("dark"), tmp_path / "file")
    assert (tmp_path / "file").read_text() == "mine"
    assert settings.load(tmp_path / "file") == Settings()


def test_settings_keep_appearance_and_a_place_alone(tmp_path):
    settings.save(Settings(), tmp_path)
    assert set(json.loads((tmp_path / "settings.json").read_text())) == {"theme", "text_percent", "last_vault"}


def test_resources_and_the_practice_lie_where_they_are_looked_for():
    assert (paths.resources() / "words" / "passphrase.txt").is_file()
    assert (paths.shipped_practice() / "about.toml").is_file()


def test_a_frozen_program_finds_its_resources_beside_itself(tmp_path, monkeypatch):
    import sys

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.resources() == tmp_path / "resources"


def test_settings_and_vaults_have_folders_of_their_own():
    assert "cremeet" in paths.settings_folder().parts[-1]
    assert paths.settings_folder() != paths.vaults_folder()

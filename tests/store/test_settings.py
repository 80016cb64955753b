"""Settings come from the environment or .env, and an invalid one is refused by its name."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic.fields import FieldInfo

from lgsco_store.errors import SettingsError
from lgsco_store.runs.season import Season
from lgsco_store.settings import Settings, load_settings, unknown_setting_warnings
from tests.attacks import Promise


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_defaults_are_those_of_the_design() -> None:
    loaded = load_settings()
    assert loaded.database_url == "sqlite:///lgsco.db"
    assert loaded.site_url == "https://www.lgo.org.uk/your-councils-performance"
    assert (loaded.download_delay, loaded.autothrottle, loaded.download_timeout) == (1, True, 60)
    assert (loaded.retries, loaded.max_body_mb, loaded.min_authorities) == (5, 50, 250)
    assert (loaded.claim_expiry, loaded.run_limit) == (120, 24)


def test_the_environment_wins_over_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tmp_path.joinpath(".env").write_text("LGSCO_RETRIES=2\nLGSCO_CONTACT=archive@example.org\n")
    monkeypatch.setenv("LGSCO_RETRIES", "3")
    assert (load_settings().retries, load_settings().contact) == (3, "archive@example.org")


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "A setting that is not a number, an address or a date": "refused at the start, in one line with its name",
    },
)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LGSCO_DOWNLOAD_DELAY", "soon"),
        ("LGSCO_DOWNLOAD_DELAY", "-1"),
        ("LGSCO_AUTOTHROTTLE", "perhaps"),
        ("LGSCO_RETRIES", "2.5"),
        ("LGSCO_SITE_URL", "ftp://example.org/"),
        ("LGSCO_SITE_URL", "www.lgo.org.uk"),
        ("LGSCO_DATABASE_URL", ""),
        ("LGSCO_MAX_UNREAD", "2"),
        ("LGSCO_YEARLY_DAY", "02-30"),
        ("LGSCO_YEARLY_DAY", "tomorrow"),
        ("LGSCO_SEASON_MONTHS", "08-05"),
        ("LGSCO_SEASON_MONTHS", "5"),
        ("LGSCO_SEASON_MONTHS", "05-13"),
        ("LGSCO_YEAR_DUE", "04-28"),
        ("LGSCO_CONTACT", "two\nlines"),
        ("LGSCO_CONTACT", "not an address"),
        ("LGSCO_CLAIM_EXPIRY", "inf"),
        ("LGSCO_CLAIM_EXPIRY", "nan"),
        ("LGSCO_RUN_LIMIT", "1e300"),
        ("LGSCO_FULL_REFETCH_DAYS", "99999999"),
        ("LGSCO_MAX_UNREAD", "nan"),
        ("LGSCO_PROJECT_URL", "example.org"),
        ("LGSCO_PROJECT_URL", "https://example.org/two words"),
        ("LGSCO_CONTACT", "clerk@exämple.org"),
        ("LGSCO_DATA_TABLES_PATH", "tables"),
        ("LGSCO_DATA_TABLES_PATH", "//example.org/tables"),
        ("LGSCO_NATIONAL_PATHS", "/definitions https://example.org/review"),
    ],
)
def test_a_bad_value_is_refused_in_one_line_with_its_name(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"{name}: ")
    assert repr(value) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_text_is_refused_in_one_line(tmp_path: Path) -> None:
    tmp_path.joinpath(".env").write_bytes("LGSCO_CONTACT=Jörg@example.org\n".encode("latin-1"))
    assert unknown_setting_warnings() == []
    with pytest.raises(
        SettingsError, match=r"^\.env cannot be read: it is not text in UTF-8; correct it, or move it away$"
    ):
        load_settings()


@pytest.mark.parametrize(
    ("name", "value", "fault"),
    [
        ("LGSCO_DATABASE_URL", "", "should not be empty"),
        ("LGSCO_AUTOTHROTTLE", "perhaps", "should be 0 or 1"),
        ("LGSCO_RETRIES", "2.5", "should be a whole number"),
        ("LGSCO_RETRIES", "101", "should be at most 100"),
        ("LGSCO_RETRIES", "-1", "should be at least 0"),
        ("LGSCO_BACKOFF", "soon", "should be a number"),
        ("LGSCO_DOWNLOAD_DELAY", "3601", "should be at most 3600"),
        ("LGSCO_RUN_LIMIT", "0", "should be greater than 0"),
        ("LGSCO_MAX_UNREAD", "2", "should be at most 1"),
    ],
)
def test_the_fault_is_said_in_plain_words(name: str, value: str, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value) == f"{name}: {fault}, and is {value!r}"


def test_an_unknown_name_is_reported_with_the_nearest_known_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tmp_path.joinpath(".env").write_text("LGSCO_RETRYS=2\n")
    monkeypatch.setenv("LGSCO_CONTRACT", "me")
    assert unknown_setting_warnings() == [
        "LGSCO_CONTRACT is not a setting and is ignored; the nearest is LGSCO_CONTACT",
        "LGSCO_RETRYS is not a setting and is ignored; the nearest is LGSCO_RETRIES",
    ]


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "inf, nan, 1e300, a negative number or one of 30 digits, for every numeric setting": (
            "refused at the start, in one line with its name"
        ),
    },
)
@pytest.mark.parametrize(("name", "field"), [(name, field) for name, field in Settings.model_fields.items()])
def test_no_number_is_without_bounds(name: str, field: FieldInfo, monkeypatch: pytest.MonkeyPatch) -> None:
    if field.annotation not in {int, float}:
        return
    for value in ("inf", "-inf", "nan", "1e300", "-1", str(10**30)):
        monkeypatch.setenv(f"LGSCO_{name.upper()}", value)
        with pytest.raises(SettingsError, match=f"LGSCO_{name.upper()}: should"):
            load_settings()


@pytest.mark.attack(
    Promise.SAFE,
    {
        "`LGSCO_SITE_URL` with a user and a password": "refused; the password is not shown",
    },
)
def test_a_password_in_the_sites_address_is_refused_and_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGSCO_SITE_URL", "https://somebody:secret@example.org/councils")
    with pytest.raises(SettingsError, match="LGSCO_SITE_URL: should be an address without a user") as caught:
        load_settings()
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("value", ["archive@example.org", "https://example.org/archive", ""])
def test_a_contact_is_an_address_of_email_or_of_the_web(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGSCO_CONTACT", value)
    assert load_settings().contact == value


def test_the_season_is_one_value_of_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().season == Season(5, 8, due=(9, 15))
    monkeypatch.setenv("LGSCO_SEASON_MONTHS", "10-12")
    with pytest.raises(SettingsError, match="LGSCO_YEAR_DUE: should be a day after the season has begun"):
        load_settings()
    monkeypatch.setenv("LGSCO_YEAR_DUE", "12-20")
    assert load_settings().season == Season(10, 12, due=(12, 20))

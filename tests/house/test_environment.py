"""Settings from the environment: a wrong value stops the start and says what is allowed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from repstack import postgres
from repstack.environment import Environment, SettingRefused

ROOT = Path(__file__).resolve().parents[2]


def read(**variables: str) -> Environment:
    return Environment(variables)


def start(*command: str, data: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a Python command in an environment that holds nothing but these variables."""
    environment = {"PATH": os.environ["PATH"], "REPSTACK_DATA_DIR": str(data), **variables}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("value", ["on", "ON", "true", "yes", "1"])
def test_a_flag_is_on(value: str):
    assert read(A=value).flag("A", default=False) is True


@pytest.mark.parametrize("value", ["off", "Off", "false", "no", "0"])
def test_a_flag_is_off(value: str):
    assert read(A=value).flag("A", default=True) is False


@pytest.mark.parametrize("value", ["", " on", "maybe", "2", "оn"])
def test_any_other_flag_is_refused_by_name_and_value(value: str):
    with pytest.raises(SettingRefused) as refused:
        read(REPSTACK_DEBUG=value).flag("REPSTACK_DEBUG", default=False)

    assert f"REPSTACK_DEBUG is '{value}'" in str(refused.value)
    assert "allowed: on or off" in str(refused.value)


@pytest.mark.parametrize("value", ["1", "587", "65535"])
def test_a_number_inside_and_on_its_bounds_is_taken(value: str):
    assert read(A=value).number("A", 5, low=1, high=65_535) == int(value)


@pytest.mark.parametrize(
    "value", ["0", "65536", "", "x", "1.5", "-1", "+1", " 1", "1_0", "1e3", "５", "9" * 40]
)
def test_any_other_number_is_refused(value: str):
    with pytest.raises(SettingRefused, match="a whole number from 1 to 65535"):
        read(A=value).number("A", 5, low=1, high=65_535)


def test_a_word_outside_its_list_is_refused_with_the_list():
    with pytest.raises(SettingRefused, match="A is 'WAL'; allowed: wal, truncate"):
        read(A="WAL").choice("A", "wal", ("wal", "truncate"))


@pytest.mark.parametrize("value", ["a.example.org", ".example.org", "10.0.0.1,b-c", "[::1], x"])
def test_host_names_are_taken(value: str):
    assert read(A=value).hosts("A", []) == [host.strip() for host in value.split(",")]


@pytest.mark.parametrize("value", ["", "*", "http://a.org", "a.org:80", "a,,b", "a.org,", "-a"])
def test_what_is_no_host_name_is_refused(value: str):
    with pytest.raises(SettingRefused, match="host names separated by commas"):
        read(A=value).hosts("A", [])


@pytest.mark.parametrize(
    "value", ["https://a.example.org", "http://localhost:8000", "http://[::1]:8000"]
)
def test_the_start_of_an_address_is_taken(value: str):
    assert read(A=value).origin("A", "") == value


@pytest.mark.parametrize(
    "value", ["", "a.org", "ftp://a.org", "https://", "https://a.org/", "https://.a.org", "//a.org"]
)
def test_what_is_no_start_of_an_address_is_refused(value: str):
    with pytest.raises(SettingRefused, match="an address without a path"):
        read(A=value).origin("A", "")


@pytest.mark.parametrize("value", ["", "a", "@b", "a@b@c", "a b@c", "A <a@b>"])
def test_what_is_no_email_address_is_refused(value: str):
    with pytest.raises(SettingRefused, match="one e-mail address"):
        read(A=value).email("A", "")


def test_text_is_refused_when_empty_padded_or_with_control_characters():
    for value in ("", " a", "a\n", "a\0b"):
        with pytest.raises(SettingRefused):
            read(A=value).text("A", "")


@pytest.mark.parametrize(("length", "is_taken"), [(49, False), (50, True), (51, True)])
def test_a_short_secret_is_refused_without_repeating_it(length: int, is_taken: bool):
    environment = read(A="s" * length)

    if is_taken:
        assert environment.text("A", "", secret=True, shortest=50) == "s" * length
    else:
        with pytest.raises(SettingRefused) as refused:
            environment.text("A", "", secret=True, shortest=50)
        assert "sss" not in str(refused.value)
        assert "at least 50" in str(refused.value)


def test_a_relative_folder_is_refused():
    with pytest.raises(SettingRefused, match="an absolute path"):
        read(A="var").folder("A", Path("/"))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path):
    (tmp_path / "file").write_text("")

    with pytest.raises(SettingRefused, match="a folder that can be written"):
        read(A=str(tmp_path / "file" / "below")).folder("A", tmp_path)


def test_a_variable_that_is_not_set_gives_its_default():
    environment = read()

    assert environment.flag("A", default=True) is True
    assert environment.number("B", 7, low=1, high=9) == 7
    assert environment.text("C", "x") == "x"
    assert environment.hosts("D", ["y"]) == ["y"]


def test_a_misspelt_variable_is_refused_with_the_nearest_name():
    environment = read(REPSTACK_DEBGU="on")
    environment.flag("REPSTACK_DEBUG", default=False)
    environment.text("REPSTACK_SMTP_HOST", "")

    with pytest.raises(SettingRefused, match=r"REPSTACK_DEBGU is no variable.*REPSTACK_DEBUG"):
        environment.refuse_unknown("REPSTACK_")


def test_variables_of_other_programs_are_left_alone():
    read(PATH="/bin", POSTGRES_USER="x").refuse_unknown("REPSTACK_")


def test_a_postgres_address_keeps_connections_and_checks_them():
    entry = postgres.database("postgresql://anna:secret@db.example.org:5433/gym")

    assert (entry["HOST"], entry["PORT"], entry["NAME"]) == ("db.example.org", 5433, "gym")
    assert entry["CONN_MAX_AGE"] == 60
    assert entry["CONN_HEALTH_CHECKS"] is True
    assert entry["ATOMIC_REQUESTS"] is False
    asked = "-c plan_cache_mode=force_generic_plan -c random_page_cost=1.1"
    assert entry["OPTIONS"]["options"] == asked


def test_what_the_address_asks_of_the_server_stays_beside_how_plans_are_kept():
    entry = postgres.database("postgresql://db.example.org/gym?options=-c%20work_mem%3D8MB")

    assert entry["OPTIONS"]["options"].split(" -c ") == [
        "-c work_mem=8MB",
        "plan_cache_mode=force_generic_plan",
        "random_page_cost=1.1",
    ]


@pytest.mark.parametrize(
    "url", ["mysql://a/b", "gym", "postgresql://", "postgresql://a:x/b", "sqlite:///x"]
)
def test_any_other_database_address_is_refused_without_its_password(url: str):
    with pytest.raises(SettingRefused) as refused:
        postgres.database(url)

    assert "DATABASE_URL is (not shown)" in str(refused.value)
    assert "postgresql://user:password@host" in str(refused.value)


COMMANDS = {
    "a command": ("manage.py", "check"),
    "the server": ("-m", "gunicorn", "-c", "python:repstack.gunicorn_conf", "--check-config"),
    "an update": ("-m", "repstack.prepare"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=list(COMMANDS))
def test_a_wrong_value_stops_every_entry_with_one_line_and_no_traceback(
    command: tuple[str, ...], tmp_path: Path
):
    ended = start(*command, data=tmp_path, REPSTACK_SMTP_PORT="many")

    assert ended.returncode == 1
    assert ended.stderr == (
        "RepStack did not start: REPSTACK_SMTP_PORT is 'many'; "
        "allowed: a whole number from 1 to 65535.\n"
    )


def test_a_misspelt_variable_stops_the_start(tmp_path: Path):
    ended = start("manage.py", "check", data=tmp_path, REPSTACK_ALOWED_HOSTS="example.org")

    assert ended.returncode == 1
    assert ended.stderr == (
        "RepStack did not start: REPSTACK_ALOWED_HOSTS is no variable it reads; "
        "nearest: REPSTACK_ALLOWED_HOSTS.\n"
    )


def test_settings_need_no_variable_and_are_safe_without_any(tmp_path: Path):
    shown = (
        "from django.conf import settings as s;"
        "print(s.DEBUG, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT,"
        "'*' in s.ALLOWED_HOSTS)"
    )
    ended = start(
        "-c", shown, data=tmp_path, DJANGO_SETTINGS_MODULE="repstack.settings", PYTHONPATH="."
    )

    assert ended.stdout == "False True True True False\n"


@pytest.mark.parametrize(("days", "seconds"), [({}, 5_184_000), ({"days": "7"}, 604_800)])
def test_a_log_in_lasts_as_long_as_the_environment_says(
    tmp_path: Path, days: dict[str, str], seconds: int
):
    ask = ("-c", "from repstack.settings import SESSION_COOKIE_AGE; print(SESSION_COOKIE_AGE)")
    named = {f"REPSTACK_SESSION_{name.upper()}": value for name, value in days.items()}

    assert start(*ask, data=tmp_path, PYTHONPATH=".", **named).stdout == f"{seconds}\n"


def test_the_secret_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path):
    ask = ("-c", "from repstack.settings import SECRET_KEY; print(SECRET_KEY)")
    first, second = (start(*ask, data=tmp_path, PYTHONPATH=".").stdout for _ in range(2))
    other = start(*ask, data=tmp_path / "other", PYTHONPATH=".").stdout

    assert first == second != other
    assert len(first.strip()) >= 50
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_damaged_secret_key_file_stops_the_start(tmp_path: Path):
    (tmp_path / "secret_key").write_text("short")

    ended = start("manage.py", "check", data=tmp_path)

    assert ended.returncode == 1
    assert "REPSTACK_SECRET_KEY" in ended.stderr
    assert "Traceback" not in ended.stderr

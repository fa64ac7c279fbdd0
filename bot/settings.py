"""The environment and config/bot.yaml as one checked Settings object, or a refusal that names every wrong value.

Secrets and places come from the environment (12-factor; a `.env` file is read too); behaviour from the YAML file.
Only runtime/ and cli/ read this; every other room is handed what it needs.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from zoneinfo import available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.model import AccessMode

Network = IPv4Network | IPv6Network

BOT_YAML = Path("config/bot.yaml")

#: Variables by which hosts whose disk is lost at every restart make themselves known.
EPHEMERAL_HOSTS: Mapping[str, str] = {
    "DYNO": "Heroku",
    "RENDER": "Render",
    "RAILWAY_ENVIRONMENT": "Railway",
    "K_SERVICE": "Cloud Run",
    "SCALINGO_APP": "Scalingo",
    "CC_APP_ID": "Clever Cloud",
}

_DURATION = re.compile(r"(\d+)\s*(s|m|h|d)")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


class SettingsError(Exception):
    """All that is wrong with the settings, one sentence each, with place and remedy."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse_duration(value: object) -> timedelta:
    """`5s`, `2m`, `36h` or `2d` as a timedelta; ValueError otherwise."""
    if isinstance(value, timedelta):
        return value
    found = _DURATION.fullmatch(str(value).strip())
    if not found or int(found[1]) == 0 or int(found[1]) * _SECONDS[found[2]] > 3650 * 86400:
        raise ValueError("write a duration such as 30s, 5m, 48h or 7d (up to ten years)")
    return timedelta(seconds=int(found[1]) * _SECONDS[found[2]])


Duration = Annotated[timedelta, BeforeValidator(parse_duration)]


def _blank_is_unset(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


class Environment(BaseSettings):
    """Secrets and places."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        hide_input_in_errors=True,
        env_ignore_empty=True,
    )

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    bot_owners: Annotated[frozenset[int], NoDecode] = frozenset()
    outlets_file: Path = Path("config/outlets.yaml")
    watchlists_dir: Path = Path("watchlists")
    allow_private_networks: Annotated[tuple[Network, ...], NoDecode] = ()
    port: Annotated[int | None, Field(ge=0, le=65535), BeforeValidator(_blank_is_unset)] = None
    public_url: str = ""
    proxy_url: SecretStr | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["auto", "human", "json"] = "auto"
    ephemeral_ok: bool = False

    @field_validator("port", mode="before")
    @classmethod
    def _port(cls, value: object) -> object:
        if isinstance(value, str) and value.strip() and not re.fullmatch(r"\s*\d{1,5}\s*", value):
            raise ValueError("give a number from 1 to 65535, or leave PORT out: then there is no health page")
        return value

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"\d+:[\w-]{10,}", value.get_secret_value()):
            raise ValueError(
                "not a bot token; @BotFather gives one like 123456:ABC-DEF... (nothing around it)"
            )
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not re.fullmatch(r"https?://[^/?#]+/?", value):
            raise ValueError("give scheme, host and port only, as in http://localhost:8081")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _public(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^/?#@\s]+/?", value, re.IGNORECASE):
            raise ValueError("give scheme and host only, as in https://news.example.org")
        return value.rstrip("/")

    @field_validator("proxy_url")
    @classmethod
    def _proxy(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(
            r"https?://[^/\s]+/?", value.get_secret_value(), re.IGNORECASE
        ):
            raise ValueError(
                "give an HTTP proxy as http://host:port or http://user:password@host:port; SOCKS is not supported"
            )
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.match(
            r"(postgres(ql)?(\+psycopg)?|sqlite(\+aiosqlite)?)://", value.get_secret_value()
        ):
            raise ValueError(
                "give a postgresql:// or sqlite:/// address, or leave it out for SQLite in DATA_DIR"
            )
        return value

    @field_validator("bot_owners", mode="before")
    @classmethod
    def _owners(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if wrong := [part for part in parts if not re.fullmatch(r"\d{1,15}", part)]:
            raise ValueError(
                f"{', '.join(wrong)}: give numeric Telegram user ids separated by commas (@userinfobot tells yours)"
            )
        return frozenset(int(part) for part in parts)

    @field_validator("allow_private_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        except ValueError as error:
            raise ValueError(f"{error}; give networks such as 10.0.0.0/8, separated by commas") from error

    @field_validator("log_level", mode="before")
    @classmethod
    def _level(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value


class Behaviour(BaseModel):
    """config/bot.yaml; the comments on each key stand there."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    contact: str = ""
    access: AccessMode = AccessMode.OPEN
    default_language: Literal["en", "ar", "tr", "fr"] = "en"
    default_timezone: str = "UTC"
    max_age: Duration = timedelta(hours=48)
    offline_after: Duration = timedelta(hours=2)
    polls_per_hour: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    paused: bool = False
    breaker_times: Annotated[int, Field(ge=1, le=1000)] = 3
    breaker_least: Annotated[int, Field(ge=2, le=100_000)] = 20
    breaker_digest: Duration = timedelta(hours=1)
    most_alerts_per_week: Annotated[int, Field(ge=0, le=1_000_000)] = 700
    dead_man: str = ""
    keep_texts: Duration = timedelta(days=30)
    keep_articles: Duration = timedelta(days=365)
    keep_alerts: Duration = timedelta(days=1095)
    backup_every: Duration = timedelta(days=1)
    backup_keep: Annotated[int, Field(ge=0, le=1000)] = 7
    restore_damaged: bool = True

    @field_validator("dead_man")
    @classmethod
    def _dead_man(cls, value: str) -> str:
        if value and not re.fullmatch(r"https?://[^/\s]+\S*", value):
            raise ValueError("give the whole address that your watchdog wants to be asked, with https://")
        return value

    @field_validator("keep_texts")
    @classmethod
    def _texts(cls, value: timedelta) -> timedelta:
        if value < timedelta(days=7):
            raise ValueError(
                "a week at least: stories, corrections and new watchlists read the texts of the last days"
            )
        return value

    @field_validator("default_timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError(
                f"{value!r} is no IANA time zone; write one such as Europe/Istanbul or Africa/Cairo"
            )
        return value

    @model_validator(mode="after")
    def _proofs_last(self) -> Self:
        if not self.keep_texts <= self.keep_articles <= self.keep_alerts:
            raise ValueError(
                "keep_texts, keep_articles, keep_alerts: each as long as the one before, or longer"
            )
        return self


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, checked."""

    environment: Environment
    behaviour: Behaviour

    @property
    def live(self) -> bool:
        """Whether there is a Telegram token; otherwise this is a preview."""
        return self.environment.telegram_bot_token is not None

    @property
    def database_url(self) -> str:
        """The database's address; SQLite in the data directory by default."""
        if self.environment.database_url is not None:
            return self.environment.database_url.get_secret_value()
        return f"sqlite:///{self.environment.data_dir / 'khabar.sqlite'}"

    @property
    def proxy(self) -> str | None:
        """The proxy through which feeds, pages and Telegram are reached; None without one."""
        return self.environment.proxy_url.get_secret_value() if self.environment.proxy_url else None

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every secret text, for redaction in logs."""
        found = (
            self.environment.telegram_bot_token,
            self.environment.database_url,
            self.environment.proxy_url,
        )
        secrets = tuple(secret.get_secret_value() for secret in found if secret is not None)
        # Who knows the dead-man address can keep the alarm silent.
        return (*secrets, self.behaviour.dead_man) if self.behaviour.dead_man else secrets


def load_settings(bot_yaml: Path = BOT_YAML) -> Settings:
    """Read and check everything.

    Raises:
        SettingsError: naming every wrong value with its place; secrets are never repeated.
    """
    problems: list[str] = []
    environment: Environment | None = None
    behaviour: Behaviour | None = None
    try:
        environment = Environment()
    except ValidationError as error:
        problems += [f"environment: {_upper(item)}" for item in error.errors()]
    except (UnicodeDecodeError, OSError) as error:
        problems.append(f".env: cannot be read ({error}); it must be a UTF-8 text file")
    try:
        behaviour = _behaviour(bot_yaml)
    except SettingsError as error:
        problems += error.problems
    if environment is not None:
        problems += _ephemeral(environment)
    if environment is not None and behaviour is not None:
        problems += _ownerless(environment, behaviour, bot_yaml)
    if problems or environment is None or behaviour is None:
        raise SettingsError(problems)
    return Settings(environment, behaviour)


def _ownerless(environment: Environment, behaviour: Behaviour, path: Path) -> Iterator[str]:
    if behaviour.access is not AccessMode.OPEN and not environment.bot_owners:
        yield (
            f"{path}: access: {behaviour.access} needs somebody who lets people in; set BOT_OWNERS to your numeric "
            "Telegram user id, or access to open"
        )


def _upper(item: Any) -> str:
    return f"{'.'.join(str(part) for part in item['loc']).upper()}: {_sentence(item)}"


def _sentence(item: Any) -> str:
    return str(item["msg"]).removeprefix("Value error, ")


def _ephemeral(environment: Environment) -> Iterator[str]:
    host = next((name for variable, name in EPHEMERAL_HOSTS.items() if os.environ.get(variable)), None)
    if host and environment.database_url is None and not environment.ephemeral_ok:
        yield (
            f"environment: DATABASE_URL: this is {host}, whose disk is lost at every restart, so SQLite would forget "
            "all subscribers and repeat alerts. Attach a PostgreSQL database, or set EPHEMERAL_OK=1 to accept that."
        )


def _behaviour(path: Path) -> Behaviour:
    try:
        source = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Behaviour()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError([f"{path}: cannot be read: {error}"]) from error
    try:
        data = YAML(typ="rt").load(source)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SettingsError([f"{path}:{line}: not valid YAML: {error.problem}"]) from error
    except YAMLError as error:
        raise SettingsError([f"{path}: not valid YAML: {error}"]) from error
    if data is None:
        return Behaviour()
    if not isinstance(data, CommentedMap):
        raise SettingsError([f"{path}:1: expected `key: value` lines"])
    try:
        return Behaviour.model_validate(dict(data))
    except ValidationError as error:
        raise SettingsError([_yaml_problem(path, data, item) for item in error.errors()]) from error


def _yaml_problem(path: Path, data: CommentedMap, item: Any) -> str:
    key = str(item["loc"][0]) if item["loc"] else ""
    line = data.lc.key(key)[0] + 1 if key in data else 1
    if item["type"] == "extra_forbidden":
        return f"{path}:{line}: {key}: no such setting; there are {', '.join(Behaviour.model_fields)}"
    return f"{path}:{line}: {key}: {_sentence(item)}"

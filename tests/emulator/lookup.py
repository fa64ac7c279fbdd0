"""The Bot API methods that look something up or describe the bot: who, which chat, commands, files."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from tests.emulator import access
from tests.emulator.cleaning import utf16
from tests.emulator.errors import bad_request
from tests.emulator.parameters import Parameters, Upload
from tests.emulator.world import SEND_RIGHTS, Member, Shape, World

COMMAND_LIMIT = 100
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")
SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators", *CHAT_SCOPES)
DESCRIPTIONS = {"description": 512, "short_description": 120, "name": 64}


@dataclass(slots=True)
class Lookup:
    """The looking-up methods over a world."""

    world: World
    files: dict[str, Upload]
    #: Whether the bot sees only commands in groups.
    privacy: bool = True
    #: Commands by scope and language.
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    on_leave: Callable[[int], None] = lambda chat: None

    def methods(self) -> dict[str, Callable[[Parameters], Any]]:
        """By lower-case name."""
        found: dict[str, Callable[[Parameters], Any]] = {
            "getme": self.get_me,
            "getchat": self.get_chat,
            "getchatmember": self.get_chat_member,
            "getchatadministrators": self.get_chat_administrators,
            "getchatmembercount": self.get_chat_member_count,
            "leavechat": self.leave_chat,
            "getfile": self.get_file,
            "setmycommands": self.set_commands,
            "getmycommands": self.get_commands,
            "deletemycommands": self.delete_commands,
        }
        for name in DESCRIPTIONS:
            method = "my" + name.replace("_", "")
            found[f"set{method}"] = partial(self.describe, name)
            found[f"get{method}"] = partial(self.described, name)
        return found

    def get_me(self, _: Parameters) -> Shape:
        """getMe."""
        abilities = {
            "can_join_groups": True,
            "can_read_all_group_messages": not self.privacy,
            "supports_inline_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
        }
        return self.world.bot.shape() | abilities

    def get_chat(self, parameters: Parameters) -> Shape:
        """getChat."""
        chat = access.chat_to_read(self.world, parameters)
        gifts = (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        )
        shape = chat.shape() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(gifts, chat.type == "private"),
        }
        if chat.username:
            shape["active_usernames"] = [chat.username]
        if chat.is_group:
            shape["permissions"] = dict.fromkeys(SEND_RIGHTS, True)
        return shape

    def get_chat_member(self, parameters: Parameters) -> Shape:
        """getChatMember."""
        chat = access.chat_to_read(self.world, parameters)
        user_id = parameters.number("user_id")
        if user_id <= 0:
            raise bad_request("Invalid user_id specified")
        user = self.world.users.get(user_id)
        if user is None:
            raise bad_request("PARTICIPANT_ID_INVALID")
        if chat.type == "channel" and not self.world.bot_member(chat).is_admin:
            raise bad_request("member list is inaccessible")
        return (chat.members.get(user_id) or Member(user, "left")).shape(chat.type)

    def get_chat_administrators(self, parameters: Parameters) -> list[Shape]:
        """getChatAdministrators: other bots are left out."""
        chat = access.chat_to_read(self.world, parameters)
        if chat.type == "private":
            raise bad_request("there are no administrators in the private chat")
        return [
            member.shape(chat.type)
            for member in chat.members.values()
            if member.is_admin and (not member.user.is_bot or member.user is self.world.bot)
        ]

    def get_chat_member_count(self, parameters: Parameters) -> int:
        """getChatMemberCount."""
        chat = access.chat_to_read(self.world, parameters)
        return 2 if chat.type == "private" else sum(member.is_inside for member in chat.members.values())

    def leave_chat(self, parameters: Parameters) -> bool:
        """leaveChat."""
        chat = access.chat_to_write(self.world, parameters)
        if chat.type == "private":
            raise bad_request("chat member status can't be changed in private chats")
        self.on_leave(chat.id)
        return True

    def get_file(self, parameters: Parameters) -> Shape:
        """getFile: the file can then be had at /file/bot<token>/<file_path>."""
        file_id = parameters.text("file_id")
        if not file_id:
            raise bad_request("file_id not specified")
        upload = self.files.get(file_id)
        if upload is None:
            raise bad_request("invalid file_id")
        if len(upload.data) > 20 * 1024 * 1024:
            raise bad_request("file is too big")
        unique = file_id.partition("_")[2][:16]
        path = f"documents/{file_id}"
        return {
            "file_id": file_id,
            "file_unique_id": unique,
            "file_size": len(upload.data),
            "file_path": path,
        }

    # --- commands and descriptions -----------------------------------------------------------------------

    def set_commands(self, parameters: Parameters) -> bool:
        """setMyCommands."""
        commands = parameters.json("commands", "commands") or []
        if not isinstance(commands, list):
            raise bad_request("Expected an Array of BotCommand")
        if len(commands) > COMMAND_LIMIT:
            raise bad_request("BOT_COMMANDS_TOO_MUCH")
        key = self._scope(parameters)
        self.commands[key] = [_command(command) for command in commands]
        return True

    def get_commands(self, parameters: Parameters) -> list[dict[str, str]]:
        """getMyCommands."""
        return self.commands.get(self._scope(parameters), [])

    def delete_commands(self, parameters: Parameters) -> bool:
        """deleteMyCommands."""
        self.commands.pop(self._scope(parameters), None)
        return True

    def _scope(self, parameters: Parameters) -> tuple[str, str]:
        scope = parameters.json("scope", "BotCommandScope") or {"type": "default"}
        language = parameters.text("language_code")
        if language and not (len(language) == 2 and language.isalpha() and language.islower()):
            raise bad_request("invalid language_code specified")
        kind = scope.get("type") if isinstance(scope, dict) else None
        if kind not in SCOPES:
            raise bad_request("Can't parse BotCommandScope: Unsupported type specified")
        if kind not in CHAT_SCOPES:
            return str(kind), language
        chat = self.world.find(str(scope.get("chat_id", "")))
        if chat is None:
            raise bad_request("chat not found")
        member = f":{scope['user_id']}" if kind == "chat_member" else ""
        return f"{kind}:{chat.id}{member}", language

    def describe(self, name: str, parameters: Parameters) -> bool:
        """setMyName, setMyDescription, setMyShortDescription."""
        text = parameters.text(name)
        if utf16(text) > DESCRIPTIONS[name]:
            raise bad_request(f"BOT_{name.upper()}_INVALID")
        self.descriptions[name, parameters.text("language_code")] = text
        return True

    def described(self, name: str, parameters: Parameters) -> Shape:
        """getMyName, getMyDescription, getMyShortDescription."""
        default = self.descriptions.get((name, ""), "")
        return {name: self.descriptions.get((name, parameters.text("language_code")), default)}


def _command(command: object) -> dict[str, str]:
    if not isinstance(command, dict):
        raise bad_request("Can't parse BotCommand: expected an Object")
    name = str(command.get("command", "")).strip().removeprefix("/")
    description = str(command.get("description", "")).strip()
    if not name:
        raise bad_request("Command must be non-empty")
    if len(name) > 32:
        raise bad_request("Command length must not exceed 32")
    if not all(c.isascii() and (c.islower() or c.isdigit() or c == "_") for c in name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not description:
        raise bad_request("Command description must be non-empty")
    if len(description) > 256:
        raise bad_request("Command description length must not exceed 256")
    return {"command": name, "description": description}

"""Answering one interaction: acknowledged at once, the answer in place of the placeholder, whatever goes wrong."""

import logging

import discord

from adapters.discord import layout, posting, texts, views
from adapters.discord.early import Given
from adapters.discord.layout import Message
from adapters.discord.limits import FOLLOW_UPS_WITHOUT_BOT
from adapters.discord.origins import Origin, without_bot
from adapters.discord.sending import (
    NOT_TAKEN,
    UNDELIVERABLE,
    UNKNOWN_MESSAGE,
    acknowledged,
    is_too_late,
    persistently,
)
from bot.in_flight import delivering
from bot.languages import speaking
from bot.reply import Reply

logger = logging.getLogger(__name__)


class Exchange:
    """One interaction while it is answered."""

    def __init__(self, interaction: discord.Interaction, origin: Origin, given: Given | None = None) -> None:
        """`given`: what was done about it before it was unpacked."""
        self._interaction = interaction
        self._origin = origin
        self._given = given
        self.acknowledged = given is not None and given.acknowledged
        """Whether it was acknowledged before it was unpacked, so that no form can be opened any more."""
        self._placeholder = given.private if given and self.acknowledged else None
        """Whether the placeholder is private; None where there is none, since a button was pressed."""
        self.sent: list[tuple[Message, discord.Message]] = []
        """What was delivered, and where it stands."""

    async def acknowledge(self, *, private: bool) -> bool:
        """Show a placeholder; False where the interaction is not ours to answer any more."""
        if self.acknowledged:
            return True
        response = self._interaction.response
        self._placeholder = private
        return await acknowledged(
            self._interaction,
            lambda: response.defer(ephemeral=private, thinking=True),
            again=bool(self._given),
        )

    async def acknowledge_press(self) -> bool:
        """Leave the message as it is for now; False where the interaction is not ours to answer any more."""
        if self.acknowledged:
            return True
        return await acknowledged(
            self._interaction, self._interaction.response.defer, again=bool(self._given)
        )

    async def show(self, text: str) -> None:
        """Say in the placeholder how far the work is; where that fails, the work goes on."""
        if self._placeholder is None or self._interaction.is_expired():
            return
        try:
            await persistently(
                lambda: self._interaction.edit_original_response(
                    view=views.progress(text), attachments=[], allowed_mentions=posting.SILENT
                )
            )
        except NOT_TAKEN:
            logger.info("progress of interaction %s could not be shown", self._interaction.id)

    async def deliver(self, reply: Reply) -> None:
        """Send the answer; where Discord takes it no longer this way, another way. Never raises for that."""
        if self._placeholder is not None or reply.placement != "replace":
            # what replaces the message with the button may do so twice
            await delivering()
        left = list(layout.messages(reply))
        if self._few_follow_ups():
            with speaking(reply.language):
                left = list(layout.at_most(left, FOLLOW_UPS_WITHOUT_BOT, rest=texts.rest_in_file()))
        try:
            if not self._interaction.is_expired():
                await self._through_token(reply, left)
                return
        except discord.HTTPException as error:
            if not is_too_late(error):
                await self._sorry(error)
                return
        except UNDELIVERABLE as error:
            await self._sorry(error)
            return
        posted = await posting.late(self._interaction, left, private=reply.private)
        self.sent += zip(left, posted, strict=False)

    async def _through_token(self, reply: Reply, left: list[Message]) -> None:
        """Send the messages one by one, taking each away once it has arrived."""
        in_place = (
            reply.placement == "replace" if self._placeholder is None else self._placeholder == reply.private
        )
        if in_place:
            posted: discord.Message = await self._edit(left[0])
        else:
            await self._without_placeholder()
            posted = await self._follow_up(left[0], private=reply.private)
        self.sent.append((left.pop(0), posted))
        while left:
            posted = await self._follow_up(left[0], private=reply.private)
            self.sent.append((left.pop(0), posted))

    async def _edit(self, message: Message) -> discord.InteractionMessage:
        return await persistently(
            lambda: self._interaction.edit_original_response(
                view=views.view(message), attachments=views.files(message), allowed_mentions=posting.SILENT
            )
        )

    async def _follow_up(self, message: Message, *, private: bool) -> discord.WebhookMessage:
        return await persistently(
            lambda: self._interaction.followup.send(
                view=views.view(message),
                files=views.files(message),
                ephemeral=private,
                allowed_mentions=posting.SILENT,
                wait=True,
            )
        )

    async def _without_placeholder(self) -> None:
        if self._placeholder is None:
            return
        self._placeholder = None
        try:
            await persistently(self._interaction.delete_original_response)
        except discord.HTTPException as error:
            if error.code != UNKNOWN_MESSAGE:
                raise

    async def _sorry(self, error: Exception) -> None:
        """The answer did not get through: say so in one sentence, which may have better luck."""
        logger.error("answer to interaction %s was not taken: %r", self._interaction.id, error)
        message = layout.plain_message(texts.not_sent())
        try:
            await self._follow_up(message, private=True)
        except NOT_TAKEN:
            await posting.late(self._interaction, [message], private=True)

    def _few_follow_ups(self) -> bool:
        """Whether the app is here with the person alone."""
        here = self._interaction
        return without_bot(here) and not here.context.dm_channel

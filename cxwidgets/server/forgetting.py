"""The door by which somebody's answers are deleted for good while the class goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cxwidgets.server.api import TrainerHandler
from cxwidgets.server.visitor import Refused

if TYPE_CHECKING:
    from cxwidgets.server.kernels import ClassKernels


class ForgetHandler(TrainerHandler):
    """``POST api/forget/<participant>``: from the store, from memory, from every result."""

    async def post(self, _token: str, participant: str) -> None:
        """Delete, then close this person's pages: their link leads nowhere any more."""
        try:
            count = await self.session.forget(participant)
        except Refused as refused:
            self.fail(404, refused.key)
            return
        kernels = cast("ClassKernels", self.settings["kernel_manager"])
        for kernel in [k for k, opened in kernels.opened.items() if opened.visitor == participant]:
            kernels.end_soon(kernel)
        self.push.expel(participant)
        self.reply({"answers": count})

"""A reader without a browser: opens a session over Streamlit's websocket, changes filters, waits for the script."""

import time
from dataclasses import dataclass, field
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.Selectbox_pb2 import Selectbox
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

ENDPOINT = "/_stcore/stream"


class ScriptFailedError(RuntimeError):
    """A script ended with an error, or the page shows one: what was measured is no page."""


@dataclass
class Reader:
    """A session on one page. As a browser does, it keeps the address and the widgets the server tells it of."""

    socket: ClientConnection
    page: str
    query: str = ""
    boxes: dict[str, Selectbox] = field(default_factory=dict)
    chosen: dict[str, str] = field(default_factory=dict)  # by label
    bytes_received: int = 0

    @classmethod
    async def open(cls, address: str, *, page: str) -> Self:
        """Open a session; nothing has run yet."""
        url = address.replace("http", "ws", 1) + ENDPOINT
        # Readers over a network are as large as their messages are; a browser sets no limit either.
        socket = await connect(url, subprotocols=["streamlit"], max_size=None, ping_interval=None)
        return cls(socket, page)

    async def close(self) -> None:
        """Leave, as a closed tab does."""
        await self.socket.close()

    def list_options(self, label: str) -> list[str]:
        """What a select box of the page offers."""
        return list(self.boxes[label].options)

    async def choose(self, label: str, option: str) -> float:
        """Choose in a select box; gives the seconds until the script has finished."""
        self.chosen[label] = option
        return await self.run()

    async def run(self) -> float:
        """Run the page with what is chosen; gives the seconds until the script has finished."""
        asked = BackMsg()
        asked.rerun_script.page_name = self.page
        asked.rerun_script.query_string = self.query
        asked.rerun_script.widget_states.widgets.extend(
            WidgetState(id=self.boxes[label].id, string_value=option) for label, option in self.chosen.items()
        )
        start = time.perf_counter()
        await self.socket.send(asked.SerializeToString())
        while not await self._take():
            pass
        return time.perf_counter() - start

    async def _take(self) -> bool:
        """Take one message; True for the last of a run. Raises ScriptFailedError."""
        content = await self.socket.recv()
        self.bytes_received += len(content)
        message = ForwardMsg.FromString(content)
        kind = message.WhichOneof("type")
        if kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "delta":
            element = message.delta.new_element
            if element.WhichOneof("type") == "selectbox":
                self.boxes[element.selectbox.label] = element.selectbox
            elif element.WhichOneof("type") == "exception":
                raise ScriptFailedError(element.exception.message)
        elif kind == "script_finished":
            if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                raise ScriptFailedError("the script does not compile")
            return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

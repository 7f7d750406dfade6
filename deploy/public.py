"""The public app as it is served: `streamlit run deploy/public.py`, behind deploy/shield.py."""

import logging
import os
import sys
import traceback
from pathlib import Path

import streamlit as st
from google.protobuf.message import DecodeError
from h11 import LocalProtocolError
from starlette.middleware import Middleware
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

ROOT = Path(__file__).resolve().parent.parent
ENTRY = str(ROOT / "streamlit_app.py")
sys.path[:0] = [str(ROOT), str(ROOT / "deploy")]

from shield import Protocol, Shield  # noqa: E402  (found by the line above)

OWN = (ROOT / "geo", ROOT / "pages", Path(ENTRY))
READINGS = {"WStates.__getitem__", "WStates.get_serialized"}
"""Where Streamlit turns a control's state from the browser into its value, and that back again."""
MESSAGE_LIMIT = 256 * 1024
"""Bytes; the state of every control of a page is below 10 kB."""


def kind_of(data: bytes) -> str | None:
    """Kind of a message from the browser."""
    message = BackMsg()
    try:
        message.ParseFromString(data)
    except DecodeError:
        return None
    return message.WhichOneof("type")


def cleaned(data: bytes) -> bytes:
    """A message to the browser without paths, versions and marks of this machine.

    Streamlit tells them in the first message of every run, whatever `showErrorDetails` says.
    """
    if ENTRY.encode() not in data:
        return data
    message = ForwardMsg()
    message.ParseFromString(data)
    if message.WhichOneof("type") != "new_session":
        return data
    session = message.new_session
    session.main_script_path = Path(ENTRY).name
    session.initialize.environment_info.ClearField("python_version")
    session.initialize.environment_info.ClearField("server_os")
    session.initialize.user_info.Clear()
    return bytes(message.SerializeToString())


def hushed() -> None:
    """Keep readers out of the log, and traces of what strangers sent wrongly.

    uvicorn would write address and query of every request.
    """
    logging.getLogger("uvicorn.access").addFilter(lambda record: False)
    logging.getLogger("uvicorn.error").addFilter(lambda record: record.levelno > logging.INFO)
    logging.getLogger("uvicorn.error").addFilter(_shortened)
    for name in ("error_util", "components.v2.bidi_component.serialization"):
        logging.getLogger(f"streamlit.{name}").addFilter(_shortened)


def _shortened(record: logging.LogRecord) -> bool:
    """Say in one line what a stranger sent wrongly; leave every other record alone."""
    fault = record.exc_info[1] if record.exc_info else None
    if isinstance(fault, LocalProtocolError):  # the body broke its rules while it was answered
        _said(record, "Refused: a request against the rules of HTTP")
    elif fault and (is_refused_state(fault) or "bidi_component" in record.name):
        _said(record, f"Refused: a state that no control sends ({type(fault).__name__})")
    return True


def _said(record: logging.LogRecord, text: str) -> None:
    record.msg, record.args = text, ()
    record.levelno, record.levelname = logging.WARNING, "WARNING"
    record.exc_info, record.exc_text = None, None


def is_refused_state(fault: BaseException) -> bool:
    """Whether Streamlit failed in reading what the browser said of a control.

    So it is where the trace passes through that reading and no code of ours was called from there
    on. A page that asks the session state for what is not there is a fault of ours, with its trace.
    """
    codes = [frame.f_code for frame, _ in traceback.walk_tb(fault.__traceback__)]
    last = max((n for n, code in enumerate(codes) if code.co_qualname in READINGS), default=None)
    if last is None:
        return False
    files = [Path(code.co_filename) for code in codes[last:]]
    return not any(file.is_relative_to(own) for file in files for own in OWN)


def without_text_frames() -> None:
    """Have text frames read as bytes, so that the shield refuses them as no message at all.

    uvicorn 0.54 decodes them first; a text that is no UTF-8, followed by a closing frame, ends
    in an unhandled `InvalidState` with two traces in the log.
    """
    WebSocketsSansIOProtocol.handle_text = WebSocketsSansIOProtocol.handle_bytes  # type: ignore[method-assign]


os.environ["PETA_FILES"] = "tidak"  # pages ask `modes.takes_files`
hushed()
without_text_frames()
PROTOCOL = Protocol(kind_of=kind_of, cleaned=cleaned, limit=MESSAGE_LIMIT)
app = st.App(ENTRY, middleware=[Middleware(Shield, protocol=PROTOCOL)])

"""Serves the page on the loopback address, with everything that could leave the machine switched off."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from tiebreak import ColumnMemory, InputError
from tiebreak_assistant.configured import Models
from tiebreak_knowledge.official.library import TextLibrary

MAX_FILE_SIZE = "500mb"
HOST = "127.0.0.1"
LAST_PORT = 65535


def switch_off_calls_home() -> None:
    """To be called before gradio is imported: it reads these at import."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"


def refuse_taken(port: int) -> None:
    """Say that a port is taken before anything heavy is loaded.

    Raises:
        InputError: with a port to try.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError as error:
            raise InputError(
                f"Le port {port} est déjà pris : la page est peut-être déjà ouverte (http://{HOST}:{port}). "
                f"Sinon : tiebreak ui --port {port + 1 if port < LAST_PORT else port - 1}"
            ) from error


def serve(
    port: int,
    *,
    memory: ColumnMemory | None = None,
    library: TextLibrary | None = None,
    models: Models | None = None,
    keep_in: Path | None = None,
    opens_browser: bool,
    blocks: bool = True,
) -> str:
    """Serve the page; its address is returned when it does not block.

    Raises:
        InputError: when the port is taken.
    """
    refuse_taken(port)
    switch_off_calls_home()
    from tiebreak_ui.page import CSS, build_page, theme  # noqa: PLC0415 - gradio takes seconds to import

    page = build_page(memory=memory, library=library, models=models, keep_in=keep_in)
    _, address, _ = page.queue(default_concurrency_limit=4, max_size=64).launch(
        server_name=HOST,
        server_port=port,
        share=False,
        inbrowser=opens_browser,
        prevent_thread_lock=not blocks,
        quiet=True,
        show_error=True,
        footer_links=[],
        run_history=False,
        enable_monitoring=False,
        max_file_size=MAX_FILE_SIZE,
        ssr_mode=False,
        theme=theme(),
        css=CSS,
    )
    return str(address)

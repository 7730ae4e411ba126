"""Ending. In: the process that gives out work. Out: its workers end with it, also when it is killed."""

from __future__ import annotations

import os
import threading
import time

# Soon enough for whoever waits for the end of a killed build, and no work for a processor.
_SECONDS_TO_NOTICE = 0.2


def end_with(parent: int) -> None:
    """End this process when `parent` does. A worker whose build was killed would wait for work for ever: the pipe that brings it stays
    open, for its siblings hold the other end too."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_SECONDS_TO_NOTICE)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()

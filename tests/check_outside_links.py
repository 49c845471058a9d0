"""Checks the links that lead to other sites: `python tests/check_outside_links.py FOLDER`.

For a scheduled run, since it needs the network and depends on other people's servers. linkchecker
does the work over a local server; this adds only the server and the options.
"""

import subprocess
import sys
from pathlib import Path

from project import Served


def main(arguments: list[str]) -> int:
    """Serve a built site and check it.

    Returns:
        linkchecker's own code: 0 when every link answers, 1 when some do not.
    """
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        sys.stderr.write("usage: python tests/check_outside_links.py FOLDER\n")
        return 2
    served = Served(Path(arguments[0]))
    command = [
        *(str(Path(sys.executable).with_name("linkchecker")), "--check-extern", "--no-status"),
        *("--timeout=30", "--threads=8", served.url),
    ]
    with served.running():
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

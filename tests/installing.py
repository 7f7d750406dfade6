"""Programs that tests need from the system: asked whether they answer, installed unasked."""

import subprocess
from contextlib import contextmanager
from pathlib import Path

POLICY = Path("/usr/sbin/policy-rc.d")
"""What Debian asks before it starts a freshly installed service."""


@contextmanager
def no_services():
    """Keep Debian from starting what it installs: nobody asked for a server."""
    is_ours = not POLICY.exists()
    if is_ours:
        POLICY.write_text("#!/bin/sh\nexit 101\n", "ascii")
        POLICY.chmod(0o755)
    try:
        yield
    finally:
        if is_ours:
            POLICY.unlink(missing_ok=True)


def done(command, limit):
    """Say a command, run it, show the end of what it says if it fails; whether it succeeded."""
    print(f"  {' '.join(command)}", flush=True)
    code, said = run(command, limit)
    if code:
        print("\n".join(f"  | {line}" for line in said.splitlines()[-5:]))
    return code == 0


def run(command, limit, **more):
    """Code and words of a command that asks nobody and ends within `limit` seconds."""
    try:
        answer = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=limit,
            text=True,
            errors="replace",
            check=False,
            **more,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, str(error)
    return answer.returncode, answer.stdout

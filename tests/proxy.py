"""The nginx that stands before the app in the tests: found, or as a script, installed.

`python tests/proxy.py` is part of `make test`: it says which one will be used, and installs one
where that can be done without asking anybody. Nothing fails without it: its tests are skipped.
"""

import os
import shutil

from installing import done, no_services, run

PLACES = ("/usr/sbin", "/usr/local/sbin", "/usr/local/bin", "/opt/homebrew/bin", "/sbin")
ANSWER_S, INSTALL_S = 30, 600
MISSING = "no nginx here: `python tests/proxy.py` says how to get one"


def find_nginx():
    """Path of an nginx that answers, or None."""
    given = os.environ.get("NGINX") or "nginx"
    path = shutil.which(given, path=os.pathsep.join([os.environ.get("PATH", ""), *PLACES]))
    return path if path and run([path, "-v"], ANSWER_S)[0] == 0 else None


def install_nginx():
    """Install it by the system's packages; say what is done. It is not started as a service.

    Only for root, where apt is there: a developer's own machine is left alone.
    """
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    get = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    with no_services():
        if done([*get, "update"], INSTALL_S):
            done([*get, "install", "-y", "--no-install-recommends", "nginx"], INSTALL_S)
    return find_nginx()


def main():
    path = find_nginx()
    if path is None:
        print("No nginx found; looking whether one may be installed:", flush=True)
        path = install_nginx()
    if path is None:
        print(
            "No nginx here, and none could be installed (that takes root and apt-get): the tests "
            "of the whole set behind it are skipped."
        )
        return
    print(f"nginx for the tests of serving: {path}")


if __name__ == "__main__":
    main()

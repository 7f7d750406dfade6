"""The Spark of the tests: found, or with `--install`, installed where Java is.

`python tests/spark.py` is part of `make test` and says which one will be used; it fetches nothing.
`make spark` does (455 MB, once), and continuous integration calls it. Nothing fails without it:
its tests are skipped. It lies in a folder of its own, `.spark`: pandera changes pandas where it
finds pyspark among the packages.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEEDED, HOME = ROOT / "requirements-spark.txt", ROOT / ".spark"
OLDEST_JAVA = 17
ANSWER_S, INSTALL_S = 60, 900
MISSING = "no Spark here: `make spark` installs it where Java 17 is"


def find_java():
    """Path of a Java that is new enough and starts, or None."""
    home = os.environ.get("JAVA_HOME")
    path = shutil.which("java", path=str(Path(home) / "bin") if home else None)
    return path if path and _java_version(path) >= OLDEST_JAVA else None


def find_spark():
    """Version of the Spark that can be started, or None."""
    found = sorted(HOME.glob("pyspark-*.dist-info"))
    if not found or find_java() is None:
        return None
    return found[-1].name.removeprefix("pyspark-").removesuffix(".dist-info")


def install_spark():
    """Install it, where Java is; say what is done. What is there in part is made anew."""
    if find_java() is None:
        return None
    shutil.rmtree(HOME, ignore_errors=True)
    draft = HOME.with_name(".spark.new")
    shutil.rmtree(draft, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-input", "--no-deps"]
    command += ["--disable-pip-version-check", "--target", str(draft), "-r", str(NEEDED)]
    print(f"  {' '.join(command)}", flush=True)
    done = subprocess.run(command, stdin=subprocess.DEVNULL, timeout=INSTALL_S, check=False)
    if done.returncode == 0:
        draft.rename(HOME)
    shutil.rmtree(draft, ignore_errors=True)
    return find_spark()


def quick(folder):
    """An environment in which Spark starts soon: small registers are not worth compiling for."""
    (folder / "spark-defaults.conf").write_text("spark.sql.codegen.wholeStage false\n", "ascii")
    options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
    return {**os.environ, "SPARK_CONF_DIR": str(folder), "JDK_JAVA_OPTIONS": options}


def _pinned():
    """Versions that the requirements name."""
    return [line.partition("==")[2].strip() for line in NEEDED.read_text("utf-8").splitlines()]


def _java_version(path):
    """The first number of `openjdk version "17.0.15"`; 0 where none is told."""
    try:
        said = subprocess.run(
            [path, "-version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=ANSWER_S,
            text=True,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return 0
    number = said.partition('version "')[2].partition(".")[0].partition('"')[0]
    return int(number) if number.isdigit() else 0


def main():
    version = find_spark()
    if "--install" in sys.argv and version not in _pinned():
        version = install_spark()
    if version is None:
        java = "there" if find_java() else f"not there (version {OLDEST_JAVA} or newer)"
        print(f"No Spark here (Java is {java}): its tests are skipped. `make spark` installs it.")
        return
    print(f"Spark for the tests of the register: {version}")


if __name__ == "__main__":
    main()

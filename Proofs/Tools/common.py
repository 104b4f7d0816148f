"""What the two checks share: where things are, and how to run Coq."""

import pathlib
import subprocess
import sys

PROOFS = pathlib.Path(__file__).resolve().parent.parent
COQ = PROOFS / "Coq"
GENERATED = PROOFS / ".generated"
REFERENCE = PROOFS.parent / "Tests" / "LLCTheoremsTests" / "Reference"


def fail(message):
    sys.exit(f"{message}")


def run_coq(name, text):
    """Compiles the text and gives what it prints."""
    GENERATED.mkdir(exist_ok=True)
    path = GENERATED / f"{name}.v"
    path.write_text(text, encoding="utf-8")
    options = ["-q", "-R", str(COQ), "SLT", "-w", "none"]
    done = subprocess.run(
        ["coqc", *options, path.name], cwd=GENERATED, capture_output=True, text=True
    )
    if done.returncode != 0:
        fail(f"{done.stdout}{done.stderr}\nin {path}")
    return done.stdout

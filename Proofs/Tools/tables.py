"""Prints the tables of Coq/Tables.v as CSV files that the tests read; with --check, compares instead."""

import re
import sys

from common import COQ, REFERENCE, fail, run_coq

DEFINITION = re.compile(r"\(\* columns: ([\w,]+) \*\)\s*Definition (\w+)_table\b")


def main():
    check = sys.argv[1:] == ["--check"]
    tables = DEFINITION.findall((COQ / "Tables.v").read_text(encoding="utf-8"))
    text = "From Coq Require Import ZArith List.\nImport ListNotations.\nOpen Scope Z_scope.\nFrom SLT Require Import Tables.\n"
    text += "Set Printing Width 1000000.\nSet Printing Depth 100000000.\n"
    for _, name in tables:
        text += f"Eval vm_compute in {name}_table.\n"
    printed = re.findall(r"=\s*\[(.*?)\]\s*:\s*list \(list Z\)", run_coq("PrintTables", text), re.S)
    if len(printed) != len(tables):
        fail(f"{len(printed)} tables printed, {len(tables)} asked for")
    files = {}
    for (columns, name), body in zip(tables, printed):
        rows = re.findall(r"\[([^\[\]]*)\]", body)
        lines = [columns] + [re.sub(r"[\s()]", "", row).replace(";", ",") for row in rows]
        width = columns.count(",")
        if len(lines) < 2 or any(line.count(",") != width for line in lines):
            fail(f"{name}: rows that are not {columns}")
        files[name.replace("_", "-") + ".csv"] = "\n".join(lines) + "\n"
    if not check:
        REFERENCE.mkdir(exist_ok=True)
        for old in REFERENCE.glob("*.csv"):
            old.unlink()
        for name, content in files.items():
            (REFERENCE / name).write_text(content, encoding="ascii")
    there = {path.name: path.read_text(encoding="ascii") for path in REFERENCE.glob("*.csv")}
    if there != files:
        wrong = sorted(name for name in there.keys() | files.keys() if there.get(name) != files.get(name))
        fail(
            f"{', '.join(wrong)} in {REFERENCE.name} are not what Coq prints; "
            "`make -C Proofs tables` writes them anew: compare before committing"
        )
    rows = sum(content.count("\n") - 1 for content in files.values())
    print(f"tables: {len(files)} of {rows} rows, as Coq prints them")


main()

"""Checks that the Coq files prove what the pages say, from no other axioms than the ones listed.

The pages quote definitions and theorems in fenced `coq` blocks that begin with the name of the file, such as
`(* Coq/Formulas/Quadratic.v *)`. Every quoted definition has to be the one in the file, and every quoted
theorem has to follow from the one of its name in the file without further steps. Names within a module of the
file are written with it, `D3M2K1.rank`. What a theorem
assumes is said in a comment after it, `(* Assumes: constant_rank *)`; without one it assumes nothing.
Nothing in any file may assume more than the axioms in the table of README.md, which are the fields of
AnalyticAxioms.v.
"""

import re
from concurrent.futures import ThreadPoolExecutor

from common import COQ, PROOFS, fail, run_coq

BLOCK = re.compile(r"^```coq\n\(\* Coq/([\w/]+)\.v \*\)\n(.*?)^```$", re.S | re.M)
HEADER = re.compile(r"(From|Require|Import|Export|Set|Unset|Open|Local Open|Local Notation|Notation) ")
THEOREM = re.compile(r"(?:Theorem|Lemma|Corollary|Fact|Proposition|Remark)\s+([\w']+(?:\.[\w']+)*)")
DEFINITION = re.compile(r"(?:Definition|Fixpoint|Inductive)\s+([\w']+(?:\.[\w']+)*)")
ASSUMES = re.compile(r"\(\* Assumes: ([\w, ]+) \*\)")
FORBIDDEN = re.compile(r"\b(Admitted|admit|Axioms?|Parameters?|Conjectures?|Declare Module|Abort)\b")
LISTED = re.compile(r"^\| `(\w+)` \|", re.M)


def strip_comments(text):
    """Removes comments, which may be nested, and keeps `Assumes` ones."""
    result, depth, place = [], 0, 0
    while place < len(text):
        kept = ASSUMES.match(text, place)
        if depth == 0 and kept:
            result.append(kept.group())
            place = kept.end()
        elif text.startswith("(*", place):
            depth, place = depth + 1, place + 2
        elif text.startswith("*)", place) and depth > 0:
            depth, place = depth - 1, place + 2
        else:
            if depth == 0:
                result.append(text[place])
            place += 1
    return "".join(result)


def sentences(text):
    return [part.strip() for part in re.split(r"(?<=\.)(?=\s)", text) if part.strip()]


def goal(sentence):
    """`Theorem name binders : statement.` as a statement without binders."""
    depth, start = 0, THEOREM.match(sentence).end()
    for place in range(start, len(sentence)):
        depth += (sentence[place] in "([{") - (sentence[place] in ")]}")
        if depth == 0 and sentence[place] == ":":
            binders = sentence[start:place].strip()
            return f"Goal {'forall ' + binders + ',' if binders else ''}{sentence[place + 1:]}"
    fail(f"no statement: {sentence}")


def header(text):
    """The imports and scopes with which a file opens."""
    lines = []
    for sentence in sentences(ASSUMES.sub("", strip_comments(text))):
        if not HEADER.match(sentence):
            break
        lines.append(sentence)
    return "\n".join(lines)


def declared(text):
    """Theorems of a file by their qualified names; those of module types are fields, not theorems."""
    names, fields, modules = [], [], []
    for sentence in sentences(ASSUMES.sub("", strip_comments(text))):
        if match := re.match(r"Module (Type )?(\w+)", sentence):
            if ":=" not in sentence:
                modules.append((match.group(2), match.group(1) is not None))
        elif re.match(r"Section \w+", sentence):
            modules.append((None, False))
        elif re.match(r"End \w+", sentence):
            modules.pop()
        elif match := re.match(r"(?:Axiom|Parameter)\s+(\w+)", sentence):
            fields.append(match.group(1))
        elif match := THEOREM.match(re.sub(r"^(Local |Global |#\[\w+\] )", "", sentence)):
            names.append(".".join([m for m, _ in modules if m] + [match.group(1)]))
    return names, fields


def parse_assumptions(printed):
    """From the output of `Print Assumptions` between marks, mark -> names."""
    found = {}
    for part in printed.split("ASSUMPTIONS OF ")[1:]:
        name, _, rest = part.partition("\n")
        lines = [line for line in rest.splitlines() if line and not line.startswith(" ")]
        if not lines or lines[0] not in ("Closed under the global context", "Axioms:"):
            fail(f"{name}: {rest}")
        found[name.strip()] = {line.split()[0].split(".")[-1] for line in lines[1:]}
    return found


def main():
    files = {
        str(path.relative_to(COQ).with_suffix("")): path.read_text(encoding="utf-8")
        for path in sorted(COQ.rglob("*.v"))
    }
    listed = set(LISTED.findall((PROOFS / "README.md").read_text(encoding="utf-8")))
    _, fields = declared(files["AnalyticAxioms"])
    if listed != set(fields):
        fail(f"README.md lists {sorted(listed)}, AnalyticAxioms.v has {sorted(fields)}")

    quoted = {name: [] for name in files}
    for page in sorted(PROOFS.glob("*.md")):
        for index, (name, body) in enumerate(BLOCK.findall(page.read_text(encoding="utf-8"))):
            if name not in files:
                fail(f"{page.name} quotes Coq/{name}.v, which does not exist")
            quoted[name].append((f"{page.stem}_{index}", body))

    def checked(name):
        return check(name, files[name], quoted[name], listed)

    with ThreadPoolExecutor(max_workers=2) as pool:
        counts = list(pool.map(checked, files))
    statements, definitions, proved = (sum(column) for column in zip(*counts))
    print(
        f"correspondence: {statements} statements and {definitions} definitions on the pages are those of "
        f"{len(files)} files; {proved} theorems assume nothing beyond the {len(listed)} names in README.md"
    )


def check(name, text, quotations, listed):
    """One file against what pages quote of it; how many statements, definitions and theorems there are."""
    if name != "AnalyticAxioms" and (word := FORBIDDEN.search(strip_comments(text))):
        fail(f"Coq/{name}.v has {word.group()}")
    theorems, _ = declared(text)
    module = "SLT." + name.replace("/", ".")
    lines = [header(text), f"Require Import {module}."]
    expected, definitions = {}, 0
    for place, body in quotations:
        lines.append(f"Module {place}.")
        last = None
        for sentence in sentences(strip_comments(body)):
            # A comment after a theorem is read with the sentence that follows it.
            for comment in ASSUMES.findall(sentence):
                expected[last] = set(comment.replace(" ", "").split(","))
            sentence = ASSUMES.sub("", sentence).strip()
            if not sentence:
                continue
            if match := THEOREM.match(sentence):
                last = match.group(1)
                expected[last] = set()
                lines += [goal(sentence), f"Proof. exact (@{module}.{last}). Qed."]
            elif match := DEFINITION.match(sentence):
                own = match.group(1)
                quoted = own.replace(".", "_")
                lines += [sentence.replace(own, quoted, 1), f"Goal @{quoted} = @{module}.{own}. Proof. reflexivity. Qed."]
                definitions += 1
            else:
                fail(f"{place}: neither definition nor theorem: {sentence}")
        lines.append(f"End {place}.")
    # Where no theorem assumes anything, all of them together say so.
    for theorem in expected if any(expected.values()) else []:
        lines += [f'Goal True. idtac "ASSUMPTIONS OF {theorem}". Abort.']
        lines += [f"Print Assumptions {module}.{theorem}."]
    if theorems:
        pairs = ", ".join(f"@{module}.{theorem}" for theorem in theorems)
        lines += [f"Definition everything := ({pairs}).", 'Goal True. idtac "ASSUMPTIONS OF everything". Abort.']
        lines += ["Print Assumptions everything."]
    found = parse_assumptions(run_coq("Check_" + name.replace("/", "_"), "\n".join(lines) + "\n"))
    everything = found.get("everything", set())
    if everything - listed:
        fail(f"Coq/{name}.v assumes {sorted(everything - listed)}, not in README.md")
    for theorem, allowed in expected.items():
        assumed = (found[theorem] if any(expected.values()) else everything) - {"learning_coefficient"}
        if assumed != allowed:
            fail(f"Coq/{name}.v: {theorem} assumes {sorted(assumed)}, its page says {sorted(allowed)}")
    return len(expected), definitions, len(theorems)


main()

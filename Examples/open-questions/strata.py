"""The local table of reduced rank regression, f(x) = B A x, over all strata of a size.

A: H x N of rank a, B: M x H of rank b, B A of rank r. The proved formula is asked of `slt predict reduced-rank
--factor-ranks a,b`; beside it stands what `slt predict polynomial` finds by charts for the sum of squares of the
entries of B A - T at a point of the stratum, which knows nothing of the formula.

    python3 strata.py SLT SIZE SECONDS BUDGET > table.csv

SECONDS: of processor time for one question to the charts; BUDGET: for all of them, later ones are not tried. Needs
nothing but Python. Ends with status 1 if the two ever differ.
"""
import json
import resource
import signal
import subprocess
import sys
from fractions import Fraction


def strata(size):
    for N in range(1, size + 1):
        for M in range(1, size + 1):
            for H in range(1, size + 1):
                for a in range(min(N, H) + 1):
                    for b in range(min(M, H) + 1):
                        for r in range(max(0, a + b - H), min(a, b) + 1):
                            yield N, M, H, a, b, r


def loss_and_point(N, M, H, a, b, r):
    """A_0 sends the first a basis vectors to themselves; B_0 keeps r of these and b - r others."""
    A = [[int(i == j and i < a) for j in range(N)] for i in range(H)]
    seen = list(range(r)) + list(range(a, a + b - r))
    B = [[int(i < b and seen[i] == k) for k in range(H)] for i in range(M)]
    terms = []
    for i in range(M):
        for j in range(N):
            entry = "+".join(f"b{i}{k}*a{k}{j}" for k in range(H))
            target = sum(B[i][k] * A[k][j] for k in range(H))
            terms.append(f"({entry}-{target})^2" if target else f"({entry})^2")
    names = [f"a{k}{j}" for k in range(H) for j in range(N)] + [f"b{i}{k}" for i in range(M) for k in range(H)]
    values = [x for row in A for x in row] + [x for row in B for x in row]
    return "+".join(terms), ",".join(names), ",".join(map(str, values))


def ask(arguments, seconds):
    """The program's answer, or nothing after so much processor time, which other work on the machine does not use up."""
    run = subprocess.run(arguments + ["--format", "json"], capture_output=True, text=True,
                         preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1)))
    if run.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return None
    if run.returncode:
        sys.exit(f"{' '.join(arguments)}: {run.stderr.strip()}")
    return json.loads(run.stdout)["certified"]


def main():
    slt, size, seconds, budget = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])
    print("input,output,hidden,rank_A,rank_B,rank_BA,weights,lambda,mult,charts_lambda,charts_mult,verdict")
    spent, counts = 0.0, {}
    for stratum in sorted(strata(size), key=lambda s: (max(s[:3]), s[2] * (s[0] + s[1]), s)):
        N, M, H, a, b, r = stratum
        proved = ask([slt, "predict", "reduced-rank", "--input", str(N), "--output", str(M), "--hidden", str(H),
                      "--rank", str(r), "--factor-ranks", f"{a},{b}"], 60)
        assert proved["exact"]
        found = ("", "")
        if spent >= budget:
            verdict = "not tried"
        else:
            loss, names, values = loss_and_point(*stratum)
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            charts = ask([slt, "predict", "polynomial", "--loss", loss, "--variables", names, "--at", values], seconds)
            spent += resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            if charts is None:
                verdict = f"undecided in {seconds} s"
            elif charts["lower"] != charts["upper"]:
                found = (f"[{charts['lower']} {charts['upper']}]", "")
                inside = Fraction(charts["lower"]) <= Fraction(proved["lower"]) <= Fraction(charts["upper"])
                verdict = "interval" if inside else "DIFFERENT"
            else:
                found = (charts["upper"], charts.get("multiplicity", ""))
                same = Fraction(found[0]) == Fraction(proved["lower"]) and found[1] in ("", proved["multiplicity"])
                verdict = ("same" if found[1] != "" else "same value") if same else "DIFFERENT"
        key = (max(N, M, H), verdict)
        counts[key] = counts.get(key, 0) + 1
        print(*stratum, H * (N + M), proved["lower"], proved["multiplicity"], *found, verdict, sep=",", flush=True)
    for (largest, verdict), number in sorted(counts.items()):
        print(f"largest dimension {largest}: {number} {verdict}", file=sys.stderr)
    sys.exit(any(verdict == "DIFFERENT" for _, verdict in counts))


main()

"""Writes arviz.json: chains and what ArviZ says about them.

Run in this folder: pip install arviz==0.23.4 && python generate.py
Draws are rounded to five decimals first, so the file holds exactly what ArviZ saw.
"""

import json

import arviz
import numpy
import scipy

random = numpy.random.default_rng(20261121)


def autoregressive(rho, chains, draws):
    x = numpy.empty((chains, draws))
    x[:, 0] = random.normal(size=chains) / numpy.sqrt(1 - rho * rho)
    for t in range(1, draws):
        x[:, t] = rho * x[:, t - 1] + random.normal(size=chains)
    return x


constant_among_moving = random.normal(size=(4, 100))
constant_among_moving[2] = 0.25
cases = {
    "independent": random.normal(size=(4, 250)),
    "single chain": random.normal(size=(1, 300)),
    "autoregressive 0.9": autoregressive(0.9, 4, 300),
    "autoregressive -0.5": autoregressive(-0.5, 4, 300),
    "autoregressive -0.95, one chain": autoregressive(-0.95, 1, 200),
    "different means": random.normal(size=(4, 150)) + numpy.array([[0], [0.5], [1], [3]]),
    "different scales": random.normal(size=(3, 150)) * numpy.array([[1], [3], [10]]),
    "heavy-tailed": random.standard_cauchy(size=(4, 250)),
    "random walk, many lags": numpy.cumsum(random.normal(size=(3, 900)), axis=1),
    "random walk, one chain": numpy.cumsum(random.normal(size=(1, 1000)), axis=1),
    "trend": random.normal(size=(2, 200)) + numpy.linspace(0, 4, 200),
    "large offset": 1000 + 0.01 * random.normal(size=(4, 100)),
    "constant": numpy.full((4, 50), 1.7),
    "constant, odd length": numpy.full((2, 51), -0.1),
    "constant, different values": numpy.full((4, 20), 1.0) * numpy.array([[1], [2], [3], [4]]),
    "one chain constant": constant_among_moving,
    "many ties": numpy.floor(4 * random.random(size=(4, 100))),
    "odd length": autoregressive(0.6, 4, 101),
    "odd length, one chain": autoregressive(0.6, 1, 77),
}
for draws in range(4, 13):
    cases[f"{draws} draws"] = random.normal(size=(2, draws))
    cases[f"{draws} draws, one chain"] = autoregressive(0.5, 1, draws)


def number(x):
    return float(x) if numpy.isfinite(x) else str(float(x))


def row(name, chains):
    chains = numpy.round(chains, 5)
    with numpy.errstate(all="ignore"):
        return {
            "name": name,
            "chains": chains.tolist(),
            "mean": float(chains.mean()),
            "standardDeviation": float(chains.std(ddof=1)),
            "essMean": number(arviz.ess(chains, method="mean")),
            "essBulk": number(arviz.ess(chains, method="bulk")),
            "mcseMean": number(arviz.mcse(chains, method="mean")),
            "rHat": number(arviz.rhat(chains, method="rank")),
        }


with open("arviz.json", "w") as out:
    out.write('{"header": ')
    json.dump(
        {
            "arviz": arviz.__version__,
            "numpy": numpy.__version__,
            "scipy": scipy.__version__,
            "command": "python generate.py",
        },
        out,
    )
    out.write(', "cases": [\n')
    out.write(",\n".join(json.dumps(row(*case)) for case in cases.items()))
    out.write("\n]}\n")

"""LLC estimates by devinterp on two small models, for LLCSamplingTests to replay; see README.md.

    python devinterp_reference.py [RUNS] > ../LLCSamplingTests/Reference/devinterp.json

Every row is RUNS calls of `estimate_learning_coeff_with_summary`, each with a seed of its own. A row
says what the calls returned on average (`llc`) and what a few single draws were on average, as
`nbeta (loss - L(w*))` with the loss at w* over all samples (`draws`: the index of the draw, counted
from 0), each with the standard error over the calls.
"""

import json
import platform
import sys
import warnings

import numpy as np
import torch
from devinterp.optim import SGMCMC
from devinterp.slt.sampler import estimate_learning_coeff_with_summary
from importlib.metadata import version
from torch.utils.data import DataLoader, TensorDataset

warnings.filterwarnings("ignore")
torch.set_num_threads(1)


class Linear(torch.nn.Module):
    """f(x) = w . x"""

    def __init__(self, weights):
        super().__init__()
        self.w = torch.nn.Parameter(torch.tensor(weights, dtype=torch.float64))

    def forward(self, x):
        return (x @ self.w)[:, None]


class Quadratic(torch.nn.Module):
    """f_k(x) = sum_j v_kj (w_j . x)^2; weights: W, m x d, row by row, then V, K x m."""

    def __init__(self, weights, d, m, outputs):
        super().__init__()
        flat = torch.tensor(weights, dtype=torch.float64)
        self.w = torch.nn.Parameter(flat[: m * d].reshape(m, d).clone())
        self.v = torch.nn.Parameter(flat[m * d :].reshape(outputs, m).clone())

    def forward(self, x):
        return (x @ self.w.T) ** 2 @ self.v.T


def evaluate(model, data):
    x, y = data
    return 0.5 * ((model(x) - y) ** 2).sum(dim=1).mean()


def short(array):
    """Three decimals, so that the file is exact."""
    return np.round(array, 3).tolist()


def cases():
    random = np.random.default_rng(1)
    weights = short(random.normal(size=4))
    inputs = short(random.normal(size=(60, 4)) * [1.5, 1.0, 0.6, 0.3])
    targets = short(np.array(inputs) @ weights + 0.2 * random.normal(size=60))
    yield dict(
        name="regression", family="linear", weights=weights, inputs=inputs,
        targets=[[t] for t in targets],
    ), lambda: Linear(weights)
    outer = short(random.normal(size=3 * 4 + 2 * 4) * 0.6)
    inputs = short(random.normal(size=(40, 3)) * 0.7)
    clean = Quadratic(outer, 3, 4, 2)(torch.tensor(inputs, dtype=torch.float64))
    targets = short(clean.detach().numpy() + 0.2 * random.normal(size=(40, 2)))
    yield dict(
        name="network", family="quadratic", inputDimension=3, width=4, outputDimension=2,
        weights=outer, inputs=inputs, targets=targets,
    ), lambda: Quadratic(outer, 3, 4, 2)


ROWS = [
    ("regression", dict(sampling_method="sgld", nbeta=50.0, localization=5.0, lr=0.01,
                        num_burnin_steps=20, num_draws=50, num_steps_bw_draws=2)),
    ("regression", dict(sampling_method="sgld", nbeta=50.0, localization=5.0, lr=0.01, batch_size=8,
                        num_draws=60)),
    ("regression", dict(sampling_method="sgld", localization=1.0, lr=0.05, batch_size=25,
                        num_burnin_steps=10, num_draws=60)),
    ("regression", dict(sampling_method="sgld", nbeta=40.0, localization=2.0, lr=0.01,
                        weight_decay=20.0, noise_level=0.5, batch_size=20, num_burnin_steps=50,
                        num_draws=40)),
    ("regression", dict(sampling_method="sgld", nbeta=20.0, lr=0.02, bounding_box_size=0.15,
                        batch_size=10, num_burnin_steps=30, num_draws=50)),
    ("regression", dict(sampling_method="rmsprop_sgld", nbeta=50.0, localization=5.0, lr=0.004,
                        num_burnin_steps=50, num_draws=50, num_steps_bw_draws=2)),
    ("regression", dict(sampling_method="rmsprop_sgld", nbeta=50.0, localization=5.0, lr=0.002,
                        batch_size=8, alpha=0.9, eps=0.3, num_draws=100)),
    ("regression", dict(sampling_method="sgnht", nbeta=50.0, lr=0.01, batch_size=8,
                        num_burnin_steps=50, num_draws=50)),
    ("network", dict(sampling_method="sgld", nbeta=30.0, localization=10.0, lr=0.002,
                     num_burnin_steps=60, num_draws=60)),
    ("network", dict(sampling_method="sgld", nbeta=30.0, localization=10.0, lr=0.002,
                     batch_size=12, num_burnin_steps=7, num_draws=40, num_steps_bw_draws=3)),
    ("network", dict(sampling_method="rmsprop_sgld", nbeta=30.0, localization=10.0, lr=0.001,
                     batch_size=12, num_burnin_steps=60, num_draws=60)),
    ("network", dict(sampling_method="sgnht", nbeta=30.0, lr=0.002, batch_size=20,
                     diffusion_factor=0.2, num_burnin_steps=20, num_draws=60)),
]
LOOP = {"num_chains", "num_draws", "num_burnin_steps", "num_steps_bw_draws"}


def summary(values):
    values = np.array(values, dtype=np.float64)
    return dict(
        mean=float(values.mean()),
        standardError=float(values.std(ddof=1) / np.sqrt(len(values))),
    )


def measure(case, make, settings, runs):
    x, y = (torch.tensor(case[key], dtype=torch.float64) for key in ("inputs", "targets"))
    settings = dict(num_chains=4, **settings)
    batch = settings.get("batch_size", len(x))
    optimizer = {k: v for k, v in settings.items()
                 if k not in LOOP and k not in ("sampling_method", "batch_size")}
    at_centre = evaluate(make(), (x, y)).item()
    last = settings["num_draws"] - 1
    chosen = [0, last // 2, last]
    estimates, draws = [], [[] for _ in chosen]
    for run in range(runs):
        torch.manual_seed(1000 + run)
        kwargs = dict(optimizer)
        result = estimate_learning_coeff_with_summary(
            make(), DataLoader(TensorDataset(x, y), batch_size=batch, shuffle=True),
            evaluate=evaluate, sampling_method=SGMCMC.get_method(settings["sampling_method"]),
            optimizer_kwargs=kwargs, seed=run, verbose=False,
            **{k: v for k, v in settings.items() if k in LOOP},
        )
        estimates.append(result["llc/mean"])
        for index, values in zip(chosen, draws):
            trace = result["loss/trace"][:, index].astype(np.float64)
            values.append(kwargs["nbeta"] * (trace.mean() - at_centre))
    return dict(
        case=case["name"], settings=settings, runs=runs, llc=summary(estimates),
        draws=[dict(index=i, **summary(values)) for i, values in zip(chosen, draws)],
    )


def main(runs):
    models = list(cases())
    rows = []
    for name, settings in ROWS:
        case, make = next(m for m in models if m[0]["name"] == name)
        rows.append(measure(case, make, settings, runs))
        print(rows[-1]["case"], rows[-1]["settings"], rows[-1]["llc"], file=sys.stderr)
    header = {
        "command": f"python devinterp_reference.py {runs}",
        "devinterp": version("devinterp"), "torch": torch.__version__, "numpy": np.__version__,
        "python": platform.python_version(),
    }
    # One line for every row and case: long, but a difference shows which has changed.
    body = ",\n".join(
        f'"{key}": [\n' + ",\n".join(json.dumps(item) for item in items) + "\n]"
        for key, items in (("cases", [m[0] for m in models]), ("rows", rows))
    )
    print("{\n" + f'"header": {json.dumps(header)},\n{body}' + "\n}")


main(int(sys.argv[1]) if len(sys.argv) > 1 else 32)

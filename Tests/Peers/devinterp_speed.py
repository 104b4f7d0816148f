"""SGLD steps per second by devinterp on CPU; see README.md.

    python devinterp_speed.py FOLDER BATCH STEPS THREADS CHAINS

FOLDER holds what `Benchmarks "sgld against devinterp"` wrote: shape.txt (d, m, K, n, centred), and as
little-endian doubles weights (W, m x d, then V, K x m), inputs (n x d) and targets (n x K), row by
row. Prints one line of JSON.

The model is single precision, as torch's default is. Three ways to run it: with the stock `DataLoader`
of a shuffled `TensorDataset`; with one that takes a batch out of the tensors by one indexing operation,
as a user does who has profiled; and the latter with a process for every thread (`cores`), where the
first two run the chains one after the other on all threads.
"""

import json
import os
import sys
import time
import warnings

import numpy as np
import torch
from devinterp.optim import SGMCMC
from devinterp.slt.sampler import estimate_learning_coeff_with_summary
from importlib.metadata import version
from torch.utils.data import DataLoader, Dataset, TensorDataset

warnings.filterwarnings("ignore")


class Quadratic(torch.nn.Module):
    def __init__(self, flat, d, m, outputs):
        super().__init__()
        self.w = torch.nn.Parameter(flat[: m * d].reshape(m, d).clone())
        self.v = torch.nn.Parameter(flat[m * d :].reshape(outputs, m).clone())

    def forward(self, x):
        return torch.square(torch.nn.functional.linear(x, self.w)) @ self.v.T


class Whole(Dataset):
    """A dataset that hands out a batch at once."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __len__(self):
        return len(self.x)

    def __getitems__(self, indices):
        return self.x[indices], self.y[indices]


def as_it_is(data):
    return data


def plain(model, data):
    x, y = data
    return 0.5 * (model(x) - y).square().sum(dim=1).mean()


def centred(model, data):
    x, y = data
    residual = model(x) - y
    return 0.5 * (residual - residual.mean(dim=0)).square().sum(dim=1).mean()


def main(folder, batch, steps, threads, chains):
    torch.set_num_threads(threads)
    d, m, outputs, n, is_centred = (int(v) for v in open(f"{folder}/shape.txt").read().split())
    evaluate = centred if is_centred else plain

    def read(name, *shape, dtype):
        values = np.fromfile(f"{folder}/{name}", dtype="<f8").reshape(shape)
        return torch.tensor(values, dtype=dtype)

    weights, x, y = (
        read(name, *shape, dtype=torch.float64)
        for name, shape in (("weights", (-1,)), ("inputs", (n, d)), ("targets", (n, outputs)))
    )
    # A check in double precision, at weights that are not the minimum.
    at_double = evaluate(Quadratic(1.01 * weights, d, m, outputs).double(), (x, y)).item()
    x, y = x.float(), y.float()
    stock = DataLoader(TensorDataset(x, y), batch_size=batch, shuffle=True)
    indexed = DataLoader(Whole(x, y), batch_size=batch, shuffle=True, collate_fn=as_it_is)
    result = dict(
        loss=at_double, version=version("devinterp"), torch=torch.__version__, stepsPerSecond={})
    os.environ["OMP_NUM_THREADS"] = "1"  # of the processes to come
    for name, loader, cores in (
        ("stock loader", stock, 1), ("indexed loader", indexed, 1),
        ("indexed loader, processes", indexed, threads),
    ):
        # A few steps to warm up, and a tenth to leave the cost of starting out of the rate.
        seconds = []
        for count in (8, steps // 10, steps, steps // 10, steps):
            start = time.perf_counter()
            estimate_learning_coeff_with_summary(
                Quadratic(weights.float(), d, m, outputs), loader, evaluate=evaluate,
                sampling_method=SGMCMC.sgld,
                optimizer_kwargs=dict(lr=1e-9, nbeta=100.0, localization=1.0), num_draws=4,
                num_chains=chains, num_burnin_steps=count - 4, seed=1, cores=cores, verbose=False, init_loss=1.0)
            seconds.append(time.perf_counter() - start)
        result["stepsPerSecond"][name] = (
            chains * (steps - steps // 10) / (min(seconds[2::2]) - min(seconds[1::2])))
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], *(int(a) for a in sys.argv[2:6]))

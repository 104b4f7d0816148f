"""Training steps per second by torch on CPU; see README.md.

    python training_speed.py FOLDER OPTIMISER CHECKED STEPS THREADS

FOLDER holds what `Benchmarks "training against torch"` wrote: shape.txt (p, m, batch), and as
little-endian numbers weights (float32: W, m x 2p, then V, p x m, row by row) and pairs (int32: a and b
in turns). Prints one line of JSON: the losses of CHECKED steps on the first `batch` pairs, and the speed
of training on shuffled batches of all pairs.

Three ways to write the model: the one-hot inputs multiplied out, as it is usually written; looked up in
two embeddings; and the latter with the optimiser's fused kernel.
"""

import json
import sys
import time

import numpy as np
import torch


class OneHot(torch.nn.Module):
    def __init__(self, flat, p, m):
        super().__init__()
        self.w = torch.nn.Parameter(flat[: 2 * p * m].reshape(m, 2 * p).clone())
        self.v = torch.nn.Parameter(flat[2 * p * m :].reshape(p, m).clone())

    def forward(self, x):
        return torch.nn.functional.linear(torch.nn.functional.linear(x, self.w).square(), self.v)


class Lookup(torch.nn.Module):
    def __init__(self, flat, p, m):
        super().__init__()
        w = flat[: 2 * p * m].reshape(m, 2 * p)
        self.a = torch.nn.Embedding.from_pretrained(w[:, :p].T.contiguous(), freeze=False)
        self.b = torch.nn.Embedding.from_pretrained(w[:, p:].T.contiguous(), freeze=False)
        self.v = torch.nn.Parameter(flat[2 * p * m :].reshape(p, m).clone())

    def forward(self, pairs):
        hidden = self.a(pairs[:, 0]) + self.b(pairs[:, 1])
        return torch.nn.functional.linear(hidden.square(), self.v)


def loss_of(model, x, y):
    residual = model(x) - y
    return 0.5 * (residual - residual.mean(dim=0)).square().sum(dim=1).mean()


def make(name, parameters, fused):
    if name == "sgd":
        return torch.optim.SGD(parameters, lr=0.1, momentum=0.9, weight_decay=1e-4, fused=fused)
    return torch.optim.AdamW(parameters, lr=1e-3, weight_decay=1.0, fused=fused)


def step(model, optimiser, x, y):
    optimiser.zero_grad()
    loss = loss_of(model, x, y)
    loss.backward()
    optimiser.step()
    return loss


def main(folder, name, checked, steps, threads):
    torch.set_num_threads(threads)
    p, m, batch = (int(v) for v in open(f"{folder}/shape.txt").read().split())
    flat = torch.tensor(np.fromfile(f"{folder}/weights", dtype="<f4"))
    pairs = torch.tensor(np.fromfile(f"{folder}/pairs", dtype="<i4").reshape(-1, 2)).long()
    n = len(pairs)
    y = torch.nn.functional.one_hot((pairs[:, 0] + pairs[:, 1]) % p, p).float()
    onehot = torch.nn.functional.one_hot(pairs + torch.tensor([0, p]), 2 * p).sum(dim=1).float()
    result = dict(torch=torch.__version__, losses={}, stepsPerSecond={})
    for kind, model_type, x, fused in (
        ("one-hot products", OneHot, onehot, None), ("embeddings", Lookup, pairs, None),
        ("embeddings, fused optimiser", Lookup, pairs, True),
    ):
        model = model_type(flat, p, m)
        optimiser = make(name, model.parameters(), fused)
        result["losses"][kind] = [
            step(model, optimiser, x[:batch], y[:batch]).item() for _ in range(checked)]
        best = float("inf")
        for _ in range(6):  # the first warms up
            start = time.perf_counter()
            done = 0
            while done < steps:
                order = torch.randperm(n)
                for first in range(0, n, batch):
                    chosen = order[first : first + batch]
                    step(model, optimiser, x[chosen], y[chosen])
                    done += 1
            best = min(best, (time.perf_counter() - start) / done)
        result["stepsPerSecond"][kind] = 1 / best
    print(json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *(int(a) for a in sys.argv[3:6]))

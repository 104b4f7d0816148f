"""Compares what slt saved, number by number and bit by bit, with what it says it saved."""
import hashlib
import json

import numpy as np
from safetensors import safe_open

saved = json.load(open("saved.json"))
with safe_open("model.safetensors", "np") as file:
    metadata = file.metadata()
    tensors = {name: file.get_tensor(name) for name in file.keys()}
arrays = dict(np.load("model.npz", allow_pickle=False))
exported = dict(np.load("exported.npz", allow_pickle=False))

assert set(tensors) == set(arrays) == set(exported) == {t["name"] for t in saved["tensors"]}
count = 0
for said in saved["tensors"]:
    found = tensors[said["name"]]
    assert found.dtype == np.dtype(said["element"]) and list(found.shape) == said["shape"], said
    assert hashlib.sha256(found.tobytes()).hexdigest() == said["sha256"], said
    for other in (arrays, exported):
        same = found.view(np.uint32) == other[said["name"]].view(np.uint32)
        assert same.all(), f"{said['name']} differs at {np.argwhere(~same)[0]}"
    count += found.size

# The loss that slt printed, from the arrays alone: inputs e_a and e_b, outputs sum_j v_kj (w_j . x)^2, all pairs.
w, v = tensors["input.weight"].astype(float), tensors["output.weight"].astype(float)
p = int(metadata["modulus"])
a, b = (pairs.ravel() for pairs in np.meshgrid(range(p), range(p), indexing="ij"))
outputs = ((w[:, a] + w[:, p + b]) ** 2).T @ v.T
loss = ((outputs - np.eye(p)[(a + b) % p]) ** 2).sum() / (2 * p * p)
assert abs(loss - saved["trainingLoss"]) < 1e-5 * loss, (loss, saved["trainingLoss"])
accuracy = (outputs.argmax(1) == (a + b) % p).mean()
assert abs(accuracy - saved["trainingAccuracy"]) < 1e-12, (accuracy, saved["trainingAccuracy"])
print(f"{count} numbers agree in .safetensors, .npz, the store's export and the digests; so does the loss")

import struct
import torch

torch.manual_seed(SEED)
layer = torch.nn.Linear(INPUTS, OUTPUTS)
rows = [*layer.weight.tolist(), layer.bias.tolist()]
for row in rows:
    print(*(struct.pack(">f", x).hex() for x in row))

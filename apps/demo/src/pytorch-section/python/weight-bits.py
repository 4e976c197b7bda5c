import struct
import torch

torch.manual_seed(SEED)
layer = torch.nn.Linear(INPUTS, OUTPUTS)
for row in [*layer.weight.tolist(), layer.bias.tolist()]:
    print(*(struct.pack(">f", value).hex() for value in row))

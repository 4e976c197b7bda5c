import torch

torch.manual_seed(SEED)
layer = torch.nn.Linear(INPUTS, OUTPUTS)
for row in layer.weight.tolist():
    print(row)
print(layer.bias.tolist())

import torch

torch.manual_seed(SEED)
m = torch.nn.Dropout(RATE)
print(m(torch.ones(ROWS, UNITS)))

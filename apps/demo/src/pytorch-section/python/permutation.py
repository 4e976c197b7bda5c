import torch
from torch.utils.data import DataLoader

torch.manual_seed(SEED)
print(torch.randperm(COUNT).tolist())

torch.manual_seed(SEED)
loader = DataLoader(range(COUNT), batch_size=BATCH, shuffle=True)
for epoch in range(2):
    print([batch.tolist() for batch in loader])

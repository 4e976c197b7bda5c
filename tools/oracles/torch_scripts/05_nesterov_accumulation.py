"""
Nesterov momentum and weight decay, with gradients accumulated over two batches of four: each of them draws masks for
both dropouts before the next one does.
"""

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(5)

ACCUMULATE = 2
inputs, labels = labelled_points(43)
loader = DataLoader(TensorDataset(inputs, labels), batch_size=4, shuffle=True, drop_last=True)

model = nn.Sequential(nn.Dropout(0.1), nn.Linear(6, 16), nn.ReLU(), nn.Dropout(0.25), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)

for epoch in range(3):
    optimizer.zero_grad()
    for index, (batch_inputs, batch_labels) in enumerate(loader):
        loss = criterion(model(batch_inputs), batch_labels) / ACCUMULATE
        loss.backward()
        if (index + 1) % ACCUMULATE == 0:
            optimizer.step()
            optimizer.zero_grad()
    print(f"epoch {epoch}: last loss {loss.item() * ACCUMULATE:.6f}")

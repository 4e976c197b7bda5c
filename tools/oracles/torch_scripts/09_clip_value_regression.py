"""
A regression with bounded units: gradients clipped by value, damped momentum, rows in order. An unshuffled DataLoader
draws a number an epoch all the same, which moves the masks.
"""

import torch
from points import measured_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(-3)

inputs, targets = measured_points(42)
loader = DataLoader(TensorDataset(inputs, targets), batch_size=8)

model = nn.Sequential(nn.Linear(6, 16), nn.Tanh(), nn.Dropout(0.2), nn.Linear(16, 8), nn.Sigmoid(), nn.Linear(8, 2))
criterion = nn.MSELoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.8, dampening=0.5)

for epoch in range(3):
    for batch_inputs, batch_targets in loader:
        optimizer.zero_grad()
        loss = criterion(model(batch_inputs), batch_targets)
        loss.backward()
        nn.utils.clip_grad_value_(model.parameters(), clip_value=0.02)
        optimizer.step()
    print(f"epoch {epoch}: last loss {loss.item():.6f}")

"""A multi-layer perceptron, plain SGD, rows shuffled by the global generator; the last batch is short."""

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(42)

inputs, labels = labelled_points(42)
loader = DataLoader(TensorDataset(inputs, labels), batch_size=8, shuffle=True)

model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

for epoch in range(3):
    for batch_inputs, batch_labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(batch_inputs), batch_labels)
        loss.backward()
        optimizer.step()
    print(f"epoch {epoch}: last loss {loss.item():.6f}")

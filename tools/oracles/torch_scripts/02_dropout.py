"""Half of the hidden units dropped: weights, order and masks all come from the one global generator."""

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(7)

model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)

inputs, labels = labelled_points(43)
loader = DataLoader(TensorDataset(inputs, labels), batch_size=8, shuffle=True)

model.train()
for epoch in range(3):
    running = 0.0
    for batch_inputs, batch_labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(batch_inputs), batch_labels)
        loss.backward()
        optimizer.step()
        running += loss.item() * len(batch_inputs)
    print(f"epoch {epoch}: loss {running / len(inputs):.6f}")

"""Gradients clipped by their global norm, the learning rate on one cycle, two dropouts."""

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(31337)

EPOCHS = 3
inputs, labels = labelled_points(41)
loader = DataLoader(TensorDataset(inputs, labels), batch_size=8, shuffle=True)

model = nn.Sequential(
    nn.Linear(6, 16),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(16, 8),
    nn.ReLU(),
    nn.Dropout(0.25),
    nn.Linear(8, 3),
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9)
scheduler = torch.optim.lr_scheduler.OneCycleLR(
    optimizer, max_lr=0.2, total_steps=EPOCHS * len(loader), cycle_momentum=False
)

for epoch in range(EPOCHS):
    for batch_inputs, batch_labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(batch_inputs), batch_labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm=0.75)
        optimizer.step()
        scheduler.step()
    print(f"epoch {epoch}: last loss {loss.item():.6f}")

"""The learning rate warms up over four steps, then falls along a cosine, step by step."""

import torch
from points import labelled_points
from torch import nn
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(2024)

EPOCHS, WARM_UP = 3, 4
inputs, labels = labelled_points(40)
loader = DataLoader(TensorDataset(inputs, labels), batch_size=8, shuffle=True)
steps = EPOCHS * len(loader)

model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.9)
scheduler = SequentialLR(
    optimizer,
    [
        LinearLR(optimizer, start_factor=0.25, total_iters=WARM_UP),
        CosineAnnealingLR(optimizer, T_max=steps - WARM_UP, eta_min=0.001),
    ],
    milestones=[WARM_UP],
)

for epoch in range(EPOCHS):
    for batch_inputs, batch_labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(batch_inputs), batch_labels)
        loss.backward()
        optimizer.step()
        scheduler.step()
    print(f"epoch {epoch}: last loss {loss.item():.6f}, next rate {scheduler.get_last_lr()[0]:.6f}")

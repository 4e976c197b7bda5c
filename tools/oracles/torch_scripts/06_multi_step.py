"""The learning rate falls by epochs (MultiStepLR); an explicit generator, the short last batch dropped."""

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(123)

inputs, labels = labelled_points(44)
loader = DataLoader(
    TensorDataset(inputs, labels),
    batch_size=8,
    shuffle=True,
    drop_last=True,
    generator=torch.Generator().manual_seed(123),
)

model = nn.Sequential(nn.Linear(6, 16), nn.LeakyReLU(0.1), nn.Dropout(0.2), nn.Linear(16, 3, bias=False))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.2, momentum=0.5)
scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[1, 2], gamma=0.25)

for epoch in range(3):
    for batch_inputs, batch_labels in loader:
        optimizer.zero_grad()
        loss = criterion(model(batch_inputs), batch_labels)
        loss.backward()
        optimizer.step()
    scheduler.step()
    print(f"epoch {epoch}: last loss {loss.item():.6f}, next rate {scheduler.get_last_lr()[0]:.6f}")

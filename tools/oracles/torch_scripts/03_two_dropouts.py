"""Two dropouts of different p, with momentum, and a validation set measured after every epoch, which draws as well."""

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(2**32 + 2)

training = DataLoader(TensorDataset(*labelled_points(40)), batch_size=8, shuffle=True)
validation = DataLoader(TensorDataset(*labelled_points(20, start=100)), batch_size=16)

model = nn.Sequential(
    nn.Dropout(0.2),
    nn.Linear(6, 16),
    nn.ReLU(),
    nn.Dropout(0.5),
    nn.Linear(16, 3),
)
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)

for epoch in range(3):
    model.train()
    for inputs, labels in training:
        optimizer.zero_grad()
        criterion(model(inputs), labels).backward()
        optimizer.step()

    model.eval()
    with torch.no_grad():
        total = sum(criterion(model(inputs), labels).item() * len(inputs) for inputs, labels in validation)
    print(f"epoch {epoch}: validation loss {total / len(validation.dataset):.6f}")

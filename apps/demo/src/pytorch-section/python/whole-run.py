import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(SEED)
x = torch.rand(256, 2)
y = ((x[:, 0] > 0.5) != (x[:, 1] > 0.5)).long()
model = nn.Sequential(nn.Linear(2, 32), nn.ReLU(), nn.Dropout(RATE), nn.Linear(32, 2))
optimizer = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True)
for epoch in range(8):
    total = 0.0
    for inputs, labels in loader:
        loss = nn.functional.cross_entropy(model(inputs), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
    print(f"epoch {epoch + 1}: training loss {total / len(x):.4f}")

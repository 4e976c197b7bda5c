import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(SEED)
x = torch.rand(256, 2)
y = ((x[:, 0] > 0.5) != (x[:, 1] > 0.5)).long()
data = TensorDataset(x, y)
loader = DataLoader(data, batch_size=16, shuffle=True)
model = nn.Sequential(
    nn.Linear(2, 32), nn.ReLU(), nn.Dropout(RATE), nn.Linear(32, 2)
)
optimizer = torch.optim.SGD(
    model.parameters(), lr=0.1, momentum=0.9
)
for epoch in range(8):
    total = 0.0
    for inputs, labels in loader:
        outputs = model(inputs)
        loss = nn.functional.cross_entropy(outputs, labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        total += loss.item() * len(labels)
    mean = total / len(x)
    print(f"epoch {epoch + 1}: training loss {mean:.4f}")

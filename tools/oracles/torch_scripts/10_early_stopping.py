"""Early stopping with the best weights restored, the learning rate halved on a plateau: the loop everybody writes."""

import copy

import torch
from points import labelled_points
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(11)

training = DataLoader(TensorDataset(*labelled_points(40)), batch_size=8, shuffle=True)
validation = DataLoader(TensorDataset(*labelled_points(24, start=100)), batch_size=8)

model = nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Dropout(0.5), nn.Linear(16, 3))
criterion = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=0.4, momentum=0.5)
scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=0, threshold=0)

patience, bad_epochs = 2, 0
best_loss, best_epoch, best_weights = float("inf"), None, None
for epoch in range(20):
    model.train()
    for inputs, labels in training:
        optimizer.zero_grad()
        loss = criterion(model(inputs), labels)
        loss.backward()
        optimizer.step()

    model.eval()
    with torch.no_grad():
        total = sum(criterion(model(inputs), labels).item() * len(inputs) for inputs, labels in validation)
    validation_loss = total / len(validation.dataset)
    scheduler.step(validation_loss)
    print(f"epoch {epoch}: validation loss {validation_loss:.6f}, next rate {optimizer.param_groups[0]['lr']}")

    if validation_loss < best_loss:
        best_loss, best_epoch, bad_epochs = validation_loss, epoch, 0
        best_weights = copy.deepcopy(model.state_dict())
    else:
        bad_epochs += 1
        if bad_epochs == patience:
            break

model.load_state_dict(best_weights)
print(f"best epoch {best_epoch}: validation loss {best_loss:.6f}")

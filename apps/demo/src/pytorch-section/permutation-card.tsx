import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { permutationTwin } from "./permutation-twin.ts";
import { TwinFields } from "./twin-fields.tsx";
import type { TwinForm } from "./twin-form.ts";
import { TwinSides } from "./twin-sides.tsx";

/** The orders that `torch.randperm` and a DataLoader draw. */
export function PermutationCard({ form }: { readonly form: TwinForm }) {
  const twin = permutationTwin(form.settings.value);
  return (
    <Card title="Permutation and order of batches">
      <TwinFields form={form} names={["count", "batch"]} />
      <TwinSides twin={twin} what="the orders" functions="TorchGenerator.randperm, torchDataLoader">
        <h4>What it prints, drawn here</h4>
        <div class="twin-wrap">
          <CodeBlock code={twin.printed} label="Printed orders" />
        </div>
        <p class="small soft">
          First the permutation, then two epochs of batches. A DataLoader draws a seed of its own from the generator
          before it permutes, so its order is another one.
        </p>
      </TwinSides>
    </Card>
  );
}

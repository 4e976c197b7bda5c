import { useState } from "preact/hooks";
import { Card } from "../ui/card.tsx";
import { Checkbox } from "../ui/checkbox.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { TwinFields } from "./twin-fields.tsx";
import type { TwinForm } from "./twin-form.ts";
import { TwinSides } from "./twin-sides.tsx";
import { weightsTwin } from "./weights-twin.ts";

/** The weights that a new `nn.Linear` has. */
export function WeightsCard({ form }: { readonly form: TwinForm }) {
  const [asBits, setAsBits] = useState(false);
  const { inputs, outputs } = form.settings.value;
  const twin = weightsTwin(form.settings.value, asBits);
  return (
    <Card title="Initial weights">
      <TwinFields form={form} names={["inputs", "outputs"]} />
      <Checkbox checked={asBits} onChange={setAsBits}>
        As the 32 bits of each float, in hexadecimal
      </Checkbox>
      <TwinSides twin={twin} what="the weights" functions="torchInitialWeights">
        <h4>What it prints, drawn here</h4>
        <div class="twin-tall">
          <CodeBlock code={twin.printed} label="Printed weights" />
        </div>
        <p class="small soft">
          {outputs === 1 ? "One row" : `${outputs} rows`} of the weight,{" "}
          {inputs === 1 ? "one number" : `${inputs} numbers`} each, then the bias; every digit.
        </p>
      </TwinSides>
    </Card>
  );
}

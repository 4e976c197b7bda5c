import { Card } from "../ui/card.tsx";
import { CodeBlock } from "../ui/code-block.tsx";
import { dropoutTwin } from "./dropout-twin.ts";
import { MaskPicture } from "./mask-picture.tsx";
import { TwinFields } from "./twin-fields.tsx";
import type { TwinForm } from "./twin-form.ts";
import { TwinSides } from "./twin-sides.tsx";

/** The mask that `nn.Dropout` draws. */
export function DropoutCard({ form }: { readonly form: TwinForm }) {
  const { rows, units } = form.settings.value;
  const twin = dropoutTwin(form.settings.value);
  const kept = twin.values.filter((value) => value !== 0);
  const share = `${kept.length} of ${twin.values.length} units are kept`;
  return (
    <Card title="Dropout mask">
      <TwinFields form={form} names={["rate", "rows", "units"]} />
      <TwinSides twin={twin} what="the dropout mask" functions="TorchGenerator.dropout">
        <h4>Its mask, drawn here</h4>
        <MaskPicture values={twin.values} units={units} label={`Mask of ${rows} rows of ${units} units: ${share}.`} />
        <p class="small">
          {share}. Large square: kept{kept.length > 0 && `, and multiplied by ${Number(kept[0]!.toPrecision(6))}`}.
          Small square: dropped.
        </p>
        <details>
          <summary>What the script prints</summary>
          <div class="twin-tall">
            <CodeBlock code={twin.printed} label="Printed mask" />
          </div>
        </details>
      </TwinSides>
    </Card>
  );
}

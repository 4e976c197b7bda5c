import { formatBytes, formatCount } from "lockstep/number-format";
import type { ModelView, ValueView } from "./model-view.ts";
import { TrainingLayers } from "./training-layers.tsx";

const MOST_OPERATORS = 8;

/** What a file holds. */
export function ModelSummary({ model }: { readonly model: ModelView }) {
  const { facts, operators } = model;
  const numbers = model.parameters.reduce((sum, { count }) => sum + count, 0);
  const rest = operators.length - MOST_OPERATORS;
  return (
    <>
      <dl class="pairs">
        <dt>File</dt>
        <dd>
          <strong>{model.name}</strong>, {formatBytes(model.bytes)}
          {model.externalFiles.length > 0 && `, with ${model.externalFiles.join(", ")}`}
        </dd>
        <dt>Made by</dt>
        <dd>
          {model.producer ?? "not stated"}, ONNX operator set {model.operatorSet}
        </dd>
        <dt>{model.inputs.length === 1 ? "Input" : "Inputs"}</dt>
        <dd>{model.inputs.map(formatValue).join("; ")}</dd>
        <dt>{model.outputs.length === 1 ? "Output" : "Outputs"}</dt>
        <dd>{model.outputs.map(formatValue).join("; ")}</dd>
        {facts?.fixedRows != null && (
          <>
            <dt>Batch</dt>
            <dd>The file fixes batches of {facts.fixedRows} rows.</dd>
          </>
        )}
        <dt>Operators</dt>
        <dd>
          {operators
            .slice(0, MOST_OPERATORS)
            .map(([name, count]) => (count === 1 ? name : `${count} ${name}`))
            .join(", ")}
          {rest > 0 && ` and ${rest} more`}
        </dd>
        {facts !== null && (
          <>
            <dt>Parameters</dt>
            <dd>
              {formatCount(model.parameters.length)} tensors, {formatCount(numbers)} numbers
            </dd>
          </>
        )}
      </dl>
      {facts !== null && <TrainingLayers facts={facts} />}
    </>
  );
}

function formatValue({ name, type, shape }: ValueView): string {
  const lengths = shape.map((length) => length ?? "?").join(" × ");
  return `${name} [${lengths}]${type === "float32" ? "" : ` ${type}`}`;
}

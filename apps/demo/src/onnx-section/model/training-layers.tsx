import type { ModelFacts } from "lockstep/train";

const EXPORT_CODE = "training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False";

/** Which layers behave differently in training, found in the file or left out by its exporter. */
export function TrainingLayers({ facts }: { readonly facts: ModelFacts }) {
  const { dropouts, batchNorms } = facts;
  const rates = [...new Set(dropouts.map(({ rate }) => rate).filter((rate) => rate !== null))];
  const found = dropouts.length > 0 || batchNorms.training > 0;
  return (
    <div class="stack tight small">
      <ul class="onnx-findings">
        <li>
          {dropouts.length === 0
            ? "Dropout: none in the file. Exporters leave it out unless they export for training."
            : `Dropout: ${dropouts.length} ${dropouts.length === 1 ? "layer" : "layers"}${rates.length === 0 ? "" : `, rate ${rates.join(" and ")}`}, on in training, off in the trained file.`}
        </li>
        {batchNorms.training > 0 && (
          <li>
            {`Batch norm: ${batchNorms.training} ${batchNorms.training === 1 ? "layer takes" : "layers take"} each batch's statistics and move the stored ones.`}
          </li>
        )}
        {batchNorms.fixed > 0 && (
          <li>
            {`Batch norm: ${batchNorms.fixed} ${batchNorms.fixed === 1 ? "layer keeps its" : "layers keep their"} stored statistics; scale and shift are trained.`}
          </li>
        )}
        {batchNorms.training + batchNorms.fixed === 0 && (
          <li>Batch norm: none in the file; exporters for inference merge it into the layer before.</li>
        )}
      </ul>
      {!found && (
        <details>
          <summary>If the model has dropout or batch norm: export it so that they stay</summary>
          <p>
            In PyTorch, leave the model in training mode and add <code>{EXPORT_CODE}</code>:
          </p>
          <pre>
            <code>{`torch.onnx.export(
    model.train(), (example,), "model.onnx", dynamo=False, opset_version=18,
    training=torch.onnx.TrainingMode.TRAINING, do_constant_folding=False,
    input_names=["input"], output_names=["output"],
    dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}},
)`}</code>
          </pre>
          <p>
            The newer exporter (<code>dynamo=True</code>) keeps dropout of a model in training mode as well; batch norm
            becomes part of the convolution before it.
          </p>
        </details>
      )}
    </div>
  );
}

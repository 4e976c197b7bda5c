import {
  modelFrom,
  type EngineOptions,
  type LayerSpec,
  type NamedTensors,
  type Tensor,
  type TrainingEngine,
} from "@lockstep/core";
import { createReferenceEngine } from "@lockstep/core/reference";
import { mutant, type Mutant } from "./mutant.ts";

/** A prediction of a model of one layer, and what it was made from. */
export interface LoneOutput<Layer> {
  readonly layer: Layer;
  readonly inputs: Tensor;
  readonly output: Tensor;
  /** The layer's own tensors by role. */
  readonly parameters: NamedTensors;
  /** What a layer predicts in the place of this one, with its parameters or with others. */
  readonly predict: (layer: LayerSpec, inputs: Tensor, parameters?: NamedTensors) => Promise<Tensor>;
}

type Kind = LayerSpec["kind"];

/** Changes the predictions of models that consist of one layer of a kind. */
export function withLoneOutput<K extends Kind>(
  fault: string,
  caughtBy: string,
  kind: K,
  change: (
    lone: LoneOutput<Extract<LayerSpec, { readonly kind: K }>>,
  ) => ArrayLike<number> | Promise<ArrayLike<number>>,
): Mutant {
  return mutant(fault, caughtBy, (healthy, model, { loss }) => {
    const [layer, ...others] = model.layers;
    if (others.length > 0 || layer?.kind !== kind) return {};
    return {
      async predict(inputs, masks) {
        const output = await healthy.predict(inputs, masks);
        const parameters = await parametersOf(healthy);
        const data = await change({
          layer: layer as Extract<LayerSpec, { readonly kind: K }>,
          inputs,
          output,
          parameters,
          predict: (other, rows, own = parameters) => predictAlone(other, rows, own, loss),
        });
        return { ...output, data: Float32Array.from(data) };
      },
    };
  });
}

async function parametersOf(engine: TrainingEngine): Promise<NamedTensors> {
  const { parameters } = await engine.readState();
  return Object.fromEntries(Object.entries(parameters).map(([name, tensor]) => [name.replace(/^0\./, ""), tensor]));
}

async function predictAlone(
  layer: LayerSpec,
  inputs: Tensor,
  parameters: NamedTensors,
  loss: EngineOptions["loss"],
): Promise<Tensor> {
  const model = modelFrom(JSON.parse(JSON.stringify({ inputShape: inputs.shape.slice(1), layers: [layer] })));
  const weights = Object.fromEntries(Object.entries(parameters).map(([role, tensor]) => [`0.${role}`, tensor]));
  using engine = createReferenceEngine(model, { loss, weights });
  return await engine.predict(inputs);
}

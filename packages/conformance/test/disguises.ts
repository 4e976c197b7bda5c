import type { EngineCapabilities } from "@lockstep/core";
import { withLoneOutput } from "./lone-layer.ts";
import { mutant, type Mutant } from "./mutant.ts";
import { withGradientsChanged } from "./own-update.ts";
import { withLayers, withLoss, withOrder } from "./replaced.ts";

/** Where mutants change gradients that are read off a step, as differences of weights. */
const READ_OFF = [
  "layer.conv",
  "layer.dense-on-last-axis",
  "layer.embedding",
  "layer.layer-norm",
  "layer.max-pool",
  "layer.avg-pool",
  "layer.positional-embedding",
  "net.residual",
  "net.parallel",
] as const;

/** The ways in which faulty engines are made, without a fault: they must pass, so that mutants are caught for their faults. */
export const disguises: readonly Mutant[] = [
  withLayers("computes its layers by way of others", "layer.", (layer) => layer),
  withLoss("minimises its loss by way of another", "loss.", (loss) => loss),
  withOrder("stores its parameters by their places", "layer.", (_name, shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return shape.length === 0 ? undefined : Array.from({ length: size }, (_, index) => index);
  }),
  withLoneOutput("hands its outputs on", "layer.conv2d", "conv2d", ({ layer, inputs, predict }) =>
    predict(layer, inputs).then(({ data }) => data),
  ),
  mutant("lists its capabilities in another order", "lifecycle.declared", ({ capabilities }) => ({
    capabilities: Object.fromEntries(Object.entries(capabilities).toReversed()) as unknown as EngineCapabilities,
  })),
  ...READ_OFF.map((scope) =>
    mutant(`updates from gradients that it has read off (${scope})`, scope, (healthy) =>
      withGradientsChanged(healthy, () => undefined),
    ),
  ),
];

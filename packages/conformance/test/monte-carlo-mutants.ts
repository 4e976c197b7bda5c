import type { DropoutMask } from "@lockstep/core";
import { mutant, type Mutant } from "./mutant.ts";

const CASE = "dropout-family.monte-carlo.0001";

const movedBy = (mask: DropoutMask, by: (start: number) => number): DropoutMask =>
  mask.source === "explicit" ? mask : { ...mask, start: by(mask.start) };

export const monteCarloMutants: readonly Mutant[] = [
  mutant("predicts without dropout whatever masks it gets", CASE, (healthy) => ({
    predict: (inputs) => healthy.predict(inputs),
  })),
  mutant("draws every sample under the first one's masks", CASE, (healthy) => {
    let first: readonly DropoutMask[] | undefined;
    return {
      predict(inputs, masks) {
        first ??= masks;
        const same = masks?.map((mask, site) =>
          mask.source === "addressed" ? { ...first![site]!, shape: mask.shape } : mask,
        );
        return healthy.predict(inputs, same);
      },
    };
  }),
  mutant("begins the masks of every part anew", CASE, (healthy) => ({
    predict: (inputs, masks) =>
      healthy.predict(
        inputs,
        masks?.map((mask) => movedBy(mask, () => 0)),
      ),
  })),
  mutant("drops at the first site alone", "dropout-family.monte-carlo.0002", (healthy) => ({
    predict: (inputs, masks) =>
      healthy.predict(
        inputs,
        masks?.map((mask, site) =>
          site > 0 && mask.source === "addressed" ? { ...mask, threshold: 2 ** 23, scale: 1 } : mask,
        ),
      ),
  })),
  mutant("scales what is kept twice", CASE, (healthy) => ({
    predict: (inputs, masks) =>
      healthy.predict(
        inputs,
        masks?.map((mask) => (mask.source === "noise" ? mask : { ...mask, scale: mask.scale ** 2 })),
      ),
  })),
  mutant("gives its outputs backwards", CASE, (healthy) => ({
    async predict(inputs, masks) {
      const { shape, data } = await healthy.predict(inputs, masks);
      return { shape, data: data.toReversed() };
    },
  })),
  mutant("takes a step for a sample", "monte-carlo.pure", (healthy) => ({
    async predict(inputs, masks) {
      const output = await healthy.predict(inputs, masks);
      const { parameters, velocity } = await healthy.readState();
      const [name, { shape, data }] = Object.entries(parameters)[0]!;
      const moved = { ...parameters, [name]: { shape, data: data.map((w) => w * 0.999) } };
      if (masks !== undefined) await healthy.writeState({ parameters: moved, velocity: velocity! });
      return output;
    },
  })),
];

import { mutant, type Mutant } from "./mutant.ts";

export const metadataMutants: readonly Mutant[] = [
  mutant("has no name", "metadata.name", () => ({ name: "" })),
  mutant("names parameters by their own counter", "metadata.parameters", (healthy) => ({
    parameters: healthy.parameters.map((parameter, index) => ({ ...parameter, name: `${index}.weight` })),
  })),
  mutant("gives the shapes of transposed weights", "metadata.parameters", (healthy) => ({
    parameters: healthy.parameters.map((parameter) => ({ ...parameter, shape: parameter.shape.toReversed() })),
  })),
  mutant("calls its parameters frozen", "metadata.parameters", (healthy) => ({
    parameters: healthy.parameters.map((parameter) => ({ ...parameter, trainable: false })),
  })),
  mutant("gives the probability to keep for the rate", "metadata.random-sites", (healthy) => ({
    randomSites: healthy.randomSites.map((site) => ({ ...site, rate: 1 - (site as { rate: number }).rate })),
  })),
  mutant("lists its dropout layers backwards", "metadata.random-sites", (healthy) => ({
    randomSites: healthy.randomSites.toReversed(),
  })),
  mutant("gives masks for flat rows", "metadata.shapes", (healthy) => ({
    randomSites: healthy.randomSites.map((site) => ({
      ...site,
      shape: (rows) => [rows, site.shape(1).reduce((product, length) => product * length, 1)],
    })),
  })),
  mutant("gives a flat input shape", "metadata.shapes", (healthy) => ({
    inputShape: [healthy.inputShape.reduce((product, length) => product * length, 1)],
  })),
  mutant("gives the input's shape for the output's", "metadata.shapes", ({ inputShape }) => ({
    outputShape: inputShape,
  })),
  mutant("has one fingerprint for all models", "metadata.fingerprint", () => ({ modelFingerprint: "model" })),
  mutant("puts the seed into the fingerprint", "metadata.fingerprint", (healthy, _model, { seed }) => ({
    modelFingerprint: `${healthy.modelFingerprint} ${seed}`,
  })),
];

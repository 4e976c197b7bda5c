import {
  decodeWeights,
  encodeWeights,
  keyFromSeed,
  foldIn,
  leNet5,
  modelFrom,
  smallAlexNet,
  smallResNet,
  softmaxCrossEntropy,
  transformerEncoder,
  uniform,
  type ModelSpec,
} from "@lockstep/core";
import { expectClose, expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { sha256 } from "../check/digest.ts";
import type { ConformanceSubject } from "../subject/conformance-subject.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { modelTolerances } from "../tolerance/model-tolerances.ts";
import { decodeBase64 } from "../vectors/decode-numbers.ts";
import { decodeTensor } from "../vectors/decode.ts";
import { stateDictCases } from "../vectors/net-cases.ts";

type Case = (typeof stateDictCases)[number];

/** The ready-made networks with weights that PyTorch exported give PyTorch's own outputs. */
export function stateDictSuite({ describe, it }: TestRunner, subject: ConformanceSubject): void {
  describe("state dicts", () => {
    for (const vector of stateDictCases) {
      const { network, options } = vector.input;
      const title = `${vector.clause} ${vector.id} (${network} ${JSON.stringify(options)})`;
      // By way of JSON, as a stored model comes.
      const model = modelFrom(JSON.parse(JSON.stringify(modelOf(vector.input))));
      it(title, () => check(subject, model, vector));
    }
  });
}

function modelOf({ network, options }: Pick<Case["input"], "network" | "options">): ModelSpec {
  switch (network) {
    case "leNet5":
      return leNet5(options);
    case "smallAlexNet":
      return smallAlexNet(options);
    case "smallResNet":
      return smallResNet(options);
    case "transformerEncoder":
      return transformerEncoder(options as Parameters<typeof transformerEncoder>[0]);
  }
}

async function check(subject: ConformanceSubject, model: ModelSpec, vector: Case): Promise<void> {
  const { input, expect } = vector;
  const file = await fileOf(input);
  const state = decodeWeights(file, model);
  using engine = await subject.createEngine(model, { loss: softmaxCrossEntropy(), seed: 1 });
  await engine.writeState(state);
  const output = await engine.predict(decodeTensor(input.inputs));
  const expected = decodeTensor(expect.output);
  const allowed = modelTolerances(subject, model, { rows: expected.shape[0]! });
  expectSame("shape of the output", output.shape, expected.shape);
  expectClose("output", output.data, expected.data, allowed.output(expected.data), expected.shape);

  const again = decodeWeights(encodeWeights(await engine.readState()), model);
  for (const [name, { data }] of Object.entries({ ...state.parameters, ...state.buffers })) {
    expectSame(name, { ...again.parameters, ...again.buffers }[name]!.data, data);
  }
}

/** The safetensors file, byte for byte as its own library wrote it. */
async function fileOf(input: Case["input"]): Promise<Uint8Array> {
  if ("file" in input) return decodeBase64(input.file);
  const header = decodeBase64(input.header);
  const entries = JSON.parse(String.fromCharCode(...header.subarray(8))) as Readonly<
    Record<string, { readonly data_offsets?: readonly [number, number] }>
  >;
  const { __metadata__: _, ...tensors } = entries;
  const length = Math.max(...Object.values(tensors).map((entry) => entry.data_offsets![1]));
  const file = new Uint8Array(header.length + length);
  file.set(header);
  const view = new DataView(file.buffer, header.length);
  for (const [name, { data_offsets: offsets }] of Object.entries(tensors)) {
    const fill = input.fills[name]!;
    const [start, end] = offsets!;
    if ("count" in fill) {
      view.setBigInt64(start, BigInt(fill.count), true);
      continue;
    }
    const numbers = uniform(foldIn(keyFromSeed(BigInt(input.seed)), fill.stream), (end - start) / 4);
    for (const [index, u] of numbers.entries()) {
      view.setFloat32(start + 4 * index, (2 * u - 1) * fill.scale + fill.offset, true);
    }
  }
  expectThat((await sha256(file)) === input.sha256, "the file must be made as its formula says");
  return file;
}

import { describe, expect, it } from "vitest";
import {
  decodeWeights,
  dense,
  dropout,
  encodeWeights,
  gaussianNoise,
  initialWeights,
  linearRate,
  loadStateDict,
  named,
  parallel,
  piecewiseRate,
  readSafetensors,
  relu,
  residual,
  sequential,
  StateDictMismatchError,
  summary,
  tensor,
  type LoadStateDictOptions,
  type NamedTensors,
  type NumberArray,
  type Tensor,
} from "../src/index.ts";

const MODEL = sequential({
  inputShape: [3],
  layers: [named("fc1", dense(4)), relu(), residual({ body: [named("inner", dense(4, { bias: false }))] }), dense(2)],
});
const PARAMETERS = initialWeights(MODEL, 3);

function mismatch(tensors: Readonly<Record<string, NumberArray | Tensor>>, options?: LoadStateDictOptions) {
  try {
    loadStateDict(MODEL, tensors, options);
  } catch (error) {
    if (error instanceof StateDictMismatchError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

function without(name: string, tensors: NamedTensors = PARAMETERS): NamedTensors {
  return Object.fromEntries(Object.entries(tensors).filter(([other]) => other !== name));
}

describe("a weights file", () => {
  it("comes back bit for bit, in PyTorch's form", () => {
    const odd = { ...PARAMETERS, "3.bias": tensor([2], Float32Array.of(-0, NaN)) };
    const bytes = encodeWeights({ parameters: odd });
    expect(readSafetensors(bytes, "weights").metadata).toEqual({ format: "pt" });
    expect(decodeWeights(bytes, MODEL)).toEqual({ parameters: odd });
    expect(Object.keys(decodeWeights(bytes, MODEL).parameters)).toEqual(Object.keys(PARAMETERS));
  });
  it("leaves a run's velocity out", () => {
    const bytes = encodeWeights({ parameters: PARAMETERS, velocity: PARAMETERS } as never);
    expect(decodeWeights(bytes, MODEL)).toEqual({ parameters: PARAMETERS });
  });
});

describe("loadStateDict", () => {
  it("takes any order, f64 and half precision, and other names by rename", () => {
    const given = Object.fromEntries(
      Object.entries(PARAMETERS)
        .toReversed()
        .map(([name, { shape, data }], index): [string, NumberArray | Tensor] => [
          `module.${name}`,
          index % 2 === 0 ? { type: "f64", shape, data: Float64Array.from(data) } : { shape, data },
        ]),
    );
    const state = loadStateDict(MODEL, given, { rename: (name) => name.replace(/^module\./, "") });
    expect(state).toEqual({ parameters: PARAMETERS });
    expect(Object.keys(state.parameters)).toEqual(Object.keys(PARAMETERS));
  });
  it("lists all that does not fit, and what was probably meant", () => {
    const given = {
      "module.fc1.weight": PARAMETERS["fc1.weight"]!,
      "fc1.bais": PARAMETERS["fc1.bias"]!,
      "2.inner.weight": PARAMETERS["2.inner.weight"]!,
      "3.weight": tensor([4, 2], new Float32Array(8)),
      "3.bias": tensor([1], new Float32Array(1)),
      "head.scale": tensor([1], new Float32Array(1)),
    };
    const error = mismatch(given);
    expect(error.missing).toEqual(["fc1.weight", "fc1.bias"]);
    expect(error.unexpected).toEqual(["module.fc1.weight", "fc1.bais", "head.scale"]);
    expect(error.misshapen).toEqual([
      { name: "3.weight", received: [4, 2], expected: [2, 4] },
      { name: "3.bias", received: [1], expected: [2] },
    ]);
    expect(error.code).toBe("STATE_DICT_MISMATCH");
    expect(error.message).toBe(
      "state dict must hold the model's tensors: missing: fc1.weight [4, 3] (is it module.fc1.weight?), " +
        "fc1.bias [4] (is it fc1.bais?); not the model's: module.fc1.weight, fc1.bais, head.scale; of another shape: " +
        "3.weight is [4, 2] and must be [2, 4] (its transpose: Keras and tfjs hold dense weights so), " +
        "3.bias is [1] and must be [2].",
    );
  });
  it("with strict: false leaves strangers out and takes what is missing from a base", () => {
    const base = { parameters: initialWeights(MODEL, 4) };
    const given = { ...without("3.bias"), stranger: tensor([1], new Float32Array(1)) };
    const expected = { parameters: { ...PARAMETERS, "3.bias": base.parameters["3.bias"] } };
    expect(loadStateDict(MODEL, given, { strict: false, base })).toEqual(expected);
    expect(loadStateDict(MODEL, { ...PARAMETERS, stranger: given.stranger }, { strict: false })).toEqual({
      parameters: PARAMETERS,
    });
    expect(mismatch(given, { strict: false }).message).toMatch(/missing: 3\.bias \[2\]\. Give base/);
    expect(mismatch(given, { base }).missing).toEqual(["3.bias"]);
    expect(mismatch({ ...PARAMETERS, stranger: given.stranger }).message).toMatch(
      /not the model's: stranger\. With strict: false they are left out\.$/,
    );
    const short = { ...PARAMETERS, "3.bias": tensor([3], new Float32Array(3)) };
    expect(mismatch(short, { strict: false, base }).misshapen).toHaveLength(1);
  });
  it.each<[string, () => unknown, RegExp]>([
    [
      "two tensors renamed alike",
      () => loadStateDict(MODEL, PARAMETERS, { rename: () => "a" }),
      /two tensors one name, got "a"/,
    ],
    ["an unknown option", () => loadStateDict(MODEL, PARAMETERS, { strickt: true } as never), /Did you mean "strict"/],
    ["a strict that is no boolean", () => loadStateDict(MODEL, PARAMETERS, { strict: 0 } as never), /strict must be/],
    ["a model that is none", () => loadStateDict({} as never, PARAMETERS), /inputShape must list/],
    [
      "an f64 beyond f32",
      () =>
        loadStateDict(MODEL, { ...PARAMETERS, "3.bias": { type: "f64", shape: [2], data: Float64Array.of(1e39, 0) } }),
      /3\.bias: element 0 must not be larger/,
    ],
    [
      "a file that is none",
      () => decodeWeights(Uint8Array.of(1, 2), MODEL),
      /weights must hold its whole safetensors header/,
    ],
  ])("refuses %s", (_name, load, message) => {
    expect(load).toThrow(message);
  });
});

describe("summary", () => {
  const model = sequential({
    inputShape: [784],
    layers: [
      named("fc1", dense(128, { dropConnect: linearRate({ initial: 0, final: 0.5, length: 100 }) })),
      gaussianNoise(0.25),
      residual({
        body: [
          dense(128, { bias: false }),
          dropout(
            piecewiseRate([
              { fromStep: 0, rate: 0.5 },
              { fromStep: 9, rate: 0 },
            ]),
          ),
        ],
      }),
      parallel([[dense(2)], []]),
    ],
  });
  it("tells shapes, parameters and what is drawn, as data", () => {
    const { rows, parameters, buffers, bytes, sites } = summary(model);
    expect({ parameters, buffers, bytes, sites }).toEqual({
      parameters: 784 * 128 + 128 + 128 * 128 + 128 * 2 + 2,
      buffers: 0,
      bytes: 4 * (784 * 128 + 128 + 128 * 128 + 128 * 2 + 2),
      sites: 3,
    });
    expect(rows.map(({ name, depth, outputShape, parameters: own }) => [name, depth, outputShape, own])).toEqual([
      ["fc1", 0, [128], 784 * 128 + 128],
      ["1", 0, [128], 0],
      ["2", 0, [128], 0],
      ["2.body.0", 1, [128], 128 * 128],
      ["2.body.1", 1, [128], 0],
      ["3", 0, [130], 0],
      ["3.branches.0.0", 1, [2], 258],
    ]);
    expect(rows.flatMap((row) => row.sites.map(({ site }) => [row.name, site]))).toEqual([
      ["fc1", 0],
      ["1", 1],
      ["2.body.1", 2],
    ]);
  });
  it("is a table", () => {
    expect(summary(model).table.split("\n")).toEqual([
      "layer           name            output  parameters  draws",
      "dense           fc1             [128]      100,480  drop-connect 0 to 0.5 in 100 steps",
      "gaussian-noise  1               [128]               gaussian-noise 0.25",
      "residual        2               [128]",
      "  dense         2.body.0        [128]       16,384",
      "  dropout       2.body.1        [128]               dropout 0.5 from step 0, 0 from step 9",
      "parallel        3               [130]",
      "  dense         3.branches.0.0  [2]            258",
      "",
      "117,122 parameters, 0 buffer elements, 468,488 bytes; 3 random sites",
    ]);
  });
});

import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { InvalidOptionError, ShapeMismatchError, softmaxCrossEntropy, UnsupportedOptionError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import {
  encodeGraph,
  GraphBuilder,
  int,
  openOnnxModel,
  type GraphShape,
  type OnnxModelOptions,
} from "../../src/index.ts";
import {
  ModelProtoSchema,
  NodeProtoSchema,
  TensorProto_DataType,
  TensorProtoSchema,
  ValueInfoProtoSchema,
  type ModelProto,
} from "../../src/proto/onnx_pb.ts";

const LOSS = softmaxCrossEntropy();

/** Two dense layers by Gemm, with names as PyTorch gives them. */
function network({ rows = "rows" }: { readonly rows?: GraphShape[number] } = {}): Uint8Array {
  const graph = new GraphBuilder("network");
  const x = graph.input("x", "float32", [rows, 4]);
  const [w1, w2] = [new Float32Array(12).map((_, i) => (i % 5) - 2), new Float32Array(6).map((_, i) => (i % 3) - 1)];
  const hidden = graph.apply("Gemm", [x, graph.constant(w1, [3, 4])], { transB: int(1) }, "hidden");
  const active = graph.apply("Relu", [hidden], {}, "active");
  const output = graph.apply("Gemm", [active, graph.constant(w2, [2, 3])], { transB: int(1) }, "logits");
  return renamed(encodeGraph(graph.build([output])), {
    constant: "features.0.weight",
    constant_2: "classifier.weight",
  });
}

/** The file with other names for its initializers. */
function renamed(bytes: Uint8Array, own: Readonly<Record<string, string>>): Uint8Array {
  return changed(bytes, (model) => {
    for (const tensor of model.graph!.initializer) tensor.name = own[tensor.name] ?? tensor.name;
    for (const node of model.graph!.node) node.input = node.input.map((input) => own[input] ?? input);
  });
}

function changed(bytes: Uint8Array, change: (model: ModelProto) => void): Uint8Array {
  const model = fromBinary(ModelProtoSchema, bytes);
  change(model);
  return toBinary(ModelProtoSchema, model);
}

function open(bytes: Uint8Array, options: Partial<OnnxModelOptions> = {}): ReturnType<typeof openOnnxModel> {
  return openOnnxModel(bytes, { loss: LOSS, ...options });
}

function names(bytes: Uint8Array, options: Partial<OnnxModelOptions> = {}): readonly string[] {
  return open(bytes, options).parameters.map(({ name }) => name);
}

describe("which parameters are trained", () => {
  it("is all that operators read as weights, unless told", () => {
    expect(names(network())).toEqual(["features.0.weight", "classifier.weight"]);
  });

  it.each<[OnnxModelOptions["trainable"], readonly string[]]>([
    ["classifier.*", ["classifier.weight"]],
    ["*.weight", ["features.0.weight", "classifier.weight"]],
    [/^features\.\d/u, ["features.0.weight"]],
    [
      ["classifier.weight", /features/u],
      ["features.0.weight", "classifier.weight"],
    ],
  ])("by %s is %o", (trainable, expected) => {
    expect(names(network(), { trainable: trainable! })).toEqual(expected);
  });

  it("takes a dot for a dot", () => {
    expect(() => names(network(), { trainable: "classifierXweight" })).toThrow(InvalidOptionError);
    expect(() => names(network(), { trainable: "classifier?weight" })).toThrow(InvalidOptionError);
  });

  it("refuses a pattern that fits nothing, and says what there is", () => {
    expect(() => names(network(), { trainable: "head.*" })).toThrow(/features\.0\.weight, classifier\.weight/u);
  });

  it("refuses to train nothing", () => {
    expect(() => names(network(), { trainable: [] })).toThrow(InvalidOptionError);
  });

  it("suggests the pattern where a module was named", () => {
    expect(() => names(network(), { trainable: "classifier" })).toThrow(/Did you mean "classifier\.\*"\?/u);
    expect(() => names(network(), { trainable: "head" })).not.toThrow(/Did you mean/u);
  });

  it("refuses a tensor of another type by name", () => {
    const bytes = changed(network(), ({ graph }) => {
      const tensor = { name: "steps", dataType: TensorProto_DataType.INT64, dims: [1n], int64Data: [3n] };
      graph!.initializer.push(create(TensorProtoSchema, tensor));
    });
    expect(() => names(bytes, { trainable: "steps" })).toThrow(/steps of type int64/u);
  });

  it("counts a tensor that two nodes read once", () => {
    const bytes = changed(network(), ({ graph }) => {
      const [first] = graph!.node;
      graph!.node.unshift(
        create(NodeProtoSchema, {
          opType: "Gemm",
          input: ["x", "features.0.weight"],
          output: ["twin"],
          attribute: first!.attribute,
        }),
        create(NodeProtoSchema, { opType: "Add", input: ["twin", "hidden"], output: ["both"] }),
      );
      graph!.node.push(graph!.node.splice(1, 1)[0]!);
      graph!.node.find(({ opType }) => opType === "Relu")!.input = ["both"];
    });
    expect(names(bytes)).toEqual(["features.0.weight", "classifier.weight"]);
  });
});

describe("the batch", () => {
  it("is the first axis, and freed where the file fixes it", () => {
    const model = open(network({ rows: 5 }));
    expect(model.rows).toBeUndefined();
    expect([model.inputShape, model.outputShape]).toEqual([[4], [2]]);
  });

  it("stays as the file has it where a shape was written for it", () => {
    const graph = new GraphBuilder("fixed");
    const x = graph.input("x", "float32", [5, 2, 2]);
    const flat = graph.apply("Reshape", [x, graph.integers([5, 4])]);
    const w = graph.constant(Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8), [4, 2]);
    const bytes = encodeGraph(graph.build([graph.apply("MatMul", [flat, w], {}, "logits")]));
    expect(open(bytes).rows).toBe(5);
  });

  it("is the only axis that may vary", () => {
    const bytes = changed(network(), ({ graph }) => {
      const dim = (graph!.input[0]!.type!.value.value as { shape: { dim: { value: unknown }[] } }).shape.dim;
      dim[1]!.value = { case: "dimParam", value: "features" };
    });
    expect(() => open(bytes)).toThrow(/"features".*dimensions: \{ "features": 128 \}/u);
    expect(open(bytes, { dimensions: { features: 4 } }).inputShape).toEqual([4]);
    expect(() => open(bytes, { dimensions: { features: 5 } })).toThrow(ShapeMismatchError);
    expect(() => open(bytes, { dimensions: { feature: 4 } })).toThrow(InvalidOptionError);
    expect(() => open(network(), { dimensions: null as never })).toThrow(InvalidOptionError);
    expect(() => open(bytes, { dimensions: { features: -4 } })).toThrow(InvalidOptionError);
  });
});

describe("what is refused", () => {
  it("names node and operator of what cannot be trained through", () => {
    const looped = changed(network(), ({ graph }) => {
      const relu = graph!.node.find(({ opType }) => opType === "Relu")!;
      Object.assign(relu, { opType: "QuantizeLinear", name: "quantise" });
    });
    expect(() => open(looped)).toThrow(/node quantise \(QuantizeLinear\).*quantised models are not trained/u);
    const strange = changed(network(), ({ graph }) => {
      Object.assign(
        graph!.node.find(({ opType }) => opType === "Relu")!,
        { opType: "Frobnicate", name: "f" },
      );
    });
    expect(() => open(strange)).toThrow(UnsupportedOptionError);
  });

  it("says why there is nothing to train: half precision, or the operator that has the weights", () => {
    const half = changed(network(), ({ graph }) => {
      for (const tensor of graph!.initializer) {
        const elements = tensor.dims.reduce((product, length) => product * Number(length), 1);
        Object.assign(tensor, { dataType: TensorProto_DataType.FLOAT16, rawData: new Uint8Array(2 * elements) });
      }
    });
    expect(() => open(half)).toThrow(/features\.0\.weight of type float16"\. Export the model in float32/u);
    const recurrent = changed(network(), ({ graph }) => {
      for (const node of graph!.node) Object.assign(node, { opType: "RNN", name: "rnn" });
    });
    expect(() => open(recurrent)).toThrow(/node rnn \(RNN\) cannot be trained through: operator RNN is refused/u);
    const empty = changed(network(), ({ graph }) => {
      for (const node of graph!.node) Object.assign(node, { opType: "Relu", input: ["x"], attribute: [] });
    });
    expect(() => open(empty)).toThrow(/has no parameters/u);
  });

  it("names an operator without a derivative on the way to a parameter", () => {
    const rounded = changed(network(), ({ graph }) => {
      Object.assign(
        graph!.node.find(({ opType }) => opType === "Relu")!,
        { opType: "Round" },
      );
    });
    expect(() => open(rounded)).toThrow(/Round.*is not differentiable/u);
    expect(names(rounded, { trainable: "classifier.weight" })).toEqual(["classifier.weight"]);
  });

  it("is a second input without a value", () => {
    const bytes = changed(network(), ({ graph }) => {
      graph!.input.push(create(ValueInfoProtoSchema, { ...graph!.input[0]!, name: "mask" }));
      graph!.node.push(create(NodeProtoSchema, { opType: "Mul", input: ["hidden", "mask"], output: ["unread"] }));
    });
    expect(() => open(bytes)).toThrow(/fill: \{ "mask": 1 \}/u);
    expect(() => open(bytes, { fill: { masks: 1 } })).toThrow(/got "masks"/u);
    expect(names(bytes, { fill: { mask: 1 } })).toHaveLength(2);
  });

  it("is an unknown option, input or output, by name", () => {
    expect(() => open(network(), { trainables: "x" } as never)).toThrow(/trainables/u);
    expect(() => open(network(), { input: "y" })).toThrow(/Its inputs: x/u);
    expect(() => open(network(), { output: "x" })).toThrow(/outputs: logits/u);
    expect(open(network(), { output: "hidden" }).outputShape).toEqual([3]);
  });
});

describe("an export", () => {
  it("is the file with the trained weights, and nothing else changed", () => {
    const bytes = changed(network(), (model) => {
      model.docString = "kept";
    });
    const model = open(bytes);
    const data = Float32Array.of(1, 2, 3, 4, 5, 6);
    const written = model.exportModel({ parameters: { "classifier.weight": { shape: [2, 3], data } } });
    const again = open(written);
    expect(again.weights["classifier.weight"]!.data).toEqual(data);
    expect(again.weights["features.0.weight"]).toEqual(model.weights["features.0.weight"]);
    expect(fromBinary(ModelProtoSchema, written).docString).toBe("kept");
    expect(again.fingerprint).toBe(model.fingerprint);
  });
});

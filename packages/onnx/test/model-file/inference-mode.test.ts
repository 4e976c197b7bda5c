import { describe, expect, it } from "vitest";
import { readModel, writeModel } from "../../src/index.ts";
import type { GraphProto } from "../../src/proto/onnx_pb.ts";
import { runBytes } from "../run-graph.ts";
import { modelBytes } from "./model-files.ts";
import { graphAttribute, tensorInfo, validModel, type NodeInit } from "./valid-model.ts";
import { messageOf } from "../../src/model-file/message-of.ts";

const inference = (bytes: Uint8Array): Uint8Array => writeModel(readModel(bytes), { inference: true });

describe("writeModel in inference mode", () => {
  it("gives batch normalisation by the running statistics and no dropout, on the stock runtime", async () => {
    const file = readModel(modelBytes("training"));
    const numbers = (name: string): readonly number[] => [...(file.initializers.get(name)!.read() as Float32Array)];
    const x = [1, 2, 3, -1, 0.5, -2];
    const [weight, bias] = [numbers("0.weight"), numbers("0.bias")];
    const expected = [0, 1].flatMap((row) =>
      bias.map((offset, unit) => {
        const sum = [0, 1, 2].reduce((total, axis) => total + x[3 * row + axis]! * weight[3 * unit + axis]!, offset);
        const deviation = Math.sqrt(numbers("1.running_var")[unit]! + 1e-5);
        const normal = (sum - numbers("1.running_mean")[unit]!) / deviation;
        return normal * numbers("1.weight")[unit]! + numbers("1.bias")[unit]!;
      }),
    );
    const { y, mean } = await runBytes(inference(modelBytes("training")), { x: { shape: [2, 3], data: x } });
    y!.data.forEach((value, index) => expect(value).toBeCloseTo(expected[index]!, 5));
    // An output for new statistics gives the old ones.
    expect(mean!.data).toEqual(numbers("1.running_mean"));
  });

  it("leaves nothing behind that only training needed", () => {
    const file = readModel(inference(modelBytes("training")));
    expect(file.inputs.map(({ name }) => name)).toEqual(["x"]);
    expect([...file.constants.keys()]).toEqual([]);
    // The second dropout keeps its ratio: its mask is read.
    expect(file.initializers.has("half")).toBe(true);
    expect(file.nodes.map(({ operator, inputs, outputs }) => [operator, inputs.length, outputs])).toEqual([
      ["Gemm", 3, ["a"]],
      ["BatchNormalization", 5, ["b"]],
      ["Identity", 1, ["mean"]],
      ["Identity", 1, ["c"]],
      ["Dropout", 2, ["d", "mask"]],
      ["Where", 3, ["e"]],
      ["Identity", 1, ["y"]],
    ]);
    expect([...file.nodes[1]!.attributes.keys()]).toEqual(["momentum"]);
    expect(messageOf(file).graph!.valueInfo.map(({ name }) => name)).toEqual(["b"]);
  });

  it("reaches graphs within", async () => {
    const bytes = inference(modelBytes("subgraphs"));
    const branch = readModel(bytes).nodes[1]!.attributes.get("else_branch")!.value as GraphProto;
    expect(branch.node.map(({ opType }) => opType)).toEqual(["Identity"]);
    expect([...readModel(bytes).initializers.keys()]).toEqual(["w"]);
    const feeds = { x: { shape: [2], data: [1, -4] }, flag: { elementType: "bool", shape: [], data: [0] } } as const;
    expect((await runBytes(bytes, feeds)).y!.data).toEqual([1, 0]);
    const taken = { ...feeds, flag: { elementType: "bool", shape: [], data: [1] } } as const;
    expect((await runBytes(bytes, taken)).y!.data).toEqual([2, 0]);
  });

  it("keeps what others read too: a ratio, a mask within a graph, a model without training", () => {
    const dropout: NodeInit = { opType: "Dropout", input: ["x", "w"], output: ["d", "m"] };
    const kept = inference(validModel({ node: [dropout, { opType: "Add", input: ["d", "w"], output: ["y"] }] }));
    expect([...readModel(kept).initializers.keys()]).toEqual(["w"]);
    const branch = graphAttribute("then_branch", { output: [tensorInfo("m", [2])] });
    const masked = inference(
      validModel({ node: [dropout, { opType: "If", input: ["d"], output: ["y"], attribute: [branch] }] }),
    );
    expect(readModel(masked).nodes.map(({ operator }) => operator)).toEqual(["Dropout", "If"]);
    expect(inference(modelBytes("every-type-raw"))).toEqual(modelBytes("every-type-raw"));
  });

  it("refuses where the statistics of the batch are read", () => {
    const normal: NodeInit = {
      name: "norm",
      opType: "BatchNormalization",
      input: ["x", "w", "w", "w", "w"],
      output: ["y", "", "", "saved", ""],
    };
    const bytes = validModel(
      { node: [normal], output: [tensorInfo("saved", [2])] },
      { opsetImport: [{ version: 13n }] },
    );
    expect(() => inference(bytes)).toThrow(
      /node "norm" \(BatchNormalization\) must not have the statistics of its batch/,
    );
  });
});

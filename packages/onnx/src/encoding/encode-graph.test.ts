import { fromBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { float, int } from "../graph/attribute.ts";
import { GraphBuilder } from "../graph/graph-builder.ts";
import { ModelProtoSchema, TensorProto_DataType, type ModelProto } from "../proto/onnx_pb.ts";
import { encodeGraph } from "./encode-graph.ts";

function example(): ModelProto {
  const graph = new GraphBuilder("example");
  const x = graph.input("x", "float32", ["rows", 3]);
  const w = graph.constant(Float32Array.of(1, -2, 0.5), [1, 3]);
  const y = graph.apply("Gemm", [x, w], { transB: int(1), alpha: float(0.1) }, "y");
  const keep = graph.input("keep", "bool", ["rows", 1]);
  return fromBinary(
    ModelProtoSchema,
    encodeGraph(graph.build([graph.apply("Where", [keep, y, graph.scalar(0)], {}, "z")])),
  );
}

describe("encodeGraph", () => {
  it("writes operator set 20 of ai.onnx in the format version that belongs to it, and nothing else", () => {
    const { irVersion, opsetImport } = example();
    expect(irVersion).toBe(9n);
    expect(opsetImport.map(({ domain, version }) => ({ domain, version }))).toEqual([{ domain: "", version: 20n }]);
  });

  it("writes nodes with inputs, outputs and typed attributes", () => {
    const [gemm] = example().graph!.node;
    expect(gemm).toMatchObject({ opType: "Gemm", input: ["x", "constant"], output: ["y"] });
    expect(gemm!.attribute).toMatchObject([
      { name: "transB", type: 2, i: 1n },
      { name: "alpha", type: 1, f: Math.fround(0.1) },
    ]);
  });

  it("writes an empty name for an input that is left out, and none after the last that is given", () => {
    const graph = new GraphBuilder("optional");
    const x = graph.input("x", "float32", [2, 2]);
    const most = graph.constant(Float32Array.of(1), []);
    const product = graph.apply("Gemm", [x, x, undefined]);
    const bytes = encodeGraph(graph.build([graph.apply("Clip", [product, undefined, most])]));
    const [gemm, clip] = fromBinary(ModelProtoSchema, bytes).graph!.node;
    expect(gemm!.input).toEqual(["x", "x"]);
    expect(clip!.input).toEqual(["gemm", "", "constant"]);
  });

  it("writes the rows as a symbolic axis", () => {
    const [x, keep] = example().graph!.input;
    expect(x!.type!.value).toMatchObject({
      case: "tensorType",
      value: {
        elemType: TensorProto_DataType.FLOAT,
        shape: { dim: [{ value: { case: "dimParam", value: "rows" } }, { value: { case: "dimValue", value: 3n } }] },
      },
    });
    expect(keep!.type!.value).toMatchObject({ value: { elemType: TensorProto_DataType.BOOL } });
  });

  it("writes constants little-endian, and does not list them as inputs", () => {
    const { graph } = example();
    const [w] = graph!.initializer;
    expect(w).toMatchObject({ name: "constant", dims: [1n, 3n], dataType: TensorProto_DataType.FLOAT });
    // 1, -2 and 0.5 in IEEE 754
    expect([...w!.rawData]).toEqual([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0, 0, 0, 0, 0x3f]);
    expect(graph!.input.map(({ name }) => name)).toEqual(["x", "keep"]);
  });
});

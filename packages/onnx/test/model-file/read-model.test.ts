import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { encodeGraph, GraphBuilder, int, readModel, type FileTensor } from "../../src/index.ts";
import { externalFiles, modelBytes } from "./model-files.ts";

interface ExpectedTensor {
  readonly dims: readonly number[];
  readonly values: readonly string[];
}

const EXPECTED = JSON.parse(readFileSync(new URL("every-type.json", import.meta.url), "utf8")) as Readonly<
  Record<string, ExpectedTensor>
>;

/** Elements as texts that tell -0 from 0. */
function textsOf(tensor: FileTensor): readonly string[] {
  return Array.from(tensor.read() as ArrayLike<number | bigint>, (value) =>
    Object.is(value, -0) ? "-0" : String(value),
  );
}

describe("readModel", () => {
  it("reads what encodeGraph wrote", () => {
    const graph = new GraphBuilder("example");
    const x = graph.input("x", "float32", ["rows", 3]);
    const w = graph.constant(Float32Array.of(1, -2, 0.5), [1, 3]);
    const y = graph.apply("Gemm", [x, w, undefined], { transB: int(1) }, "y");
    const file = readModel(encodeGraph(graph.build([y])));
    expect(file).toMatchObject({
      name: "example",
      operatorSet: 20,
      inputs: [{ name: "x", elementType: "float32", dims: ["rows", 3] }],
      outputs: [{ name: "y", elementType: "float32" }],
      nodes: [{ operator: "Gemm", domain: "", inputs: ["x", "constant"], outputs: ["y"] }],
    });
    expect(file.nodes[0]!.attributes).toEqual(new Map([["transB", { type: "int", value: 1 }]]));
    expect([...file.initializers.keys()]).toEqual(["constant"]);
    expect(file.initializers.get("constant")!.read()).toEqual(Float32Array.of(1, -2, 0.5));
  });

  for (const name of ["every-type-raw", "every-type-typed"] as const) {
    it(`decodes every element type to ONNX's own numbers (${name})`, () => {
      const { initializers } = readModel(modelBytes(name));
      const read = [...initializers.values()].map((tensor) => [
        tensor.name,
        { dims: tensor.dims, values: textsOf(tensor) },
      ]);
      const numbers = Object.entries(EXPECTED).map(([key, { dims, values }]) => {
        // Python and JavaScript write the same number in different ways.
        const same = key.includes("int") || key === "bool" ? values : values.map(pythonFloat);
        return [key, { dims, values: same }];
      });
      expect(Object.fromEntries(read)).toEqual(Object.fromEntries(numbers));
      expect(initializers.get("bool")!.read()).toBeInstanceOf(Uint8Array);
      expect(initializers.get("int64")!.read()).toBeInstanceOf(BigInt64Array);
      expect(initializers.get("float16")!.read()).toBeInstanceOf(Float32Array);
    });
  }

  it("gives a new array each time, so that no reader changes what another reads", () => {
    const tensor = readModel(modelBytes("every-type-raw")).initializers.get("scalar")!;
    tensor.read().fill(0 as never);
    expect(tensor.read()).toEqual(Float32Array.of(2.5));
  });

  it("turns Constant nodes of every form into constants", () => {
    const file = readModel(modelBytes("constants"));
    expect(file.nodes.map(({ name }) => name)).toEqual(["Mul_5"]);
    expect(file.initializers.size).toBe(0);
    const constants = [...file.constants].map(([name, tensor]) => [name, tensor.dims, tensor.read()]);
    expect(constants).toEqual([
      ["value", [1, 2], Float32Array.of(1, 2)],
      ["value_float", [], Float32Array.of(0.5)],
      ["value_floats", [2], Float32Array.of(1.5, -2)],
      ["value_int", [], BigInt64Array.of(-(2n ** 62n))],
      ["value_ints", [2], BigInt64Array.of(3n, 2n ** 53n + 1n)],
    ]);
  });

  it("reads data of other files at any offset, given as a record or by a function that is asked once a file", () => {
    const files = externalFiles();
    const asked: string[] = [];
    const byFunction = (location: string): Uint8Array => {
      asked.push(location);
      return files[location]!;
    };
    for (const externalData of [files, byFunction]) {
      const { initializers } = readModel(modelBytes("external"), { externalData });
      expect(initializers.get("weight")!.read()).toEqual(Float32Array.of(1.5, -2, 0.25, 4, 5, -6.5));
      expect(initializers.get("bias")!.read()).toEqual(Float32Array.of(0.5, -0.5));
    }
    expect(asked).toEqual(["data/external.bin"]);
  });

  it("reads models with strings and narrow numbers, and refuses only to decode these", () => {
    const { initializers } = readModel(modelBytes("strings-and-narrow"));
    for (const [name, type] of [
      ["texts", "string"],
      ["narrow", "int4"],
      ["complex", "complex64"],
    ] as const) {
      expect(initializers.get(name)!.elementType).toBe(type);
      expect(() => initializers.get(name)!.read()).toThrow(
        new RegExp(`"${name}" must not have elements of type ${type}`),
      );
    }
  });

  it("reads graphs within nodes, and knows that they read from the graph around them", () => {
    const { nodes } = readModel(modelBytes("subgraphs"));
    expect(nodes.map(({ name, operator }) => [name, operator])).toEqual([
      ["Relu_0", "Relu"],
      ["If_1", "If"],
    ]);
    expect(nodes[1]!.attributes.get("then_branch")).toMatchObject({ type: "graph", value: { name: "then" } });
  });

  it("takes a part of a larger buffer, and a Node Buffer", () => {
    const bytes = modelBytes("every-type-raw");
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 5);
    const { initializers } = readModel(larger.subarray(5, 5 + bytes.length));
    expect(initializers.get("uint8")!.read()).toEqual(Uint8Array.of(255, 0));
    const buffer = Buffer.from(bytes);
    const copy = readModel(buffer).initializers.get("uint8")!.read();
    copy[0] = 1;
    expect(new Uint8Array(buffer)).toEqual(bytes);
  });
});

function pythonFloat(text: string): string {
  const value = Number(text);
  return Object.is(value, -0) ? "-0" : String(value);
}

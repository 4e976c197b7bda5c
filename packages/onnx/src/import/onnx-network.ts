import { DataError, UnsupportedOptionError } from "@lockstep/core";
import type { RandomSite } from "@lockstep/core/engine";
import { int, ints } from "../graph/attribute.ts";
import type { Dimension } from "../graph/dimension.ts";
import { DATA_TYPE_CODES } from "../graph/data-type-codes.ts";
import type { ElementType } from "../graph/element-type.ts";
import type { GraphBuilder } from "../graph/graph-builder.ts";
import type { GraphValue } from "../graph/graph.ts";
import type { FileNode } from "../model-file/file-node.ts";
import type { FileValue } from "../model-file/file-value.ts";
import type { ModelFile } from "../model-file/model-file.ts";
import type { EmittedNetwork, Network, NetworkMode } from "../network/network.ts";
import { convertAttributes } from "./convert-attributes.ts";
import { fileConstant } from "./file-constant.ts";
import { emitFilledInput, type FilledInput } from "./filled-input.ts";
import type { ImportPass } from "./import-pass.ts";
import type { ImportCall } from "./import-rule.ts";
import { importRule } from "./import-rules.ts";
import { nodeFailure } from "./node-failure.ts";
import { requireRowsApart } from "./require-rows-apart.ts";
import type { TransposedCopies } from "./transposed-copies.ts";

/** What of a file is trained, and on what. */
export interface OnnxNetworkPlan {
  readonly file: ModelFile;
  /** The nodes that the output depends on. */
  readonly nodes: readonly FileNode[];
  readonly input: FileValue;
  readonly output: string;
  /** The other inputs, each with one value everywhere. */
  readonly filled: readonly FilledInput[];
  /** Lengths of the data input. */
  readonly inputShape: readonly Dimension[];
  /** Stored tensors that are trained. */
  readonly trainable: readonly string[];
  /** Stored matrices that are transposes of trained ones. */
  readonly copies: TransposedCopies;
  /** Stored tensors that are running statistics and move in training. */
  readonly statistics: readonly string[];
  readonly unitAxes: ReadonlyMap<string, number>;
  readonly unbiased: boolean;
}

/** A network that has been written, with what it draws and the batch norms that need several rows. */
interface EmittedOnnxNetwork extends EmittedNetwork, Pick<ImportPass, "normsOverRows"> {
  readonly sites: readonly RandomSite[];
}

/** The network of a file. */
export interface OnnxNetwork extends Network {
  emit(graph: GraphBuilder, mode: NetworkMode): EmittedOnnxNetwork;
}

/** The network of an ONNX file. */
export function onnxNetwork(plan: OnnxNetworkPlan): OnnxNetwork {
  return { emit: (graph, mode) => new Emission(graph, mode, plan).run() };
}

/** One writing of a file's nodes into a graph. */
class Emission {
  readonly #graph: GraphBuilder;
  readonly #plan: OnnxNetworkPlan;
  readonly #pass: ImportPass;
  readonly #inputs: GraphValue;
  readonly #parameters: ReadonlyMap<string, GraphValue>;
  readonly #buffers: ReadonlyMap<string, GraphValue>;
  /** Values by their names in the file. */
  readonly #values = new Map<string, GraphValue>();

  constructor(graph: GraphBuilder, mode: NetworkMode, plan: OnnxNetworkPlan) {
    this.#graph = graph;
    this.#plan = plan;
    this.#inputs = graph.input("inputs", "float32", plan.inputShape);
    this.#parameters = this.#tensorInputs("parameter", plan.trainable);
    this.#buffers = this.#tensorInputs("buffer", plan.statistics);
    const statistics = new Map([...this.#buffers.values()].map((value) => [value, value]));
    const [fileRows] = plan.input.dims ?? [];
    this.#pass = {
      mode,
      fileRows: typeof fileRows === "number" ? fileRows : undefined,
      unbiased: plan.unbiased,
      statistics,
      sites: [],
      draws: [],
      normsOverRows: [],
    };
    this.#values.set(plan.input.name, this.#typedInputs());
    for (const other of plan.filled) this.#values.set(other.name, emitFilledInput(graph, other, this.#inputs));
    for (const [name, value] of [...this.#parameters, ...this.#buffers]) this.#values.set(name, value);
    for (const [copy, original] of plan.copies) {
      const transpose = graph.apply("Transpose", [this.#parameters.get(original)], { perm: ints([1, 0]) });
      this.#values.set(copy, transpose);
    }
  }

  run(): EmittedOnnxNetwork {
    for (const node of this.#plan.nodes) this.#emitNode(node);
    const { statistics, draws, sites, normsOverRows } = this.#pass;
    return {
      inputs: this.#inputs,
      parameters: this.#parameters,
      unitAxes: this.#plan.unitAxes,
      buffers: this.#buffers,
      nextBuffers: new Map(
        [...this.#buffers].flatMap(([name, value]) => {
          const next = statistics.get(value)!;
          return next === value ? [] : [[name, next] as const];
        }),
      ),
      draws,
      sites,
      normsOverRows,
      output: this.#read(this.#plan.output),
    };
  }

  #tensorInputs(kind: string, names: readonly string[]): ReadonlyMap<string, GraphValue> {
    return new Map(
      names.map((name) => {
        const { dims } = this.#plan.file.initializers.get(name)!;
        return [name, this.#graph.input(`${kind}.${name}`, "float32", dims)] as const;
      }),
    );
  }

  /** Data arrive as f32; a model of ids, or of bytes, gets them in its own type. */
  #typedInputs(): GraphValue {
    const { elementType, name } = this.#plan.input;
    if (elementType === "float32") return this.#inputs;
    if (!(elementType in DATA_TYPE_CODES)) {
      throw new UnsupportedOptionError({
        subject: `input ${name}`,
        rule: `must be of type ${Object.keys(DATA_TYPE_CODES).join(", ")}`,
        received: elementType,
        remedy: "Export the model in float32.",
      });
    }
    // GPUs have no kernel that makes an int64.
    const own = this.#graph.target === "webgpu" && elementType === "int64" ? "int32" : (elementType as ElementType);
    return this.#graph.apply("Cast", [this.#inputs], { to: int(DATA_TYPE_CODES[own]) }, "model.inputs");
  }

  #emitNode(node: FileNode): void {
    try {
      const call: ImportCall = {
        graph: this.#graph,
        node: { ...node, outputs: node.outputs.map((name) => `model.${name}`) },
        inputs: node.inputs.map((name) => (name === "" ? undefined : this.#read(name))),
        attributes: convertAttributes(node),
        operatorSet: this.#plan.file.operatorSet,
        pass: this.#pass,
      };
      requireRowsApart(call);
      const outputs = importRule(node)(call);
      for (const [index, value] of outputs.entries()) {
        const name = node.outputs[index];
        if (name !== undefined && name !== "") this.#values.set(name, value);
      }
    } catch (error) {
      throw nodeFailure(node, error);
    }
  }

  #read(name: string): GraphValue {
    const known = this.#values.get(name);
    if (known !== undefined) return known;
    const { initializers, constants } = this.#plan.file;
    const stored = initializers.get(name) ?? constants.get(name);
    if (stored === undefined) {
      throw new DataError({
        subject: `value ${name}`,
        rule: "is not computed here: only the first outputs of its node are",
        remedy: "Export the model without it.",
      });
    }
    const value = fileConstant(this.#graph, stored);
    this.#values.set(name, value);
    return value;
  }
}

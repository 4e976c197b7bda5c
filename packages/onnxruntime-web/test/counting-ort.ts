import * as ort from "onnxruntime-web";
import type { OrtNamespace, OrtSession, OrtTensor } from "../src/index.ts";

ort.env.wasm.numThreads = 1;

/** What the engine holds at the moment, and what went through. */
interface OrtCounts {
  /** Tensors made (by the engine or by a run) and not yet disposed. */
  liveTensors: number;
  liveSessions: number;
  createdSessions: number;
  runs: number;
}

/** ONNX Runtime, with its sessions and tensors counted and its failures at hand. */
export interface CountingOrt {
  readonly ort: OrtNamespace;
  readonly counts: OrtCounts;
  /** Errors for the next runs, first come first served. */
  readonly failNextRuns: Error[];
  /** Errors for the next sessions to be created. */
  readonly failNextSessions: Error[];
  /** Called as a run begins. */
  onRun: () => void;
}

export function countingOrt(): CountingOrt {
  const counts: OrtCounts = { liveTensors: 0, liveSessions: 0, createdSessions: 0, runs: 0 };
  const counting: CountingOrt = {
    ort: { InferenceSession: { create }, Tensor: countedTensorClass() },
    counts,
    failNextRuns: [],
    failNextSessions: [],
    onRun: () => undefined,
  };

  function counted<Made extends ort.Tensor>(tensor: Made): Made {
    const disposeReal = tensor.dispose.bind(tensor);
    let live = true;
    counts.liveTensors++;
    tensor.dispose = () => {
      if (live) counts.liveTensors--;
      live = false;
      disposeReal();
    };
    return tensor;
  }

  function countedTensorClass(): OrtNamespace["Tensor"] {
    return function Tensor(type: "float32", data: Float32Array, dims: readonly number[]): ort.Tensor {
      return counted(new ort.Tensor(type, data, dims));
    } as unknown as OrtNamespace["Tensor"];
  }

  async function create(
    model: Uint8Array,
    options?: { readonly executionProviders?: readonly string[] },
  ): Promise<OrtSession> {
    const failure = counting.failNextSessions.shift();
    if (failure !== undefined) throw failure;
    const session = await ort.InferenceSession.create(model, options);
    counts.createdSessions++;
    counts.liveSessions++;
    return {
      async run(feeds: Readonly<Record<string, OrtTensor>>) {
        counts.runs++;
        counting.onRun();
        const fault = counting.failNextRuns.shift();
        if (fault !== undefined) throw fault;
        const outputs = await session.run(feeds as Record<string, ort.Tensor>);
        return Object.fromEntries(Object.entries(outputs).map(([name, tensor]) => [name, counted(tensor)]));
      },
      async release() {
        counts.liveSessions--;
        await session.release();
      },
    };
  }

  return counting;
}

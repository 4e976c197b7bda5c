import {
  decodeCheckpoint,
  encodeCheckpoint,
  writeSafetensors,
  type Checkpoint,
  type EngineState,
  type NamedTensors,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import { expectRefusal } from "../check/expect-refusal.ts";
import type { TestRunner } from "../case/test-runner.ts";
import { checkpointCases } from "../vectors/checkpoint-cases.ts";
import { decodeWords } from "../vectors/decode.ts";

/** Files of checkpoints against ones that Python composed and the safetensors library wrote and read. */
export function checkpointFileSuite({ describe, it }: TestRunner): void {
  describe("checkpoint files", () => {
    for (const { id, clause, input, expect } of checkpointCases) {
      it(`${clause} ${id}: content`, () => {
        const { state, best, ...rest } = decodeCheckpoint(bytesOf(input.bytes));
        const [actual, expected] = [told(rest), told(untagged(expect.rest))];
        expectThat(actual === expected, `expected ${expected}, got ${actual}`);
        const tensors = { ...placed("state", state), ...placed("best", best) };
        expectThat(sorted(tensors) === sorted(expect.tensors), `tensors: expected ${sorted(expect.tensors)}`);
        for (const [place, { shape, data }] of Object.entries(expect.tensors)) {
          const tensor = tensors[place]!;
          expectSame(`shape of ${place}`, tensor.shape, shape);
          expectSame(place, wordsOf(tensor.data), decodeWords(data));
        }
      });
      if (id.startsWith("checkpoint.file.")) {
        it(`${clause} ${id}: written, it has these very bytes`, () => {
          const bytes = bytesOf(input.bytes);
          expectSame("bytes", encodeCheckpoint(decodeCheckpoint(bytes)), bytes);
        });
      }
    }
    it("CKP-5 checkpoint.refused: a file that is cut off", async () => {
      const bytes = bytesOf(checkpointCases[0]!.input.bytes);
      for (const length of [0, 7, 8, 100, bytes.length - 1]) {
        await expectRefusal(`${length} bytes`, "INVALID_DATA", () => decodeCheckpoint(bytes.slice(0, length)));
      }
    });
    it("CKP-5 checkpoint.refused: a safetensors file of something else", async () => {
      const { rest } = checkpointCases[0]!.expect;
      const weight = { shape: [1], data: Float32Array.of(1) };
      const others: [NamedTensors, Record<string, string>][] = [
        [{ "0.weight": weight }, {}],
        [{ "state.parameters.0.weight": weight }, {}],
        [{ "state.parameters.0.weight": weight }, { lockstep: "{}" }],
        [{ "state.parameters.0.weight": weight }, { lockstep: "{" }],
        [{ "0.weight": weight }, { lockstep: JSON.stringify(rest) }],
      ];
      for (const [tensors, metadata] of others) {
        const file = writeSafetensors(tensors, metadata);
        await expectRefusal(JSON.stringify(metadata), "CHECKPOINT_MISMATCH", () => decodeCheckpoint(file));
      }
    });
  });
}

/** A state's tensors by their place in the file. */
function placed(root: "state" | "best", state: EngineState | Checkpoint["best"]): NamedTensors {
  const groups = Object.entries(state ?? {}) as [string, NamedTensors][];
  return Object.fromEntries(
    groups.flatMap(([group, tensors]) =>
      Object.entries(tensors).map(([name, tensor]) => [`${root}.${group}.${name}`, tensor] as const),
    ),
  );
}

function sorted(tensors: object): string {
  return Object.keys(tensors).sort().join();
}

/** A record with the numbers that vectors write as `{ "number": "NaN" }`, since JSON has them not. */
function untagged(record: object): unknown {
  return JSON.parse(JSON.stringify(record), (_key, value: unknown) =>
    typeof value === "object" && value !== null && "number" in value ? Number(value.number) : value,
  );
}

/** A record as text that tells numbers of every kind apart from text. */
function told(record: unknown): string {
  return JSON.stringify(record, (_key, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? `the number ${value}` : value,
  );
}

function wordsOf({ buffer, byteOffset, length }: Float32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from({ length: hex.length / 2 }, (_, index) => parseInt(hex.slice(2 * index, 2 * index + 2), 16));
}

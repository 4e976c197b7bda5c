import { LockstepError } from "@lockstep/core";
import { describe, expect, it } from "vitest";
import { readModel } from "../../src/model-file/read-model.ts";
import { writeModel } from "../../src/model-file/write-model.ts";
import { externalFiles, originals } from "./model-files.ts";
import { mutants } from "./mutants.ts";

const COUNT = 10_000;
const LONGEST_MS = 2_000;

const externalData = externalFiles();

/** Reads a file whole, and writes it twice; the plain copy has to be readable again. */
function useWhole(bytes: Uint8Array): "read" | "refused" {
  let copy: Uint8Array;
  try {
    const file = readModel(bytes, { externalData });
    for (const tensor of [...file.initializers.values(), ...file.constants.values()]) {
      try {
        tensor.read();
      } catch (error) {
        if (!(error instanceof LockstepError)) throw error;
      }
    }
    copy = writeModel(file);
    writeModel(file, { inference: true });
  } catch (error) {
    if (error instanceof LockstepError) return "refused";
    throw error;
  }
  readModel(copy);
  return "read";
}

describe("10,000 damaged files", () => {
  it("are read or refused by a typed error, each within 2 s", () => {
    const counts = { read: 0, refused: 0 };
    let worst = { milliseconds: 0, name: "" };
    for (const { name, bytes } of mutants(originals(), COUNT)) {
      const start = performance.now();
      try {
        counts[useWhole(bytes)]++;
      } catch (cause) {
        throw new Error(`${name} was neither read nor refused`, { cause });
      }
      const milliseconds = performance.now() - start;
      if (milliseconds > worst.milliseconds) worst = { milliseconds, name };
    }
    expect(worst.milliseconds < LONGEST_MS ? "in time" : worst.name).toBe("in time");
    // Both ways are well trodden.
    expect(counts.read).toBeGreaterThan(COUNT / 10);
    expect(counts.refused).toBeGreaterThan(COUNT / 10);
    expect(counts.read + counts.refused).toBe(COUNT);
  });

  it("are the same in every run", () => {
    const once = [...mutants(originals(), 200)];
    expect([...mutants(originals(), 200)]).toEqual(once);
    expect([...mutants(originals(), 200, 2)]).not.toEqual(once);
  });
});

import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { findBrowser, findGjs, missingHere } from "../../src/node/index.ts";

const SCRIPT = resolve(import.meta.dirname, "subjects/open-host.ts");
const PLACES = [
  ["browser", missingHere(findBrowser)],
  ["spidermonkey", missingHere(findGjs)],
] as const;

/** A process that opens a host, and its temporary folder. */
function opening(place: string): { readonly child: ChildProcess; readonly folder: string } {
  const folder = mkdtempSync(join(tmpdir(), "lockstep-left-"));
  const child = fork(SCRIPT, [place], {
    execArgv: ["--conditions=@lockstep/source"],
    env: { ...process.env, TMPDIR: folder },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  });
  return { child, folder };
}

describe.skipIf(process.platform === "win32")("a host in a process that ends", () => {
  for (const [place, missing] of PLACES) {
    it.for([
      ["SIGINT", 130],
      ["SIGTERM", 143],
      ["SIGHUP", 129],
    ] as const)(`leaves nothing behind after %s, and ends with %i: ${place}`, async ([signal, code], context) => {
      context.skip(missing !== undefined, missing);
      const { child, folder } = opening(place);
      await once(child.stdout!, "data");
      expect(readdirSync(folder).join(" ")).toContain("lockstep-bundle-");
      child.kill(signal);
      expect(await once(child, "exit")).toEqual([code, null]);
      expect(readdirSync(folder)).toEqual([]);
    });
    it(`leaves nothing behind after process.exit: ${place}`, async (context) => {
      context.skip(missing !== undefined, missing);
      const { child, folder } = opening(place);
      await once(child.stdout!, "data");
      child.send("exit");
      expect(await once(child, "exit")).toEqual([3, null]);
      // Chromium, which is killed then, may leave a folder of its own.
      expect(readdirSync(folder).filter((name) => !name.startsWith("org.chromium."))).toEqual([]);
    });
    it(`leaves nothing behind if it is ended while it bundles: ${place}`, async (context) => {
      context.skip(missing !== undefined, missing);
      const { child, folder } = opening(place);
      while (!readdirSync(folder).some((name) => name.startsWith("lockstep-bundle-"))) await setTimeout(5);
      child.kill("SIGTERM");
      expect(await once(child, "exit")).toEqual([143, null]);
      expect(readdirSync(folder)).toEqual([]);
    });
  }
});

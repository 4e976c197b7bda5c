import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Bytes in use after a collection: JavaScript objects and array buffers. */
export async function bytesInUse(): Promise<number> {
  let fewest = Infinity;
  // What a collection finds is freed a little later, and not always by the first.
  for (let collection = 0; collection < 4; collection++) {
    collectGarbage();
    await new Promise((resolve) => setTimeout(resolve, 20));
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    fewest = Math.min(fewest, heapUsed + arrayBuffers);
  }
  return fewest;
}

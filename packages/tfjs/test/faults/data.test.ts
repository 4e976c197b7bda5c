import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

import { batches } from "../../src/index.ts";
import { startBackend } from "../start-backend.ts";

beforeAll(() => startBackend("cpu"));

test("tf.data shuffles within a window, so that a sorted file stays sorted by and large; ours mixes all rows", async () => {
  const rows = Array.from({ length: 100 }, (_, row) => row);
  const stock = await tf.data.array(rows).shuffle(10, "7").toArray();
  // A row comes at most nine places early.
  for (const [place, row] of stock.entries()) expect(row - place).toBeLessThan(10);

  const iterator = await batches(tf, { xs: rows, ys: rows, batchSize: 100, seed: 7 }).iterator();
  const { value } = await iterator.next();
  const own = [...(value!.xs as tf.Tensor).dataSync()];
  expect(own.toSorted((one, two) => one - two)).toEqual(rows);
  expect(Math.max(...own.map((row, place) => row - place))).toBeGreaterThan(50);
  tf.dispose(value);
});

import {
  bucketed,
  planBatches,
  shuffleWindow,
  stratified,
  streamDataset,
  weighted,
  type BatchOrder,
  type BatchReader,
} from "@lockstep/core";
import { expectSame } from "../check/compare-numbers.ts";
import { expectThat } from "../check/conformance-failure.ts";
import type { TestRunner } from "../case/test-runner.ts";
import {
  drawLookupCases,
  epochCases,
  shardCases,
  windowCases,
  type EncodedOrder,
} from "../vectors/batch-order-cases.ts";
import { decodeDoubles } from "../vectors/decode.ts";

/** Whole epochs in every order, shards of batches and windows of streams, against their laws in Python. */
export function epochOrderSuite({ describe, it }: TestRunner): void {
  describe("epoch orders", () => {
    for (const { id, clause, input, expect } of epochCases) {
      it(`${clause} ${id} (${input.rowCount} rows by ${input.batchSize})`, () => {
        const { seed, epoch, order: encoded, ...options } = input;
        const plan = planBatches({ ...options, seed: BigInt(seed), order: decodeOrder(encoded) });
        expectThat(plan.batchesPerEpoch === expect.batches.length, `${plan.batchesPerEpoch} batches an epoch`);
        let position = 0;
        for (const [batch, rows] of expect.batches.entries()) {
          expectSame(`batch ${batch}`, plan.rows(epoch, batch), rows);
          for (const row of rows) expectSame(`position ${position}`, [plan.rowAt(epoch, position++)], [row]);
        }
      });
    }
    for (const { id, clause, input, expect } of drawLookupCases) {
      it(`${clause} ${id} (${input.rowCount} rows)`, () => {
        const { seed, epoch, rowCount, positions } = input;
        const plan = planBatches({ rowCount, batchSize: 1, order: "with-replacement", seed: BigInt(seed) });
        const rows = positions.map((position) => plan.rowAt(epoch, Number(position)));
        expectSame("rows", rows, expect.rows.map(Number));
      });
    }
    for (const { id, clause, input, expect } of shardCases) {
      it(`${clause} ${id} (${input.count} shards)`, () => {
        const { seed, epoch, batch, count, ...options } = input;
        for (const [index, rows] of expect.rows.entries()) {
          const plan = planBatches({ ...options, seed: BigInt(seed), shard: { index, count } });
          expectSame(`shard ${index}`, plan.rows(epoch, batch), rows);
          expectSame(`shard ${index}: firstRow`, [plan.span(epoch, batch).firstRow], [expect.firstRows[index]!]);
        }
      });
    }
    for (const { id, clause, input, expect } of windowCases) {
      it(`${clause} ${id} (${input.rows} rows, window ${input.window})`, async () => {
        const { seed, epoch, window, rows } = input;
        expectSame(
          "positions",
          Array.from({ length: rows }, (_, position) => {
            const { start, size, placement } = shuffleWindow({ seed: BigInt(seed), epoch, window, position });
            return start + placement(Math.min(size, rows - start))(position - start);
          }),
          expect.ordinals,
        );
        const stream = streamDataset({
          name: "ordinals",
          inputShape: [1],
          window,
          *open() {
            for (let ordinal = 0; ordinal < rows; ordinal++) yield { input: [ordinal], target: 0 };
          },
        });
        const reader = stream.openEpoch({ seed: BigInt(seed), epoch, batchSize: 4 });
        expectSame("rows of the stream", await inputsOf(reader), expect.ordinals);
      });
    }
  });
}

function decodeOrder(order: EncodedOrder): BatchOrder {
  switch (order.kind) {
    case "weighted": {
      const { weights, replacement, draws } = order;
      return weighted(decodeDoubles(weights), { replacement, draws });
    }
    case "stratified":
      return stratified(order.labels);
    case "bucketed":
      return bucketed(order.lengths, { boundaries: order.boundaries });
    case "sequential":
    case "shuffled":
    case "with-replacement":
      return order.kind;
  }
}

async function inputsOf(reader: BatchReader): Promise<number[]> {
  const inputs: number[] = [];
  for (let batch = await reader.next(); batch !== undefined; batch = await reader.next()) {
    inputs.push(...batch.inputs.data);
  }
  return inputs;
}
